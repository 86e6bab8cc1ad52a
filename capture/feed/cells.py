"""The noise of a feed, place by place: three frames one after another, in cells of 8×8 pixels.

Of each pixel the second difference in time, a - 2b + c, leaves out what stands still and what moves or brightens evenly; the second difference across and
down of that (as in `capture.noise`) leaves out what changes smoothly over the picture. What stays is noise, and texture that jerks. It is read at three scales,
since what smooths skin may leave the finest grain on it and take what is coarser.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

CELL_PX = 8
SCALES = 3
"""Whole, half and quarter size: each pixel of a smaller copy is the mean of four of the one before."""
IN_TIME = math.sqrt(6.0)
"""What a - 2b + c makes of the standard deviation of three independent values."""
IN_PLACE = 6.0
"""What the second difference across and down makes of it: the root of 36."""
MEAN_OF_NORMAL = math.sqrt(2 / math.pi)
"""Mean size of a normal value of deviation 1."""
STEP_PX = CELL_PX << (SCALES - 1)
"""Pictures are cut to whole multiples of this."""

ROUNDING = 0.02
"""Codes added to both sizes of steps, so that a picture without any has none at borders either."""

_SECOND_DIFFERENCE = np.array([1, -2, 1], np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """`noise` (SCALES, h, w): standard deviation in codes; `level` (h, w): mean code of green; `slope` (h, w): how steep, codes to a pixel of half size."""

    noise: Floats
    level: Floats
    slope: Floats


def cells(frames: Sequence[Rgb]) -> Cells:
    """Return the cells of three frames (H, W, 3) of one size, H and W at least `STEP_PX`; level and slope are those of the middle one."""
    height, width = (side // STEP_PX * STEP_PX for side in frames[0].shape[:2])
    shape = (width // CELL_PX, height // CELL_PX)
    first, middle, last = (cv2.extractChannel(frame[:height, :width], 1) for frame in frames)
    jerk = jerk_codes(first, middle, last)
    noise = []
    for scale in range(SCALES):
        if scale:
            jerk = np.asarray(cv2.resize(jerk, (width >> scale, height >> scale), interpolation=cv2.INTER_AREA), np.float32)
        noise.append(cv2.resize(rough_codes(jerk), shape, interpolation=cv2.INTER_AREA))
    half = cv2.resize(middle, (width >> 1, height >> 1), interpolation=cv2.INTER_AREA)
    steep = cv2.magnitude(*(cv2.Scharr(half, cv2.CV_32F, across, 1 - across, scale=1 / 32) for across in (1, 0)))
    level, slope = (cv2.resize(each, shape, interpolation=cv2.INTER_AREA) for each in (middle.astype(np.float32), steep))
    return Cells(np.stack(noise).astype(np.float32), np.asarray(level, np.float32), np.asarray(slope, np.float32))


def jerk_codes(first: cv2.typing.MatLike, middle: cv2.typing.MatLike, last: cv2.typing.MatLike) -> Floats:
    """Return the second difference in time of three pictures (H, W)."""
    return np.asarray(cv2.addWeighted(cv2.add(first, last, dtype=cv2.CV_32F), 1.0, middle, -2.0, 0.0, dtype=cv2.CV_32F), np.float32)


def rough_codes(jerk: Floats) -> Floats:
    """Return (H, W) values whose mean, where there is only noise, is the noise's standard deviation in codes."""
    return np.asarray(np.abs(cv2.sepFilter2D(jerk, -1, _SECOND_DIFFERENCE, _SECOND_DIFFERENCE)) / (IN_TIME * IN_PLACE * MEAN_OF_NORMAL), np.float32)


def blockiness(rgb: Rgb, where: NDArray[np.bool_]) -> float:
    """Return how much larger steps at the borders of JPEG's 8×8 blocks are than steps within them, in the cells (h, w) `where`: 1 without JPEG.

    Only of pictures whose left edge is a block's.
    """
    height, width = where.shape[0] * CELL_PX, where.shape[1] * CELL_PX
    green = cv2.extractChannel(rgb[:height, :width], 1)
    steps = cv2.absdiff(green[:, 1:], green[:, :-1])
    chosen = np.repeat(np.repeat(where, CELL_PX, axis=0), CELL_PX, axis=1)[:, 1:]
    at_border = np.zeros_like(chosen)
    at_border[:, CELL_PX - 1 :: CELL_PX] = chosen[:, CELL_PX - 1 :: CELL_PX] & chosen[:, CELL_PX - 2 : -1 : CELL_PX]
    within = chosen.copy()
    within[:, CELL_PX - 1 :: CELL_PX] = False
    if not (at_border.any() and within.any()):
        return 1.0
    return (float(steps[at_border].mean()) + ROUNDING) / (float(steps[within].mean()) + ROUNDING)
