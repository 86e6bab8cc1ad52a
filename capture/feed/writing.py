"""Whether the writing in a picture runs from left to right, or the picture is mirrored.

A few windows of each line are read first; the lines that may be writing are printed in several sizes and read whole. How tall their small letters are is
not known: pieces may be capitals, or letters that ran into each other, far taller than these. Of each print that reads as letters the windows' answers
are multiplied, for either way that the line may run, upright and upside down: many letters turned by half a turn look like others, and mirrored ones like
other mirrored ones. Neighbouring windows share letters, and prints the whole line, so their answers count less than once. What is no writing, or stands on
its side, gives prints of few letters, which are left out, or of letters that run either way, which cancel.
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
PRINTS_PX = (10.0, 12.5, 15.0, 18.0)
"""How tall the prints' pieces are."""
SHARED_BY_PRINTS = 0.45
"""How much of a print's answer the others have not said already."""
UPSIDE_DOWN_NATS = 2.0
"""So much less likely than an upright line is one upside down, before it is read."""
FEWEST, LEAST_SHARE, CLEAR_SHARE = 3.0, 0.5, 0.7
"""Letters of a print that is taken for writing, and their share of its windows; and that in the clearest of a line's prints. Cloth and hair look a little
like letters in every size; of writing nearly every window does, in the right one."""
MOST_NATS = 12.0
"""One line says no more than this: an ornament is repeated as often as it likes."""
PROBE_PX, PROBES, MOST_PROBES = 12.5, 6, 240
"""The print that is read first, how many windows of it from along a line, and of all lines together: of the longest ones, as many as a look has time for."""
MOST_WINDOWS = 40
"""Of the lines read whole, in that print: of those that look most like writing."""
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
    found = _likely(lines.find(rgb))
    prints = [[line.windows(body_px) for line in found] for body_px in PRINTS_PX]
    upright = [_ways(each) for each in prints]
    turned = [_ways([windows[:, ::-1] for windows in each]) for each in prints]
    told = [told_by_prints(list(zip(up, down, strict=True))) for up, down in zip(zip(*upright, strict=True), zip(*turned, strict=True), strict=True)]
    return Seen(sum(seen.nats for seen in told), sum(seen.letters for seen in told))


def _likely(found: Sequence[Line]) -> list[Line]:
    """Return the lines that may be writing by a few of their windows, those that look most like it first."""
    printed = [line.windows(PROBE_PX) for line in found]
    spread = [np.unique(np.linspace(0, len(windows) - 1, PROBES + 2).round().astype(np.intp)[1:-1]) for windows in printed]
    ends = np.cumsum([len(places) for places in spread])
    count = max(1, int(np.searchsorted(ends, MOST_PROBES, side="right")))
    probed = _ways([windows[places] for windows, places in zip(printed[:count], spread[:count], strict=True)])
    shares = [_share(ways) for ways in probed]
    # Of two lines as good the longer one tells more, but a very long one is rather an ornament.
    order = sorted(range(len(probed)), key=lambda number: -shares[number] * min(len(printed[number]), 2 * PROBES))
    likely = [number for number in order if shares[number] >= LEAST_SHARE]
    whole = max(1, int(np.searchsorted(np.cumsum([len(printed[number]) for number in likely]), MOST_WINDOWS, side="right")))
    return [found[number] for number in likely[:whole]]


def told_by_prints(prints: Sequence[tuple[Floats, Floats]]) -> Seen:
    """Return what a line's prints tell together, each by its windows' probabilities as in `told_by`: those that read as letters, if one does clearly."""
    told = [told_by(upright, turned) for upright, turned in prints if _is_writing(upright)]
    if not told or max(_share(upright) for upright, _ in prints) < CLEAR_SHARE:
        return Seen(0.0, 0.0)
    nats = SHARED_BY_PRINTS * sum(seen.nats for seen in told)
    return Seen(max(-MOST_NATS, min(MOST_NATS, nats)), sum(seen.letters for seen in told) / len(told))


def told_by(upright: Floats, turned: Floats) -> Seen:
    """Return what one print of a line tells, by its windows' probabilities (N, 3), and by those of the windows with their upper edges down."""
    right, mirrored, _ = (SHARED * np.log(upright + np.float32(FLOOR)).sum(axis=0)).tolist()
    # A line that stands upside down, by half a turn, is mirrored once its upper edge is down; one that is mirrored, too, then reads right.
    mirrored_turned, right_turned, _ = (SHARED * np.log(turned + np.float32(FLOOR)).sum(axis=0) - UPSIDE_DOWN_NATS).tolist()
    nats = float(np.logaddexp(mirrored, mirrored_turned) - np.logaddexp(right, right_turned))
    return Seen(max(-MOST_NATS, min(MOST_NATS, nats)), float(len(upright) - upright[:, letters.NONE].sum()))


def _is_writing(ways: Floats) -> bool:
    share = _share(ways)
    return share * len(ways) >= FEWEST and share >= LEAST_SHARE


def _share(ways: Floats) -> float:
    return float(1 - ways[:, letters.NONE].mean())


def _ways(by_line: Sequence[Floats]) -> list[Floats]:
    """Return each line's windows' probabilities (N, 3)."""
    if not by_line:
        return []
    ways = letters.load().ways(np.concatenate(by_line))
    return np.split(ways, np.cumsum([len(windows) for windows in by_line])[:-1])


def together(seen: Sequence[Seen]) -> Writing | None:
    """Return what a feed's looks tell together; None where too few saw writing."""
    told = [each for each in seen if each.letters >= FEWEST_SEEN]
    if len(told) < FEWEST_LOOKS:
        return None
    return Writing(float(np.median([each.nats for each in told])), float(np.median([each.letters for each in told])), len(told))
