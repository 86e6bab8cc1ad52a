from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import pytest
from readings import reading
from screen_samples import LOOKS, SampleSitting, drawn_face, prompt, sitting, snapshot

from capture.errors import CameraError
from capture.types import Frame
from guidance.app import NorthlightApp
from guidance.profile import load
from guidance.rules import judge
from guidance.screens.live import LOADING, STARTING, LiveScreen
from guidance.snapshot import Command, LookState, Phase
from guidance.widgets.block_letters import letters
from guidance.widgets.half_blocks import HALF_BLOCK
from guidance.widgets.hold_ring import HoldRing
from guidance.widgets.light_dial import LightDial
from guidance.widgets.prompt_bar import PromptBar
from guidance.widgets.viewfinder import WAITING, Viewfinder

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.pilot import Pilot


def page(app: NorthlightApp) -> list[str]:
    """Return the text of each line of the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


async def until(pilot: Pilot[Exception], seen: Callable[[], bool]) -> None:
    """Let the app run until `seen()`; its threads take a moment to tell it what came."""
    give_up_s = monotonic() + 30
    while not seen():
        assert monotonic() < give_up_s, "the screen never showed it"
        await pilot.pause(0.01)


COMMANDS = {"space": Command.PAUSE, "t": Command.TAKE_NOW, "3": Command.SELF_TIMER, "n": Command.NEXT_LOOK, "r": Command.RETAKE, "u": Command.UNDO}


@pytest.mark.parametrize(("key", "command"), COMMANDS.items())
async def test_keys_ask_for_what_the_footer_says(key: str, command: Command) -> None:
    sample = sitting()
    async with NorthlightApp(sample).run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert sample.commands.get_nowait() is command
    assert sample.commands.empty()


WIDE = [(20, 5), (39, 9), (40, 10), (50, 40), (72, 15), (80, 24), (100, 30), (120, 40), (200, 60), (300, 100), (300, 5)]
PHONE = [(20, 5), (60, 60), (80, 24)]


@pytest.mark.parametrize(("size", "phone"), [*((size, False) for size in WIDE), *((size, True) for size in PHONE)])
async def test_every_size_shows_the_picture_and_the_prompt(size: tuple[int, int], *, phone: bool) -> None:
    app = NorthlightApp(sitting(drawn_face(360, 640) if phone else drawn_face(), prompt=prompt("Chin up")))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        lines = page(app)
        picture = app.screen.query_one(Viewfinder).size
    assert len(lines) == size[1]
    assert {len(line) for line in lines} == {size[0]}
    assert picture.height >= 2
    assert sum("▀" in line for line in lines) >= 2
    text = "\n".join(lines)
    drawn = [letters("Chin up", size[0], rows) for rows in (3, 7, 13, 20)]
    assert "Chin up" in text or "CHIN UP" in text or any(block and all(row in text for row in block) for block in drawn)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_usual_sizes_show_every_part(size: tuple[int, int]) -> None:
    app = NorthlightApp(sitting(notices=("Sound could not be played: the prompts are shown only.",)))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = "\n".join(page(app))
    gauges = ("✓ Scene", "▶ Light", "? Eyes") if size == (200, 60) else ("✓ faces", "▶ light to", "? gaze")
    parts = ("○ Getting ready", "Camera 0 · classic", "! Sound could not", *gauges, "Three-quarter", "space Pause", "? Help")
    parts += ("▶ Three-quarter left",) if size == (80, 24) else ("▶ now, 1 kept", "1 of 5 looks   4 kept")
    assert [part for part in parts if part not in text] == []


async def test_newer_frames_and_snapshots_replace_older_ones() -> None:
    sample = SampleSitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert WAITING in "\n".join(page(app))
        sample.frames.put(Frame(0, 0.0, np.full((36, 64, 3), 80, np.uint8)))
        await until(pilot, lambda: "▀" in "\n".join(page(app)))
        for t_s in range(20):
            sample.screen.put(snapshot(float(t_s), phase=Phase.PAUSED if t_s < 19 else Phase.HOLDING))
        await until(pilot, lambda: "Hold it" in "\n".join(page(app)))


async def test_before_anything_is_known_it_says_what_is_being_done() -> None:
    sample = SampleSitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.screen.query_one(PromptBar)
        assert bar.words == STARTING
        sample.frames.put(Frame(0, 0.0, np.full((36, 64, 3), 80, np.uint8)))
        await until(pilot, lambda: bar.words == LOADING)
        sample.screen.put(snapshot(0.0, prompt=prompt("Chin up")))
        await until(pilot, lambda: bar.words == "Chin up")
        sample.frames.put(Frame(1, 0.1, np.full((36, 64, 3), 90, np.uint8)))
        await pilot.pause(0.1)
        assert bar.words == "Chin up"


async def test_the_self_timers_count_takes_the_words_place_and_says_how_to_stop_it() -> None:
    app = NorthlightApp(sitting(timer_left_s=2))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = "\n".join(page(app))
        assert all(line in text for line in letters("2", 78, 7) or ["?"])
        assert "Self-timer, 3 stops it" in text


async def test_notices_come_and_go() -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "disk" not in "\n".join(page(app))
        sample.screen.put(snapshot(13.0, notices=("The disk is full.",)))
        await until(pilot, lambda: "! The disk is full." in "\n".join(page(app)))
        sample.screen.put(snapshot(14.0))
        await until(pilot, lambda: "disk" not in "\n".join(page(app)))


async def test_the_end_says_how_many_were_kept_and_where_and_what_next() -> None:
    app = NorthlightApp(sitting(phase=Phase.DONE))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        text = "\n".join(page(app))
    assert "1 of 5 looks were met; 4 photographs kept." in text
    assert "northlight export northlight-2026-01-31" in text


async def test_an_end_with_every_look_met_is_done() -> None:
    app = NorthlightApp(sitting(phase=Phase.DONE, looks=tuple(replace(look, state=LookState.DONE) for look in LOOKS)))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "Done: 4 photographs kept in" in "\n".join(page(app))


async def test_a_rehearsals_end_says_that_the_set_comes_by_itself() -> None:
    rehearsal = sitting(phase=Phase.DONE)
    rehearsal.set_follows = True
    app = NorthlightApp(rehearsal)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        text = "\n".join(page(app))
    assert "the finished set is made" in text
    assert "northlight export" not in text


async def test_a_camera_that_broke_leaves_the_screen_to_the_coach() -> None:
    sample = sitting()
    app = NorthlightApp(sample)
    async with app.run_test() as pilot:
        sample.frames.close(CameraError("Camera 0 went away.", "Plug it in again."))
        await pilot.pause(0.05)
        sample.screen.put(snapshot(13.0, notices=("Camera 0 went away.",)))
        await until(pilot, lambda: "! Camera 0 went away." in "\n".join(page(app)))
        assert app.is_running


async def test_the_whole_picture_is_painted_again_after_another_program_had_the_terminal() -> None:
    app = NorthlightApp(sitting())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        viewfinder = app.screen.query_one(Viewfinder)
        columns, rows = viewfinder.size
        whole = viewfinder._painter.text()
        assert whole.count(HALF_BLOCK) == columns * rows
        assert viewfinder._painter.text() == ""
        app.app_resume_signal.publish(app)
        await pilot.pause()
        assert viewfinder._painter.text() == whole


async def test_when_it_is_over_the_sittings_keys_are_gone_and_nothing_kept_is_said() -> None:
    sample = sitting(phase=Phase.DONE, looks=tuple(replace(look, shots=0) for look in LOOKS))
    app = NorthlightApp(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: any("No photograph was kept" in line for line in page(app)))
        await pilot.press("t", "u", "n", "space")
        assert sample.commands.empty()
        assert "Take now" not in page(app)[-1]
        assert "Quit" in page(app)[-1]


async def test_a_photograph_that_could_not_be_saved_is_not_called_kept() -> None:
    sample = sitting(phase=Phase.DONE)
    app = NorthlightApp(sample)
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: any("4 photographs kept" in line for line in page(app)))
        sample.screen.put(snapshot(phase=Phase.DONE, unsaved=1))
        await until(pilot, lambda: any("1 photograph is not saved there" in line for line in page(app)))
        assert not any("photographs kept in" in line for line in page(app))


async def test_g_draws_thirds_and_z_stripes_on_what_is_burnt_and_both_go_again() -> None:
    app = NorthlightApp(sitting(np.full((360, 640, 3), 255, np.uint8), looks=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        viewfinder = app.screen.query_one(Viewfinder)

        plain = viewfinder._pixels().copy()
        for key in ("g", "z"):
            await pilot.press(key)
            assert (viewfinder._pixels() != plain).any()
            await pilot.press(key)
            assert (viewfinder._pixels() == plain).all()


async def test_f_leaves_the_words_and_the_picture_alone_and_brings_the_rest_back() -> None:
    app = NorthlightApp(sitting(prompt=prompt("Chin up")))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        whole = app.screen.query_one(Viewfinder).size
        await pilot.press("f")
        await pilot.pause()
        big, text = app.screen.query_one(Viewfinder).size, "\n".join(page(app))
        assert (big.width, big.height) == (120, 27)
        assert not any(part in text for part in ("Getting ready", "Light", "kept", "Help"))
        assert all(line in text for line in letters("Chin up", 120, 13) or ["?"])
        await pilot.press("f")
        await pilot.pause()
        assert app.screen.query_one(Viewfinder).size == whole
        assert "Help" in page(app)[-1]


@pytest.mark.parametrize(("size", "ring"), [((80, 24), (14, 7)), ((120, 40), (26, 13)), ((200, 60), (26, 13)), ((60, 40), (0, 0)), ((80, 20), (0, 0))])
async def test_the_ring_is_round_beside_the_words_where_there_is_room(size: tuple[int, int], ring: tuple[int, int]) -> None:
    app = NorthlightApp(sitting(phase=Phase.HOLDING, hold_frac=0.6))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        drawn = app.screen.query_one(HoldRing).size
    assert (drawn.width, drawn.height if drawn.width else 0) == ring


@pytest.mark.parametrize(("size", "dial"), [((80, 24), False), ((120, 40), True), ((200, 60), True), ((120, 30), False), ((60, 40), False)])
async def test_the_light_is_told_once_by_the_dial_or_in_a_line(size: tuple[int, int], *, dial: bool) -> None:
    seen = reading(360)
    profile = load("classic")
    app = NorthlightApp(sitting(reading=seen, findings=judge(seen, profile, profile.looks[0])))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        text = "\n".join(page(app))
        assert app.screen.query_one(LightDial).size.height > 0 if dial else "2.3 to 1: a good headshot light" in text
    assert text.count("Loop light from your left") == 1


def test_numbers_and_dials_are_shown_six_times_a_second_and_at_once_where_the_sitting_stands_elsewhere() -> None:
    screen, judged = LiveScreen(sitting()), replace(snapshot(), phase=Phase.SEEKING)
    assert judged.findings
    steps = [
        (replace(judged, t_s=1.0), True),
        (replace(judged, t_s=1.033), False),
        (replace(judged, t_s=1.066, phase=Phase.HOLDING), True),
        (replace(judged, t_s=1.1, phase=Phase.HOLDING), False),
        (replace(judged, t_s=1.1, phase=Phase.HOLDING, findings=()), True),
        (replace(judged, t_s=1.133), True),
        (replace(judged, t_s=1.24), False),
        (replace(judged, t_s=1.3), True),
        (replace(judged, t_s=0.3), True),
    ]
    assert [screen._is_side_due(step) for step, _ in steps] == [due for _, due in steps]
