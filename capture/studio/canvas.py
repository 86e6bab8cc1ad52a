"""A plane behind the sitter to paint a room on, in millimetres: what its surfaces reflect, and what glows by itself.

x right, y down, (0, 0) where the lens's axis meets the plane. Shapes are laid over one another with smooth edges; what falls outside the canvas is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np

from capture.studio.noise import value_noise

if TYPE_CHECKING:
    from numpy.random import Generator

    from capture.types import Floats

    Colour = tuple[float, ...]
    """Linear R, G, B."""
    Outline = Floats | list[tuple[float, float]]

SUBPIXEL_BITS = 4
FLECK_CELLS = 384
"""Cells of a repeating texture to a side."""


class Rect(NamedTuple):
    """An upright rectangle, mm."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    @property
    def outline(self) -> Outline:
        """The four corners, clockwise from the upper left."""
        return [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]

    def inset(self, by: float) -> Rect:
        """Return the rectangle `by` further in on all sides."""
        return Rect(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A plane in the making; `surface` and `glow` (H, W, 3) are painted in place."""

    surface: Floats
    """Reflectance, linear R, G, B."""
    glow: Floats
    """Light given off by itself, in units of the room's own light on a white wall."""
    px_per_mm: float
    middle_px: tuple[float, float]
    """The pixel (x, y), fractions allowed, that shows (0, 0)."""

    def polygon(self, outline: Outline, colour: Colour, *, opacity: float = 1.0, soft_mm: float = 0.0, glows: bool = False) -> None:
        """Lay a polygon (N, 2) over the canvas: a surface, which hides what glows behind it, or (`glows`) a thing that gives off light."""
        found = self._mask(np.asarray(outline, np.float64), soft_mm)
        if found is not None:
            self._lay(*found, colour, opacity, glows)

    def box(self, rect: Rect, colour: Colour, *, opacity: float = 1.0, soft_mm: float = 0.0, glows: bool = False) -> None:
        """Lay an upright rectangle over the canvas, as `polygon` does."""
        (x, y), scale = self.middle_px, self.px_per_mm
        height, width = self.surface.shape[:2]
        across = _overlap(x + rect.left * scale, x + rect.right * scale, width, soft_mm * scale)
        down = across and _overlap(y + rect.top * scale, y + rect.bottom * scale, height, soft_mm * scale)
        if across and down:
            self._lay((down[0], across[0]), np.outer(down[1], across[1]), colour, opacity, glows)

    def shade(self, outline: Outline, factor: float, soft_mm: float) -> None:
        """Darken (`factor` under 1) or brighten what a polygon holds of surface and glow, with an edge as soft as `soft_mm`: shadows, sheen."""
        found = self._mask(np.asarray(outline, np.float64), soft_mm)
        if found is None:
            return
        box, mask = found
        change = cv2.merge([1 + mask * np.float32(factor - 1)] * 3)
        self.surface[box] *= change
        self.glow[box] *= change

    def stretch(self, cover: Floats, outline: Outline, colour: Colour) -> None:
        """Lay a colour over the canvas by a cover (h, w), 0..1, stretched over a parallelogram, whose corners follow each other from the cover's upper left."""
        height, width = cover.shape
        corners = np.asarray(outline, np.float64) * self.px_per_mm + np.array(self.middle_px)
        (left, top), (right, bottom) = np.floor(corners.min(axis=0)).astype(int) - 1, np.ceil(corners.max(axis=0)).astype(int) + 2
        left, top, right, bottom = max(left, 0), max(top, 0), min(right, self.surface.shape[1]), min(bottom, self.surface.shape[0])
        if left >= right or top >= bottom:
            return
        fine = max(1, round(min(4.0, height / max(float(np.linalg.norm(corners[3] - corners[0])), 1e-6))))  # a thing much smaller than its cover is averaged
        source = np.array([[0, 0], [width, 0], [width, height]], np.float32) - np.float32(0.5)
        target = ((corners[:3] - (left, top) + 0.5) * fine - 0.5).astype(np.float32)
        size = ((right - left) * fine, (bottom - top) * fine)
        laid = cv2.warpAffine(cover, cv2.getAffineTransform(source, target), size, flags=cv2.INTER_LINEAR)
        mask = np.asarray(cv2.resize(laid, (right - left, bottom - top), interpolation=cv2.INTER_AREA), np.float32)
        self._lay((slice(top, bottom), slice(left, right)), mask, colour, 1.0, False)

    def places_mm(self) -> tuple[Floats, Floats]:
        """Return x and y of every pixel: (1, W) and (H, 1)."""
        height, width = self.surface.shape[:2]
        x = (np.arange(width, dtype=np.float32)[None] - np.float32(self.middle_px[0])) / np.float32(self.px_per_mm)
        y = (np.arange(height, dtype=np.float32)[:, None] - np.float32(self.middle_px[1])) / np.float32(self.px_per_mm)
        return x, y

    def flecks(self, rng: Generator, cell_mm: float, *, octaves: int = 3) -> Floats:
        """Return (H, W) smooth noise, standard deviation about 1, with cells of `cell_mm`: the same on the plane at any resolution, fading below a pixel."""
        cells_px = 4
        tile = value_noise((FLECK_CELLS, FLECK_CELLS), cells_px, rng, octaves=octaves)
        x, y = self.places_mm()
        per_mm = np.float32(cells_px / cell_mm)
        across, down = np.broadcast_arrays(x * per_mm % FLECK_CELLS, y * per_mm % FLECK_CELLS)
        seen = cv2.remap(tile, np.ascontiguousarray(across), np.ascontiguousarray(down), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        return np.asarray(seen * np.float32(min(1.0, cell_mm * self.px_per_mm)), np.float32)

    def _lay(self, part: tuple[slice, slice], mask: Floats, colour: Colour, opacity: float, glows: bool) -> None:
        """Blend a colour into a part of the canvas by its cover (h, w), 0..1."""
        share = cv2.merge([mask * np.float32(opacity)] * 3)
        target, other = (self.glow, self.surface) if glows else (self.surface, self.glow)
        target[part] += share * (np.array(colour, np.float32) - target[part])
        other[part] *= 1 - share

    def _mask(self, points_mm: Floats, soft_mm: float) -> tuple[tuple[slice, slice], Floats] | None:
        """Return the canvas's part that a polygon touches, and the share of it (h, w) that the polygon covers."""
        points = points_mm * self.px_per_mm + np.array(self.middle_px)
        soft_px = soft_mm * self.px_per_mm
        margin = int(np.ceil(2 * soft_px)) + 2
        height, width = self.surface.shape[:2]
        # Far outside the canvas a point only says on which side it lies: whole numbers would run over.
        points = np.clip(points, (-4 * width, -4 * height), (5 * width, 5 * height))
        left, top = (max(0, int(low)) for low in np.floor(points.min(axis=0)) - margin)
        right, bottom = (min(size, int(high)) for size, high in zip((width, height), np.ceil(points.max(axis=0)) + margin, strict=True))
        if left >= right or top >= bottom:
            return None
        mask = np.zeros((bottom - top, right - left), np.uint8)
        fixed = np.round((points - (left, top)) * 2**SUBPIXEL_BITS).astype(np.int32)
        cv2.fillPoly(mask, [fixed], (255,), cv2.LINE_AA, SUBPIXEL_BITS)
        cover = mask.astype(np.float32) * np.float32(1 / 255)
        if soft_px > 0.3:
            cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), soft_px, borderType=cv2.BORDER_REPLICATE), np.float32)
        return (slice(top, bottom), slice(left, right)), cover


def _overlap(low_px: float, high_px: float, size_px: int, soft_px: float) -> tuple[slice, Floats] | None:
    """Return the pixels between two places and the share of each that lies between, with ends as soft as `soft_px`: exact, however thin. None outside."""
    soft = max(2 * soft_px, 1e-6)
    first, last = max(0.0, low_px - soft), min(size_px - 1.0, high_px + soft)
    if first >= last + 1:
        return None
    pixels = slice(int(first), int(last) + 2)
    edges = np.arange(pixels.start, min(pixels.stop, size_px) + 1) - 0.5
    # A sharp end is the limit of a short slope; a pixel's share is how much the slope's integral grows across it.
    rising, falling = (np.maximum((edges - end) / soft + 0.5, 0) for end in (low_px, high_px))
    grown = np.where(rising < 1, rising**2 / 2, rising - 0.5) - np.where(falling < 1, falling**2 / 2, falling - 0.5)
    return pixels, np.asarray(np.minimum(np.maximum((grown[1:] - grown[:-1]) * soft, 0), 1), np.float32)


def oval(middle_mm: tuple[float, float], radii_mm: tuple[float, float], turn_deg: float = 0.0) -> Floats:
    """Return (40, 2) points of an ellipse, turned clockwise."""
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    turn = np.radians(turn_deg)
    x, y = radii_mm[0] * np.cos(angle), radii_mm[1] * np.sin(angle)
    points = np.stack([x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn)], -1)
    return np.asarray(points + np.array(middle_mm), np.float32)


def mirrored(half: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the outline of a thing that is turned on a lathe: its left half, from the foot up, and the right one; x from the thing's middle."""
    return half + [(-x, y) for x, y in reversed(half)]


def moved(outline: list[tuple[float, float]], x: float, y: float) -> list[tuple[float, float]]:
    """Return an outline moved right and down."""
    return [(across + x, down + y) for across, down in outline]


def toned(colour: Colour, factor: float) -> Colour:
    """Return a colour with its light times `factor`."""
    return tuple(factor * part for part in colour)
