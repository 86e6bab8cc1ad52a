"""What is drawn into the looking glass: where the head should be, thirds, and stripes on what is burnt out. All into the small picture, after it shrank.

`line_px` is how thick a line is: more where a picture has more pixels than half-blocks do, so that it is seen from as far.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

import cv2
import numpy as np

from guidance.rules import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from capture.types import Rgb
    from guidance.rules import Finding

    Places: TypeAlias = tuple[NDArray[np.intp], NDArray[np.intp]]

BURNT_CODE = 250
"""From here on (of 255) a channel says no more how bright it is."""
_BLACK, _SPARED = np.zeros(3, np.uint8), np.full(3, BURNT_CODE - 1, np.uint8)
HEAD_PER_FACE = 1.3
"""A head, crown to chin, over a face, hairline to chin: 232 mm over 178 on average, and hair."""
WIDE_PER_HIGH = 0.74
"""A head's width over its height."""
_STEP_FRAC = 0.02
"""The guide follows the sitter's own size in steps of this, so that it stands still while they do."""
_FULL, _DIM = 0.75, 0.25
"""How much of the guide's colour is laid on: while something is to be mended, and when all is right."""
_THIRDS = 0.3
_MIN_PX = 20


@dataclass(frozen=True, slots=True)
class Guide:
    """Where the head should be: its crown and its height in shares of the frame's height, its middle in shares of the width to the image's right."""

    crown_frac: float
    height_frac: float
    offset_frac: float
    right: bool


def guide(findings: Iterable[Finding]) -> Guide | None:
    """Return the guide of the look that the findings were judged for; None where its bands for size, crown or middle are open.

    The size is the sitter's own, or the nearest that is fine: what matters is that it fits, and webcams differ in how large a face comes out.
    """
    of = {finding.rule.id: finding for finding in findings}
    size, crown, middle = of.get("near"), of.get("headroom"), of.get("middle")
    if size is None or crown is None or middle is None:
        return None
    low, high = size.low, size.high
    crown_frac, offset_frac = _centre(crown), _centre(middle)
    if low is None or high is None or crown_frac is None or offset_frac is None:
        return None
    face_frac = min(max((low + high) / 2 if size.value is None else size.value, low), high)
    right = all(finding.state is State.OK or finding.settled for finding in (size, crown, middle))
    return Guide(crown_frac, _STEP_FRAC * round(HEAD_PER_FACE * face_frac / _STEP_FRAC), offset_frac, right)


def _centre(finding: Finding) -> float | None:
    return None if finding.low is None or finding.high is None else (finding.low + finding.high) / 2


def draw_guide(picture: Rgb, guide: Guide, colour: tuple[int, int, int], line_px: int = 1) -> None:
    """Draw the guide's oval on a mirrored picture."""
    if min(picture.shape[:2]) >= _MIN_PX:
        _blend(picture, _oval(picture.shape[0], picture.shape[1], guide, line_px), colour, _DIM if guide.right else _FULL)


def draw_thirds(picture: Rgb, colour: tuple[int, int, int], line_px: int = 1) -> None:
    """Draw two lines across and two down."""
    height_px, width_px = picture.shape[:2]
    for third in (1, 2):
        across, down = round(height_px * third / 3), round(width_px * third / 3)
        for line in (picture[across : across + line_px], picture[:, down : down + line_px]):
            line[:] = _mixed(line, colour, _THIRDS)


def draw_zebra(picture: Rgb, line_px: int = 1) -> None:
    """Draw dark stripes over what is burnt out in any channel."""
    burnt = cv2.inRange(picture, _BLACK, _SPARED) == 0
    if burnt.any():
        picture[burnt & _stripes(*burnt.shape, line_px)] = 0


@lru_cache(maxsize=4)
def _stripes(height_px: int, width_px: int, line_px: int) -> NDArray[np.bool_]:
    rows, columns = np.indices((height_px, width_px))
    return np.asarray((rows + columns) // line_px % 4 < 2)


@lru_cache(maxsize=4)
def _oval(height_px: int, width_px: int, guide: Guide, line_px: int) -> Places:
    """Return the pixels of the oval's line."""
    line = np.zeros((height_px, width_px), np.uint8)
    half_px = guide.height_frac * height_px / 2
    # The image's right is the mirror's left.
    centre = (round((0.5 - guide.offset_frac) * width_px), round(guide.crown_frac * height_px + half_px))
    cv2.ellipse(line, centre, (round(half_px * WIDE_PER_HIGH), round(half_px)), 0, 0, 360, (1,), line_px)
    rows, columns = np.nonzero(line)
    return rows, columns


def _blend(picture: Rgb, places: Places, colour: tuple[int, int, int], share: float) -> None:
    picture[places] = _mixed(picture[places], colour, share)


def _mixed(pixels: Rgb, colour: tuple[int, int, int], share: float) -> Rgb:
    return np.asarray((1 - share) * pixels + share * np.array(colour), np.uint8)
