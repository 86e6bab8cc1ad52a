"""The room behind the sitter, as light on the sensor's plane: painted once, out of focus as the lens has it, then lit.

Its light is its own (`Backdrop.strength_ev`, a pool that fades from above the middle) and what the sitter's lamps spill on it. A lamp stands `LAMP_MM` from
where a sitter sits, so its light on a place of the wall is its strength there, times the inverse square of the way, times the cosine to the wall (Lambert);
lamps behind the sitter shine away from the wall. What glows by itself follows `strength_ev` alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import direction
from capture.script.scene import Room
from capture.studio import blur, stage
from capture.studio.canvas import Canvas
from capture.studio.kelvin import kelvin_rgb
from capture.studio.rooms.clutter import clutter
from capture.studio.rooms.office import office
from capture.studio.rooms.poster import poster
from capture.studio.rooms.walls import dark, wall
from capture.studio.rooms.window import window

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.random import Generator

    from capture.script.scene import Backdrop, Camera, Lamp, Scene, Writing
    from capture.studio.stage import Lens
    from capture.types import Floats

SITTER_MM = 700.0
LAMP_MM = 1400.0
POOL_MM, POOL_UP_MM = 2600.0, 500.0
"""How far the room's own light has fallen to half, and how far over the lens's height its middle is."""
LIGHT_CELLS = (18, 32)
"""Rows and columns on which the light is worked out: it varies slowly."""
DISC_STEP = 1.16
"""Discs of defocus are painted in steps of this ratio, so that a sitter who sways does not repaint the room: a webcam's disc of 2 px is right within 0.2."""
LEAN_STEP_DEG, MOST_LEAN_DEG = 5.0, 30.0
"""A canvas is made larger for a camera that leans, in these steps; beyond the last the room goes on as its mirror image."""
SHAKE_STEP_PX, MOST_SHAKE_FRAC = 16.0, 0.1
"""Likewise for one that shakes, by four standard deviations, at 1280 pixels of width and as a share of it."""
SOFT_EDGE = 3.0
"""How fast, per unit of the cosine to the lens's axis, the wall loses a lamp that goes round behind the sitter: none is left ten degrees past the side."""

_PAINTERS: dict[Room, Callable[[Canvas, Generator], None]] = {
    Room.WALL: wall,
    Room.DARK: dark,
    Room.OFFICE: office,
    Room.WINDOW: window,
    Room.STRIPES: clutter,
}


def paint(scene: Scene) -> Floats:
    """Return (H, W, 3) linear light of the room alone, at the scene's strengths and before exposure and white balance. The caller may write on it."""
    camera = scene.camera
    focus_mm = scene.subject.distance_mm if camera.focus_mm is None else camera.focus_mm
    disc_px = blur.confusion_px(camera, scene.size_px, scene.backdrop.distance_mm, focus_mm)
    disc_step = round(math.log(disc_px, DISC_STEP)) if disc_px >= blur.LEAST_DISC_PX else None
    lens = stage.lens(scene.size_px, camera, scene.seed, scene.t_s)
    px_per_mm = lens.focal_px / scene.backdrop.distance_mm
    plane = _Plane(scene.backdrop.room, scene.seed, scene.size_px, px_per_mm, _margin_px(scene.size_px, camera), scene.backdrop.writing)
    return _through_lens(_lit(plane, disc_step, scene.backdrop, scene.lamps), plane, lens)


@dataclass(frozen=True, slots=True)
class _Plane:
    """All that settles what is painted where on the canvas, for a lens that neither leans nor shakes."""

    room: Room
    seed: int
    size_px: tuple[int, int]
    px_per_mm: float
    margin_px: tuple[int, int]
    """By how much, across and down, the canvas is larger than the picture on each side."""
    writing: tuple[Writing, ...] = ()

    @property
    def canvas_px(self) -> tuple[int, int]:
        """The canvas's width and height."""
        return self.size_px[0] + 2 * self.margin_px[0], self.size_px[1] + 2 * self.margin_px[1]

    @property
    def middle_px(self) -> tuple[float, float]:
        """The canvas's pixel on the lens's axis."""
        return (self.canvas_px[0] - 1) / 2, (self.canvas_px[1] - 1) / 2


def _margin_px(size_px: tuple[int, int], camera: Camera) -> tuple[int, int]:
    """Return what a camera that leans and shakes may see beyond the picture that it would have, held straight."""
    width, height = size_px
    lean = math.radians(min(math.ceil(abs(camera.lean_deg) / LEAN_STEP_DEG) * LEAN_STEP_DEG, MOST_LEAN_DEG))
    across = width * (math.cos(lean) - 1) + height * math.sin(lean)
    down = height * (math.cos(lean) - 1) + width * math.sin(lean)
    shake = min(math.ceil(4 * camera.shake_px / SHAKE_STEP_PX) * SHAKE_STEP_PX / 1280, MOST_SHAKE_FRAC) * width
    return math.ceil(max(across / 2, 0) + shake), math.ceil(max(down / 2, 0) + shake)


def _through_lens(canvas: Floats, plane: _Plane, lens: Lens) -> Floats:
    """Return the picture of a canvas, turned and moved as the lens is; it is the caller's own."""
    (width, height), (across, down) = plane.size_px, plane.margin_px
    if not lens.shift_px.any() and np.array_equal(lens.lean, np.eye(2)):
        return canvas[down : down + height, across : across + width].copy()
    # For each pixel of the picture, where on the canvas it looks: the lens's turn undone about both middles.
    back = lens.lean.T.astype(np.float64)
    matrix = np.column_stack([back, np.array(plane.middle_px) - back @ lens.middle_px])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(canvas, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT_101), np.float32)


@lru_cache(maxsize=3)
def _lit(plane: _Plane, disc_step: int | None, backdrop: Backdrop, lamps: tuple[Lamp, ...]) -> Floats:
    """Return the canvas in its light."""
    surface, glow = _blurred(plane, disc_step)
    light = cv2.resize(_light(plane, backdrop, lamps), plane.canvas_px, interpolation=cv2.INTER_LINEAR)
    lit = np.asarray(cv2.multiply(surface, light), np.float32)
    if glow is not None:
        part = _glowing(plane, disc_step)
        lit[part] += glow[part] * (kelvin_rgb(backdrop.kelvin) * np.float32(2.0**backdrop.strength_ev))
    lit.setflags(write=False)
    return lit


@lru_cache(maxsize=4)
def _blurred(plane: _Plane, disc_step: int | None) -> tuple[Floats, Floats | None]:
    """Return what the canvas reflects and gives off, as the lens draws it; None where nothing glows."""
    surface, glow = _sharp(plane)
    if disc_step is None:
        return surface, glow
    disc_px = DISC_STEP**disc_step
    return blur.disc(surface, disc_px), None if glow is None else blur.disc(glow, disc_px)


@lru_cache(maxsize=4)
def _glowing(plane: _Plane, disc_step: int | None) -> tuple[slice, slice]:
    """Return the rows and columns of the canvas between which something gives off light of its own."""
    glow = _blurred(plane, disc_step)[1]
    x, y, width, height = (0, 0, 0, 0) if glow is None else cv2.boundingRect((glow.max(axis=2) > 0).astype(np.uint8))
    return slice(y, y + height), slice(x, x + width)


@lru_cache(maxsize=2)
def _sharp(plane: _Plane) -> tuple[Floats, Floats | None]:
    """Return the painted canvas: what it reflects and what it gives off."""
    width, height = plane.canvas_px
    surface, glow = np.zeros((2, height, width, 3), np.float32)
    canvas = Canvas(surface, glow, plane.px_per_mm, plane.middle_px)
    _PAINTERS[plane.room](canvas, np.random.default_rng((plane.seed % 2**32, list(Room).index(plane.room))))
    for sheet in plane.writing:
        poster(canvas, sheet)
    return surface, glow if glow.any() else None


def _light(plane: _Plane, backdrop: Backdrop, lamps: tuple[Lamp, ...]) -> Floats:
    """Return the light (rows, columns, 3) on the wall, on `LIGHT_CELLS` spread over the canvas."""
    width, height = plane.canvas_px
    rows, columns = LIGHT_CELLS
    x_mm = ((np.arange(columns) + 0.5) / columns - 0.5) * width / plane.px_per_mm
    y_mm = (((np.arange(rows) + 0.5) / rows - 0.5) * height / plane.px_per_mm)[:, None]
    pool = 1 / (1 + (x_mm**2 + (y_mm + POOL_UP_MM) ** 2) / POOL_MM**2)
    light = pool[..., None] * (kelvin_rgb(backdrop.kelvin) * 2.0**backdrop.strength_ev)
    for lamp in lamps:
        light = light + _spill(lamp, x_mm, y_mm, backdrop.distance_mm)[..., None] * (kelvin_rgb(lamp.kelvin) * 2.0**lamp.strength_ev)
    return np.asarray(light, np.float32)


def _spill(lamp: Lamp, x_mm: Floats, y_mm: Floats, distance_mm: float) -> Floats:
    """Return the share of a lamp's strength at the sitter that reaches places on the wall."""
    lamp_x, lamp_y, lamp_z = np.array([0.0, 0.0, SITTER_MM]) + LAMP_MM * direction(lamp.azimuth_deg, lamp.elevation_deg)
    # A lamp that stands closer to the wall than half its way to the sitter would burn a spot into it that no real one does: it is an area.
    off = max(distance_mm - lamp_z, LAMP_MM / 2)
    squared = (x_mm - lamp_x) ** 2 + (y_mm - lamp_y) ** 2 + off**2
    before = np.clip(math.cos(math.radians(lamp.azimuth_deg)) * math.cos(math.radians(lamp.elevation_deg)) * SOFT_EDGE + 0.5, 0, 1)
    return np.asarray(before * LAMP_MM**2 / squared * off / np.sqrt(squared), np.float32)
