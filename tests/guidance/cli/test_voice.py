from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
import pytest
from stand_in import StandIn

import guidance.voice
from guidance.cli.entry import run
from guidance.prompts import sentences
from guidance.voice.packs import find, own_names

if TYPE_CHECKING:
    from collections.abc import Callable

EN = Path(guidance.voice.__file__).parent / "en"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the user's folder of packs, still empty; their settings are empty too."""
    monkeypatch.setattr(platformdirs, "user_data_dir", lambda *_names, **_more: str(tmp_path / "data"))
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_names, **_more: str(tmp_path / "config"))
    return tmp_path / "data" / "voices"


@pytest.fixture
def northlight(own: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return the command line: its exit code, what it prints, and its error output."""
    assert not own.exists()

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["voice", *arguments])
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def test_a_pack_is_spoken_by_an_engine_of_the_machine_and_listed(
    northlight: Callable[..., tuple[int, str, str]], own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = StandIn(tmp_path, monkeypatch, "say", "-o")
    monkeypatch.setattr("guidance.cli.voice.sentences", lambda language: dict(list(sentences(language).items())[:3]))
    code, told, errors = northlight("build", "--engine", "say", "--language", "de", "--speed", "1.2", "--name", "anna")
    assert (code, errors) == (0, "")
    assert told.startswith("3 of 3 sentences spoken by macOS say; ")
    assert str(own / "anna") in told
    assert told.splitlines()[-3:] == ['  language = "de"', "  [voice]", '  pack = "anna"']
    assert {call.text for call in engine.calls} == set(list(sentences("de").values())[:3])
    assert {path.suffix for path in (own / "anna").iterdir()} == {".opus", ".json"}
    anna = find("anna")
    assert (anna.own, anna.manifest.language, sorted(anna.pack().names)) == (True, "de", ["no_face.1", "no_face.2", "two_faces.1"])
    assert anna.pack().samples("no_face.1").size > 20_000
    code, told, _ = northlight("build", "--engine", "say", "--language", "de", "--speed", "1.2", "--name", "anna")
    assert (code, told[:16]) == (0, "0 of 3 sentences")


def test_packs_and_engines_are_listed_with_what_is_missing(
    northlight: Callable[..., tuple[int, str, str]], own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EN, own / "old")
    manifest = json.loads((own / "old" / "manifest.json").read_text())
    for name in ("hold.1", "kept.1"):
        del manifest["clips"][name]
    (own / "old" / "manifest.json").write_text(json.dumps(manifest))
    (own / "torn").mkdir()
    (own / "torn" / "manifest.json").write_text("{")
    monkeypatch.setenv("PATH", str(tmp_path))
    StandIn(tmp_path, monkeypatch, "piper", "-f")
    code, told, _ = northlight("list")
    assert code == 0
    lines = told.splitlines()
    total = len(sentences())
    assert [line.split()[0] for line in lines[:4]] == ["de", "en", "old", "torn"]
    assert "eSpeak NG, en-us" in lines[1]
    assert lines[1].endswith("bundled  complete")
    assert f"{total - 2} of {total} sentences" in lines[2]
    assert lines[2].endswith("your own  lacks hold.1, kept.1: build it again")
    assert "damaged" in lines[3]
    assert lines[4].startswith(f"Engines here, for northlight voice build: piper ({tmp_path}")
    assert "not here: espeak-ng. Install eSpeak NG" in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("build --engine espeak", "There is no engine 'espeak'. Did you mean 'espeak-ng'?"),
        ("build --engine piper", "piper speaks from a model file, and none is named. Name one: --model FILE.onnx"),
        ("build --engine say --name en", "'en' is the name of a pack that comes with Northlight. Name yours otherwise: --name my-en"),
        ("build --engine say --name ../x", "'../x' can't be a pack's name. Use letters, digits, '-', '_' and '.': it becomes a folder."),
        ("build --engine say --name mine", "say is not installed. It comes with macOS; choose another engine elsewhere."),
        ("build --speed 9", "Argument --speed: '9' is not a number between 0.5 and 2. See: northlight voice build --help"),
        ("build --pitch 120", "Argument --pitch: '120' is not a whole number from 0 to 99. See: northlight voice build --help"),
        ("build --language xx", "Argument --language: 'xx' is none of the languages de, en. See: northlight voice build --help"),
        ("test --pack nobody", "There is no voice 'nobody'. Known: de, en."),
        ("test chin_upp", "The voice has no sentence 'chin_upp'. Did you mean 'chin_up'?"),
    ],
)
def test_what_is_wrong_is_one_line_with_the_remedy(
    arguments: str, said: str, northlight: Callable[..., tuple[int, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    code, told, errors = northlight(*arguments.split())
    assert (code, told, errors) == (2, "", f"northlight: {said}\n")
    assert own_names() == []


def test_a_device_that_is_not_there_is_told(northlight: Callable[..., tuple[int, str, str]]) -> None:
    code, told, errors = northlight("test", "--device", "no such device")
    assert (code, told) == (2, "")
    assert errors.startswith("northlight: ")
    assert "sound" in errors


@pytest.mark.skipif(sys.platform != "linux" or find_library("portaudio") is None, reason="only ALSA, through PortAudio, has a device that is a file")
def test_sentences_and_tones_are_played_and_told_with_the_device_and_its_underruns(tmp_path: Path) -> None:
    config = tmp_path / "asound.conf"
    recorder = f'{{ type file slave.pcm {{ type null }} file "{tmp_path / "tape.wav"}" format wav }}'
    config.write_text(f"pcm.default {{ type plug slave {{ pcm {recorder} format S16_LE rate 48000 }} }}\n")
    env = {**os.environ, "ALSA_CONFIG_PATH": str(config), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "guidance", "voice", "test", "hold", "chin_up.2", "--language", "de"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=env, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "Voice de on default"
    assert [line.split(maxsplit=1) for line in lines[1:3]] == [["hold.1", "Genau so. Halt still."], ["chin_up.2", "Noch ein wenig höher mit dem Kinn."]]
    assert [line.split()[0] for line in lines[3:-1]] == ["good", "shutter", "tick"]
    assert lines[-1].startswith("2 sentences and 3 tones played, ")
    assert lines[-1].endswith(" underruns")
    assert (tmp_path / "tape.wav").stat().st_size > 100_000
