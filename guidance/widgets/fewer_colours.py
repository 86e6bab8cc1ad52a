"""What a screen of 16 million colours is on a terminal with fewer: the last door to the terminal, so that no widget can send it a colour it lacks."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from guidance.widgets.colour_depth import Depth
from guidance.widgets.half_blocks import HALF_BLOCK
from guidance.widgets.palette import SHADES, luma, nearest_indexed, nearest_of_sixteen

if TYPE_CHECKING:
    from textual.driver import Driver

_COLOUR = re.compile(r"([34])8;2;(\d+);(\d+);(\d+)")
_STYLE_OR_CELLS = re.compile(rf"\x1b\[([\d;]*)m(?=({HALF_BLOCK})?)|({HALF_BLOCK}+)")
_LIT = 112.0
"""From this luma on (0 to 255) a ground without words is lit where there are no colours."""
_HALVES_APART = 48.0
"""Halves of a cell that differ by less are drawn as one shade."""
_BRIGHTER = 24.0
"""Where the ground is so much brighter than the words on it, both are turned over: they stay a lit row, or a light screen."""


class FewerColours:
    """Turns the text for a terminal of 16 million colours into that for one of `depth`."""

    def __init__(self, depth: Depth) -> None:
        self._depth = depth
        self._upper = self._lower = 0.0

    def turned(self, text: str) -> str:
        """Return what the terminal is sent instead of `text`."""
        if self._depth is Depth.TRUE:
            return text
        if self._depth is Depth.NONE:
            return _STYLE_OR_CELLS.sub(self._without, text)
        number = _indexed if self._depth is Depth.INDEXED else _sixteen
        return _COLOUR.sub(lambda found: number(found[0]), text)

    def _without(self, found: re.Match[str]) -> str:
        """Return a style without its colours, or half-blocks as the halves that are lit."""
        if found[3]:
            return self._cell() * len(found[3])
        style = found[1]
        if style in ("", "0"):
            self._upper = self._lower = 0.0
            return found[0]
        upper, lower, rest = _brightness(style)
        self._upper = self._upper if upper is None else upper
        self._lower = self._lower if lower is None else lower
        if found[2]:
            return ""
        turned_over = lower is not None and (lower > _LIT if upper is None else lower > upper + _BRIGHTER)
        kept = ";".join(filter(None, (rest, "7" if turned_over else "")))
        return f"\x1b[{kept}m" if kept else ""

    def _cell(self) -> str:
        """Return the character that is about as bright as the cell's halves."""
        if abs(self._upper - self._lower) < _HALVES_APART:
            return SHADES[round((self._upper + self._lower) / 2 * (len(SHADES) - 1) / 255)]
        return HALF_BLOCK if self._upper > self._lower else "▄"


@lru_cache(maxsize=65536)
def _indexed(colour: str) -> str:
    """Return one colour as one of 256."""
    layer, _, red, green, blue = colour.split(";")
    return f"{layer};5;{nearest_indexed(int(red), int(green), int(blue))}"


@lru_cache(maxsize=65536)
def _sixteen(colour: str) -> str:
    """Return one colour as one of 16."""
    layer, _, red, green, blue = colour.split(";")
    number = nearest_of_sixteen(int(red), int(green), int(blue))
    return str((30 if layer == "38" else 40) + number + (52 if number > 7 else 0))


@lru_cache(maxsize=65536)
def _brightness(style: str) -> tuple[float | None, float | None, str]:
    """Return how bright a style's words and its ground are (0 to 255, None where it does not say), and the style without colours."""
    bright: dict[str, float] = {layer: luma(int(red), int(green), int(blue)) for layer, red, green, blue in _COLOUR.findall(style)}
    return bright.get("3"), bright.get("4"), ";".join(filter(None, _COLOUR.sub("", style).split(";")))


def with_fewer(driver: type[Driver], depth: Depth) -> type[Driver]:
    """Return the driver that sends a terminal of this depth only colours that it has."""
    if depth is Depth.TRUE:
        return driver

    class Fewer(driver):  # type: ignore[valid-type, misc]  # the driver differs between systems
        """That driver, on a terminal with fewer colours."""

        _fewer = FewerColours(depth)

        def write(self, data: str) -> None:
            super().write(self._fewer.turned(data))

    return Fewer
