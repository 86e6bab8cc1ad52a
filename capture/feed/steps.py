"""How much of an edge's whole step lies between two neighbouring pixels: of the person's outline, and of all other edges.

A lens and a sensor spread every edge over some pixels, and no edge of one picture less than its sharpest. A matte that a program cuts hard has its whole
step between two pixels, whatever the lens did. Sharpening makes all edges steeper alike; blur by motion or out of focus, hair and soft mattes only ever
make an outline less steep, and tell nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Codes = NDArray[np.uint8]
    Places = tuple[NDArray[np.intp], NDArray[np.intp]]

FLANK_PX = (2, 3, 4)
"""So far from the steepest place an edge's two sides are read."""
MARGIN_PX = 12
LEAST_STEP_CODES = 20.0
EVEN_FRAC = 0.15
"""Either side of a step varies by less than this share of it, or it is not one step."""
DARKEST, BRIGHTEST = 8, 245
"""An edge that runs into black or white is cut there, and looks steeper than it is."""
ALONG = 2.0
"""An edge counts in rows, or in columns, where it is so many times steeper along them than across: pixels stand square on it."""
STEEP_CODES = 8
"""What is less steep from pixel to pixel is no edge."""
REACH_CELLS = 1.5
"""A matte errs by so many of its cells; the edge that it means is the steepest so near."""
SURELY, CLEAR_CELLS = 0.5, 2.0
OUTLINE_QUANTILE, SHARPEST = 0.75, 0.95
"""Of the outline the steeper edges count: parts of it lie against what looks like them. Of the picture's own the steepest but a few."""
FEWEST_OUTLINE, FEWEST_OWN = 60, 40
FULL = 0.75
"""Where the picture's own edges have as much of their step between two pixels, a cut one, which has nine tenths of it, differs too little from them."""


def outline_ev(green: Codes, share: Floats, cell_px: float) -> float | None:
    """Return log2 of the share of its step that the outline has between two pixels over that of the picture's sharpest own edges; below 0 for honest feeds.

    `green` (H, W) are codes, `share` (H, W) is the person's, from a matte whose cells have a side of `cell_px`. None where too few edges tell it, or
    the picture's own are as steep as a cut one.
    """
    outline: list[Floats] = []
    of_person: list[Floats] = []
    of_room: list[Floats] = []
    for codes, person in ((green, share), (np.ascontiguousarray(green.T), np.ascontiguousarray(share.T))):
        sizes = np.asarray(cv2.absdiff(codes[:, 1:], codes[:, :-1]), np.uint8)
        outline.append(_shares(codes, _steepest(sizes, _crossings(person), round(REACH_CELLS * cell_px))))
        rows, columns = _own(codes, sizes, person, round(CLEAR_CELLS * cell_px))
        on_person = person[rows, columns] > SURELY
        for found, chosen in ((of_person, on_person), (of_room, ~on_person)):
            found.append(_shares(codes, (rows[chosen], columns[chosen])))
    at_outline = np.concatenate(outline)
    sharpest = [float(np.quantile(own, SHARPEST)) for own in map(np.concatenate, (of_person, of_room)) if len(own) >= FEWEST_OWN]
    if len(at_outline) < FEWEST_OUTLINE or not sharpest or max(sharpest) > FULL:
        return None
    return float(np.log2(np.quantile(at_outline, OUTLINE_QUANTILE) / max(sharpest)))


def _crossings(share: Floats) -> Places:
    """Return where the person begins or ends along rows, and does so more along rows than across them: the place left of each step."""
    inside = share > SURELY
    rows, columns = _where(inside[:, 1:] != inside[:, :-1])
    above, below = np.maximum(rows - 1, 0), np.minimum(rows + 1, share.shape[0] - 1)
    along = np.abs(share[rows, columns + 1] - share[rows, columns])
    across = np.abs(share[below, columns] - share[above, columns]) / 2
    square = along > ALONG * across
    return rows[square], columns[square]


def _steepest(sizes: Codes, places: Places, reach: int) -> Places:
    """Return the largest steps within reach along the rows of those places, far enough from the picture's edge."""
    rows, columns = places
    far = MARGIN_PX + reach
    kept = (columns >= far) & (columns < sizes.shape[1] - far)
    rows, columns = rows[kept], columns[kept]
    near = columns[:, None] + np.arange(-reach, reach + 1)
    return rows, near[np.arange(len(rows)), sizes[rows[:, None], near].argmax(axis=1)]


def _own(codes: Codes, sizes: Codes, share: Floats, clear_px: int) -> Places:
    """Return the steps along rows that are larger than those beside them, and than those across, surely in the person or the room."""
    peaks = (sizes == cv2.dilate(sizes, np.ones((1, 3), np.uint8))) & (sizes > STEEP_CODES)
    peaks[:, :MARGIN_PX] = peaks[:, -MARGIN_PX:] = peaks[0] = peaks[-1] = False
    rows, columns = _where(peaks)
    across = sum(codes[rows + 1, columns + side].astype(np.float32) - codes[rows - 1, columns + side] for side in (0, 1)) / 4
    inside = (share > SURELY).astype(np.uint8)
    span = np.ones((2 * clear_px + 1,) * 2, np.uint8)
    clear = cv2.compare(cv2.erode(inside, span), cv2.dilate(inside, span), cv2.CMP_EQ)
    kept = (clear[rows, columns] > 0) & (sizes[rows, columns] > ALONG * np.abs(across))
    return rows[kept], columns[kept]


def _where(mask: NDArray[np.bool_]) -> Places:
    rows, columns = np.divmod(np.flatnonzero(mask), mask.shape[1])  # several times faster than nonzero
    return rows, columns


def _shares(codes: Codes, places: Places) -> Floats:
    """Return, of each place that is one clean step along its row, the share of it between that pixel and the next."""
    rows, columns = places
    left = np.stack([codes[rows, columns - far] for far in FLANK_PX]).astype(np.float32)
    right = np.stack([codes[rows, columns + 1 + far] for far in FLANK_PX]).astype(np.float32)
    step = right.mean(axis=0) - left.mean(axis=0)
    within = codes[rows, columns + 1].astype(np.float32) - codes[rows, columns]
    uneven = np.maximum(left.std(axis=0), right.std(axis=0))
    ends = np.stack([left.mean(axis=0), right.mean(axis=0)])
    clean = (np.abs(step) > LEAST_STEP_CODES) & (uneven < EVEN_FRAC * np.abs(step)) & (step * within > 0)
    clean &= (ends.min(axis=0) > DARKEST) & (ends.max(axis=0) < BRIGHTEST)
    return np.asarray(within[clean] / step[clean], np.float32)
