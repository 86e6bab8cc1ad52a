"""Whether the writing in a picture runs from left to right, or the picture is mirrored.

Of each line that reads as letters the windows' answers are multiplied, for either way that it may run, upright and upside down: many letters turned by
half a turn look like others, and mirrored ones like other mirrored ones. Neighbouring windows share letters, so their answers count less than once. What is
no writing, or stands on its side, gives lines of few letters, which are left out, or of letters that run either way, which cancel.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.feed import letters, lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.feed.lines import Line
    from capture.types import Floats, Rgb

FLOOR = 0.02
"""Added to each way's probability: no window is surer than this allows, and one that is no letter says nothing."""
SHARED = 0.7
"""How much of an answer its neighbours have not said already."""
UPSIDE_DOWN_NATS = 2.0
"""So much less likely than an upright line is one upside down, before it is read."""
FEWEST, LEAST_SHARE = 3.0, 0.5
"""Letters of a line that is taken for writing, and their share of its windows."""
MOST_NATS = 12.0
"""One line says no more than this: an ornament is repeated as often as it likes."""
MOST_WINDOWS = 140
"""As many as a look has time for, those of the longest lines."""
FEWEST_SEEN, FEWEST_LOOKS = 4.0, 2
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
    ends = np.cumsum([len(line.windows) for line in found])
    found = found[: max(1, int(np.searchsorted(ends, MOST_WINDOWS, side="right")))]
    upright = _by_line(found, upside_down=False)
    likely = [number for number, ways in enumerate(upright) if _is_writing(ways)]
    told = [told_by(upright[number], turned) for number, turned in zip(likely, _by_line([found[number] for number in likely], upside_down=True), strict=True)]
    return Seen(sum(seen.nats for seen in told), sum(seen.letters for seen in told))


def told_by(upright: Floats, turned: Floats) -> Seen:
    """Return what one line tells, by its windows' probabilities (N, 3), and by those of the windows with their upper edges down."""
    right, mirrored, _ = (SHARED * np.log(upright + np.float32(FLOOR)).sum(axis=0)).tolist()
    # A line that stands upside down, by half a turn, is mirrored once its upper edge is down; one that is mirrored, too, then reads right.
    mirrored_turned, right_turned, _ = (SHARED * np.log(turned + np.float32(FLOOR)).sum(axis=0) - UPSIDE_DOWN_NATS).tolist()
    nats = float(np.logaddexp(mirrored, mirrored_turned) - np.logaddexp(right, right_turned))
    return Seen(max(-MOST_NATS, min(MOST_NATS, nats)), float(len(upright) - upright[:, letters.NONE].sum()))


def _is_writing(ways: Floats) -> bool:
    count = len(ways) - float(ways[:, letters.NONE].sum())
    return count >= FEWEST and count >= LEAST_SHARE * len(ways)


def _by_line(found: Sequence[Line], *, upside_down: bool) -> list[Floats]:
    """Return each line's windows' probabilities (N, 3)."""
    if not found:
        return []
    windows = np.concatenate([line.windows for line in found])
    ways = letters.load().ways(windows[:, ::-1] if upside_down else windows)
    return np.split(ways, np.cumsum([len(line.windows) for line in found])[:-1])


def together(seen: Sequence[Seen]) -> Writing | None:
    """Return what a feed's looks tell together; None where too few saw writing."""
    told = [each for each in seen if each.letters >= FEWEST_SEEN]
    if len(told) < FEWEST_LOOKS:
        return None
    return Writing(float(np.median([each.nats for each in told])), float(np.median([each.letters for each in told])), len(told))
