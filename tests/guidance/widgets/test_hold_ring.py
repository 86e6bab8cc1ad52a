from __future__ import annotations

import numpy as np
import pytest
from screen_samples import snapshot
from textual.app import App, ComposeResult
from textual.geometry import Region

from guidance.snapshot import Phase
from guidance.widgets.block_letters import bitmap
from guidance.widgets.hold_ring import BEGUN_FRAC, HoldRing, ring

COLOURS = ((0, 0, 0), (40, 40, 40), (255, 255, 255))


def lit(phase: Phase, steps: int, left: int | None = None, size_px: int = 40) -> np.ndarray:
    return ring(size_px, phase, steps, left, COLOURS)[..., 0] > 200


def test_the_ring_closes_clockwise_from_the_top() -> None:
    quarter, half = lit(Phase.HOLDING, 6), lit(Phase.HOLDING, 12)
    assert quarter[:20, 20:].sum() > 0.9 * quarter.sum()
    assert half[:, 20:].sum() > 0.9 * half.sum()
    assert half.sum() == pytest.approx(2 * quarter.sum(), rel=0.1)


def test_the_tick_of_a_kept_photograph_is_another_shape() -> None:
    assert (lit(Phase.RESTING, 24) ^ lit(Phase.SHOOTING, 24, 1)).mean() > 0.15


@pytest.mark.parametrize("size_px", [14, 26, 40])
def test_the_digit_stands_in_the_ring_whole_and_free_of_it(size_px: int) -> None:
    full = lit(Phase.SHOOTING, 24, None, size_px)
    for digit in range(1, 10):
        alone = lit(Phase.HOLDING, 0, digit, size_px)
        rows, columns = np.nonzero(alone)
        scale = (np.ptp(rows) + 1) // 6
        assert (alone[rows.min() : rows.max() + 1 : scale, columns.min() : columns.max() + 1 : scale] == bitmap(str(digit))).all()
        assert not (alone & full).any()
        assert np.ptp(rows) + 1 >= 0.4 * size_px, "it is read from a metre and a half"
        assert (lit(Phase.SHOOTING, 24, digit, size_px) == (alone | full)).all()


def test_a_count_of_two_digits_is_not_written() -> None:
    assert (lit(Phase.HOLDING, 6, 12) == lit(Phase.HOLDING, 6)).all()


class RingApp(App[None]):
    CSS = "HoldRing { width: 14; height: 7; } .hold-ring--track { color: #333333; } .hold-ring--full { color: #ffffff; }"

    def compose(self) -> ComposeResult:
        yield HoldRing()


@pytest.mark.parametrize(
    ("phase", "frac", "there"),
    [
        (Phase.SEEKING, 0.0, False),
        (Phase.HOLDING, BEGUN_FRAC - 0.05, False),
        (Phase.HOLDING, 0.5, True),
        (Phase.SHOOTING, 1.0, True),
        (Phase.RESTING, 0.0, True),
        (Phase.PAUSED, 0.0, False),
        (Phase.DONE, 0.0, False),
    ],
)
async def test_it_takes_room_only_while_it_says_something(phase: Phase, frac: float, *, there: bool) -> None:
    app = RingApp()
    async with app.run_test(size=(20, 8)):
        held = app.query_one(HoldRing)
        held.show(snapshot(phase=Phase.HOLDING, hold_frac=0.9))
        held.show(snapshot(phase=phase, hold_frac=frac))
        assert held.display is there


async def test_the_self_timers_digits_have_the_room_to_themselves() -> None:
    app = RingApp()
    async with app.run_test(size=(20, 8)):
        held = app.query_one(HoldRing)
        held.show(snapshot(phase=Phase.RESTING))
        assert held.display
        held.show(snapshot(phase=Phase.RESTING, timer_left_s=3))
        assert not held.display


async def test_its_lines_fill_its_room() -> None:
    app = RingApp()
    async with app.run_test(size=(20, 8)) as pilot:
        held = app.query_one(HoldRing)
        held.show(snapshot(phase=Phase.HOLDING, hold_frac=0.5))
        await pilot.pause()
        lines = held.render_lines(Region(0, 0, 14, 7))
        assert [line.cell_length for line in lines] == [14] * 7
        assert "▀" in lines[3].text
