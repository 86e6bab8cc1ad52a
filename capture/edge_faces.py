"""People whom the picture's left or right edge cuts off: a detector wants both halves of a face, so the picture is mirrored outwards there.

Half a face and its mirror image are a whole one with its middle on the edge. Mirrored squares of half the frame's shorter side go down either edge; what
a detector finds in them counts where its middle lies in the picture, or on its edge, and no face that is known already lies there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.types import FaceBox, Rgb

SURE_FRAC = 0.75
"""Score from which such a face counts. Pairs of mirrored shapes (curtains, shoulders) look a little like faces: up to 0.67 on portraits of one."""
SIDE_FRAC = 0.5
"""Side of the squares, of the frame's shorter side."""
BEYOND_FRAC = 0.1
"""Of its width: as far beyond the edge the middle of half a face and its mirror image may be found, since a box is no surer than that."""


@dataclass(frozen=True, slots=True, eq=False)
class Mirrored:
    """A square with the edge in its middle: its pixels (S, S, 3) and where its left top corner is in the frame."""

    rgb: Rgb
    left_px: int
    top_px: int


def mirrored(rgb: Rgb) -> Iterator[Mirrored]:
    """Yield the squares down the left and the right edge of a picture (H, W, 3), each half over the next."""
    height, width = rgb.shape[:2]
    half = max(int(min(height, width) * SIDE_FRAC) // 2, 1)
    for top in range(0, max(height - 2 * half, 0) + 1, half):
        rows = rgb[top : top + 2 * half]
        left = cv2.copyMakeBorder(rows[:, :half], 0, 0, half, 0, cv2.BORDER_REFLECT)
        right = cv2.copyMakeBorder(rows[:, width - half :], 0, 0, 0, half, cv2.BORDER_REFLECT)
        yield Mirrored(np.asarray(left, np.uint8), -half, top)
        yield Mirrored(np.asarray(right, np.uint8), width - half, top)


def placed(box: FaceBox, view: Mirrored) -> FaceBox:
    """Return a box that was found in `view` as it lies in the frame."""
    eyes_px = np.asarray(box.eyes_px + np.array([view.left_px, view.top_px], np.float32), np.float32)
    return replace(box, left_px=box.left_px + view.left_px, top_px=box.top_px + view.top_px, eyes_px=eyes_px)


def cut_off(found: Iterable[FaceBox], known: tuple[FaceBox, ...], width: int) -> tuple[FaceBox, ...]:
    """Return those of `found`, placed in a frame of that width, that are people besides the `known`, the surest first."""
    new: list[FaceBox] = []
    for box in sorted(found, key=lambda box: box.score_frac, reverse=True):
        middle, beyond_px = box.left_px + box.width_px / 2, BEYOND_FRAC * box.width_px
        if box.score_frac >= SURE_FRAC and -beyond_px <= middle < width + beyond_px and not any(_same(box, other) for other in (*known, *new)):
            new.append(box)
    return tuple(new)


def _same(one: FaceBox, other: FaceBox) -> bool:
    """Return whether the middle of either box lies in the other."""
    return _holds(one, other) or _holds(other, one)


def _holds(box: FaceBox, other: FaceBox) -> bool:
    right, down = other.left_px + other.width_px / 2 - box.left_px, other.top_px + other.height_px / 2 - box.top_px
    return 0 <= right <= box.width_px and 0 <= down <= box.height_px
