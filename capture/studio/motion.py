"""How far the sitter's image moves while the shutter is open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.studio.grid import CENTRE_MM
from capture.studio.stage import set_stage

if TYPE_CHECKING:
    from capture.script.scene import Scene

FACE_MM = np.array([0.0, 30.0, -30.0], np.float32) - CENTRE_MM
"""The middle of the face in the head's frame: between eyes and mouth, as deep as the cheeks."""


def streak_px(scene: Scene) -> tuple[float, float]:
    """Return how far (right, down) the middle of the face moves in the picture from the shutter's opening to its closing."""
    subject, open_s = scene.subject, scene.camera.shutter_ms / 1000
    if not (any(subject.speed_mm_s) or any(subject.turn_deg_s)):
        return 0.0, 0.0
    (right, down, away), (yaw, pitch, roll) = (tuple(open_s * speed for speed in speeds) for speeds in (subject.speed_mm_s, subject.turn_deg_s))
    later = msgspec.structs.replace(
        subject,
        x_mm=subject.x_mm + right,
        y_mm=subject.y_mm + down,
        distance_mm=subject.distance_mm + away,
        yaw_deg=subject.yaw_deg + yaw,
        pitch_deg=subject.pitch_deg + pitch,
        roll_deg=subject.roll_deg + roll,
    )
    stages = [set_stage(msgspec.structs.replace(scene, subject=moment)) for moment in (subject, later)]
    before, after = (stage.lens.project(stage.head.to_camera(FACE_MM)) for stage in stages)
    return float(after[0] - before[0]), float(after[1] - before[1])
