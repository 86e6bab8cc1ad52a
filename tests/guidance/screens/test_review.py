from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from reviewed import a_sitting, kept
from screen_samples import LOOKS, sitting
from textual.widgets import Input

from capture.session import Decision, Decisions, Mark, Session, read_decisions
from guidance.app import NorthlightApp, Shell
from guidance.screens.export import ExportScreen
from guidance.screens.help import HelpScreen
from guidance.screens.live import LiveScreen
from guidance.screens.review import ReviewScreen, retake_command
from guidance.snapshot import Phase
from guidance.widgets.shot_list import ShotList
from guidance.widgets.still import Still, Zoom

if TYPE_CHECKING:
    from collections.abc import Callable

    from screen_samples import SampleSitting
    from textual.pilot import Pilot

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return a_sitting(tmp_path / "sitting").relative_to(tmp_path)


def shell(folder: Path) -> Shell[None]:
    return Shell(ReviewScreen(folder))


def told(app: Shell[None] | NorthlightApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}").render())


@SIZES
def test_a_photograph_and_what_is_known_of_it_look_as_they_did(size: tuple[int, int], folder: Path, snap_compare: Callable[..., bool]) -> None:
    with Decisions(folder) as decisions:
        decisions.mark("001_straight", Mark.FAVOURITE)
        decisions.mark("002_straight", Mark.REJECTED)
        decisions.note("001_straight", "for the website")
    assert snap_compare(shell(folder), terminal_size=size)


@SIZES
def test_the_eyes_of_a_pair_look_as_they_did(size: tuple[int, int], folder: Path, snap_compare: Callable[..., bool]) -> None:
    assert snap_compare(shell(folder), terminal_size=size, press=["c", "right", "right", "right", "z", "z"])


@SIZES
def test_a_note_that_is_written_and_a_missing_picture_look_as_they_did(size: tuple[int, int], folder: Path, snap_compare: Callable[..., bool]) -> None:
    (folder / "shots" / "003_smile.png").unlink()
    (folder / "shots" / "002_straight.json").write_text("{}", encoding="utf-8")

    async def write(pilot: Pilot[None]) -> None:
        await pilot.press("right", "n", "h", "i")
        pilot.app.screen.query_one(Input).cursor_blink = False
        await pilot.pause()

    assert snap_compare(shell(folder), terminal_size=size, run_before=write)


async def test_keys_decide_and_each_is_on_the_disk_at_once(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("k", "right", "x", "right", "f")
        assert {name: each.mark for name, each in read_decisions(folder).items()} == {
            "001_straight": Mark.KEPT,
            "002_straight": Mark.REJECTED,
            "003_smile": Mark.FAVOURITE,
        }
        assert "★ favourite" in told(app, "told")
        assert "In the set: 1. your favourite" in told(app, "told")
        await pilot.press("u", "u", "u")
        assert read_decisions(folder) == {}
        assert "001 Straight" in told(app, "where"), "undo goes where the decision was"
        await pilot.press("u")
        assert "Nothing is left to undo." in told(app, "notices")
        await pilot.press("right")
        assert "In the set: no; nearly the same as 001_straight" in told(app, "told")


async def test_a_note_is_one_line_and_may_be_left_as_it_was(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n", *"quick fox", "enter")
        assert read_decisions(folder) == {"001_straight": Decision(None, "quick fox")}
        assert "✎ quick fox" in told(app, "told")
        await pilot.press("n")
        assert app.screen.query_one(Input).value == "quick fox"
        await pilot.press("s", "escape")
        assert not app.screen.query_one(Input).display
        assert read_decisions(folder)["001_straight"].note == "quick fox"
        await pilot.press("x")
        assert read_decisions(folder)["001_straight"].mark is Mark.REJECTED, "the keys are the screen's again"
        assert app.is_running


async def test_the_mouse_does_it_too(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.click(ShotList, offset=(6, 2))
        assert "003 Smile" in told(app, "where")
        await pilot.click(Still)
        screen = app.screen
        assert isinstance(screen, ReviewScreen)
        assert screen._zoom is Zoom.EYES
        assert "both eyes" in told(app, "captions")
        await pilot.click("FooterKey")
        await pilot.pause()
        assert read_decisions(folder) == {"003_smile": Decision(Mark.KEPT)}, "the footer's first key"


async def test_a_pair_is_named_under_its_pictures(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "right", "right", "z", "z")
        assert told(app, "captions") == "003 Smile  |  001 Straight  |  eyes at 1:1, pixel for pixel"
        assert len(app.screen.query_one(Still)._shown) == 2
        await pilot.press("z", "c", "c")
        assert told(app, "captions") == "003 Smile  |  whole"


async def test_while_another_program_writes_one_may_look(folder: Path) -> None:
    with Decisions(folder):
        app = shell(folder)
        async with app.run_test(size=(120, 40)) as pilot:
            assert "Another Northlight is writing" in told(app, "notices")
            await pilot.press("x", "right")
            assert "Another Northlight is writing" in told(app, "notices")
            assert "002 Straight" in told(app, "where")
            assert read_decisions(folder) == {}


async def test_an_empty_sitting_is_a_sentence(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="classic"):
        pass
    app = shell(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        assert told(app, "trouble") == "This sitting has no photograph."
        await pilot.press("k", "x", "n", "u", "c", "z", "e", "r", "right")
        assert isinstance(app.screen, ReviewScreen)
        await pilot.press("q")
    assert app.broken is None


async def test_a_profile_that_is_wrong_keeps_nobody_from_looking(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "profile.toml").write_text("[weights]\neyes = 'many'\n", encoding="utf-8")
    monkeypatch.setattr("guidance.past.own_folder", lambda: own)
    app = shell(folder)
    async with app.run_test(size=(120, 40)):
        assert "can't be told" in told(app, "told")
        assert "profile.toml" in told(app, "told")


async def test_help_tells_every_key_and_comes_back(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen)
        text = str(app.screen.query_one("#help Static").render())
        for word in ("reject it", "favourite", "beside", "newest decision back", "decisions.jsonl"):
            assert word in text
        await pilot.press("space")
        assert isinstance(app.screen, ReviewScreen)


async def test_the_set_is_made_anew_without_what_was_rejected(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("x", "e")
        for _ in range(400):
            await pilot.pause(0.05)
            if isinstance(app.screen, ExportScreen) and "files in" in told(app, "words"):
                break
        assert "001_straight is not in the set: you rejected it." in told(app, "words")
        await pilot.press("q")
        assert isinstance(app.screen, ReviewScreen), "back to where it was asked for"
    made = {path.name.split("_")[0] for path in (folder / "set").glob("0*")}
    assert made == {"02", "03", "04"}


async def test_outside_a_sitting_retake_says_what_does_it(folder: Path) -> None:
    app = shell(folder)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("end", "r")
        assert "northlight --session sitting --profile classic --retake three-quarter-left" in told(app, "notices")
        assert app.is_running


def test_the_command_is_for_a_shell() -> None:
    assert retake_command(Path("/a b"), "classic", kept(1, "smile", 1)) == "northlight --session '/a b' --profile classic --retake smile"


@pytest.fixture
def over(folder: Path) -> SampleSitting:
    sample = sitting(phase=Phase.DONE, looks=tuple(replace(look, shots=1) for look in LOOKS))
    sample.folder = str(folder)
    return sample


async def review_opened(pilot: Pilot[Exception]) -> None:
    for _ in range(400):
        await pilot.press("v")
        await pilot.pause(0.02)
        if isinstance(pilot.app.screen, ReviewScreen):
            return
    pytest.fail("v opened no review")


async def test_after_a_sitting_v_opens_it_once_all_is_written_and_q_goes_back(over: SampleSitting) -> None:
    app = NorthlightApp(over, goodbye_s=4.0)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("v")
        await pilot.pause(0.1)
        assert isinstance(app.screen, LiveScreen), "the writer has the folder"
        over.screen.close()
        await review_opened(pilot)
        await pilot.pause(4.2)
        assert app.is_running, "the goodbye waits while photographs are looked at"
        await pilot.press("f", "q")
        assert isinstance(app.screen, LiveScreen)
    assert read_decisions_of(over)["001_straight"].mark is Mark.FAVOURITE


def read_decisions_of(sample: SampleSitting) -> dict[str, Decision]:
    return read_decisions(Path(sample.folder))


async def test_a_look_is_taken_again_in_the_sitting_that_is_at_hand(over: SampleSitting, folder: Path) -> None:
    app = NorthlightApp(over)
    async with app.run_test(size=(120, 40)) as pilot:
        over.screen.close()
        await review_opened(pilot)
        await pilot.press("right", "right", "r")
        await pilot.pause()
    assert app.retake == "smile"
    with Session.open(folder, source="x", profile="classic"):
        pass  # the review has let the folder go
