"""Whether the pixels were a JPEG before: the steps that an earlier compression left in the frequencies of 8×8 blocks, wherever its grid lies now.

A JPEG rounds each frequency of a block to multiples of a step. Cut the picture into blocks on that same grid again, and its frequencies lie in combs: with c
a frequency's values and q its step, the mean of cos(2πc/q) is near 1, and near 0 or below it for any other step and on any other grid (after Fridrich & Lukáš
2003; Bianchi & Piva 2012). All 64 places of a grid are tried, since a crop moves it, with the steps that each quality 1..98 of the usual tables has
(`capture.audit.tables`); the place and quality with the strongest combs are told, beside what the other places give, which is what chance gives here.

An earlier compression is lost where the picture was resized, or saved much harder afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.audit.tables import scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.audit.tables import Quality
    from capture.types import Floats

SPAN_PX = 512
"""So much of the picture's middle is looked at, across and down: some thousand blocks are enough."""
LEAST_PX = 128
FREQUENCIES = ((0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0), (2, 2), (1, 3), (3, 1))
"""Down, across: those that still have values past their first step."""
RANGE, PER_UNIT = 160, 2
"""Values are counted up to this, in halves."""
LEAST_VALUES = 150
"""Values past half a step, over all frequencies, under which nothing can be said."""
QUALITIES = np.arange(1, 99)
COARSEST_STEP = 120
SMALLEST_STEP = 3
"""Steps finer than this drown in the rounding of pixels."""
OWN_TIMES = 1.8
"""On the file's own grid only steps so much coarser than its own are told from them."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The strongest trace of an earlier JPEG."""

    quality: int
    """1..98 of the usual tables."""
    right_px: int
    down_px: int
    """Where its grid begins, 0..7: 0, 0 in a picture that was not cropped since."""
    strength: float
    """How far over the other places' best, in their own standard deviations; about 0 to 4 by chance."""
    comb: float
    """The mean of cos(2πc/q) there, −1..1."""


def measure(luma: Floats, own: Quality | None) -> Earlier | None:
    """Return the strongest trace in the luma (H, W), 0..255, as the file stores it; None for pictures too small or too flat to tell.

    On the grid of the file itself, where it is a JPEG of quality `own`, only steps that are none of its own count.
    """
    rows, columns = (slice(max(0, (side - SPAN_PX) // 16 * 8), max(0, (side - SPAN_PX) // 16 * 8) + min(side, SPAN_PX)) for side in luma.shape)
    part = luma[rows, columns]
    if min(part.shape) < LEAST_PX:
        return None
    down = np.stack([_frequencies(part[place:]) for place in range(8)])
    counted, usable = np.zeros((64, len(FREQUENCIES), RANGE * PER_UNIT)), np.zeros((64, len(FREQUENCIES), len(QUALITIES)), np.bool_)
    for place in range(64):
        for at, values in enumerate(_across(down[place // 8], place % 8)):
            own_step = int(own.luminance[FREQUENCIES[at]]) if own is not None and place == 0 else 1
            halves = np.clip(np.rint(np.abs(values.ravel()) * PER_UNIT), 0, RANGE * PER_UNIT).astype(np.int64)
            counted[place, at] = np.bincount(halves, minlength=RANGE * PER_UNIT + 1)[:-1]
            usable[place, at] = _usable(STEPS[at], own_step)
    # One product each for all places: so many small ones would each wake every core.
    sums, counts = (_over_frequencies(counted @ weights, usable) for weights in (COSINES, PAST_HALF))
    return _strongest(sums, counts)


def _strongest(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> Earlier | None:
    """Return the best of 64 places and all qualities, from the sums of cosines and how many values they are of."""
    if counts.max() < LEAST_VALUES:
        return None
    combs = np.where(counts >= LEAST_VALUES, sums / np.maximum(counts, 1), -1)
    scores = combs * np.sqrt(np.maximum(counts, 0))
    best_of_place = scores.max(axis=1)
    place = int(best_of_place.argmax())
    others = np.delete(best_of_place, place)
    spread = max(float(others.std()), 1.0)
    at = int(scores[place].argmax())
    return Earlier(int(QUALITIES[at]), place % 8, place // 8, float((best_of_place[place] - np.median(others)) / spread), float(combs[place, at]))


def _over_frequencies(by_step: NDArray[np.float64], usable: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (64, qualities) the sums over the usable frequencies of what (64, frequencies, steps) holds for each quality's step."""
    return np.asarray(sum(usable[:, at] * by_step[:, at][:, steps] for at, steps in enumerate(STEPS)))


def _usable(steps: NDArray[np.int64], own_step: int) -> NDArray[np.bool_]:
    """Return which steps can be told: neither too fine nor, on the file's own grid, those that its own rounding makes."""
    if own_step == 1:
        return np.asarray((steps >= SMALLEST_STEP) & (steps <= COARSEST_STEP))
    coarser = (steps > OWN_TIMES * own_step) & (steps % own_step != 0)
    return np.asarray(coarser & (steps >= SMALLEST_STEP) & (steps <= COARSEST_STEP))


def _frequencies(part: Floats) -> Floats:
    """Return (8, n, W) the frequencies down of the rows' blocks of eight."""
    blocks = part[: part.shape[0] // 8 * 8].reshape(-1, 8, part.shape[1])
    padded = np.zeros((SPAN_PX // 8, 8, part.shape[1]), np.float32)
    padded[: len(blocks)] = blocks
    return np.asarray(np.einsum("fr,nrw->fnw", _DCT, padded), np.float32)


def _across(down: Floats, place: int) -> list[Floats]:
    """Return, for each of `FREQUENCIES`, its values in the blocks that begin `place` columns from the left."""
    width = (down.shape[2] - place) // 8 * 8
    blocks = down[:, :, place : place + width].reshape(8, down.shape[1], -1, 8)
    return [blocks[row] @ _DCT[column] for row, column in FREQUENCIES]


_PLACES = np.arange(8)
_DCT: Floats = np.asarray(np.cos((2 * _PLACES[None] + 1) * _PLACES[:, None] * np.pi / 16) * np.where(_PLACES[:, None] == 0, np.sqrt(1 / 8), 0.5), np.float32)
"""(8, 8) frequency, place: T.81's transform of eight values."""
_TABLES = np.stack([scaled(int(quality)) for quality in QUALITIES])
STEPS = np.stack([np.minimum(_TABLES[:, row, column], COARSEST_STEP + 1) for row, column in FREQUENCIES])
"""(12, 98) the step of each frequency in each quality."""
_VALUES = np.arange(RANGE * PER_UNIT) / PER_UNIT
_EACH_STEP = np.maximum(np.arange(COARSEST_STEP + 2), 1)
PAST_HALF = np.asarray(_VALUES[:, None] > _EACH_STEP[None] / 2, np.float64)
COSINES = np.cos(2 * np.pi * _VALUES[:, None] / _EACH_STEP[None]) * PAST_HALF
"""(values, steps) what a value counts for a step: nothing up to half of it, where every picture has most."""
