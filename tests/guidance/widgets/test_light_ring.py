from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from screen_samples import snapshot
from textual.app import App, ComposeResult

from guidance.light_ring import SECTORS, Ring, middle_deg, sector_of
from guidance.snapshot import Phase
from guidance.widgets.light_ring import LightRing, drawn, words

COLOURS = {"ground": (0, 0, 0), "ring": (30, 30, 30), "zone": (0, 200, 0), "bad": (200, 100, 0), "head": (90, 90, 90), "good": (255, 0, 255)}


def ring(now_deg: float | None = 80.0, good_deg: float = 37.5) -> Ring:
    worths = [None if abs(middle_deg(sector)) > 120 else 0.2 for sector in range(SECTORS)]
    worths[sector_of(good_deg)] = 0.95
    return Ring(tuple(worths), now_deg, good_deg)


@pytest.mark.parametrize(("side_deg", "on_the_left"), [(37.5, True), (-67.5, False)])
def test_the_best_light_is_drawn_on_its_own_side_and_thickest(side_deg: float, *, on_the_left: bool) -> None:
    picture = drawn(60, ring(now_deg=None, good_deg=side_deg), COLOURS)
    green = (picture[..., 1] > 150) & (picture[..., 0] < 80)
    rows, columns = np.nonzero(green)
    assert (columns.mean() < 30) == on_the_left
    assert rows.mean() < 30, "before the face is up"
    orange = (picture[..., 0] > 120) & (picture[..., 2] < 60)
    assert green.sum() > orange.sum() / 15, "one sector at its best is as much as several at their worst"


def test_what_was_not_seen_is_hardly_drawn() -> None:
    picture = drawn(60, ring(), COLOURS)
    behind = picture[45:, 20:40].astype(int)
    assert 0 < behind.max() <= 60


def test_the_words_say_how_far_to_turn_back() -> None:
    assert words(ring(now_deg=82.5)) == ("Best light: 95 of 100", "45° back to your left")
    assert words(ring(now_deg=-7.5))[1] == "45° back to your right"
    assert words(ring(now_deg=40.0))[1] == "It is here"
    assert words(ring(now_deg=None))[1] == "Can't tell where the light is now"
    assert words(Ring((None,) * SECTORS, None, None))[0].startswith("Turn slowly")


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield LightRing(id="ring")


async def test_it_is_empty_until_the_light_is_looked_for() -> None:
    async with Bare().run_test(size=(38, 24)) as pilot:
        widget = pilot.app.query_one(LightRing)
        widget.show(snapshot(1.0))
        await pilot.pause()
        assert "".join(strip.text for strip in widget.render_lines(widget.region)).strip() == ""
        widget.show(replace(snapshot(2.0), phase=Phase.FINDING, ring=ring(now_deg=82.5)))
        await pilot.pause()
        text = "".join(strip.text for strip in widget.render_lines(widget.region))
        assert "45° back to your left" in text
        assert "▀" in text or "▄" in text
