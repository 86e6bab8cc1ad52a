from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from clips import drawn

from capture.face_mesh import MIRRORED_POINTS
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.studio import render
from capture.types import Frame

if TYPE_CHECKING:
    from capture.types import Face, Floats, Rgb


def seen(rgb: Rgb, *, mirrored_too: bool) -> Face:
    with MediapipeTracker(stills=True, mirrored_too=mirrored_too) as tracker:
        face = tracker.track(Frame(0, 0.0, rgb)).face
    assert face is not None
    return face


def in_mirror(mesh_px: Floats, width: int) -> Floats:
    return (mesh_px * np.array([-1, 1, 1], np.float32) + np.array([width, 0, 0], np.float32))[MIRRORED_POINTS[:468]]


def test_each_points_mirror_image_has_it_as_its_own() -> None:
    assert (MIRRORED_POINTS[MIRRORED_POINTS] == np.arange(478)).all()
    nose_tip, left_iris, right_iris, left_rim_top, right_rim_top = 1, 473, 468, 475, 470
    assert MIRRORED_POINTS[[nose_tip, left_iris, left_rim_top]].tolist() == [nose_tip, right_iris, right_rim_top]


def test_a_picture_that_stands_alone_is_read_like_its_mirror_image() -> None:
    rgb = render(Scene(persona=people.find("amara"), size_px=(960, 720), subject=Subject(yaw_deg=18, pitch_deg=5)))
    image = np.ascontiguousarray(rgb[:, ::-1])
    apart_px = {
        both: float(np.linalg.norm(seen(rgb, mirrored_too=both).mesh_px - in_mirror(seen(image, mirrored_too=both).mesh_px, 960), axis=1).mean())
        for both in (True, False)
    }
    assert apart_px[False] > 0.5, "one look is not fair to left and right"
    assert apart_px[True] < 0.2 * apart_px[False]


def test_somebody_else_in_the_mirror_is_not_mixed_in() -> None:
    wall = np.full((720, 1280, 3), (205, 200, 195), np.uint8)
    for left in (20, 660):
        wall[60:660, left : left + 600] = drawn(0, 600)
    with MediapipeTracker(stills=True) as tracker:
        alone = tracker._mesh.study(wall, None, mirrored_too=False)
        both = tracker._mesh.study(wall, None, mirrored_too=True)
    assert alone is not None
    assert both is not None
    assert both == pytest.approx(alone, abs=1e-3), "the mirror shows the other twin first"
