"""Whether the writing in a picture runs from left to right, or the picture is mirrored.

Of each line that reads as letters the windows' answers are multiplied. Neighbouring windows share letters, so their answers count less than once. What is no
writing, or stands upside down or on its side, gives lines of few letters, which are left out, or of letters that run either way, which cancel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.feed import letters, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.types import Floats, Rgb

FLOOR = 0.02
"""Added to each way's probability: no window is surer than this allows, and one that is no letter says nothing."""
SHARED = 0.5
"""How much of an answer its neighbours have not said already."""
FEWEST, LEAST_SHARE = 3.0, 0.6
"""Letters of a line that is taken for writing, and their share of its windows."""
MOST_NATS = 12.0
"""One line says no more than this: an ornament is repeated as often as it likes."""
FEWEST_SEEN, FEWEST_LOOKS = 5.0, 2
"""Letters of a look that counts, and such looks of a feed that can be judged."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one picture's writing tells: `nats` the logarithm of how much likelier its letters are if the picture is mirrored than if it is not."""

    nats: float
    letters: float


@dataclass(frozen=True, slots=True)
class Writing:
    """What a feed's writing tells, in the middle of its looks.

    `mirrored_nats` is the natural logarithm of how much likelier the letters are in a mirrored picture than in one that is not: below 0 it is not; `letters`
    how many were read, in how many looks.
    """

    mirrored_nats: float
    letters: float
    looks: int


def read(rgb: Rgb) -> Seen:
    """Return what the writing in a picture (H, W, 3) tells; no letters where there is none."""
    found = lines.find(rgb)
    if not found:
        return Seen(0.0, 0.0)
    ways = letters.load().ways(np.concatenate([line.windows for line in found]))
    ends = np.cumsum([len(line.windows) for line in found])[:-1]
    told = [told_by(each) for each in np.split(ways, ends)]
    return Seen(sum(seen.nats for seen in told), sum(seen.letters for seen in told))


def told_by(ways: Floats) -> Seen:
    """Return what one line tells, by its windows' probabilities (N, 3)."""
    count = float(len(ways) - ways[:, letters.NONE].sum())
    if count < FEWEST or count < LEAST_SHARE * len(ways):
        return Seen(0.0, 0.0)
    log = np.log(ways + np.float32(FLOOR))
    nats = SHARED * float((log[:, letters.MIRRORED] - log[:, letters.RIGHT]).sum())
    return Seen(max(-MOST_NATS, min(MOST_NATS, nats)), count)


def together(seen: Sequence[Seen]) -> Writing | None:
    """Return what a feed's looks tell together; None where too few saw writing."""
    told = [each for each in seen if each.letters >= FEWEST_SEEN]
    if len(told) < FEWEST_LOOKS:
        return None
    return Writing(float(np.median([each.nats for each in told])), float(np.median([each.letters for each in told])), len(told))
