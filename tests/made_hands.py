"""Made-up hands: an adult's bones bent at their joints, turned in space and seen by a lens from afar, as MediaPipe's 21 points."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.types import Floats

FACE_PX = 200.0
FACE_MM = 185.0
MIDDLE_PX = np.array([640, 300], np.float32)

_WRIST = (0.0, 75.0, 0.0)
_ROOTS = ((-29.0, -15.0), (-9.0, -20.0), (12.0, -17.0), (31.0, -7.0))
_BONES = (42.0, 25.0, 20.0)
_THUMB_OUT = ((-25.0, 55.0, 0.0), (-48.0, 40.0, -4.0), (-78.0, 33.0, -6.0), (-104.0, 28.0, -6.0))
_THUMB_IN = ((-22.0, 55.0, -8.0), (-34.0, 25.0, -20.0), (-18.0, 0.0, -34.0), (4.0, -2.0, -38.0))
_THUMB_ALONG = ((-25.0, 55.0, 0.0), (-42.0, 28.0, -6.0), (-44.0, -4.0, -8.0), (-42.0, -32.0, -8.0))
_CURLED, _HALF = (80.0, 100.0, 60.0), (30.0, 45.0, 30.0)
_STRETCHED = (5.0, 4.0, 2.0)
_FAN_DEG = (-12.0, -3.0, 6.0, 16.0)


@dataclass(frozen=True)
class Pose:
    """How each finger is bent at its three joints, in degrees, how the fingers fan out, and the thumb's four points in mm."""

    fingers: tuple[tuple[float, float, float], ...]
    thumb: tuple[tuple[float, float, float], ...]
    fan_deg: tuple[float, ...] = _FAN_DEG


PALM = Pose((_STRETCHED,) * 4, _THUMB_OUT)
SIDE_BY_SIDE = Pose((_STRETCHED,) * 4, _THUMB_ALONG, (4.0, 1.0, -3.0, -6.0))
CLAW = Pose((_HALF,) * 4, _THUMB_OUT)
FIST = Pose((_CURLED,) * 4, _THUMB_IN)
THUMB_ALONG = Pose((_CURLED,) * 4, _THUMB_ALONG)
THUMB_OUT = Pose((_CURLED,) * 4, _THUMB_OUT)
"""Thumb up, once the hand lies on its little finger."""
POINTING = Pose((_STRETCHED, _CURLED, _CURLED, _CURLED), _THUMB_IN)
PISTOL = Pose((_STRETCHED, _CURLED, _CURLED, _CURLED), _THUMB_OUT)
TWO = Pose((_STRETCHED, _STRETCHED, _CURLED, _CURLED), _THUMB_IN)


def hand(
    pose: Pose,
    *,
    at: tuple[float, float] = (1.2, 0.0),
    roll_deg: float = 0.0,
    yaw_deg: float = 0.0,
    pitch_deg: float = 0.0,
    left: bool = False,
    size: float = 1.0,
) -> Floats:
    """Return the points (21, 3) in pixels of a hand whose fingers' roots are `at` face heights off the face's middle.

    At 0 a right hand shows its back, fingers up and thumb to the image's left; a left one is its mirror image. `roll_deg` turns it clockwise in the image, yaw
    about its length and pitch its fingers towards the lens.
    """
    turned = _joints(pose) @ (_about(2, roll_deg) @ _about(0, pitch_deg) @ _about(1, yaw_deg)).T
    placed = turned * (-1.0 if left else 1.0, 1.0, 1.0) * size / FACE_MM + (*at, 0.0)
    return np.asarray(placed * FACE_PX + (*MIDDLE_PX, 0.0), np.float32)


@cache
def _joints(pose: Pose) -> np.ndarray:
    """Return (21, 3) mm of a hand that is not turned: the same for the thousand ways in which a test turns it."""
    points = [_WRIST, *pose.thumb]
    for root, bends, fan in zip(_ROOTS, pose.fingers, pose.fan_deg, strict=True):
        points += _finger(root, bends, fan)
    joints = np.array(points)
    joints.setflags(write=False)
    return joints


def _finger(root: tuple[float, float], bends: tuple[float, float, float], fan_deg: float) -> list[tuple[float, float, float]]:
    """Return a finger's four points; it bends away from the lens, towards the palm."""
    fan, bent = np.radians(fan_deg), 0.0
    place = np.array([*root, 0.0])
    joints = [place]
    for bone, bend in zip(_BONES, bends, strict=True):
        bent += np.radians(bend)
        along = np.cos(bent)
        place = place + bone * np.array([np.sin(fan) * along, -np.cos(fan) * along, np.sin(bent)])
        joints.append(place)
    return [(float(x), float(y), float(z)) for x, y, z in joints]


def _about(axis: int, angle_deg: float) -> np.ndarray:
    """Return the rotation about an axis (0 x, 1 y, 2 z)."""
    cos, sin = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    turn = np.eye(3)
    one, other = (axis + 1) % 3, (axis + 2) % 3
    turn[one, one] = turn[other, other] = cos
    turn[one, other], turn[other, one] = -sin, sin
    return turn
