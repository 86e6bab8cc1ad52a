from __future__ import annotations

import pytest
from readings import reading
from screen_samples import snapshot
from textual.app import App, ComposeResult

from guidance.widgets.gauges import PACE_S
from guidance.widgets.histogram import Histogram, bars

DARK = (0.6, 0.3, 0.1, *(0.0,) * 13)
BURNT = (*(0.0,) * 13, 0.1, 0.3, 0.6)


def test_dark_is_on_the_left_burnt_on_the_right_and_the_most_is_full() -> None:
    assert bars(DARK, 16) == "█▄▁" + " " * 13
    assert bars(BURNT, 16) == " " * 13 + "▁▄█"
    assert bars(DARK, 33) == "██▄▄▁▁" + " " * 26


def test_a_little_is_seen_beside_much() -> None:
    assert bars((0.98, 0.005, *(0.0,) * 13, 0.015), 16) == "█▁" + " " * 13 + "▁"


@pytest.mark.parametrize(("tones_frac", "columns"), [((), 30), (DARK, 15)])
def test_unknown_tones_or_no_room_draw_nothing(tones_frac: tuple[float, ...], columns: int) -> None:
    assert bars(tones_frac, columns) == ""


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Histogram()


async def test_it_follows_the_face_at_a_readable_pace() -> None:
    async with Bare().run_test(size=(40, 3)) as pilot:
        widget = pilot.app.query_one(Histogram)
        widget.show(snapshot(1.0, reading=reading(exposure={"tones_frac": DARK})))
        await pilot.pause()
        first = widget.render().plain
        assert "█▄▁" in first
        widget.show(snapshot(1.0 + PACE_S / 2, reading=reading(exposure={"tones_frac": BURNT})))
        assert widget.render().plain == first
        widget.show(snapshot(1.0 + 2 * PACE_S, reading=reading(exposure={"tones_frac": BURNT})))
        assert widget.render().plain.endswith("▁▄█")
        widget.show(snapshot(9.0, reading=reading(faces=0)))
        assert widget.render().plain.strip() == "Tones"
