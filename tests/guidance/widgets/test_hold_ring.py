from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from screen_samples import snapshot
from textual.app import App, ComposeResult
from textual.geometry import Region

from guidance.snapshot import Phase
from guidance.widgets.hold_ring import BEGUN_FRAC, HoldRing, ring

if TYPE_CHECKING:
    import numpy as np

COLOURS = ((0, 0, 0), (40, 40, 40), (255, 255, 255))


def lit(phase: Phase, steps: int) -> np.ndarray:
    return ring(40, phase, steps, COLOURS)[..., 0] > 200


def test_the_ring_closes_clockwise_from_the_top() -> None:
    quarter, half = lit(Phase.HOLDING, 6), lit(Phase.HOLDING, 12)
    assert quarter[:20, 20:].sum() > 0.9 * quarter.sum()
    assert half[:, 20:].sum() > 0.9 * half.sum()
    assert half.sum() == pytest.approx(2 * quarter.sum(), rel=0.1)


def test_holding_taking_and_kept_differ_in_shape() -> None:
    holding, shooting, kept = (lit(phase, 24) for phase in (Phase.HOLDING, Phase.SHOOTING, Phase.RESTING))
    assert not holding[20, 20]
    assert shooting[20, 20]
    assert (shooting & holding).sum() == holding.sum()
    assert (kept ^ holding).mean() > 0.15


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


async def test_its_lines_fill_its_room() -> None:
    app = RingApp()
    async with app.run_test(size=(20, 8)) as pilot:
        held = app.query_one(HoldRing)
        held.show(snapshot(phase=Phase.HOLDING, hold_frac=0.5))
        await pilot.pause()
        lines = held.render_lines(Region(0, 0, 14, 7))
        assert [line.cell_length for line in lines] == [14] * 7
        assert "▀" in lines[3].text
