"""The live picture, mirrored as in a looking glass, with the key light marked on its edge and a guide for the head."""

from __future__ import annotations

from math import cos, hypot, radians, sin
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from guidance.widgets.half_blocks import halved, mirrored, shrunk
from guidance.widgets.in_step import InStep
from guidance.widgets.overlays import draw_guide, draw_thirds, draw_zebra, guide
from guidance.widgets.picture_area import PictureArea

if TYPE_CHECKING:
    from capture.types import Frame, LightReading, Rgb
    from guidance.snapshot import Snapshot
    from guidance.widgets.overlays import Guide

_SUN, _RING = (
    np.array([[mark == "#" for mark in row] for row in drawn.split()]) for drawn in ("#.#.# .###. ##### .###. #.#.#", ".###. #...# #...# #...# .###.")
)
_SMALLEST_PX = 20
_LINES_PER_UNIT = 3
"""A line in a picture is so much thinner than one of half-blocks: it needs no more to be seen from as far."""

WAITING = "Waiting for the camera"
_AT_LENS = sin(radians(12))
"""A light nearer to the lens than this has no side worth showing."""


class Viewfinder(PictureArea):
    """Shows the newest frame. Paints only when there is a new one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"viewfinder--light", "viewfinder--guide"}

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(WAITING, id=id)
        self._rgb: Rgb = np.zeros((1, 1, 3), np.uint8)
        self._light: LightReading | None = None
        self._guide: Guide | None = None
        self.thirds = self.zebra = False
        self._in_step = InStep()
        self._unasked = self._held_back = False

    def show(self, frame: Frame) -> None:
        """Show `frame` from now on, or once the terminal has drawn those before it."""
        self._rgb, self._there = frame.rgb, True
        self._held_back = not self._in_step.free
        if not self._held_back:
            self.redraw()

    def answered(self) -> None:
        """Take in that the terminal has drawn a picture."""
        self._in_step.answered()
        if self._held_back:
            self._held_back = False
            self.redraw()

    def redraw(self) -> None:
        """Have the picture painted anew, and the terminal asked when it is there."""
        self._unasked = True
        super().redraw()

    def show_advice(self, snapshot: Snapshot) -> None:
        """Mark where this snapshot's key light stands and where the head should be, on the next frame."""
        self._light = snapshot.reading.light
        self._guide = guide(snapshot.findings) if snapshot.look is not None else None

    def toggle_thirds(self) -> None:
        """Show lines at the thirds, or no longer."""
        self.thirds = not self.thirds
        self.redraw()

    def toggle_zebra(self) -> None:
        """Show stripes on what is burnt out, or no longer."""
        self.zebra = not self.zebra
        self.redraw()

    def _ending(self) -> str:
        """Return the question that ends a picture, once for each."""
        due, self._unasked = self._unasked, False
        return self._in_step.question() if due else ""

    def _drawn(self, size_px: tuple[int, int]) -> Rgb:
        """Return the frame with all marks, in a canvas of that (width, height)."""
        # So many pixels lie where half-blocks have one.
        unit_px = max(1, round(size_px[0] / self.size.width))
        canvas, picture = mirrored(self._rgb, size_px, self._margin, shrunk if unit_px == 1 else halved)
        line_px = max(1, unit_px // _LINES_PER_UNIT)
        if self.zebra:
            draw_zebra(picture, line_px)
        if self.thirds:
            draw_thirds(picture, self._colour("guide"), line_px)
        if self._guide is not None:
            draw_guide(picture, self._guide, self._colour("guide"), line_px)
        if self._light is not None:
            mark_light(picture, self._light, self._colour("light"), unit_px)
        return canvas

    def _colour(self, mark: str) -> tuple[int, int, int]:
        """Return the (R, G, B) of the light's mark or the guide."""
        return self.get_component_styles(f"viewfinder--{mark}").color.rgb


def mark_light(picture: Rgb, light: LightReading, colour: tuple[int, int, int], unit_px: int = 1) -> None:
    """Draw a small sun on the edge of a mirrored picture (H, W, 3) towards the light; a ring for a light from behind. None for one at the lens.

    The sitter sees a light at their left on the left: +x in the image is the subject's left, and the mirror turns it over. Pictures too small to spare the
    room stay as they are. `unit_px` is the side of the squares that the mark is made of.
    """
    azimuth, elevation = radians(light.azimuth_deg), radians(light.elevation_deg)
    right, down = -sin(azimuth) * cos(elevation), -sin(elevation)
    height_px, width_px = picture.shape[:2]
    if hypot(right, down) < _AT_LENS or min(height_px, width_px) < _SMALLEST_PX * unit_px:
        return
    size_px = (len(_SUN) + 2) * unit_px
    reach = max(abs(right), abs(down))
    left = round((width_px - size_px) / 2 * (1 + right / reach))
    top = round((height_px - size_px) / 2 * (1 + down / reach))
    patch = picture[top : top + size_px, left : left + size_px]
    # A dim ground makes the mark legible on any wall.
    patch[:] = patch // 3
    mark = np.kron(_RING if abs(light.azimuth_deg) > 90 else _SUN, np.ones((unit_px, unit_px), bool))
    patch[unit_px:-unit_px, unit_px:-unit_px][mark] = colour
