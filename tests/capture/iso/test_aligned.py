from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from faces import made_face

from capture.iso.aligned import PLACES_PX, SIDE_PX, align, cheek_zones, linear_codes

SHAPE = (720, 1280)


def _grey(code: int) -> np.ndarray:
    return np.full((*SHAPE, 3), code, np.uint8)


@pytest.mark.parametrize("pose", [{}, {"roll_deg": 25.0}, {"px_per_mm": 0.7}, {"centre_px": (500.0, 400.0)}, {"roll_deg": -40.0, "px_per_mm": 3.0}])
def test_wherever_the_face_is_its_points_go_to_the_same_places(pose: dict[str, float]) -> None:
    aligned = align(_grey(100), made_face(SHAPE, **pose))
    assert aligned is not None
    points = aligned.points
    found = np.stack([points.right_eye_px, points.left_eye_px, points.nose_px, points.right_corner_px, points.left_corner_px])
    assert np.linalg.norm(found - PLACES_PX, axis=1).max() < 20
    assert points.eye_distance_px == pytest.approx(113, abs=8)


def test_pixels_move_with_the_points() -> None:
    face = made_face(SHAPE, roll_deg=20)
    picture = _grey(60)
    x, y = np.round(face.mouth.left_corner_px).astype(int)
    picture[y - 2 : y + 3, x - 2 : x + 3] = 255
    aligned = align(picture, face)
    assert aligned is not None
    rows, columns = np.nonzero(aligned.rgb[..., 0] > 200)
    assert np.array([columns.mean(), rows.mean()]) == pytest.approx(aligned.points.left_corner_px, abs=1)


def test_beyond_the_pictures_edge_it_is_black_and_counts_as_face_where_the_face_is() -> None:
    aligned = align(_grey(255), made_face(SHAPE, centre_px=(0.0, 360.0)))
    assert aligned is not None
    inside = aligned.codes[aligned.region > 0]
    assert 0.35 < (inside == 0).mean() < 0.65


def test_luminance_is_linear_light() -> None:
    for code, light in ((0, 0), (88, 25), (124, 51), (188, 128), (255, 255)):
        assert linear_codes(np.full((2, 2, 3), code, np.uint8))[0, 0] == pytest.approx(light, abs=1)
    assert linear_codes(np.array([[[0, 255, 0]]], np.uint8))[0, 0] == 182, "0.7152 of 255"


def test_cheek_zones_lie_under_the_eyes_inwards_and_within_the_region() -> None:
    aligned = align(_grey(100), made_face(SHAPE))
    assert aligned is not None
    zones = cheek_zones(aligned)
    assert zones is not None
    left, right = zones
    side = int(0.3 * aligned.points.eye_distance_px)
    for rows, columns in zones:
        assert (rows.stop - rows.start, columns.stop - columns.start) == (side, side)
        assert aligned.points.left_eye_px[1] < rows.start
        assert rows.stop < aligned.points.lips_px[:, :, 1].max()
        assert (aligned.region[rows, columns] > 0).all()
    assert left[1].stop == int(aligned.points.left_eye_px[0])
    assert right[1].start == int(aligned.points.right_eye_px[0])
    assert right[1].stop < left[1].start


def test_a_face_that_nothing_can_place_is_not_placed() -> None:
    face = made_face(SHAPE)
    assert align(_grey(100), replace(face, mesh_px=face.mesh_px * np.float32(np.nan))) is None
    assert align(_grey(100), replace(face, mesh_px=face.mesh_px * 0)) is None


def test_zones_beyond_the_square_are_not_assessed() -> None:
    aligned = align(_grey(100), made_face(SHAPE))
    assert aligned is not None
    for away in (-SIDE_PX, SIDE_PX):
        points, shift = aligned.points, np.float32([away, 0])
        moved = replace(points, left_eye_px=points.left_eye_px + shift, right_eye_px=points.right_eye_px + shift)
        assert cheek_zones(replace(aligned, points=moved)) is None
