from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Event
from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from kept_shots import camera_shot, shot
from PIL import Image
from screen_samples import LOOKS, sitting

from capture.provenance import read_receipt
from capture.session import Session
from guidance.app import NorthlightApp
from guidance.screens import export as module
from guidance.screens.export import ExportScreen
from guidance.screens.live import LiveScreen
from guidance.snapshot import Phase
from guidance.widgets.headline import Headline

if TYPE_CHECKING:
    from collections.abc import Callable

    from screen_samples import SampleSitting
    from textual.pilot import Pilot

    from capture.export import Order, Progress, Summary
    from capture.export.selection import Choose

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=["80x24", "120x40", "200x60"])


@pytest.fixture
def over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SampleSitting:
    """A sitting that is over, with two photographs in the folder `sitting`."""
    monkeypatch.chdir(tmp_path)
    with Session.open(tmp_path / "sitting", source="Camera 0", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(camera_shot("smile", index=9))
    sample = sitting(phase=Phase.DONE, looks=tuple(replace(look, shots=look.shots // 2) for look in LOOKS))
    sample.folder = "sitting"
    sample.screen.close()
    return sample


def words(app: NorthlightApp) -> str:
    screen = app.screen
    return str(screen.query_one("#words").render()) if isinstance(screen, ExportScreen) else ""


async def until(pilot: Pilot[Exception], seen: Callable[[], bool]) -> None:
    give_up_s = monotonic() + 60
    while not seen():
        assert monotonic() < give_up_s, "the screen never showed it"
        await pilot.pause(0.02)


async def press_e(pilot: Pilot[Exception]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, LiveScreen) and pilot.app.screen._kept)
    await pilot.press("e")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))


@SIZES
def test_a_finished_set_looks_as_it_did(size: tuple[int, int], over: SampleSitting, snap_compare: Callable[..., bool]) -> None:
    async def made(pilot: Pilot[Exception]) -> None:
        await press_e(pilot)
        await until(pilot, lambda: "files in" in words(pilot.app))

    assert snap_compare(NorthlightApp(over), terminal_size=size, run_before=made)


@SIZES
def test_a_set_that_is_being_made_looks_as_it_did(
    size: tuple[int, int], over: SampleSitting, snap_compare: Callable[..., bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = NorthlightApp(over)

    def slow(folder: Path, order: Order, tell: Callable[[Progress], None], choose: Choose) -> Summary:
        def tell_and_wait(progress: Progress) -> None:
            tell(progress)
            if progress.preset == "portrait" and progress.done == 2:
                while app.is_running:
                    sleep(0.05)

        return export(folder, order=order, tell=tell_and_wait, choose=choose)

    async def midway(pilot: Pilot[Exception]) -> None:
        await press_e(pilot)
        await until(pilot, lambda: any("Portrait" in line and "2/2" in line for line in str(pilot.app.screen.query_one("#bars").render()).split("\n")))

    export = module.export
    monkeypatch.setattr(module, "export", slow)
    assert snap_compare(app, terminal_size=size, run_before=midway)


async def test_the_set_is_made_and_handed_on(over: SampleSitting, tmp_path: Path) -> None:
    app = NorthlightApp(over, goodbye_s=0.2)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_e(pilot)
        await until(pilot, lambda: "files in" in words(app))
        assert app.screen.query_one(Headline).words == "Your set is ready"
        await pilot.pause(0.3)
        assert app.is_running, "the goodbye waits while a set is looked at"
        await pilot.press("q")
    assert app.made is not None
    made = [path.name for path in (tmp_path / "sitting" / "set").iterdir() if path.suffix not in {".json", ".html"}]
    assert sorted(file.name for file in app.made.files) == sorted(made)


async def test_a_deep_folder_is_told_from_home_and_broken_between_folders(over: SampleSitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deep = tmp_path / "Pictures" / "Northlight with a name that is long" / "2026-11-22_14-03-12, the second one"
    deep.parent.mkdir(parents=True)
    (tmp_path / "sitting").rename(deep)
    over.folder = str(deep)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    async with NorthlightApp(over).run_test(size=(60, 24)) as pilot:
        await press_e(pilot)
        await until(pilot, lambda: "files in" in words(pilot.app))
        lines = words(pilot.app).split("\n")
    assert lines[1:3] == ["~/'Pictures/Northlight with a name that is long/", "2026-11-22_14-03-12, the second one/set'"]


async def test_a_shot_that_was_spoilt_is_named(over: SampleSitting, tmp_path: Path) -> None:
    (tmp_path / "sitting" / "shots" / "001_straight.png").unlink()
    app = NorthlightApp(over)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_e(pilot)
        await until(pilot, lambda: "files in" in words(app))
        assert app.screen.query_one(Headline).words == "Not all could be used"
        assert "Left out:" in words(app)
        assert "001_straight.png" in words(app)


async def test_what_keeps_a_set_from_being_made_is_a_sentence(over: SampleSitting, tmp_path: Path) -> None:
    (tmp_path / "sitting" / "set").write_text("not a folder", encoding="utf-8")
    app = NorthlightApp(over)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_e(pilot)
        await until(pilot, lambda: app.screen.query_one(Headline).words == "No set was made")
        assert "sitting/set" in words(app)
    assert app.made is None
    assert app.broken is None


async def test_who_quits_in_the_middle_keeps_whole_files(over: SampleSitting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    export, ended = module.export, Event()

    def slow(folder: Path, order: Order, tell: Callable[[Progress], None], choose: Choose) -> Summary:
        def tell_and_wait(progress: Progress) -> None:
            sleep(0.3 if progress.done else 0)
            tell(progress)

        try:
            return export(folder, order=order, tell=tell_and_wait, choose=choose)
        finally:
            ended.set()

    monkeypatch.setattr(module, "export", slow)
    app = NorthlightApp(over)
    made = tmp_path / "sitting" / "set"
    async with app.run_test(size=(80, 24)) as pilot:
        await press_e(pilot)
        await until(pilot, lambda: len(list(made.glob("*.jpg"))) > 1)
        await pilot.press("q")
    assert ended.wait(20)
    pictures = [path for path in made.iterdir() if path.suffix != ".json"]
    assert 1 < len(pictures) < 10
    for path in pictures:
        with Image.open(path) as picture:
            picture.load()
    receipt = read_receipt((made / "receipt.json").read_bytes())
    assert receipt is not None
    assert not receipt.complete
    assert app.made is None
    assert app.broken is None


async def test_it_waits_until_the_photographs_are_written(over: SampleSitting, tmp_path: Path) -> None:
    writing = sitting(phase=Phase.DONE)
    writing.folder = over.folder
    app = NorthlightApp(writing)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_e(pilot)
        await pilot.pause(0.5)
        assert not (tmp_path / "sitting" / "set").exists()
        writing.screen.close()
        await until(pilot, lambda: "files in" in words(app))


async def test_no_set_is_offered_of_nothing(over: SampleSitting) -> None:
    none = sitting(phase=Phase.DONE, looks=tuple(replace(look, shots=0) for look in LOOKS))
    none.folder = over.folder
    app = NorthlightApp(none)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
