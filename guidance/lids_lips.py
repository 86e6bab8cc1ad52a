"""What passes over a face within a moment, judged over the frames around each: blinks and words.

Landmarks are told up to a frame late, lids go down within a tenth of a second, and a mouth between two syllables is as closed as one at rest. So no frame
is judged by itself: its neighbours say whether the lids are on their way, and whether the lips move.
"""

from __future__ import annotations

import math
from statistics import quantiles
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Reading
    from guidance.choosing import Choosing


PAUSE = 1.5
"""A quiet stretch is a pause in its middle only, from so many times the reach of a word to either side: syllables of like size follow one another."""


def open_frac(reading: Reading) -> float:
    """Return how far the less open eye is open; 0 where no eye is seen."""
    return min(1.0, reading.eyes.left_open_frac, reading.eyes.right_open_frac) if reading.eyes else 0.0


def in_blinks(readings: Sequence[Reading], choosing: Choosing) -> list[bool]:
    """Return for each reading whether its lids are in a blink, or on their way into or out of one.

    They are where the less open eye is under `half_blink_frac` of what is usual in these readings, in the frames right beside such a one, and in all within
    `blink_reach_s` of it: of a blink that only ends in the first frame, or begins in the last, its open half is out as well.
    """
    lids = [open_frac(reading) for reading in readings]
    if len(lids) < 2:
        return [False] * len(lids)
    # Heavy blinkers have their eyes shut in a third of the frames.
    usual = quantiles(lids, n=4)[-1]
    low = [place for place, lid in enumerate(lids) if lid < choosing.half_blink_frac * usual]
    return [
        any(abs(place - shut) <= 1 or abs(reading.t_s - readings[shut].t_s) <= choosing.blink_reach_s for shut in low) for place, reading in enumerate(readings)
    ]


def mid_word(readings: Sequence[Reading], choosing: Choosing) -> list[bool]:
    """Return for each reading whether the lips move as in speech: what the mouth is open by scatters within `word_reach_s` to either side.

    What has speech both before and after it within `PAUSE` times that is no pause either, however quiet it seems; nor is what has it on one side, and on
    the other the end of what is known.
    """
    mouths = [(reading.t_s, reading.expression.mouth_open_frac) for reading in readings if reading.expression]
    reach_s = choosing.word_reach_s
    moving = [_scatter([mouth for t_s, mouth in mouths if abs(t_s - reading.t_s) <= reach_s]) > choosing.word_frac for reading in readings]
    spoken_s = [reading.t_s for reading, moves in zip(readings, moving, strict=True) if moves]
    out, reach_s = [], PAUSE * reach_s
    for reading in readings:
        before = any(0 <= reading.t_s - t_s <= reach_s for t_s in spoken_s)
        after = any(0 <= t_s - reading.t_s <= reach_s for t_s in spoken_s)
        first, last = reading.t_s - readings[0].t_s < reach_s, readings[-1].t_s - reading.t_s < reach_s
        out.append((before and (after or last)) or (after and first))
    return out


def _scatter(values: Sequence[float]) -> float:
    """Return the standard deviation; 0 of nothing. `statistics` computes it in fractions, which for a moment takes longer than a frame."""
    if not values:
        return 0.0
    mean = sum(values) / len(values)
    return math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
