from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face, mirrored, smiling
from shared import SHARED, needs_shared

from capture import pose
from capture.axes import angles_deg, focal_px, line_of_sight, rotation
from capture.mean_face import VERTICES_MM
from capture.mean_face.turns import ANCHORS
from capture.mediapipe_tracker import MediapipeTracker
from capture.types import Frame

if TYPE_CHECKING:
    from capture.types import Floats

SIZE = (720, 1280)
FACE = pose.Anchors(ANCHORS)


def seen(yaw: float, pitch: float, roll: float, place_mm: tuple[float, float, float], hfov_deg: float) -> Floats:
    """Return the mean face's image through a pinhole camera, turned against the line of sight."""
    at = np.array(place_mm)
    points = VERTICES_MM @ (line_of_sight(at) @ rotation(yaw, pitch, roll)).T + at
    focal = focal_px(SIZE, hfov_deg)
    flat = points[:, :2] / points[:, 2:] * focal + [SIZE[1] / 2, SIZE[0] / 2]
    depth = points @ at / np.linalg.norm(at) * focal / at[2]
    return np.column_stack([flat, depth]).astype(np.float32)


@pytest.mark.parametrize("place_mm", [(0, 0, 800), (250, -120, 900), (-300, 100, 1000)])
@pytest.mark.parametrize("angles", [(0, 0, 0), (30, 0, 0), (-25, 10, -8), (55, -15, 5), (5, 25, 15)])
def test_the_fit_is_exact_wherever_the_face_is(angles: tuple[int, int, int], place_mm: tuple[int, int, int]) -> None:
    mesh = seen(*angles, place_mm, 65)
    head = FACE.fit(mesh, SIZE, 65)
    assert head is not None
    assert angles_deg(head.turn) == pytest.approx(angles, abs=0.06)
    assert head.place_mm == pytest.approx(place_mm, abs=0.5)
    flat_mm = (head.off_mm @ head.turn.T)[:, :2]
    assert np.abs(flat_mm).max() < 1
    found = pose.measure(SIZE, replace(made_face(), mesh_px=mesh, shoulders_yaw_deg=12.0), 65)
    assert found is not None
    assert (found.yaw_deg, found.pitch_deg, found.roll_deg) == pytest.approx(angles, abs=6), "meshes without FaceMesh's faults are mended too"
    assert found.shoulders_yaw_deg == 12.0


def test_no_angle_is_mended_beyond_what_was_learned() -> None:
    assert (pose.angle_terms(rotation(80, 40, 60)) == pose.angle_terms(rotation(pose.FARTHEST_DEG[0], pose.FARTHEST_DEG[1], pose.FARTHEST_DEG[2]))).all()


def test_a_mirrored_face_reads_mirrored() -> None:
    face = made_face(yaw_deg=25, pitch_deg=-8, roll_deg=6, vertices_mm=smiling(4, 6))
    one, other = pose.measure(SIZE, face), pose.measure(SIZE, mirrored(face, SIZE[1]))
    assert one is not None
    assert other is not None
    assert (other.yaw_deg, other.pitch_deg, other.roll_deg) == pytest.approx((-one.yaw_deg, one.pitch_deg, -one.roll_deg), abs=0.3)


def test_an_unknown_lens_costs_little_near_the_middle() -> None:
    found = FACE.fit(seen(20, 5, 3, (0, 0, 800), 75), SIZE, None)
    assert found is not None
    assert angles_deg(found.turn) == pytest.approx((20, 5, 3), abs=3)


def test_a_face_that_fills_a_picture_was_cropped_and_not_near() -> None:
    far = seen(40, 0, 0, (0, 0, 2000), 8)
    cut = far - np.float32([SIZE[1] / 2 - 250, SIZE[0] / 2 - 250, 0])
    head = FACE.fit(cut, (500, 500), None)
    assert head is not None
    assert angles_deg(head.turn) == pytest.approx((40, 0, 0), abs=2)


def test_a_mesh_of_no_number_or_no_size_is_no_head() -> None:
    assert FACE.fit(np.full((468, 3), np.nan, np.float32), SIZE) is None
    assert FACE.fit(np.ones((468, 3), np.float32), SIZE) is None


@needs_shared
def test_real_heads_read_near_their_labels() -> None:
    folder = SHARED / "faces" / "pose"
    rows = [row for row in csv.DictReader((folder / "labels.csv").read_text().splitlines()) if row["set"] == "aflw" and abs(float(row["yaw_deg"])) < 40]
    missed = []
    with MediapipeTracker(stills=True) as tracker:
        for row in rows:
            rgb = cv2.cvtColor(cv2.imread(str(folder / row["file"])), cv2.COLOR_BGR2RGB)
            face = tracker.track(Frame(0, 0.0, rgb)).face
            assert face is not None
            found = pose.measure(rgb.shape[:2], face)
            assert found is not None
            missed.append([abs(getattr(found, name) - float(row[name])) for name in ("yaw_deg", "pitch_deg", "roll_deg")])
    yaw, pitch, roll = np.mean(missed, axis=0)
    assert yaw < 6
    assert pitch < 8
    assert roll < 4
