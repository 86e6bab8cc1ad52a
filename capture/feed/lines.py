"""Where a picture may have lines of writing: things as tall as letters, side by side at one height, printed as small windows of one size.

What is darker, or lighter, than what is round it falls into pieces, on copies of the picture each half as large as the one before: on one of them a
line's letters are `LINE_PX` tall. Pieces that follow each other in a row are a line; it can be printed, level and its pieces as tall as is asked for, from
the copy that is fine enough: each of its letters, with its neighbours, is one window. Nothing here asks whether it is writing, or which way it runs: a
picture and its mirror image give the same windows, but for the mirror.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Floats, Rgb

    Codes = NDArray[np.uint8]
    Places = NDArray[np.intp]

WIDEST_PX = 1280
"""Larger pictures are looked at in a half, a third, … of their size, which is soon made."""
LEVELS = 4
LINE_PX = (7.0, 16.0)
"""How tall a line's pieces are in the middle, on the copy that it is found on: most of them are small letters without a stem, or capitals. Over an octave,
since what is 14 tall on one copy may be a little less than 7 on the next."""
FINEST_PX = 5.0
"""What they have on the finest copy, at least."""
PIECE_PX = (4, 30)
ROUND_PX, CONTRAST_CODES = 25, 10
"""What a pixel is held against, and how much darker or lighter than that a letter is."""
LONGEST = 14.0
"""Letters that run into each other are one piece, at most so many times as long as tall."""
GAP, LEVEL, TALLER = 1.1, 0.5, 2.3
"""Neighbours in a line: at most so far apart, as much higher or lower, in heights of the taller one, and that many times as tall."""
FEWEST, SHORTEST = 4, 3.0
"""Pieces of a line, or its length in their heights where they run into each other."""
STEEPEST = 0.4
APART = 0.6
"""Lines' middles are farther apart than this, down in their pieces' heights and along in as many of these as they have windows."""
MOST_WINDOWS = 600
"""Of all lines of a picture: more are not looked for."""
NEXT_IN_LINE = 40
"""Pieces are sorted by their left ends: a neighbour in a line is not farther down the list than this."""
BODY_PX, WINDOW_PX = 10, 24
"""How tall a print's pieces are where nothing else is asked for, and windows, which are square."""
STEP_PX = 8
"""From window to window where letters run into each other."""
FINE = 0.7
"""Pieces are at least this share of their print's height on the copy that it is cut from, where there is one as fine."""
LEAST_SPREAD_CODES = 4.0
"""Windows with less contrast are not stretched to the usual one."""


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A row of pieces, and the copies of the picture that it can be printed from.

    `body_px` is how tall its pieces are in the middle, in pixels of the picture itself; `place_px` (2,) the line's middle in it; `ink` is -1 where it is
    darker than what is round it, 1 where lighter; `count` how many windows it has in a print of `BODY_PX`. `copies` are grey pictures (H, W), each half as
    large as the one before, the last the one that `pieces` (N, 3), left, width and height, were found on. There they are `own_px` tall, and the line runs
    from `start` (2,) and falls by `slope`.
    """

    body_px: float
    place_px: tuple[float, float]
    ink: int
    count: int
    copies: tuple[Codes, ...]
    pieces: Floats
    own_px: float
    start: tuple[float, float]
    slope: float

    def same(self, other: Line) -> bool:
        """Whether another line, of at most as many windows, is this one as another copy of the picture shows it."""
        across, down = (abs(own - its) for own, its in zip(self.place_px, other.place_px, strict=True))
        return self.ink == other.ink and down < APART * self.body_px and across < APART * self.body_px * self.count

    def windows(self, body_px: float = BODY_PX) -> Floats:
        """Return (N, WINDOW_PX, WINDOW_PX) the line laid level, its pieces `body_px` tall: a window for each letter, with its neighbours, from left to right.

        Ink is above 0; each window is of mean 0 and deviation 1. It is cut out of the coarsest copy that is about as fine as the print.
        """
        finer = next((step for step in range(len(self.copies)) if self.own_px * 2**step >= FINE * body_px), len(self.copies) - 1)
        scale, times = body_px / self.own_px, 2**finer
        longer = float(np.hypot(1.0, self.slope))
        along = np.array([1.0, self.slope]) / longer
        right = float((self.pieces[:, 0] + self.pieces[:, 1]).max())
        span = round(float((right - self.start[0]) * longer * scale)) + 2 * WINDOW_PX
        back = np.column_stack([along, (-along[1], along[0]), np.zeros(2)]) * (times / scale)
        start = (np.array(self.start) + 0.5) * times - 0.5
        back[:, 2] = start - back[:, 0] * WINDOW_PX - back[:, 1] * (WINDOW_PX - 1) / 2
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        strip = cv2.warpAffine(self.copies[-1 - finer], back, (span, WINDOW_PX), flags=flags, borderMode=cv2.BORDER_REPLICATE).astype(np.float32) * self.ink
        columns = np.rint((_middles(self.pieces, body_px) - self.start[0]) * longer * scale + WINDOW_PX - WINDOW_PX / 2).astype(np.intp)
        columns = np.clip(columns, 0, span - WINDOW_PX)
        windows = np.lib.stride_tricks.sliding_window_view(strip, WINDOW_PX, axis=1)[:, columns].transpose(1, 0, 2)
        spread = windows.std(axis=(1, 2), keepdims=True)
        windows = (windows - windows.mean(axis=(1, 2), keepdims=True)) / np.maximum(spread, LEAST_SPREAD_CODES)
        return np.asarray(windows, np.float32)


def find(rgb: Rgb) -> list[Line]:
    """Return the lines of a picture (H, W, 3), those with the most windows first; `MOST_WINDOWS` in all."""
    return find_in(np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8))


def find_in(grey: Codes, most_windows: int = MOST_WINDOWS) -> list[Line]:
    """Return the lines of a picture (H, W), as `find` does."""
    times = math.ceil(grey.shape[1] / WIDEST_PX)
    if times > 1:
        grey = _smaller(grey, times)
    copies: tuple[Codes, ...] = ()
    lines: list[Line] = []
    while len(copies) < LEVELS and min(grey.shape) >= ROUND_PX:
        copies = (*copies, grey)
        lines += _lines(copies, times)
        grey = _smaller(grey, 2)
    lines.sort(key=lambda line: -line.count)
    kept: list[Line] = []
    count = 0
    for line in lines:
        if any(other.same(line) for other in kept):
            continue
        count += line.count
        if count > most_windows and kept:
            break
        kept.append(line)
    return kept


def _smaller(grey: Codes, times: int) -> Codes:
    height, width = (side // times for side in grey.shape)
    return np.asarray(cv2.resize(grey[: height * times, : width * times], (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _lines(copies: tuple[Codes, ...], picture_px: int) -> Iterator[Line]:
    """Yield the lines whose pieces have the right size on the last copy; a pixel of the first is `picture_px` of the picture's across."""
    least_px = LINE_PX[0] if len(copies) > 1 else FINEST_PX
    smooth = cv2.GaussianBlur(copies[-1], (3, 3), 0)
    around = cv2.blur(smooth, (ROUND_PX, ROUND_PX))
    for ink in (-1, 1):
        beyond = cv2.subtract(around, smooth) if ink < 0 else cv2.subtract(smooth, around)
        pieces = _pieces(cv2.threshold(beyond, CONTRAST_CODES, 255, cv2.THRESH_BINARY)[1])
        for members in _rows(pieces):
            line = _line(copies, ink, pieces[members], picture_px, least_px)
            if line is not None:
                yield line


def _pieces(mask: cv2.typing.MatLike) -> Floats:
    """Return (N, 4) left, top, width and height of what hangs together and may be letters, by their left ends."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_16U)
    width, height = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    kept = (height >= PIECE_PX[0]) & (height <= PIECE_PX[1]) & (width >= 2) & (width <= LONGEST * height)
    found = stats[1:, :4][kept].astype(np.float32)
    return found[np.argsort(found[:, 0], kind="stable")]


def _rows(pieces: Floats) -> Iterator[Places]:
    """Yield the places of pieces that follow each other in a row, for each row."""
    count = len(pieces)
    if count < 2:
        return
    left, top, width, height = pieces.T
    middle = top + height / 2
    next_left, next_middle, next_height = (_following(values, fill) for values, fill in ((left, np.inf), (middle, 0.0), (height, 1.0)))
    taller = np.maximum(next_height, height[:, None])
    gap = next_left - (left + width)[:, None]
    level = np.abs(next_middle - middle[:, None])
    fits = (gap < GAP * taller) & (gap > -0.5 * taller) & (level < LEVEL * taller)
    fits &= taller < TALLER * np.minimum(next_height, height[:, None])
    away = np.where(fits, gap + 2 * level, np.float32(np.inf))
    nearest = away.argmin(axis=1)
    to = np.where(np.isfinite(away[np.arange(count), nearest]), np.arange(count) + 1 + nearest, -1)
    root = np.arange(count)
    for place in range(count - 1, -1, -1):  # neighbours stand farther down the list, and know their row already
        if to[place] >= 0:
            root[place] = root[to[place]]
    order = np.argsort(root, kind="stable")
    ends = np.flatnonzero(np.diff(root[order], prepend=-1, append=-1))
    for first, end in pairwise(ends.tolist()):
        if end - first >= 2:
            yield np.sort(order[first:end])


def _following(values: Floats, fill: float) -> Floats:
    """Return (N, NEXT_IN_LINE - 1) what follows each of values (N,); `fill` beyond the last."""
    padded = np.concatenate([values[1:], np.full(NEXT_IN_LINE, fill, np.float32)])
    return np.lib.stride_tricks.sliding_window_view(padded, NEXT_IN_LINE - 1)[: len(values)]


def _line(copies: tuple[Codes, ...], ink: int, pieces: Floats, picture_px: int, least_px: float) -> Line | None:
    """Return a row's line; None where it is too short or steep, or is to be read from another copy."""
    left, top, width, height = pieces.T
    if len(pieces) < FEWEST and width.sum() <= SHORTEST * height.min():
        return None
    body = float(np.median(np.repeat(height, np.maximum(1, width // height).astype(int))))
    long = float((left + width).max() - left.min())
    enough = len(pieces) >= FEWEST or (len(pieces) >= 2 and width.sum() > SHORTEST * body)
    if not enough or not least_px <= body < LINE_PX[1] or long < SHORTEST * body:
        return None
    x, y = left + width / 2, top + height / 2
    weight = np.exp(-(((height / body - 1) / 0.25) ** 2)) + 1e-3
    slope, offset = np.polyfit(x, y, 1, w=weight).tolist()
    if abs(slope) > STEEPEST:
        return None
    first, times = float(left.min()), picture_px * 2 ** (len(copies) - 1)
    place_px = (float(x.mean() * times), float(y.mean() * times))
    printed = pieces[:, [0, 2, 3]]
    return Line(body * times, place_px, ink, len(_middles(printed, BODY_PX)), copies, printed, body, (first, slope * first + offset), slope)


def _middles(pieces: Floats, body_px: float) -> Floats:
    """Return where along its copy a line's letters may be, in a print so tall: in a piece's middle, or in several places where it is long."""
    left, width, height = pieces.T.astype(np.float64)
    counts = np.where(width > 1.5 * height, np.maximum(1, np.rint(width / height / (STEP_PX / body_px))), 1).astype(np.intp)
    number = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.asarray(np.repeat(left, counts) + np.repeat(width, counts) * (number + 0.5) / np.repeat(counts, counts), np.float32)
