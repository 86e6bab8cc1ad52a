from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from small_session import small_session

from capture.provenance import SourceType
from capture.script import sessions
from capture.session import Session
from guidance.cli import run
from guidance.cli.arguments import REHEARSED
from guidance.cli.rehearse import in_words
from guidance.prompts import catalogue, sentences

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("_each_frame_rendered_once")

SMALL = small_session(6, 8, (480, 270))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_the_list_names_every_session_with_its_length_sitter_and_lesson(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rehearse", "--list"]) == 0
    told = capsys.readouterr().out
    for name in sessions.names():
        assert in_words(sessions.load(name)) in told
    script = sessions.load(REHEARSED)
    assert in_words(script).split() == [REHEARSED, f"{script.seconds:.0f}", "s", script.persona.name, *script.title.split(), *script.lesson.split()]


@pytest.mark.parametrize(("more", "at_least"), [((), 4), (("--find-light",), 2)], ids=["coach", "search"])
def test_a_rehearsal_in_german_says_and_shows_nothing_else(
    more: tuple[str, ...], at_least: int, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(small_session(9, 8, (480, 270)), encoding="utf-8")
    usual = ("--headless", "--no-voice", "--session", str(tmp_path / "sitting"), "--tracker", "studio")
    assert run(["rehearse", str(small), *usual, "--language", "de", *more]) == 0
    lines = [line.split(maxsplit=3)[2:] for line in capsys.readouterr().out.splitlines() if line[:8].strip().replace(".", "").isdigit()]
    said = {words for kind, words in lines if kind == "say"}
    shown = {words for kind, words in lines if kind == "show"}
    german = catalogue("de").values()
    assert len(said) >= at_least
    assert said <= set(sentences("de").values())
    assert shown <= {wording.show for entry in german for wording in (entry, entry.much) if wording}


@pytest.mark.parametrize("tracker", ["studio", "mediapipe"])
def test_a_rehearsal_is_a_whole_sitting_up_to_the_finished_set(
    small: Path, tmp_path: Path, tracker: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sitting"
    assert run(["rehearse", str(small), "--headless", "--no-voice", "--session", str(folder), "--tracker", tracker]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "Small. A sitter who keeps still is photographed."
    assert told[1] == "Source: Sample sitting small: 480×270 at 8 fps, rendered"
    assert told[2] == "Profile: Classic headshot"
    assert any(" keep  straight (moment" in line for line in told)
    assert told[-1].endswith(f"files in {folder / 'set'}; receipt.html shows how each was made.")
    shots = Session.read(folder).shots
    assert shots[0].sidecar.look == "straight"
    assert all(shot.sidecar.rendered for shot in shots)
    receipt = json.loads((folder / "set" / "receipt.json").read_text(encoding="utf-8"))
    kinds = {file["preset"]: file["digital_source_type"] for file in receipt["files"]}
    assert kinds.pop("contact_sheet") == SourceType.COMPOSITE_MIXED
    assert set(kinds.values()) == {SourceType.ALGORITHMIC}
    with Image.open(folder / "set" / "contact_sheet.jpg") as sheet:
        sheet.load()


def test_a_rehearsal_without_a_photograph_says_so_and_exports_nothing(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(SMALL.replace("y_mm = -50", "x_mm = 3000").replace("seconds = 4", "seconds = 1"), encoding="utf-8")
    folder = tmp_path / "sitting"
    assert run(["rehearse", str(small), "--headless", "--no-voice", "--session", str(folder), "--tracker", "studio"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "No photograph was kept."
    assert not folder.exists(), "an empty folder says nothing"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("rehearse all-rigth --headless", "There is no sample sitting 'all-rigth'. Did you mean 'all-right'?"),
        ("rehearse --headless --tracker studios", "invalid choice: 'studios'"),
        ("sit --headless --camera sample:too-closed", "Did you mean 'too-close'?"),
    ],
)
def test_a_slip_is_one_line(line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(line.split()) == 2
    told = capfd.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_sitting_is_held_to_another_one_and_to_the_users_own_values(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    own, first, nearer, alike = (tmp_path / name for name in ("own", "first", "nearer", "alike"))
    monkeypatch.setattr("guidance.cli.chosen.own_folder", lambda: own)

    def rehearse(folder: Path, *more: str) -> str:
        assert run(["rehearse", str(small), "--headless", "--no-voice", "--tracker", "studio", "--session", str(folder), *more]) == 0
        return capsys.readouterr().out

    rehearse(first)
    small.write_text(SMALL.replace("y_mm = -50", "y_mm = -50\ndistance_mm = 560"), encoding="utf-8")
    assert "Step back" not in rehearse(nearer), "classic has nothing against it"
    told = rehearse(alike, "--like", str(first))
    assert "One step back." in told
    journal = [json.loads(line) for line in (alike / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    (event,) = [line for line in journal if line["event"] == "like"]
    assert event["session"] == Session.read(first).info.id
    own.mkdir()
    (own / "profile.toml").write_text('title = "Mine"', encoding="utf-8")
    assert run(["rehearse", str(small), "--headless", "--session", str(tmp_path / "none")]) == 2
    assert f"{own / 'profile.toml'} changes single values of every profile, so it can't hold 'title'." in capsys.readouterr().err
    (own / "profile.toml").write_text("[bands.face_height_frac]\nlow = 0.5\n", encoding="utf-8")
    assert "Come a step closer." in rehearse(tmp_path / "own values")


def test_a_sitting_without_a_photograph_cant_be_held_to(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty"
    Session.open(empty, source="Camera 0", profile="team").close()
    assert run(["rehearse", str(small), "--headless", "--like", str(empty)]) == 2
    assert f"The sitting in {empty} has no photograph, so nobody can be coached towards it. Name a sitting that has one." in capsys.readouterr().err
