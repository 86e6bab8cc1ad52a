from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from readings import reading
from screen_samples import snapshot
from textual.app import App, ComposeResult
from textual.geometry import Region

from guidance.light_words import CANT_TELL
from guidance.profile import load
from guidance.rules import judge
from guidance.widgets.gauges import PACE_S
from guidance.widgets.light_dial import Aim, Colours, LightDial, aim, from_above, from_beside

if TYPE_CHECKING:
    from capture.types import Rgb
    from guidance.snapshot import Snapshot

PROFILE = load("classic")
COLOURS = Colours((0, 0, 0), (30, 30, 30), (0, 100, 0), (100, 100, 100), (255, 0, 0))


def step(t_s: float = 12.0, **light: object) -> Snapshot:
    seen = reading(light=light or None)
    return snapshot(t_s, reading=seen, findings=judge(seen, PROFILE, PROFILE.looks[0]))


def towards(picture: Rgb) -> tuple[float, float]:
    """Return where the light is drawn from the middle: right and down, in shares of the dial's radius."""
    red = picture[..., 0].astype(float) - picture[..., 1]
    red[red < 200] = 0
    rows, columns = np.nonzero(red)
    half = picture.shape[0] / 2
    return float(columns.mean() + 0.5) / half - 1, float(rows.mean() + 0.5) / half - 1


def green(picture: Rgb) -> set[str]:
    """Return which quarters of a dial hold some of the wanted zone."""
    wanted = (picture[..., 1].astype(int) - picture[..., 0]) > 60
    half = picture.shape[0] // 2
    upper, lower = wanted[:half], wanted[half:]
    quarters = {"upper left": upper[:, :half], "upper right": upper[:, half:], "lower left": lower[:, :half], "lower right": lower[:, half:]}
    return {name for name, quarter in quarters.items() if quarter.sum() > 4}


def at(**angles: int) -> Aim:
    shown = aim(step(face_azimuth_deg=30.0))
    return replace(shown, **angles)


@pytest.mark.parametrize(("azimuth_deg", "right", "down"), [(90, -0.7, 0.0), (-90, 0.7, 0.0), (0, 0.0, -0.7), (180, 0.0, 0.7)])
def test_from_above_the_sitters_left_is_left_and_the_lens_is_up(azimuth_deg: int, right: float, down: float) -> None:
    assert towards(from_above(40, at(azimuth_deg=azimuth_deg), COLOURS)) == (pytest.approx(right, abs=0.15), pytest.approx(down, abs=0.15))


def test_from_above_a_light_straight_above_stands_on_the_head() -> None:
    assert towards(from_above(40, at(azimuth_deg=180, elevation_deg=90), COLOURS)) == (pytest.approx(0, abs=0.1), pytest.approx(0, abs=0.1))
    assert towards(from_above(40, at(azimuth_deg=90, elevation_deg=60), COLOURS))[0] == pytest.approx(-0.7, abs=0.15)


@pytest.mark.parametrize(
    ("azimuth_deg", "elevation_deg", "right", "down"), [(0, 0, 0.7, 0.0), (-60, 90, 0.0, -0.7), (20, -90, 0.0, 0.7), (170, 0, -0.7, 0.0)]
)
def test_from_the_side_a_light_before_the_face_is_right_and_a_high_one_up(azimuth_deg: int, elevation_deg: int, right: float, down: float) -> None:
    drawn = from_beside(40, at(azimuth_deg=azimuth_deg, elevation_deg=elevation_deg), COLOURS)
    assert towards(drawn) == (pytest.approx(right, abs=0.15), pytest.approx(down, abs=0.15))


def test_the_wanted_zone_lies_on_each_side_where_the_look_has_it() -> None:
    left_only = replace(at(), azimuth_deg=None, left_deg=(20, 70), right_deg=(0, 0))
    assert green(from_above(40, left_only, COLOURS)) == {"upper left"}
    assert green(from_above(40, replace(left_only, left_deg=(0, 0), right_deg=(20, 70)), COLOURS)) == {"upper right"}
    assert green(from_above(40, replace(left_only, right_deg=(20, 160)), COLOURS)) == {"upper left", "upper right", "lower right"}
    assert green(from_beside(40, replace(left_only, height_deg=(15, 60)), COLOURS)) == {"upper right"}


def test_the_zone_is_the_profiles_band_and_the_words_name_the_light() -> None:
    shown = aim(step(face_azimuth_deg=35.0, face_elevation_deg=40.0, key_to_fill_ev=1.263))
    bands = PROFILE.bands
    assert shown.left_deg == shown.right_deg == (0, bands.light_azimuth_deg.high)
    assert shown.height_deg == (bands.light_elevation_deg.low, bands.light_elevation_deg.high)
    assert shown.words == ("Loop light from your left", "2.4 : 1  (1.3 stops)", "A good headshot light")
    assert (shown.azimuth_deg, shown.elevation_deg, shown.good) == (36, 39, True)


def test_a_light_out_of_its_band_is_not_good() -> None:
    assert not aim(step(face_azimuth_deg=88.0)).good
    assert not aim(step(face_elevation_deg=80.0)).good


def test_a_light_that_cant_be_told_is_not_drawn() -> None:
    unsure = aim(step(confidence_frac=0.05))
    assert unsure.words[0] == CANT_TELL
    assert not (from_above(40, unsure, COLOURS)[..., 0].astype(int) - from_above(40, unsure, COLOURS)[..., 1] > 100).any()


class DialApp(App[None]):
    CSS = "LightDial { width: 36; height: 11; }"

    def compose(self) -> ComposeResult:
        yield LightDial()


def words(dial: LightDial) -> list[str]:
    lines = [strip.text for strip in dial.render_lines(Region(0, 0, 36, 11))]
    assert {len(line) for line in lines} == {36}
    return [line.strip() for line in lines[-3:]]


async def test_the_words_stand_under_the_heads_and_keep_a_readable_pace() -> None:
    app = DialApp()
    async with app.run_test(size=(40, 12)):
        dial = app.query_one(LightDial)
        assert words(dial) == ["", "", ""]
        dial.show(step(1.0))
        assert words(dial)[0] == CANT_TELL
        dial.show(step(1.0 + PACE_S / 2, face_azimuth_deg=-35.0))
        assert words(dial)[0] == CANT_TELL
        dial.show(step(1.0 + 2 * PACE_S, face_azimuth_deg=-35.0))
        assert words(dial)[0] == "Loop light from your right"
