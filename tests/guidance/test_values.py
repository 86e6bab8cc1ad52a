from __future__ import annotations

import pytest
from readings import reading

from capture.types import Pattern
from guidance import values


def test_a_part_that_is_not_known_has_no_numbers() -> None:
    assert values.reads("pose", "yaw_deg")(reading(pose=None)) is None
    assert values.reads("pose", "yaw_deg")(reading(pose={"yaw_deg": 7.0})) == 7.0


@pytest.mark.parametrize(("azimuth_deg", "left", "right"), [(40.0, 40.0, None), (-70.0, None, 70.0)])
def test_the_light_is_off_the_nose_on_one_side_only(azimuth_deg: float, left: float | None, right: float | None) -> None:
    seen = reading(light={"face_azimuth_deg": azimuth_deg})
    assert (values.light_off_nose(1)(seen), values.light_off_nose(-1)(seen)) == (left, right)
    assert values.light_off_nose(1)(reading(light={"face_azimuth_deg": 40.0, "pattern": Pattern.OVERHEAD})) is None


def test_deep_skin_is_assumed_where_the_light_is_not_known() -> None:
    assert values.light_ev(reading(exposure={"face_ev": -1.0, "light_ev": None})) == pytest.approx(0.8)
    assert values.light_ev(reading(exposure={"face_ev": -1.0, "light_ev": -0.5})) == -0.5
    assert values.light_ev(reading(exposure=None)) is None


def test_noise_is_told_as_a_grey_card_would_show_it() -> None:
    light, dark = (values.noise_frac(reading(exposure={"face_ev": face_ev, "light_ev": 0.0, "noise_frac": 0.02})) for face_ev in (0.0, -2.0))
    assert light == pytest.approx(0.02)
    assert dark is not None
    assert dark < 0.02


def test_the_lens_stands_below_a_raised_chin_until_the_sitters_own_level_is_known() -> None:
    assert values.lens_height_deg(reading(pose={"pitch_deg": 12.0}, camera={"height_deg": None})) == -12.0
    assert values.lens_height_deg(reading(pose={"pitch_deg": 12.0}, camera={"height_deg": 3.0})) == 3.0
    assert values.lens_height_deg(reading(pose=None)) is None


def test_sharpness_belongs_to_motion_or_to_the_lens() -> None:
    smeared = reading(focus={"sharpness": 0.2, "smear_frac": 0.6})
    assert (values.sharpness(smeared=True)(smeared), values.sharpness(smeared=False)(smeared)) == (0.2, None)
