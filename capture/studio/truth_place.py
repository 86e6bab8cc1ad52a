"""Exact pose, framing, camera and motion: all that follows from where things stand.

- Pose: the head's turn relative to the line of sight to the eyes' middle, in the picture's own axes (a camera that leans gives the head a roll).
- Framing: the same lengths as `capture.framing` measures, from points that are known instead of seen. The crown is the highest point of head and hair
  within 30 mm of the head's middle.
- Motion and shake: what moved in the thirtieth of a second before, at the speeds that the scene gives.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.axes import angles_deg, line_of_sight
from capture.mean_face import VERTICES_MM
from capture.mean_face.features import CHIN, FOREHEAD, LEFT_EYE, OVAL, RIGHT_EYE
from capture.studio.stage import Stage, set_stage, shake_px
from capture.types import CameraReading, FramingReading, PoseReading

if TYPE_CHECKING:
    from capture.axes import Vector
    from capture.script.scene import Scene
    from capture.types import Floats

PACE_S = 1 / 30
"""Motion is told at a pace of 30 frames a second."""
CROWN_HALF_WIDTH_MM = 30.0
"""As far left and right of the head's middle as `capture.head` looks for the crown."""
BONES = (np.abs(VERTICES_MM[:, 0]) < 12) & (np.abs(VERTICES_MM[:, 1] + 5) < 35) | (VERTICES_MM[:, 1] < -35)
"""(468,) vertices that neither lids nor mouth nor brows move much: the same as `capture.focus` follows."""
EYE_CORNERS = [LEFT_EYE[0], LEFT_EYE[1], RIGHT_EYE[0], RIGHT_EYE[1]]


def eyes_mm(stage: Stage, mesh_mm: Floats) -> Vector:
    """Return the middle of both eyes (3,) in camera axes, of a face mesh (468, 3) in the head's frame."""
    return np.asarray(stage.head.to_camera(mesh_mm[EYE_CORNERS]).mean(axis=0), np.float64)


def sight(stage: Stage, mesh_mm: Floats) -> Vector:
    """Return (3, 3) the line of sight to the eyes as the picture has it: the rotation from the sitter's axes (0, 0, −1 towards the lens) to the camera's."""
    leaning = _leaning(stage)
    return np.asarray(leaning.T @ line_of_sight(leaning @ eyes_mm(stage, mesh_mm)), np.float64)


def pose(scene: Scene, stage: Stage, mesh_mm: Floats) -> PoseReading:
    """Return the exact pose."""
    yaw_deg, pitch_deg, roll_deg = angles_deg(sight(stage, mesh_mm).T @ stage.head.rotation)
    return PoseReading(yaw_deg, pitch_deg, roll_deg, scene.subject.shoulders_yaw_deg)


def framing(scene: Scene, stage: Stage, mesh_mm: Floats, surface_mm: Floats) -> FramingReading:
    """Return where the head is in the frame; `surface_mm` (N, 3) are points of head and hair in the head's frame."""
    width, height = scene.size_px
    in_camera = stage.head.to_camera(mesh_mm)
    flat = stage.lens.project(in_camera)
    left, right = (in_camera[eye].mean(axis=0) for eye in (EYE_CORNERS[:2], EYE_CORNERS[2:]))
    distance_mm = float(in_camera[EYE_CORNERS, 2].mean())
    outline = flat[OVAL, 0]
    return FramingReading(
        face_height_frac=float(np.linalg.norm(flat[FOREHEAD] - flat[CHIN])) / height,
        eye_line_frac=float(flat[EYE_CORNERS, 1].mean()) / height,
        headroom_frac=_crown_px(stage, surface_mm) / height,
        offset_frac=float(outline.min() + outline.max()) / 2 / width - 0.5,
        eye_distance_px=float(np.linalg.norm(left - right)) * stage.lens.focal_px / distance_mm,
        distance_m=distance_mm / 1000,
    )


def motion_px(scene: Scene, stage: Stage, mesh_mm: Floats) -> float:
    """Return the median way of the face's bones in the thirtieth of a second before, in pixels; the camera's shake is part of it."""
    before = set_stage(_earlier(scene))
    bones = mesh_mm[BONES]
    way = stage.lens.project(stage.head.to_camera(bones)) - before.lens.project(before.head.to_camera(bones))
    return float(np.median(np.linalg.norm(way, axis=1)))


def camera(scene: Scene, stage: Stage, mesh_mm: Floats) -> CameraReading:
    """Return how the camera stands; `shake_px` is the picture's way in the thirtieth of a second before.

    The lens's height is that over the level of the sitter's eyes, as seen from them: a face low in the picture looks up at the lens more than the
    camera looks down along its axis.
    """
    deviation_px = scene.camera.shake_px * scene.size_px[0] / 1280
    now, before = (shake_px(deviation_px, scene.seed, t_s) for t_s in (scene.t_s, scene.t_s - PACE_S))
    towards_lens = -eyes_mm(stage, mesh_mm)
    height_deg = math.degrees(math.asin(-towards_lens @ stage.upright[:, 1] / np.linalg.norm(towards_lens)))
    return CameraReading(float(np.linalg.norm(now - before)), scene.camera.lean_deg, height_deg)


def _leaning(stage: Stage) -> Vector:
    """Return (3, 3) the turn that the camera's lean gives the world."""
    turn = np.eye(3)
    turn[:2, :2] = stage.lens.lean
    return turn


def _crown_px(stage: Stage, surface_mm: Floats) -> float:
    in_camera = stage.head.to_camera(surface_mm)
    flat = stage.lens.project(in_camera)
    middle = stage.lens.project(stage.head.place_mm.astype(np.float32)[None])[0]
    reach_px = CROWN_HALF_WIDTH_MM * stage.lens.focal_px / float(stage.head.place_mm[2])
    over = np.abs(flat[:, 0] - middle[0]) < reach_px
    return float(flat[over, 1].min())


def _earlier(scene: Scene) -> Scene:
    """Return the scene a thirtieth of a second ago, by its speeds."""
    subject = scene.subject
    (x, y, z), (yaw, pitch, roll) = subject.speed_mm_s, subject.turn_deg_s
    moved = msgspec.structs.replace(
        subject,
        x_mm=subject.x_mm - x * PACE_S,
        y_mm=subject.y_mm - y * PACE_S,
        distance_mm=subject.distance_mm - z * PACE_S,
        yaw_deg=subject.yaw_deg - yaw * PACE_S,
        pitch_deg=subject.pitch_deg - pitch * PACE_S,
        roll_deg=subject.roll_deg - roll * PACE_S,
    )
    return msgspec.structs.replace(scene, subject=moved, t_s=scene.t_s - PACE_S)
