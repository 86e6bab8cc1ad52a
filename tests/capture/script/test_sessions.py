from __future__ import annotations

from pathlib import Path

import pytest

from capture.errors import ScriptError
from capture.script import sessions

ROOT = Path(__file__).resolve().parents[3]

OWN = """
title = "Mine"
lesson = "None."
seconds = 3
persona = "random:3"
[lamps.window]
"""


@pytest.mark.parametrize("name", sessions.names())
def test_every_sample_session_is_sound(name: str) -> None:
    script = sessions.load(name)
    assert script.name == name
    assert script.lesson.endswith(".")
    assert 20 <= script.seconds <= 35
    assert (script.size, script.fps) == ((1280, 720), 15)
    assert script.expect.prompts or script.expect.shots
    assert {script.at(t_s).persona for t_s in (0.0, script.seconds)} == {script.persona}


def test_there_are_a_dozen_with_a_sitter_each() -> None:
    scripts = [sessions.load(name) for name in sessions.names()]
    assert len(scripts) >= 12
    assert len({script.persona.name for script in scripts}) == len(scripts)
    assert len({script.title for script in scripts}) == len(scripts)


def test_they_lie_where_an_installed_program_finds_them() -> None:
    assert sessions.names() == sorted(path.stem for path in (ROOT / "sample_sessions").glob("*.toml"))
    assert '"sample_sessions"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.hatch.build.targets.wheel]")[1].split("[")[1]


def test_a_script_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(OWN, encoding="utf-8")
    assert (sessions.load(str(path)).name, sessions.load(str(path)).title) == ("mine", "Mine")


@pytest.mark.parametrize(
    ("name", "said"),
    [("all-rigth", "There is no sample sitting 'all-rigth'. Did you mean 'all-right'?"), ("none.toml", "The script none.toml can't be read: No such file")],
)
def test_what_is_not_there_is_said(name: str, said: str) -> None:
    with pytest.raises(ScriptError) as caught:
        sessions.load(name)
    assert said in str(caught.value)
