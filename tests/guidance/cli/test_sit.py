from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING

from readings import observation
from reviewed import taken
from small_session import small_session

from capture.session import Session
from capture.types import Cause, Shot
from guidance.cli import run
from guidance.cli.sit import Teller, _new_folder
from guidance.coach import Coach
from guidance.profile import load
from guidance.prompts import prompt
from guidance.snapshot import Cue

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from guidance.snapshot import Snapshot

STEP = Coach(load("classic")).step(observation(0))


def at(t_s: float, **changes: object) -> Snapshot:
    return replace(STEP, t_s=t_s, **{"cue": None, "prompt": None} | changes)


def test_a_line_for_each_prompt_photograph_and_notice_and_none_twice(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller()
    shot = Shot(observation(45), "smile", Cause.MOMENT, 0.876, ("best score of 20 frames (0.88)", "the sharpest of them"), ("People 2 where 1 was asked",))
    up = prompt("chin_up")
    teller.tell(at(1.0, prompt=up, cue=Cue(clip=up.clip)))
    teller.tell(at(1.1, prompt=up, notices=("The camera is gone.",)))
    teller.tell(at(1.2, prompt=up, notices=("The camera is gone.",)))
    teller.tell(at(2.0, prompt=None, kept=(shot,), written=(shot,)))
    teller.tell(at(3.0, prompt=up, undone=1))
    assert capsys.readouterr().out.splitlines() == [
        "    1.00 s  say   Chin up a touch.",
        "    1.10 s  note  The camera is gone.",
        "    1.50 s  keep  smile (moment, score 0.88): best score of 20 frames (0.88); the sharpest of them; misses: People 2 where 1 was asked",
        "    3.00 s  show  Chin up a touch",
        "    3.00 s  undo  the last photograph was taken back",
    ]


def test_a_new_sitting_has_a_folder_of_its_own_named_by_its_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guidance.cli.sit.platformdirs.user_pictures_dir", lambda: str(tmp_path))
    monkeypatch.setattr("guidance.cli.sit.datetime", SimpleNamespace(now=lambda: datetime(2026, 11, 22, 14, 3, 12, tzinfo=UTC)))
    folder = _new_folder()
    assert folder == tmp_path / "Northlight" / f"{datetime(2026, 11, 22, 14, 3, 12, tzinfo=UTC).astimezone():%Y-%m-%d_%H-%M-%S}"
    folder.mkdir(parents=True)
    second = _new_folder()
    assert second.name == f"{folder.name}_2", "another Northlight began in the same second"
    second.mkdir()
    assert _new_folder().name == f"{folder.name}_3"


def test_a_look_is_taken_again_where_a_sitting_is_gone_on_with(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = tmp_path / "small.toml"
    script.write_text(small_session(5, 8, (480, 270)), encoding="utf-8")
    with Session.open(tmp_path / "one", source="x", profile="classic") as session:
        for look in load("classic").looks:
            session.keep(taken(look.name))
    arguments = ["sit", "--headless", "--no-voice", "--camera", f"sample:{script}", "--session", str(tmp_path / "one")]
    assert run([*arguments, "--retake", "straight"]) == 0
    shots = Session.read(tmp_path / "one").shots
    assert [shot.sidecar.look for shot in shots[5:]] == ["straight"]
    assert shots[5].sidecar.cause is Cause.MOMENT
    assert "Look them through: northlight review" in capsys.readouterr().out
    assert run([*arguments, "--retake", "strait"]) == 2
    assert "There is no look 'strait' in the profile classic. Did you mean 'straight'?" in capsys.readouterr().err
