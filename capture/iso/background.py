"""How even the background is round the aligned face. Approximate: the person is cut out by the matte, not by OFIQ's face parsing network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.iso.aligned import SIDE_PX, linear_codes
from capture.pixels import BEHIND

if TYPE_CHECKING:
    from capture.iso.aligned import AlignedFace
    from capture.types import Floats

SIDES_PX, BOTTOM_PX = 62, 210
"""Cut off the aligned square on the left and on the right, and below."""
SIZE_PX = (354, 292)
"""(Width, height) to which the rest is made smaller."""
ERODED_PX = 4

_KEPT = (slice(0, SIDE_PX - BOTTOM_PX), slice(SIDES_PX, SIDE_PX - SIDES_PX))


def gradient(face: AlignedFace, matte: Floats | None, shape: tuple[int, int]) -> float | None:
    """Return the mean length of the luminance gradient (Scharr, 0..255) behind the person in a picture of `shape` (H, W).

    None without a matte, and where no background is in the square.
    """
    if matte is None:
        return None
    behind = (_share(face, matte, shape) < BEHIND).astype(np.uint8)
    behind = np.asarray(cv2.erode(behind, np.ones((ERODED_PX, ERODED_PX), np.uint8)), np.uint8)
    if not behind.any():
        return None
    codes = linear_codes(np.asarray(cv2.resize(np.ascontiguousarray(face.rgb[_KEPT]), SIZE_PX), np.uint8))
    across, down = cv2.Scharr(codes, cv2.CV_32F, 1, 0), cv2.Scharr(codes, cv2.CV_32F, 0, 1)
    return float(cv2.mean(cv2.magnitude(across, down), behind)[0])


def _share(face: AlignedFace, matte: Floats, shape: tuple[int, int]) -> Floats:
    """Return (292, 354) the person's share 0..1 of each pixel; beyond the picture's edge it is 1, so that nothing there counts as background."""
    down, across = shape[0] / matte.shape[0], shape[1] / matte.shape[1]
    of_cells = np.array([[across, 0, (across - 1) / 2], [0, down, (down - 1) / 2], [0, 0, 1]])
    placed = cv2.warpAffine(matte, face.placing @ of_cells, (SIDE_PX, SIDE_PX), borderValue=(1.0,))
    return np.asarray(cv2.resize(np.ascontiguousarray(placed[_KEPT]), SIZE_PX), np.float32)
