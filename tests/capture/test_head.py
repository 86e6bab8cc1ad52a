from __future__ import annotations

import math

import numpy as np
import pytest
from faces import made_face, mirrored
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.head import Crown, CrownFrom, crown_of, head_of, head_of_box
from capture.types import Face, FaceBox, PoseReading

SHAPE = (720, 1280)
CELL_PX = 10
CROWN_MM = 126
"""Above the eyes, of a head that looks into the lens."""
MEAN_FACE_PX = 8
"""The mean face's eyes are 62 mm apart, not 63, and lie a little off the line between their outer corners, by which it is placed."""


def _crown(face: Face, turned: PoseReading | None) -> Crown:
    return crown_of(SHAPE, face.matte, head_of(face, turned))


def dome(crown_y_px: float, *, left_px: int = 480, right_px: int = 800) -> np.ndarray:
    """Return a matte of somebody whose hair ends at that row of pixels, softly."""
    matte = np.zeros((72, 128), np.float32)
    share = np.clip(np.arange(72) + 1 - crown_y_px / CELL_PX, 0, 1)
    matte[:, left_px // CELL_PX : right_px // CELL_PX] = share[:, None]
    return matte


def pose(yaw_deg: float = 0, pitch_deg: float = 0, roll_deg: float = 0) -> PoseReading:
    return PoseReading(yaw_deg, pitch_deg, roll_deg, None)


@pytest.mark.parametrize("crown_y_px", [60.0, 110.0, 123.0, 127.5])
def test_the_crown_is_where_the_matte_passes_one_half(crown_y_px: float) -> None:
    crown = _crown( made_face(matte=dome(crown_y_px)), pose())
    assert crown.known_from is CrownFrom.MATTE
    assert crown.y_px == pytest.approx(crown_y_px, abs=3)


def test_a_thing_beside_the_head_is_passed_over() -> None:
    plant = dome(120)
    plant[:, 68:72] = 1
    assert _crown( made_face(matte=plant), pose()).y_px == pytest.approx(120, abs=3)


def test_a_thing_above_the_head_is_passed_over() -> None:
    lamp = dome(120)
    lamp[2:6] = 1
    assert _crown( made_face(matte=lamp), pose()).y_px == pytest.approx(120, abs=3)


def test_a_turned_heads_crown_is_behind_its_face_not_over_it() -> None:
    face = made_face(yaw_deg=45)
    skull_x, _ = head_of(face, pose(45)).skull_px
    assert skull_x == pytest.approx(639.5 - 80 * math.sin(math.radians(45)) * 2, abs=MEAN_FACE_PX)
    hair = dome(100, left_px=400, right_px=620)
    hair[20:, 62:80] = 1  # the face before the skull's middle, lower than the crown
    assert _crown( made_face(yaw_deg=45, matte=hair), pose(45)).y_px == pytest.approx(100, abs=3)


def test_a_head_that_goes_on_past_the_top_edge_is_estimated_above_it() -> None:
    everywhere = np.ones((72, 128), np.float32)
    crown = _crown( made_face(centre_px=(640, 100), matte=everywhere), pose())
    assert crown.known_from is CrownFrom.CUT
    assert crown.y_px == pytest.approx(100 - CROWN_MM * 2, abs=MEAN_FACE_PX)
    low = _crown( made_face(matte=everywhere), pose())
    assert (low.y_px, low.known_from) == (0.0, CrownFrom.CUT)


@pytest.mark.parametrize("matte", [None, np.zeros((72, 128), np.float32), dome(120, left_px=0, right_px=200)])
def test_a_matte_that_is_missing_or_misses_the_head_leaves_an_estimate(matte: np.ndarray | None) -> None:
    crown = _crown( made_face(matte=matte), pose())
    assert crown.known_from is CrownFrom.FACE
    assert crown.y_px == pytest.approx(359.5 - CROWN_MM * 2, abs=MEAN_FACE_PX)


def test_a_head_beside_the_picture_is_estimated() -> None:
    crown = _crown( made_face(centre_px=(-400, 360), matte=np.ones((72, 128), np.float32)), pose())
    assert crown.known_from is CrownFrom.FACE


def test_mirroring_does_not_move_the_crown() -> None:
    face = made_face(centre_px=(500, 300), yaw_deg=20, roll_deg=10, matte=dome(90, left_px=300, right_px=640))
    one, other = _crown( face, pose(20, 0, 10)), _crown( mirrored(face, 1280), pose(-20, 0, -10))
    assert other.y_px == pytest.approx(one.y_px, abs=1)
    assert other.known_from is one.known_from is CrownFrom.MATTE


@pytest.mark.parametrize("yaw_deg", [-40, 0, 25, 45])
@pytest.mark.parametrize("roll_deg", [-30, 0, 15])
def test_the_scale_does_not_change_with_the_turn(yaw_deg: float, roll_deg: float) -> None:
    head = head_of(made_face(yaw_deg=yaw_deg, roll_deg=roll_deg), pose(yaw_deg, 0, roll_deg))
    assert head.eye_distance_px == pytest.approx(124, rel=0.01)
    assert head.px_per_mm == pytest.approx(124 / 63, rel=0.01)


def test_without_a_pose_the_eye_line_tells_the_roll() -> None:
    face = made_face(roll_deg=20)
    assert np.allclose(head_of(face, None).turn, head_of(face, pose(roll_deg=20)).turn, atol=0.01)


def test_a_box_is_a_head_that_looks_into_the_lens() -> None:
    head = head_of_box(FaceBox(0, 0, 100, 100, np.float32([[363, 200], [300, 200]]), 0.9))
    assert head.px_per_mm == pytest.approx(1)
    assert head.crown_y_px == pytest.approx(200 - CROWN_MM)
    flat = head_of_box(FaceBox(0, 0, 10, 10, np.zeros((2, 2), np.float32), 0.5))
    assert flat.eye_distance_px == 1.0


@given(
    st.tuples(st.floats(-2000, 3000), st.floats(-2000, 3000)),
    st.floats(0.05, 8),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=60)
def test_whatever_the_matte_the_crown_is_a_number(centre_px: tuple[float, float], scale: float, cells: tuple[int, int], seed: int) -> None:
    matte = np.random.default_rng(seed).choice(np.float32([0, 0.4, 0.5, 0.9, 1]), cells)
    crown = _crown( made_face(centre_px=centre_px, px_per_mm=scale, matte=matte), pose())
    assert math.isfinite(crown.y_px)
    if crown.known_from is CrownFrom.MATTE:
        assert 0 < crown.y_px < SHAPE[0]
    elif crown.known_from is CrownFrom.CUT:
        assert crown.y_px <= 0
