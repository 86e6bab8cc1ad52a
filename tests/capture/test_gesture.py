from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faces import made_face
from made_hands import CLAW, FACE_PX, FIST, MIDDLE_PX, PALM, PISTOL, POINTING, SIDE_BY_SIDE, THUMB_ALONG, THUMB_OUT, TWO, Pose, hand

from capture.gesture import gesture_of, middle_and_height_px
from capture.types import Gesture


def told(pose: Pose, **held: object) -> Gesture | None:
    return gesture_of(hand(pose, **held), MIDDLE_PX, FACE_PX)  # type: ignore[arg-type]


@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
@pytest.mark.parametrize("yaw_deg", [0, 25, -25, 180, 160], ids=lambda deg: f"turned {deg}")
@pytest.mark.parametrize("roll_deg", [0, 20, -20], ids=lambda deg: f"leaning {deg}")
@pytest.mark.parametrize("pitch_deg", [0, 20, -20], ids=lambda deg: f"tipped {deg}")
def test_an_open_hand_is_a_palm(left: bool, yaw_deg: float, roll_deg: float, pitch_deg: float) -> None:
    for at in ((1.2, 0.0), (-1.2, 0.2), (1.8, -0.4)):
        assert told(PALM, at=at, left=left, yaw_deg=yaw_deg, roll_deg=roll_deg, pitch_deg=pitch_deg) is Gesture.PALM


@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
@pytest.mark.parametrize("yaw_deg", [0, 20, -20, 180], ids=lambda deg: f"turned {deg}")
@pytest.mark.parametrize("lean_deg", [0, 15, -15], ids=lambda deg: f"leaning {deg}")
@pytest.mark.parametrize("fist_to_lens_deg", [0, 40, 70], ids=lambda deg: f"fist to the lens {deg}")
def test_a_fist_with_its_thumb_up_is_a_thumb_up(left: bool, yaw_deg: float, lean_deg: float, fist_to_lens_deg: float) -> None:
    # Rolled a quarter so that what pointed left points up; turned the other way round, the other way.
    quarter = 90 if yaw_deg != 180 else -90
    for at in ((1.3, 0.1), (-1.4, 0.3)):
        points = told(THUMB_OUT, at=at, left=left, yaw_deg=yaw_deg, roll_deg=quarter + lean_deg, pitch_deg=fist_to_lens_deg)
        assert points is Gesture.THUMB_UP


@pytest.mark.parametrize("left", [False, True], ids=["right", "left"])
@pytest.mark.parametrize(
    "pose", [FIST, THUMB_ALONG, POINTING, TWO, PISTOL, CLAW, SIDE_BY_SIDE], ids=["fist", "along", "pointing", "two", "pistol", "claw", "flat"]
)
def test_no_other_hand_says_anything_however_it_is_turned(pose: Pose, left: bool) -> None:
    for roll_deg in range(-180, 180, 15):
        for yaw_deg in range(-180, 180, 30):
            for pitch_deg in (-60, -30, 0, 30, 60):
                said = told(pose, left=left, roll_deg=roll_deg, yaw_deg=yaw_deg, pitch_deg=pitch_deg)
                assert said is None, (roll_deg, yaw_deg, pitch_deg)


@pytest.mark.parametrize(
    ("pose", "held"),
    [
        (PALM, {"roll_deg": 45}),
        (PALM, {"roll_deg": -90}),
        (PALM, {"roll_deg": 180}),
        (PALM, {"yaw_deg": 80}),
        (PALM, {"pitch_deg": 70}),
        (PALM, {"at": (0.0, 0.0)}),
        (PALM, {"at": (0.5, -0.1), "roll_deg": -20}),
        (PALM, {"at": (0.2, -0.8), "roll_deg": -25}),
        (PALM, {"at": (0.9, -0.6), "roll_deg": -60}),
        (PALM, {"at": (0.7, 0.0), "roll_deg": -25}),
        (PALM, {"size": 0.5}),
        (THUMB_OUT, {"roll_deg": 0}),
        (THUMB_OUT, {"roll_deg": -90}),
        (THUMB_OUT, {"roll_deg": 180}),
        (THUMB_OUT, {"roll_deg": 90, "at": (0.2, 0.75)}),
        (THUMB_OUT, {"roll_deg": 90, "at": (0.35, 0.4)}),
        (THUMB_OUT, {"roll_deg": 90, "size": 0.4}),
    ],
    ids=[
        "waved aside", "lying", "hanging", "its edge to the lens", "reaching for the lens", "before the face", "at the temple", "on the hair", "smoothing hair",
        "mending glasses", "of someone behind", "thumb aside", "thumb down", "thumb to the other side", "chin on the fist", "cheek on the fist", "far thumb",
    ],
)  # fmt: skip
def test_a_hand_that_does_something_else_says_nothing(pose: Pose, held: dict[str, object]) -> None:
    assert told(pose, **held) is None


def test_hands_are_measured_by_the_face() -> None:
    face = replace(made_face(), forehead_px=np.array([100, 200], np.float32), chin_px=np.array([160, 280], np.float32))
    middle_px, height_px = middle_and_height_px(face)
    assert middle_px.tolist() == [130, 240]
    assert height_px == pytest.approx(100)


def test_joints_that_are_all_one_point_say_nothing() -> None:
    assert gesture_of(np.full((21, 3), 900, np.float32), MIDDLE_PX, FACE_PX) is None
