"""Glasses, painted over the finished head: the frame's shadow on the face, what the lenses mirror, the frame itself.

A lens is a curved window: it lets most of the light pass and mirrors a little of every lamp that lies in the mirror's direction, so that glare comes and goes
with the turn of the head. What the head hides of the frame is left out, by its depth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import frames, grid, lenses, patch, rim_shadow
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.frames import Frame, Lens
    from capture.studio.patch import Patch
    from capture.studio.shape import HeadShape
    from capture.studio.stage import Light, Placed, View
    from capture.types import Floats

LENS_INDEX = 1.53
SURFACES = 2
"""Front and back both mirror."""
STRAIGHT_FRAC = SURFACES * ((LENS_INDEX - 1) / (LENS_INDEX + 1)) ** 2
ROOM_FRAC = 0.5
"""Of the light from all round, what a dim room behind the lens's mirror returns."""
PIXEL_RAD = 0.01
"""A usual pixel's share of a lens, as the angle that it mirrors."""
PASSED = np.array([0.94, 0.955, 0.94], np.float32)
"""Of the light that passes uncoated lenses, a little greener for the coating's sake."""
BEHIND_MOST = 0.7
"""Of full scale: skin that is brighter than this by itself is no reflection."""
GLARE_FROM = 0.87
"""Linear light at which a reflection hides what is behind it: code 240, the measure's own border."""
SKIN_BLUE, SKIN_FALL = 0.40, 0.28
"""Reflectance in blue of the palest skin of the Monk scale, and how fast it falls from step to step: 0.03 at the deepest."""
FIELD_HALF = (0.95, 0.57)
"""Half width and half height of the field round an eye that counts for glare, over the distance of its corners."""
MIRROR_REACH_RAD = 0.75
"""How far from a lens's middle its edges mirror: twice the curve's turn over 30 mm, and the perspective's."""
WINDOW_CORNER = 1.3
"""A window's corners over its radius."""
FINE = 3
"""Subpixels a side of the frame's edges."""
FRAME_SHINE, FRAME_POWER = 0.5, 50
MARGIN_MM = 15.0
"""Round the lenses: their shadow falls no farther."""
STANDS_BEFORE_MM = 3.0
"""What is this much nearer than a lens's plane hides it; its own curve comes forward by less."""
BEHIND_MM = 2.0
"""What lies this much deeper than the head's surface is hidden by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Spectacles:
    """A persona's glasses."""

    frame: Frame
    colour: Floats
    """(3,) reflectance of the frame."""
    behind_frac: float
    """Reflectance of the skin behind the lenses, in its darkest channel."""


@dataclass(frozen=True, slots=True, eq=False)
class _Lighting:
    """The lamps as a head's glasses meet them, with the share of each that reaches them."""

    head: Placed
    lights: tuple[Light, ...]
    lit: list[float]


def build(shape: HeadShape, persona: Persona) -> Spectacles | None:
    """Return a persona's glasses, None for who wears none."""
    worn = persona.glasses
    if worn is None:
        return None
    return Spectacles(frames.build(shape, persona, worn), np.array(worn.colour, np.float32), SKIN_BLUE * math.exp(-SKIN_FALL * (persona.skin.monk - 1)))


def paint(picture: Floats, view: View, spectacles: Spectacles) -> None:
    """Paint the glasses into the whole picture (H, W, 3), after the head's pixels are in it."""
    part = patch.cut(view, spectacles.frame.front_mm, MARGIN_MM)
    if part is None:
        return
    x0, y0, x1, y1 = part.box
    face = picture[y0:y1, x0:x1]
    lit = patch.lit_share(view, np.stack([lens.centre_mm for lens in spectacles.frame.lenses]))
    rim_shadow.cast(face, view, part, spectacles.frame, lit)
    for lens in spectacles.frame.lenses:
        _paint_lens(face, view, part, lens, lit)
    _paint_frame(picture, view, spectacles, lit)


def glare_frac(spectacles: Spectacles, shape: HeadShape, head: Placed, lights: tuple[Light, ...], gain: float) -> float:
    """Return which share of the worse eye's field reflections hide, laid over the skin behind them.

    `gain` is the exposure: from linear light to the top of the scale.
    """
    shares = []
    frontal = sum(float(lamp.colour.min()) * max(float(-lamp.towards_head[2]), 0.0) for lamp in lights)
    behind = min(spectacles.behind_frac * frontal, BEHIND_MOST / gain)
    for lens, socket in zip(spectacles.frame.lenses, (shape.left_eye, shape.right_eye), strict=True):
        width_mm = float(np.linalg.norm(socket.outer_mm - socket.inner_mm))
        across, down = np.meshgrid(np.linspace(-1, 1, 25), np.linspace(-1, 1, 15))
        inside = np.hypot(across, down) < 1
        middle = (socket.outer_mm + socket.inner_mm) / 2
        field = middle + np.stack([across * FIELD_HALF[0] * width_mm, down * FIELD_HALF[1] * width_mm, np.zeros_like(across)], -1)[inside]
        rays = field.astype(np.float32) - head.lens_mm
        rays /= np.linalg.norm(rays, axis=-1, keepdims=True)
        mirrored = _mirrored(rays, lens, _Lighting(head, lights, [1.0] * len(lights)), PIXEL_RAD)
        shares.append(float(((mirrored.min(axis=-1) + behind) * gain >= GLARE_FROM).mean()))
    return max(shares)


def _mirrored(rays: Floats, lens: Lens, lighting: _Lighting, blur_rad: float) -> Floats:
    """Return (…, 3) the lamps' light that a lens mirrors along rays (…, 3) from the camera, in the head's frame; 0 beside the lens."""
    head = lighting.head
    right, down = lens.hit(rays, head.lens_mm)
    directions, cosine = lenses.mirrored(rays, lens.normals(right, down))
    up = head.turned_in(np.array([0.0, -1.0, 0.0]))
    total = np.zeros_like(rays)
    straight, _ = lenses.mirrored(lens.centre_mm - head.lens_mm, lens.axes[2])
    straight /= np.linalg.norm(straight)
    for lamp, share in zip(lighting.lights, lighting.lit, strict=True):
        if float(straight @ lamp.towards_head) < np.cos(MIRROR_REACH_RAD + np.radians(WINDOW_CORNER * lamp.radius_deg)):
            continue
        strength = smooth_step(0.0, 0.3, share)
        total += (lenses.lamp_share(directions, lamp, up, blur_rad) * strength)[..., None] * lenses.radiance(lamp, blur_rad)
    reflected = np.clip(SURFACES * lens.glare * lenses.fresnel_frac(cosine, LENS_INDEX), 0, 1)
    return np.asarray(total * (reflected * lens.covers(right, down))[..., None], np.float32)


def _paint_lens(face: Floats, view: View, part: Patch, lens: Lens, lit: list[float]) -> None:
    """Lay one lens over the face's pixels (h, w, 3)."""
    inside = _box_within(view.project(lens.outline_mm), part)
    if inside is None:
        return
    part, seen = part.within(inside), face[inside]
    rays = view.rays(part.box)
    right, down = lens.hit(rays, view.head.lens_mm)
    # The nose and the far brow can stand before a lens.
    open_to_lens = (part.z_mm > lens.plane_z_mm(right, down) - STANDS_BEFORE_MM) | (view.alpha[part.window] < 0.5)
    share = (lens.covers(right, down) & open_to_lens).astype(np.float32)[..., None]
    mirrored = _mirrored(rays, lens, _Lighting(view.head, view.lights, lit), 2 * part.soft_mm / frames.BASE_RADIUS_MM)
    mirrored += view.ambient * np.float32(ROOM_FRAC * lens.glare * STRAIGHT_FRAC)
    seen += share * (seen * (PASSED - 1) + mirrored)


def _box_within(places_px: Floats, part: Patch) -> tuple[slice, slice] | None:
    """Return the (rows, columns) of a part's arrays that hold places (N, 2) of the picture."""
    low = np.floor(places_px.min(axis=0)).astype(int) - part.box[:2]
    high = np.ceil(places_px.max(axis=0)).astype(int) + 1 - part.box[:2]
    height, width = part.x_mm.shape
    (left, top), (right, bottom) = np.maximum(low, 0), np.minimum(high, (width, height))
    if right - left < 2 or bottom - top < 2:
        return None
    return slice(int(top), int(bottom)), slice(int(left), int(right))


def _paint_frame(picture: Floats, view: View, spectacles: Spectacles, lit: list[float]) -> None:
    """Draw the plates far to near, with their colours premultiplied by how much of them is seen, on a canvas of subpixels."""
    frame = spectacles.frame
    in_camera = view.head.to_camera(frame.plates_mm)
    if float(in_camera[..., 2].min()) <= 1:
        return
    corners = view.lens.project(in_camera)
    box = _canvas_box(corners, view.lens.size_px)
    if box is None:
        return
    x0, y0, x1, y1 = box
    canvas = np.zeros(((y1 - y0) * FINE, (x1 - x0) * FINE, 4), np.float32)
    middles = in_camera.mean(axis=1)
    shown = _shown(view, corners.mean(axis=1), middles[:, 2])
    colours = np.concatenate([_plate_colours(view, spectacles, lit), np.ones((len(middles), 1), np.float32)], 1) * shown[:, None]
    fine = np.round(((corners - np.array([x0, y0])) * FINE + (FINE - 1) / 2) * 16).astype(np.int32)
    for number in np.argsort(-middles[:, 2], kind="stable"):
        if shown[number] > 0:
            cv2.fillConvexPoly(canvas, fine[number], colours[number].tolist(), cv2.LINE_8, 4)
    drawn = cv2.resize(canvas, (x1 - x0, y1 - y0), interpolation=cv2.INTER_AREA)
    behind = picture[y0:y1, x0:x1]
    behind *= 1 - drawn[..., 3:]
    behind += drawn[..., :3]


def _canvas_box(corners: Floats, size_px: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """Return x0, y0, x1, y1 of the pixels that plates with corners (Q, 4, 2) can touch, None where they are out of the picture."""
    x0, y0 = np.maximum(np.floor(corners.min(axis=(0, 1))).astype(int) - 1, 0)
    x1, y1 = np.minimum(np.ceil(corners.max(axis=(0, 1))).astype(int) + 2, size_px)
    if x1 - x0 < 2 or y1 - y0 < 2:
        return None
    return int(x0), int(y0), int(x1), int(y1)


def _shown(view: View, places_px: Floats, depth_mm: Floats) -> Floats:
    """Return (Q,) how much of each plate is seen: 0 behind the head's surface, 1 before it or beside the head."""
    x0, y0, x1, y1 = view.box
    column, row = (np.round(places_px[:, axis] - start).astype(int) for axis, start in ((0, x0), (1, y0)))
    in_box = (column >= 0) & (row >= 0) & (column < x1 - x0) & (row < y1 - y0)
    column, row = np.clip(column, 0, x1 - x0 - 1), np.clip(row, 0, y1 - y0 - 1)
    rows, columns = grid.GEOMETRY
    u, v = view.u[row, column] * np.float32(columns - 1), view.v[row, column] * np.float32(rows - 1)
    surface = cv2.remap(view.points_mm, u[None], v[None], cv2.INTER_LINEAR)[0]
    behind_mm = depth_mm - view.head.to_camera(surface)[:, 2]
    return np.where(in_box & (view.alpha[row, column] > 0.5), smooth_step(BEHIND_MM, 0.0, behind_mm), 1.0).astype(np.float32)


def _plate_colours(view: View, spectacles: Spectacles, lit: list[float]) -> Floats:
    """Return (Q, 3) linear light from each plate: matt colour and a broad shine."""
    normals = spectacles.frame.normals
    to_lens = view.head.lens_mm / np.linalg.norm(view.head.lens_mm)
    total = np.zeros_like(normals) + spectacles.colour * view.ambient + np.float32(0.02) * view.ambient
    for lamp, share in zip(view.lights, lit, strict=True):
        half = lamp.towards_head + to_lens
        half /= max(float(np.linalg.norm(half)), 1e-6)
        shine = FRAME_SHINE * np.clip(normals @ half, 0, 1) ** FRAME_POWER
        total += lamp.colour * np.float32(share) * (np.clip(normals @ lamp.towards_head, 0, None)[:, None] * spectacles.colour + shine[:, None])
    return np.asarray(total, np.float32)
