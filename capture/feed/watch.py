"""A feed watched for a while: samples of its noise, a few a second, until enough of them agree."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from capture.camera.network import NetworkStream
from capture.camera.video import Video
from capture.feed.compare import sample
from capture.feed.writing import Writing, read, together
from capture.whole import enlarged, whole_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.camera import Source
    from capture.feed.compare import Sample
    from capture.feed.writing import Seen
    from capture.types import Face, Frame

EVERY_S = 0.5
RUN = 3
"""Frames that are looked at together."""
ENOUGH, MOST_LOOKS = 12, 40
"""Samples after which little more is learnt, and looks after which none is to be had."""
APART_S = 0.15
"""Frames farther apart than this have moved too far to be compared."""
LEAST_NOISE_CODES, LEAST_SKIN_NOISE_CODES = 0.25, 0.5
"""Where what the room, or skin, is held against has less noise than this, 8 bits and JPEG have left nothing to compare. Skin wants more: it is among the
flattest there is, so that JPEG takes its noise first."""
MOST_BLOCKS = 1.25
"""Where JPEG's blocks stand out more than this, JPEG has taken the noise of the room's flat places; its steep ones keep theirs. What a program blurs afterwards
has no blocks, and what it puts there instead has no noise in either."""
SURE_SPREAD = 1.2533
"""Standard error of a median over that of a mean, for normal values."""
LEAST_ERROR_EV = 0.05
"""A handful of samples that happen to agree are no better than this."""


@dataclass(frozen=True, slots=True)
class Less:
    """By how many stops (log2) a thing is less than another, its standard error, and from how many samples."""

    stops: float
    error_stops: float
    samples: int


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What was found of a feed; None where it can't be told.

    `skin_less` is the noise of skin, at half the picture's size, against all else's at the same brightness, `skin_coarse_less` that at a quarter of it;
    `behind_less` the room's against the sitter's. Honest feeds have about 0 in all. `outline_less` is how much less wide the sitter's outline is than the
    sharpest edges beside it, `seam_less` the noise along it against that of either side: honest feeds have 0 or less in these. `noise_codes` is the feed's
    noise itself, of 255. `writing` is which way letters in the picture run; None where too few were read.
    """

    samples: int
    noise_codes: float | None
    skin_less: Less | None = None
    skin_coarse_less: Less | None = None
    behind_less: Less | None = None
    outline_less: Less | None = None
    seam_less: Less | None = None
    writing: Writing | None = None


def repeats_what_rests(source: Source) -> bool:
    """Whether a source's frames come from a video codec: it repeats what stands still, noise and all, so that a quiet room means nothing."""
    return isinstance(source, Video | NetworkStream)


@dataclass(frozen=True, slots=True)
class Look:
    """What was found in one run: its noise, None where it can't be compared, and its writing."""

    sample: Sample | None
    seen: Seen


class Watch:
    """Takes a feed's frames in order, and has some of them looked at each `every_s`. With `repeats` the room's noise is not judged (`repeats_what_rests`)."""

    def __init__(self, *, repeats: bool = False, every_s: float = EVERY_S) -> None:
        self._repeats = repeats
        self._every_s = every_s
        self._last: deque[Frame] = deque(maxlen=RUN)
        self._next_s = -math.inf
        self._looks = 0
        self._samples: list[Sample] = []
        self._seen: list[Seen] = []

    @property
    def done(self) -> bool:
        """Whether enough was seen, or looked for."""
        return len(self._samples) >= ENOUGH or self._looks >= MOST_LOOKS

    def run(self, frame: Frame) -> tuple[Frame, ...] | None:
        """Take the next frame; return it and the two before where they are to be looked at, in order: by `look`, or `looked` and `take`."""
        if self.done:
            self._last.clear()
            return None
        if self._last and frame.t_s < self._last[-1].t_s:
            self._next_s = -math.inf
        self._last.append(frame)
        run = tuple(self._last)
        if len(run) < RUN or frame.t_s < self._next_s or not _in_a_row(run):
            return None
        self._looks += 1
        self._next_s = frame.t_s + self._every_s
        return run

    def look(self, run: Sequence[Frame], face: Face | None) -> None:
        """Look at a run; `face` is that of its middle frame, None where none is seen."""
        self.take(looked(run, face))

    def take(self, look: Look) -> None:
        """Take in what one look found."""
        self._seen.append(look.seen)
        if look.sample is not None:
            self._samples.append(look.sample)

    @property
    def reading(self) -> FeedReading:
        """What is known so far."""
        noises = [each.skin_noise_codes or each.behind_noise_codes for each in self._samples]
        skin = [(each.skin_ev, each.skin_noise_codes) for each in self._samples if each.skin_ev is not None]
        if skin and float(np.median([codes for _, codes in skin])) < LEAST_SKIN_NOISE_CODES:
            skin = []
        behind = [
            value
            for each in self._samples
            if (value := each.behind_ev if each.blocks <= MOST_BLOCKS else each.edges_ev) is not None
            and each.behind_noise_codes >= LEAST_NOISE_CODES
            and not self._repeats
        ]
        return FeedReading(
            len(self._samples),
            float(np.median(noises)) if noises else None,
            _less([ev[1] for ev, _ in skin]),
            _less([ev[-1] for ev, _ in skin]),
            _less(behind),
            _less([-each.outline_ev for each in self._samples if each.outline_ev is not None]),
            _less([each.seam_ev for each in self._samples if each.seam_ev is not None and not self._repeats]),
            together(self._seen),
        )


def looked(run: Sequence[Frame], face: Face | None) -> Look:
    """Return what is seen in a run, of whose middle frame `face` is; without one nothing is compared."""
    frames = [whole_frame(frame) for frame in run]
    if any(frame.shrunk_by > 1 for frame in frames):
        frames = list(run)
    there = None if face is None else enlarged(face, run[0].shrunk_by // frames[0].shrunk_by)
    return Look(None if there is None else sample([frame.rgb for frame in frames], there), read(frames[len(frames) // 2].rgb))


def _in_a_row(frames: Sequence[Frame]) -> bool:
    """Whether no frame is missing between them, and none is of another size."""
    return all(b.index == a.index + 1 and 0 < b.t_s - a.t_s <= APART_S and a.rgb.shape == b.rgb.shape for a, b in pairwise(frames))


def _less(values_ev: Sequence[float]) -> Less | None:
    """Return the median of values, with its standard error; None of fewer than two."""
    if len(values_ev) < 2:
        return None
    error = SURE_SPREAD * float(np.std(values_ev, ddof=1)) / math.sqrt(len(values_ev))
    return Less(-float(np.median(values_ev)), max(error, LEAST_ERROR_EV), len(values_ev))
