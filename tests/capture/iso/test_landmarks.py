from __future__ import annotations

import cv2
import numpy as np
import pytest
from faces import gaping, made_face

from capture.iso.landmarks import landmarks
from capture.mean_face import VERTICES_MM, features

PX_PER_MM = 2.0


def test_distances_are_those_of_the_mean_face() -> None:
    points = landmarks(made_face(px_per_mm=PX_PER_MM).mesh_px)
    assert points.eye_distance_px == pytest.approx(62 * PX_PER_MM, abs=1)
    assert points.eyes_to_chin_px == pytest.approx(112.7 * PX_PER_MM, abs=1)
    assert points.eyes_to_mouth_px == pytest.approx((VERTICES_MM[[13, 14], 1].mean() - 1.3) * PX_PER_MM, abs=1)


def test_sides_are_the_subjects_own() -> None:
    points = landmarks(made_face().mesh_px)
    assert points.left_eye_px[0] > points.right_eye_px[0]
    assert points.left_corner_px[0] > points.right_corner_px[0]


def test_the_less_open_eye_counts() -> None:
    both, winking = (landmarks(made_face(aspect=aspect).mesh_px) for aspect in ((0.3, 0.3), (0.3, 0.05)))
    assert winking.eye_opening_px < 0.25 * both.eye_opening_px
    other = landmarks(made_face(aspect=(0.05, 0.3)).mesh_px)
    assert other.eye_opening_px == pytest.approx(winking.eye_opening_px, rel=0.1)


def test_lids_and_lips_are_paired_one_above_the_other() -> None:
    points = landmarks(made_face(vertices_mm=gaping(12)).mesh_px)
    for pairs in (points.left_lids_px, points.right_lids_px, points.lips_px):
        assert pairs.shape == (2, 3, 2)
        assert (pairs[1, :, 1] > pairs[0, :, 1]).all()
        assert np.abs(pairs[1, :, 0] - pairs[0, :, 0]).max() < 3 * PX_PER_MM
    shut = landmarks(made_face().mesh_px)
    assert points.mouth_opening_px - shut.mouth_opening_px == pytest.approx(12 * PX_PER_MM, abs=1)


def test_the_region_ends_at_the_brows() -> None:
    face = made_face()
    hull = cv2.convexHull(landmarks(face.mesh_px).region_px)
    flat = face.mesh_px[:, :2].tolist()
    inside = [vertex for vertex in range(468) if cv2.pointPolygonTest(hull, flat[vertex], measureDist=False) >= 0]
    assert features.FOREHEAD not in inside
    assert {features.CHIN, features.NOSE_TIP, *features.OUTER_LIPS, *features.LEFT_EYE[2], *features.RIGHT_EYE[3]} <= set(inside)
    brows_y = face.mesh_px[[*features.LEFT_BROW, *features.RIGHT_BROW], 1].min()
    assert face.mesh_px[inside, 1].min() == pytest.approx(brows_y, abs=2 * PX_PER_MM)
