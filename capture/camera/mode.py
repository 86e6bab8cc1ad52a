"""A camera's modes, and which of them a portrait wants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SMOOTH_FPS = 24.0
USABLE_FPS = 10.0
"""Below this the coaching lags behind the sitter."""

WANTED = (((1920, 1080), SMOOTH_FPS), ((1280, 720), SMOOTH_FPS), ((1920, 1080), USABLE_FPS), ((1280, 720), USABLE_FPS))
"""Sizes in pixels with the least frames a second, in order of liking. More than 1080 lines costs webcams their pace and brings noise, not detail."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What a camera gives: a size, a format by its four letters ("MJPG"), and frames a second, None where not known."""

    width_px: int
    height_px: int
    fourcc: str
    fps: float | None

    def __str__(self) -> str:
        pace = f" at {self.fps:.3g} fps" if self.fps else ""
        return f"{self.width_px}×{self.height_px}{f' {self.fourcc}' if self.fourcc else ''}{pace}"


def best(modes: Iterable[Mode]) -> Mode | None:
    """Return the mode to use of those that a camera really gave; None of none.

    That is the first of WANTED, else the largest smooth one, else the fastest; among equals the first.
    """
    known = list(modes)
    for size, least_fps in WANTED:
        for mode in known:
            if (mode.width_px, mode.height_px) == size and (mode.fps or least_fps) >= least_fps:
                return mode
    smooth = [mode for mode in known if (mode.fps or SMOOTH_FPS) >= SMOOTH_FPS]
    if smooth:
        return max(smooth, key=lambda mode: mode.width_px * mode.height_px)
    return max(known, key=lambda mode: (mode.fps or 0, mode.width_px * mode.height_px), default=None)
