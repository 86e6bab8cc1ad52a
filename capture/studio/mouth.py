"""The mouth's inside, painted between the lips: teeth in two rows, the tongue, and the dark behind them.

The opening is the polygon of both lips' edges in the picture. Behind it each pixel's ray meets, in this order, the upper teeth, the lower teeth and the
tongue, which go with the jaw. The less of the lamps a place gets past the lips, the darker it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import expression, movements, patch, teeth
from capture.studio.noise import smooth_step
from capture.studio.sheet import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.studio.expression import Fields
    from capture.studio.patch import Patch
    from capture.studio.shape import HeadShape
    from capture.studio.stage import View
    from capture.studio.teeth import Row
    from capture.types import Floats

CLOSED_MM = 0.25
"""A gap that is no opening yet: lips are soft."""
BEHIND_LIPS_MM = 5.0
"""The front teeth behind the line on which the lips meet."""
EDGE_BELOW_MM = 2.8
"""The upper front teeth's edge below that line, at rest."""
OVERBITE_MM = 2.0
"""How far the upper front teeth reach over the lower ones, and stand before them."""
TONGUE_RADII_MM = np.array([21.0, 12.0, 34.0], np.float32)
TONGUE_BACK_MM, TONGUE_DOWN_MM = 40.0, 13.0
TONGUE = np.array([0.42, 0.17, 0.16], np.float32)
CAVITY = np.array([0.13, 0.042, 0.036], np.float32)
"""Reflectance of the cheeks' inside and the throat."""
FADE_MM = 26.0
"""Light in the mouth falls to 1/e over this depth."""
FINE = 4
"""Subpixels a side of the lips' edge."""
MARGIN_MM = 5.0
CORNER_GAP, CORNER_MM = 0.10, 3.6
"""The radius of the mouth's corners over its gap, and at most: cheeks are drawn tight between the lips there."""
UPPER_LIP_MM = 4.0
"""From the line between the lips to the upper lip's middle, where the light on the mouth is taken."""
HORIZON = (-0.05, 0.30)
"""Lamps lie off the lips' opening by these cosines where none of their light comes in, and where all of it does."""
LIP_ROLL_MM, ROLL_FRAC = 0.8, np.array([0.35, 0.62, 0.60], np.float32)
"""Lips turn inwards at their edge and darken by half of this share there, less over this distance: their wet inner side is redder than skin."""
EDGE_MM, LIP_MM = 1.2, 2.0
"""Beside the opening the head's surface is torn and drawn out: for about twice the first length it takes the lip's colour from within the second."""
WET_POWER = 40
"""Of the highlight's cosine on wet enamel."""


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """A persona's teeth; the lower row is at rest with the jaw closed."""

    upper: Row
    lower: Row


@dataclass(frozen=True, slots=True, eq=False)
class _Inside:
    """What the opening shows, (h, w, …) each."""

    albedo: Floats
    normals: Floats
    depth_mm: Floats
    wet: Floats


def build(shape: HeadShape, persona: Persona) -> Mouth:
    """Return a persona's mouth."""
    middle = movements.lip_line(shape.landmarks_mm.astype(np.float64))[movements.LIP_NODES // 2].astype(np.float32)
    front = middle + np.array([0, EDGE_BELOW_MM, BEHIND_LIPS_MM], np.float32)
    lower = front + np.array([0, -OVERBITE_MM, OVERBITE_MM], np.float32)
    return Mouth(teeth.build(teeth.UPPER, front, persona), teeth.build(teeth.LOWER, lower, persona))


def paint(out: Floats, view: View, fields: Fields, mouth: Mouth) -> None:
    """Paint the mouth's inside into `out` (h, w, 3), the linear light of the view's box; a closed mouth has none."""
    if expression.gap_mm(view.subject) < CLOSED_MM:
        return
    upper, lower = expression.lips(fields, view.subject)
    part = patch.cut(view, np.concatenate([upper, lower]), MARGIN_MM)
    if part is None:
        return
    share = _opening(view, part, upper, lower, min(CORNER_MM, CORNER_GAP * expression.gap_mm(view.subject)))
    skin = out[part.window]
    _mend_edge(skin, share, part.px_per_mm)
    window = patch.where(share)
    if window is None:
        return
    part, share, skin = part.within(window), share[window], skin[window]
    rays = view.rays(part.box)
    inside = _look_in(rays, view, mouth, expression.jaw_rad(fields, view.subject), part.soft_mm)
    # The head map knows the lips by their place at rest; the upper one hardly leaves it.
    lit = patch.lit_share(view, fields.lips_mm[12:-12:4] - np.array([0, UPPER_LIP_MM, 0], np.float32))
    light = _light(inside, rays, view, lit) * _reached(inside, part, upper, lower)[..., None]
    skin += (light - skin) * (share * view.alpha[part.window])[..., None]


def _opening(view: View, part: Patch, upper: Floats, lower: Floats, corner_mm: float) -> Floats:
    """Return (h, w) which share of each pixel lies between the lips, whose corners are rounded."""
    height, width = part.x_mm.shape
    edge = view.project(np.concatenate([upper, lower[::-1]])) - np.array(part.box[:2], np.float32)
    fine = np.zeros((height * FINE, width * FINE), np.uint8)
    corners = np.round((edge * FINE + (FINE - 1) / 2) * 16).astype(np.int32)
    cv2.fillPoly(fine, [corners], (255,), cv2.LINE_8, 4)
    radius = corner_mm * part.px_per_mm * FINE
    # What discs of this radius reach without crossing the edge.
    centres = cv2.distanceTransform(fine, cv2.DIST_L2, cv2.DIST_MASK_5) > radius
    if centres.any():
        away = cv2.distanceTransform(np.uint8(1) - centres.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5)
        fine = np.where(away <= radius, fine, np.uint8(0))
    return np.asarray(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255, np.float32)


def _mend_edge(skin: Floats, share: Floats, px_per_mm: float) -> None:
    """Give the pixels (h, w, 3) beside the opening the colour of the lip next to them, and let the lips' edge roll into the dark."""
    near = cv2.GaussianBlur(share, (0, 0), max(EDGE_MM * px_per_mm, 0.7))
    trusted = smooth_step(0.15, 0.01, near) + np.float32(1e-4)
    reach_px = max(LIP_MM * px_per_mm, 1.0)
    lip = cv2.GaussianBlur(skin * trusted[..., None], (0, 0), reach_px) / cv2.GaussianBlur(trusted, (0, 0), reach_px)[..., None]
    skin += (lip - skin) * smooth_step(0.03, 0.25, near)[..., None]
    rolled = cv2.GaussianBlur(share, (0, 0), max(LIP_ROLL_MM * px_per_mm, 0.6))
    skin *= 1 - ROLL_FRAC * (rolled * (1 - share))[..., None]


def _look_in(rays: Floats, view: View, mouth: Mouth, jaw_rad: float, soft_mm: float) -> _Inside:
    """Return what rays (h, w, 3) from the lens meet behind the lips, in the head's frame."""
    start = view.head.lens_mm
    turn = _jaw_turn(jaw_rad)
    hinge = movements.HINGE_MM.astype(np.float32)
    # A row vector times a rotation is turned back by it: the lens as the jaw sees it.
    jaw_start, jaw_rays = (start - hinge) @ turn + hinge, rays @ turn
    upper = teeth.meet(mouth.upper, rays, start, soft_mm)
    lower = teeth.meet(mouth.lower, jaw_rays, jaw_start, soft_mm)
    tongue, tongue_normals, tongue_depth = _tongue(mouth.lower, jaw_rays, jaw_start)
    albedo = np.broadcast_to(CAVITY, rays.shape) * np.ones_like(rays)
    normals = np.zeros_like(rays)
    normals[..., 2] = -1
    depth, wet = np.full(rays.shape[:2], 22.0, np.float32), np.zeros(rays.shape[:2], np.float32)
    layers = [
        (tongue, TONGUE, tongue_normals @ turn.T, tongue_depth, 0.3 * tongue),
        (lower.share, lower.albedo, lower.normals @ turn.T, lower.depth_mm + OVERBITE_MM, lower.wet),
        (upper.share, upper.albedo, upper.normals, upper.depth_mm, upper.wet),
    ]
    for share, colour, facing, behind, mirror in layers:
        albedo += (colour - albedo) * share[..., None]
        normals += (facing - normals) * share[..., None]
        depth += (behind - depth) * share
        wet += (mirror - wet) * share
    return _Inside(albedo, unit(normals), depth, wet)


def _jaw_turn(angle: float) -> Floats:
    """Return the (3, 3) rotation of a jaw opened by an angle: its front goes down."""
    cosine, sine = np.cos(angle), np.sin(angle)
    return np.array([[1, 0, 0], [0, cosine, -sine], [0, sine, cosine]], np.float32)


def _tongue(lower: Row, rays: Floats, start_mm: Floats) -> tuple[Floats, Floats, Floats]:
    """Return (share (h, w), normals (h, w, 3), depth (h, w) behind the lower teeth) of the tongue: an ellipsoid behind and below their edges."""
    centre = lower.front_mm + np.array([0, TONGUE_DOWN_MM, TONGUE_BACK_MM], np.float32)
    start, along = (start_mm - centre) / TONGUE_RADII_MM, rays / TONGUE_RADII_MM
    squares = np.einsum("...k,...k->...", along, along)
    mixed = along @ start
    inner = mixed * mixed - squares * np.float32(start @ start - 1)
    reach = (-mixed - np.sqrt(np.maximum(inner, 0))) / squares
    place = start + along * reach[..., None]
    depth = place[..., 2] * TONGUE_RADII_MM[2] + TONGUE_BACK_MM
    return smooth_step(0, 0.15, inner / np.maximum(squares, 1e-9)), unit(place / TONGUE_RADII_MM), np.asarray(depth, np.float32)


def _light(inside: _Inside, rays: Floats, view: View, lit: list[float]) -> Floats:
    """Return (h, w, 3) linear light from the mouth's inside, were it open to the whole room: diffuse, and the wet teeth's highlights."""
    total = np.zeros_like(rays) + view.ambient * np.float32(0.7)
    glints = np.zeros_like(rays)
    for lamp, share in zip(view.lights, lit, strict=True):
        # The opening lies in the face's plane and is lit from before it only.
        colour = lamp.colour * np.float32(share * smooth_step(*HORIZON, -lamp.towards_head[2]))
        total += colour * (0.12 + 0.88 * np.clip(inside.normals @ lamp.towards_head, 0, None))[..., None]
        half = lamp.towards_head - rays
        half /= np.linalg.norm(half, axis=-1, keepdims=True)
        cosine = np.clip(np.einsum("...k,...k->...", half, inside.normals), 0, 1)
        glints += colour * (0.35 * cosine**WET_POWER * inside.wet)[..., None]
    return np.asarray(inside.albedo * total + glints, np.float32)


def _reached(inside: _Inside, part: Patch, upper: Floats, lower: Floats) -> Floats:
    """Return (h, w) the share of the light outside that reaches what is seen: less in the depth, under the upper lip and in the corners."""
    x, y = part.x_mm, part.y_mm
    below = y - _at(x, upper)
    above = _at(x, lower) - y
    aside = np.abs(x - upper[:, 0].mean()) / np.float32((upper[-1, 0] - upper[0, 0]) / 2)
    shade = (0.45 + 0.55 * smooth_step(-0.5, 3.5, below)) * (0.7 + 0.3 * smooth_step(-0.5, 2.5, above))
    corner = 0.5 + 0.5 * smooth_step(1.02, 0.72, aside)
    return np.asarray(shade * corner * np.exp(-np.clip(inside.depth_mm, 0, None) / FADE_MM), np.float32)


def _at(x_mm: Floats, edge: Floats) -> NDArray[np.float64]:
    """Return the height (h, w) of a lip's edge over places across."""
    return np.interp(x_mm, edge[:, 0].astype(np.float64), edge[:, 1].astype(np.float64))
