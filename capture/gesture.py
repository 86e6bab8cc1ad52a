"""What a raised hand says, from its joints in the picture: geometry alone, and strict, since hands also mend hair and glasses.

A hand's 21 points are MediaPipe's: the wrist, then from its root to its tip the thumb, the index, middle, ring and little finger. Left hands and right ones,
palms and backs are alike here. Lengths are in heights of the sitter's face: a hand is about as long as a face is high, wherever both are. How fingers are bent
is told in space: a half closed hand that reaches for the camera looks straight, or like a fist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.types import Gesture

if TYPE_CHECKING:
    from capture.types import Face, Floats

WRIST, THUMB = 0, (1, 2, 3, 4)
FINGERS = ((5, 6, 7, 8), (9, 10, 11, 12), (13, 14, 15, 16), (17, 18, 19, 20))
INDEX, MIDDLE, _, LITTLE = FINGERS

HEAD_REACH = (0.5, 0.85)
"""Half axes, across and along, of the ellipse round the face's middle that head and hair fill: a hand that reaches into it does something there."""
LEAST_PALM, LEAST_THUMB_UP = 0.65, 0.4
"""Length of an open hand, and height of a fist with its thumb up: smaller ones are someone else's, or farther off than the sitter."""
UPRIGHT_DEG, THUMB_UPRIGHT_DEG = 30.0, 40.0
FAN_DEG = 40.0
"""No stretched finger lies farther off the hand's own axis."""
STRAIGHT_FRAC, CURLED_FRAC = 0.93, 0.75
"""From a finger's root to its tip as the crow flies, of the way along its joints."""
SPREAD_FRAC = 1.15
"""Between the tips of index and little finger, in widths of the knuckles: 1 where the fingers lie side by side."""
FLAT_FRAC = 0.2
"""Width of the knuckles in lengths of the hand: less where its edge is turned to the lens."""
ABOVE_FRAC = 0.3
"""The thumb's tip stands so far above all else of the hand, in lengths of its palm."""
KNUCKLES_DEG = 45.0
"""Where the thumb is up the knuckles stand one above the other."""
OFF_AXIS_DEG = 50.0
"""The thumb points away from where the fist does, and does not lie along it."""


def middle_and_height_px(face: Face) -> tuple[Floats, float]:
    """Return a face's middle (2,) and its height from chin to hairline, which hands are measured by."""
    return np.asarray((face.forehead_px + face.chin_px) / 2, np.float32), float(np.linalg.norm(face.chin_px - face.forehead_px))


def gesture_of(points_px: Floats, middle_px: Floats, face_height_px: float) -> Gesture | None:
    """Return what the hand of these points says, None for nothing. The sitter's face has its middle (2,) and height there.

    Points are (21, 3): z has the scale of x and grows away from the camera, from any origin.
    """
    hand = (np.asarray(points_px, np.float32) - np.append(middle_px, np.float32(0))) / np.float32(face_height_px)
    if _is_palm(hand):
        return Gesture.PALM
    return Gesture.THUMB_UP if _is_thumb_up(hand) else None


def _is_palm(hand: Floats) -> bool:
    """Return whether this is an open hand with its fingers up; its thumb may be anywhere."""
    flat = hand[:, :2]
    axis = flat[MIDDLE[0]] - flat[WRIST]
    length = _length(flat[MIDDLE[3]] - flat[WRIST])
    knuckles, tips = _length(flat[INDEX[0]] - flat[LITTLE[0]]), _length(flat[INDEX[3]] - flat[LITTLE[3]])
    return (
        length >= LEAST_PALM
        and _angle_deg(axis, _UP) <= UPRIGHT_DEG
        and all(_straightness(hand, finger) >= STRAIGHT_FRAC and _angle_deg(flat[finger[3]] - flat[finger[0]], axis) <= FAN_DEG for finger in FINGERS)
        and knuckles >= FLAT_FRAC * length
        and tips >= SPREAD_FRAC * knuckles
        and _clear_of_head(np.delete(flat, THUMB, axis=0))
    )


def _is_thumb_up(hand: Floats) -> bool:
    """Return whether this is a fist with the thumb up, its knuckles one above the other."""
    flat = hand[:, :2]
    tip, others = flat[THUMB[3]], np.delete(flat, THUMB[2:], axis=0)
    palm = max(_length(flat[MIDDLE[0]] - flat[WRIST]), _length(flat[INDEX[0]] - flat[LITTLE[0]]))
    return (
        float(others[:, 1].max() - tip[1]) >= LEAST_THUMB_UP
        and _straightness(hand, THUMB[1:]) >= STRAIGHT_FRAC
        and _angle_deg(tip - flat[THUMB[1]], _UP) <= THUMB_UPRIGHT_DEG
        and float(others[:, 1].min() - tip[1]) >= ABOVE_FRAC * palm
        and _angle_deg(flat[INDEX[0]] - flat[LITTLE[0]], _UP) <= KNUCKLES_DEG
        and _angle_deg(hand[THUMB[3]] - hand[THUMB[1]], hand[MIDDLE[0]] - hand[WRIST]) >= OFF_AXIS_DEG
        and all(_straightness(hand, finger) <= CURLED_FRAC for finger in FINGERS)
        and _clear_of_head(flat)
    )


_UP = np.array([0.0, -1.0], np.float32)


def _clear_of_head(flat: Floats) -> bool:
    return bool((((flat / np.array(HEAD_REACH, np.float32)) ** 2).sum(axis=1) > 1).all())


def _straightness(hand: Floats, finger: tuple[int, ...]) -> float:
    """Return a finger's reach as a share of its joints' way: 1 for a stretched one."""
    joints = hand[list(finger)]
    way = float(np.linalg.norm(np.diff(joints, axis=0), axis=1).sum())
    return _length(joints[-1] - joints[0]) / way if way > 0 else 0.0


def _angle_deg(one: Floats, other: Floats) -> float:
    lengths = _length(one) * _length(other)
    return float(np.degrees(np.arccos(np.clip(float(one @ other) / lengths, -1, 1)))) if lengths > 0 else 180.0


def _length(way: Floats) -> float:
    return float(np.linalg.norm(way))
