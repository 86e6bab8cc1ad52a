from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture import pattern
from capture.axes import direction
from capture.types import Pattern

AZIMUTHS = st.floats(-180, 180)
ELEVATIONS = st.floats(-90, 90)


@pytest.mark.parametrize(
    ("azimuth_deg", "elevation_deg", "expected"),
    [
        (0, 0, Pattern.FLAT),
        (0, 45, Pattern.BUTTERFLY),
        (35, 35, Pattern.LOOP),
        (-35, 35, Pattern.LOOP),
        (50, 45, Pattern.REMBRANDT),
        (90, 15, Pattern.SPLIT),
        (-90, 0, Pattern.SPLIT),
        (30, 10, Pattern.LOW),
        (20, -40, Pattern.BELOW),
        (10, 80, Pattern.OVERHEAD),
        (150, 20, Pattern.BACK),
        (180, -30, Pattern.BACK),
    ],
)
def test_names_of_the_practice_table(azimuth_deg: float, elevation_deg: float, expected: Pattern) -> None:
    assert pattern.name(azimuth_deg, elevation_deg, 1.3) is expected
    assert pattern.name(azimuth_deg, elevation_deg, None) is expected


@given(AZIMUTHS, ELEVATIONS, st.none() | st.floats(0, 8))
def test_every_direction_has_a_name_and_its_mirror_image_the_same(azimuth_deg: float, elevation_deg: float, ratio_ev: float | None) -> None:
    assert pattern.name(azimuth_deg, elevation_deg, ratio_ev) is pattern.name(-azimuth_deg, elevation_deg, ratio_ev)


@given(AZIMUTHS, ELEVATIONS, st.floats(0, 0.259))
def test_a_key_that_adds_nothing_is_flat_wherever_it_is(azimuth_deg: float, elevation_deg: float, ratio_ev: float) -> None:
    assert pattern.name(azimuth_deg, elevation_deg, ratio_ev) is Pattern.FLAT


def test_a_side_without_shadow_is_even_light_and_no_split() -> None:
    assert pattern.name(-85, 20, 0.5) is Pattern.FLAT
    assert pattern.name(-85, 20, 0.7) is Pattern.SPLIT
    assert pattern.name(50, 40, 0.5) is Pattern.FLAT
    assert pattern.name(35, 35, 0.5) is Pattern.LOOP
    assert pattern.name(150, 20, 0.5) is Pattern.BACK, "a light from behind is one even where it lights no cheek"


def test_every_name_is_given_somewhere() -> None:
    given_names = {pattern.name(azimuth, elevation, None) for azimuth in range(-180, 181, 5) for elevation in range(-90, 91, 5)}
    assert given_names == set(Pattern)


def test_short_is_the_key_on_the_cheek_turned_away() -> None:
    assert pattern.is_short(40, 20) is True
    assert pattern.is_short(-40, -20) is True
    assert pattern.is_short(40, -20) is False
    assert pattern.is_short(-40, 20) is False


def test_short_says_nothing_of_a_straight_look_or_a_centred_key() -> None:
    assert pattern.is_short(40, 7.9) is None
    assert pattern.is_short(-9.9, 20) is None


def test_the_cheeks_tell_the_strength_of_a_key_from_the_side_only() -> None:
    towards = {azimuth: direction(azimuth, 20).astype(np.float32) for azimuth in (0, 10, 40, -40, 105, 115, 140)}
    assert [azimuth for azimuth, vector in towards.items() if pattern.told_by_cheeks(vector)] == [40, -40, 105]


@pytest.mark.parametrize(("before", "azimuth_deg"), [(Pattern.LOOP, 48), (Pattern.REMBRANDT, 42)])
def test_a_name_is_kept_just_past_its_border_and_not_far_past(before: Pattern, azimuth_deg: float) -> None:
    assert pattern.kept_name(before, azimuth_deg, 35, 1.3) is before
    assert pattern.kept_name(before, 2 * 45 - azimuth_deg, 35, 1.3) is before
    far_deg = 45 + 2 * (azimuth_deg - 45)
    assert pattern.kept_name(before, far_deg, 35, 1.3) is pattern.name(far_deg, 35, 1.3) is not before
    assert pattern.kept_name(None, azimuth_deg, 35, 1.3) is pattern.name(azimuth_deg, 35, 1.3)


def test_a_ratio_at_the_border_of_flat_does_not_flicker() -> None:
    assert pattern.kept_name(Pattern.LOOP, 30, 35, 0.2) is Pattern.LOOP
    assert pattern.kept_name(Pattern.FLAT, 30, 35, 0.3) is Pattern.FLAT
    assert pattern.kept_name(Pattern.FLAT, 30, 35, 0.5) is Pattern.LOOP
