"""The colours that a terminal with fewer than 16 million has, and pictures in these alone.

The 256 colours are xterm's, which every terminal of 256 shows alike: 16 that each user may have changed and that are left alone here, a cube of 6 levels, and
24 greys. Of 16 colours only the names are alike, so pictures are drawn in the four greys among them, and words by their hue.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from guidance.widgets.colour_depth import Depth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Rgb

_LEVELS = (0, 95, 135, 175, 215, 255)
_FIRST = 16
_CUBE = np.array([(red, green, blue) for red in _LEVELS for green in _LEVELS for blue in _LEVELS], np.int32)
_GREYS = np.repeat(np.arange(8, 248, 10, dtype=np.int32)[:, None], 3, axis=1)
_INDEXED = np.concatenate([_CUBE, _GREYS])
"""Of xterm's source, 256colres.pl."""

FOUR_GREYS = {0: 0, 128: 8, 192: 7, 255: 15}
"""Black, bright black, white and bright white: about so bright, and which of the 16 colours each is."""

SHADES = " ░▒▓█"
"""A cell without colours: so many quarters of it are lit."""
_EDGE = 96.0
"""Where the halves of a cell differ by so much (of 255) they are drawn as halves, lit and unlit: an edge is worth more than its greys."""
_PALE_FRAC = 0.02
"""So much of a picture in few greys may be white all over, and black."""
_FLAT = 32.0
"""A picture of no more contrast than this (of 255) is left flat: an even wall is no pattern of noise."""

_COLOURFUL = 40
"""A colour with channels no further apart than this is a grey among 16 colours."""
_HUES = (1, 3, 2, 6, 4, 5)
"""Red, yellow, green, cyan, blue, magenta: 60 degrees apart."""
_BRIGHT = 170


@lru_cache(maxsize=4096)
def nearest_indexed(red: int, green: int, blue: int) -> int:
    """Return the number (16..255) of the nearest of the 256 colours."""
    return _FIRST + int(np.argmin(((_INDEXED - (red, green, blue)) ** 2).sum(axis=1)))


@lru_cache(maxsize=4096)
def nearest_of_sixteen(red: int, green: int, blue: int) -> int:
    """Return the number (0..15) of the colour that a colour of words becomes: by its hue where it has one, else the nearest grey."""
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least <= _COLOURFUL:
        return FOUR_GREYS[min(FOUR_GREYS, key=lambda level: abs(level - luma(red, green, blue)))]
    if most == red:
        sixths = ((green - blue) / (most - least)) % 6
    elif most == green:
        sixths = 2 + (blue - red) / (most - least)
    else:
        sixths = 4 + (red - green) / (most - least)
    return _HUES[round(sixths) % 6] + (8 if most >= _BRIGHT else 0)


def luma(red: int, green: int, blue: int) -> float:
    """Return how bright a colour is, 0 to 255 (Rec. 601)."""
    return 0.299 * red + 0.587 * green + 0.114 * blue


def in_few(picture: Rgb, depth: Depth) -> Rgb:
    """Return the picture (an even number of rows, columns, 3) in the nearest colours that a terminal of this depth has.

    Nothing is dithered: at a pixel for each half of a cell the pattern is coarser than a face's features, and it would flicker with the sensor's noise.
    """
    if depth is Depth.TRUE:
        return picture
    if depth is Depth.INDEXED:
        coarse = picture >> 3
        return np.asarray(_nearest_coarse()[coarse[..., 0], coarse[..., 1], coarse[..., 2]], np.uint8)
    bright = _spread(np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8))
    grey = _four_greys(bright) if depth is Depth.SIXTEEN else _shades(bright)
    return np.repeat(grey[..., None], 3, axis=2)


def _four_greys(bright: NDArray[np.float32]) -> NDArray[np.uint8]:
    levels = np.array(list(FOUR_GREYS), np.float32)
    return np.asarray(levels[np.abs(bright[..., None] - levels).argmin(axis=2)], np.uint8)


def _shades(bright: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Return brightness with both halves of each cell alike, in five steps, or one lit and one not."""
    upper, lower = bright[0::2], bright[1::2]
    steps = len(SHADES) - 1
    alike = np.rint((upper + lower) / 2 * steps / 255) * 255 / steps
    edge = np.abs(upper - lower) > _EDGE
    grey = np.empty(bright.shape, np.uint8)
    grey[0::2] = np.where(edge, np.where(upper > lower, 255, 0), alike)
    grey[1::2] = np.where(edge, np.where(upper > lower, 0, 255), alike)
    return grey


@lru_cache(maxsize=1)
def _nearest_coarse() -> NDArray[np.uint8]:
    """Return the nearest of the 256 colours (R, G, B) for each colour of five bits a channel, (32, 32, 32, 3)."""
    levels = np.arange(4, 256, 8, dtype=np.int32)
    # Channel by channel: all distances at once would take 190 MB.
    apart = [(levels[:, None] - _INDEXED[None, :, channel]) ** 2 for channel in range(3)]
    nearest = [(red[None, None, :] + apart[1][:, None, :] + apart[2][None, :, :]).argmin(axis=2) for red in apart[0]]
    return np.asarray(_INDEXED[np.array(nearest)], np.uint8)


def _spread(grey: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return brightness spread over the whole range, half way to where every brightness is as frequent: else a face and a pale wall became one grey."""
    low, high = np.quantile(grey, [_PALE_FRAC, 1 - _PALE_FRAC])
    stretched = np.clip((grey.astype(np.float32) - low) * (255 / max(float(high - low), _FLAT)), 0, 255)
    return np.asarray((stretched + cv2.equalizeHist(grey)) / 2, np.float32)
