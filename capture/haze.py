"""How much of the light is a veil over the picture: a fingerprint, breath or grease on the lens.

A hazy lens spreads a share h of all light widely, so that a place of luminance L, with so much light V far round it, shows

    I = (1 - h)·L + h·V:

black is no longer black, the less so the brighter it is round it (as in air: He, Sun & Tang 2009, "Single image haze removal using dark channel prior",
whose prior serves here: some places of any picture are nearly black). A face always has such places, in every tone of skin: pupils, lashes, nostrils, the
line of the lips; hair, brows and collars often. All is read in linear light, on the head and close round it, in cells of a 64th of the frame: I is the
darkest of a cell, V the picture's mean with Gaussian weights of `SPREAD`. That gives

    r = least I / V: what lies over black, if the darkest place is black, and the most that haze can be;
    s = least (I - I₀) / (V - V₀), where 0 is the cell with the least I, over cells with V over `APART`·V₀: what grows with the light around;
    t = least (I - `LIFT`) / V: what is more than a tone curve makes of black.

A curve that lifts blacks lifts them all alike, bright surroundings or not: its r is up to 0.2, its s and t are near 0. Haze has s near h, or less where it
spreads wider than `SPREAD`. Hence

    haze_frac = min(r, max(`CLEAN`, `WIDER`·s, t)): 0..1, the share of the light that is spread. Clean lenses read 0 to 0.1.

None where r is more than `CLEAN` and nothing tells where it comes from: the face is too small to show black, the picture too dim, or its dark places
have all much the same light round them and are no lighter than a curve may make them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LINEAR_OF_CODE

if TYPE_CHECKING:
    from capture.overview import Overview
    from capture.types import Face, Floats

CELLS = 64
"""Along the frame's longer side."""
SPREAD = 0.15
"""Standard deviation in the frame's longer side: what lies on a lens is far out of focus, and scatters over a tenth to a third of the picture."""
BESIDE, ABOVE, BELOW = 0.35, 0.5, 0.7
"""How far round the face's box is read, in its width and its height: hair and collar. Black borders of a frame are not the lens's."""
BRIGHT_SHARE = 0.3
"""Cells count whose surroundings have at least this share of the brightest surroundings: in the others a veil is lost in 8 bits."""
LEAST_AROUND = 1e-4
"""A frame that is all black has no surroundings."""
PLACE = 2
"""The so-manieth least counts, from 0: one cell alone may be a broken pixel's."""
CLEAN = 0.08
"""So much lies over the darkest places of clean pictures, and needs no cause."""
APART = 1.3
WIDER = 2.0
LIFT = float(LINEAR_OF_CODE[35])
"""Lighter than this no usual curve makes black: limited range read as full has 16, a faded look about 30."""
DIMMEST = 5 * LIFT
"""Where all surroundings are darker than this, a veil of a fifth is no lighter than a lifted black."""
FEWEST_PX = 40.0
"""Distance of the eyes under which pupils and lashes are mixed with skin."""


def measure(view: Overview, face: Face) -> float | None:
    """Return the haze over `face` in the frame of `view`, 0..1; None where it can't be told."""
    around, dark = _cells(view, face)
    if around.size <= PLACE:
        return None
    as_haze = _least(dark / around)
    if as_haze <= CLEAN:
        return as_haze
    if face.eye_distance_px < FEWEST_PX or float(around.max()) < DIMMEST:
        return None
    darkest = int(dark.argmin())
    apart = around > APART * around[darkest]
    beyond_curves = max(CLEAN, _least((dark - LIFT) / around))
    if np.count_nonzero(apart) > PLACE:
        beyond_curves = max(beyond_curves, WIDER * _least((dark[apart] - dark[darkest]) / (around[apart] - around[darkest])))
    elif beyond_curves <= CLEAN:
        return None
    return min(as_haze, beyond_curves, 1.0)


def _least(values: Floats) -> float:
    return float(np.partition(values, PLACE)[PLACE])


def _cells(view: Overview, face: Face) -> tuple[Floats, Floats]:
    """Return (N,) the light far round each cell of the head that counts, and the darkest light in it; N may be 0."""
    height, width = view.samples.shape[:2]
    step = max(2, 2 * round(max(height, width) / CELLS / 2))
    rows, columns = max(1, height // step), max(1, width // step)
    small = cv2.resize(view.light, (columns, rows), interpolation=cv2.INTER_AREA)
    spread = np.asarray(cv2.GaussianBlur(small, (0, 0), SPREAD * max(rows, columns), borderType=cv2.BORDER_REPLICATE), np.float32)
    corners = face.outline_px / (view.px_per_sample * step)
    (left, top), (right, bottom) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    across, down = right - left, bottom - top
    first, last = _within(top - ABOVE * down, height // step), _within(bottom + BELOW * down, height // step)
    west, east = _within(left - BESIDE * across, width // step), _within(right + BESIDE * across, width // step)
    crop = view.samples[first * step : last * step, west * step : east * step]
    if not crop.size:
        return np.zeros(0, np.float32), np.zeros(0, np.float32)
    # The mean of four, so that noise does not pass for black. Encoded grey is in the same order as light, and its table comes last.
    half = cv2.resize(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), (crop.shape[1] // 2, crop.shape[0] // 2), interpolation=cv2.INTER_AREA)
    by_row = half.reshape(last - first, step // 2, -1).min(axis=1)
    dark = LINEAR_OF_CODE[by_row.reshape(last - first, -1, step // 2).min(axis=2)]
    around = spread[first:last, west:east]
    counts = around >= max(BRIGHT_SHARE * float(around.max()), LEAST_AROUND)
    return around[counts], dark[counts]


def _within(place: float, count: int) -> int:
    return min(max(round(place), 0), count)
