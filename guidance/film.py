"""Small pictures of what a sitting has on the disk, for the screen: whole in each snapshot, since the screen may miss the step on which one came."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from guidance.snapshot import KeptPicture

if TYPE_CHECKING:
    from collections.abc import Iterable

    from capture.types import Rgb, Shot

HEIGHT_PX = 80
WIDE_PER_HIGH = 0.8
"""The shape of a portrait, 4 to 5."""
ROOM_PER_FACE = 2.0
"""The picture's height over the face's: the head with its hair, and the shoulders' line."""


class Film:
    """The pictures that are kept now, oldest first."""

    def __init__(self) -> None:
        self._pictures: tuple[KeptPicture, ...] = ()

    def after(self, kept: Iterable[Shot], undone: int) -> tuple[KeptPicture, ...]:
        """Return the pictures once the newest `undone` are taken back and `kept` are added."""
        self._pictures = self._pictures[: max(len(self._pictures) - undone, 0)]
        self._pictures += tuple(KeptPicture(shot.look, portrait(shot)) for shot in kept)
        return self._pictures


def portrait(shot: Shot) -> Rgb:
    """Return a small copy of the shot round its face, as far as the frame goes; of its middle where no face is known."""
    rgb, face = shot.observation.frame.rgb, shot.observation.face
    height_px, width_px = rgb.shape[:2]
    right, down, room = width_px / 2, height_px / 2, float(height_px)
    if face is not None:
        (left, top), (last, bottom) = face.outline_px.min(axis=0), face.outline_px.max(axis=0)
        right, down, room = (left + last) / 2, (top + bottom) / 2, ROOM_PER_FACE * (bottom - top)
    high = max(round(min(room, height_px, width_px / WIDE_PER_HIGH)), 1)
    wide = max(round(high * WIDE_PER_HIGH), 1)
    top_px = round(min(max(down - high / 2, 0), height_px - high))
    left_px = round(min(max(right - wide / 2, 0), width_px - wide))
    crop = rgb[top_px : top_px + high, left_px : left_px + wide]
    return np.asarray(cv2.resize(crop, (round(HEIGHT_PX * WIDE_PER_HIGH), HEIGHT_PX), interpolation=cv2.INTER_AREA), np.uint8)
