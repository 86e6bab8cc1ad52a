from __future__ import annotations

import pytest
from readings import reading
from screen_samples import snapshot

from guidance.prompts import prompt
from guidance.reasons import because, nose_wider_frac


@pytest.mark.parametrize(("distance_m", "wider"), [(0.305, 0.30), (0.5, 0.13), (0.75, 0.063), (0.9, 0.042), (1.2, 0.016), (1.52, 0.0)])
def test_a_nose_looks_as_much_wider_as_was_published_and_follows_from_it(distance_m: float, wider: float) -> None:
    assert nose_wider_frac(distance_m) == pytest.approx(wider, abs=0.007)


def asked(prompt_id: str, **parts: object) -> str | None:
    return because(snapshot(prompt=prompt(prompt_id), reading=reading(**parts)))


def test_stepping_back_is_told_with_what_it_gains_and_costs() -> None:
    assert asked("step_back", framing={"distance_m": 0.5, "eye_distance_px": 160.0}) == "0.5 m widens the nose by 13 %; 0.9 m by 4 %, with 320 px of head"
    assert asked("step_back", framing={"distance_m": None}) is None
    assert asked("step_back", framing={"distance_m": 1.4}) is None, "then it is the size in the picture that is asked for, not the nose"


def test_coming_closer_is_told_in_pixels() -> None:
    assert asked("come_closer", framing={"distance_m": 2.0, "eye_distance_px": 40.0}) == "At 2.0 m your head has 150 px; half as far away it has 300"


def test_lens_and_light_are_told_in_degrees_on_the_sitters_own_side() -> None:
    assert asked("camera_raise", pose={"pitch_deg": 21.0}, camera={"height_deg": None}) == "The lens is about 21° below your level look"
    assert asked("camera_lower", camera={"height_deg": 24.0}) == "The lens is about 24° above your level look"
    assert asked("camera_leans_left", camera={"level_deg": -6.0}) == "It leans by 6°"
    assert asked("turn_camera_left", light={"face_azimuth_deg": 80.0}) == "The light stands 80° to your left"
    assert asked("turn_camera_right", light={"face_azimuth_deg": -80.0}) == "The light stands 80° to your right"


def test_haze_is_told_as_a_share_of_the_light() -> None:
    assert asked("hazy_picture", focus={"haze_frac": 0.234}) == "23 % of the light is a veil over the picture"
    assert asked("hazy_picture", focus=None) is None


def test_other_words_say_all_there_is() -> None:
    assert asked("chin_up") is None
    assert because(snapshot(prompt=None)) is None


def test_a_named_light_is_told_with_its_ratio() -> None:
    assert asked("named_loop_left_good", light={"key_to_fill_ev": 1.263}) == "Loop light from your left, 2.4 to 1"
    assert asked("named_flat", light=None) is None
