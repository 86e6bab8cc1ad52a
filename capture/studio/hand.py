"""A right hand held before the face, its back to the lens, with the end of a sleeve.

It is a relief over a plane that faces the lens: one sheet whose surface is found by looking along z at a solid of tapering limbs, and whose outline is cut
out of it by the same limbs' distance as seen from the front. Frame: origin in the palm's middle, fingers up (−y), thumb to the image's left. Sizes are an
adult's: 185 mm from wrist to fingertip, 84 mm across the knuckles (ANSUR II, midway between women's and men's means).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import VERTICES_MM
from capture.mean_face.features import NOSE_TIP
from capture.studio.garments import cloth, layout
from capture.studio.garments.cloth import Fabric
from capture.studio.grid import CENTRE_MM
from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import Paint, Sheet
from capture.studio.solids import ball, limb, normals_at, soft_union, walk
from capture.studio.surface import pigment

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.script.scene import Hand
    from capture.studio.stage import Lens, Stage
    from capture.types import Floats

    Point = tuple[float, float, float]

BEFORE_NOSE_MM = 45.0
"""From the tip of the nose to the palm's middle, towards the lens."""
LEFT_MM, RIGHT_MM, TOP_MM, BOTTOM_MM = -100.0, 64.0, -146.0, 330.0
"""The sheet's borders: fingertips above, the forearm's sleeve below."""
ROWS_MM = np.concatenate([np.linspace(TOP_MM, 66, 38), np.linspace(76, BOTTOM_MM, 12)]).astype(np.float32)
COLUMNS_MM = np.linspace(LEFT_MM, RIGHT_MM, 34).astype(np.float32)
TEXTURE = (912, 313)
DEEPEST_MM = 8.0
"""Where the look past a finger's side ends."""
KNUCKLES: tuple[Point, ...] = ((-29, -40, 0), (-9, -45, -3), (12, -42, -1), (31, -32, 4))
JOINTS: tuple[Point, ...] = ((-32, -83, -1), (-10, -92, -5), (14, -87, -2), (36, -66, 4))
TIPS: tuple[Point, ...] = ((-33, -117, 7), (-10, -129, 4), (16, -122, 6), (41, -95, 9))
"""Of index, middle, ring and little finger: the joints at the palm, the middle ones, and the ends' middles."""
FINGER_RADII_MM = ((11.0, 9.2, 7.8), (11.3, 9.5, 8.0), (10.6, 9.0, 7.6), (9.6, 8.0, 6.8))
THUMB: tuple[Point, ...] = ((-22, 42, 8), (-52, 12, 2), (-70, -18, -2), (-80, -44, 0))
THUMB_RADII_MM = (15.0, 12.5, 10.5, 8.8)
WRIST_MM, ELBOW_MM = (0.0, 58.0, 8.0), (14.0, 420.0, 40.0)
CUFF_MM = 92.0
"""Where the sleeve begins."""


@dataclass(frozen=True, slots=True, eq=False)
class HandModel:
    """A persona's hand at rest in its own frame."""

    sheet: Sheet
    paint: Paint
    open_frac: Floats
    """(V, U) share of the sky that the hand itself leaves open."""


@lru_cache(maxsize=4)
def build(persona: Persona) -> HandModel:
    """Return a persona's hand."""
    across, down = np.meshgrid(COLUMNS_MM, ROWS_MM)
    start = np.stack([across, down, np.full_like(across, -70)], -1)
    start[..., 2] += walk(_distance_mm, start, np.array([0, 0, 1], np.float32), 70 + DEEPEST_MM, 0.0)
    normals = normals_at(_distance_mm, start)
    above = start + normals * np.float32(7)
    free = _distance_mm(above[..., 0], above[..., 1], above[..., 2]) / 7
    return HandModel(Sheet(start, normals), _paint(start, persona), (0.45 + 0.55 * np.clip(free, 0, 1)).astype(np.float32))


def posed(model: HandModel, hand: Hand, stage: Stage) -> Sheet:
    """Return the hand's sheet in camera axes."""
    turn = _turn(hand)
    return Sheet(model.sheet.points_mm @ turn.T + _place_mm(hand, stage), model.sheet.normals @ turn.T)


def joints_px(hand: Hand, stage: Stage) -> Floats:
    """Return the hand's 21 points (21, 3) as `capture.gesture` has them, z from the palm's middle at the scale of x."""
    fingers = [(knuckle, joint, tuple(np.mean([joint, tip], axis=0)), tip) for knuckle, joint, tip in zip(KNUCKLES, JOINTS, TIPS, strict=True)]
    at_rest = np.array([WRIST_MM, *THUMB, *(point for finger in fingers for point in finger)], np.float32)
    place = _place_mm(hand, stage)
    turned = at_rest @ _turn(hand).T
    depth_px = turned[:, 2:] * np.float32(stage.lens.focal_px / place[2])
    return np.concatenate([stage.lens.project(turned + place), depth_px], axis=1)


def hides(places_px: Floats, hand: Hand, stage: Stage) -> NDArray[np.bool_]:
    """Return (N,) whether places (N, 2) in the picture lie behind the hand or its sleeve."""
    place = _place_mm(hand, stage)
    on_plane = _on_plane_mm(places_px, stage.lens, float(place[2]))
    x, y = ((on_plane - place[:2]) @ _turn(hand)[:2, :2]).T
    return np.asarray(_outline_mm(x, y) < 0)


def _on_plane_mm(places_px: Floats, lens: Lens, depth_mm: float) -> Floats:
    return np.asarray((places_px - lens.middle_px) @ lens.lean * (depth_mm / lens.focal_px), np.float32)


def _place_mm(hand: Hand, stage: Stage) -> Floats:
    """Return the place (3,) of the palm's middle in camera axes."""
    nose = stage.head.to_camera(VERTICES_MM[NOSE_TIP] - CENTRE_MM)
    return np.asarray(nose + np.array([hand.x_mm, hand.y_mm, -BEFORE_NOSE_MM]), np.float32)


def _turn(hand: Hand) -> Floats:
    angle = np.radians(hand.turn_deg)
    return np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]], np.float32)


def _distance_mm(x: Floats, y: Floats, z: Floats) -> Floats:
    """Return the signed distance (…) to hand and sleeve."""
    return np.minimum(_bare_mm(x, y, z, 1.0), _sleeve_mm(x, y, z, 1.0))


def _outline_mm(x: Floats, y: Floats) -> Floats:
    """Return the signed distance (…) to the outline of hand and sleeve as seen from the front."""
    level = np.zeros_like(x)
    return np.minimum(_bare_mm(x, y, level, 0.0), _sleeve_mm(x, y, level, 0.0))


def _bare_mm(x: Floats, y: Floats, z: Floats, depth: float) -> Floats:
    """Return the signed distance (…) to the bare hand; a `depth` of 0 presses everything into one plane, which gives the outline."""

    def bone(start: Point, end: Point, radii: tuple[float, float]) -> Floats:
        ends = ((start[0], start[1], start[2] * depth), (end[0], end[1], end[2] * depth))
        return limb(x, y, z, ends, radii)

    palm = bone(WRIST_MM, ELBOW_MM, (25.0, 40.0))
    for knuckle in KNUCKLES:
        palm = soft_union(palm, bone((knuckle[0] * 0.45, 46, 7), (knuckle[0], knuckle[1], knuckle[2] + 2), (13.5, 11.5)), 14)
        palm = soft_union(palm, ball(x, y, z, (knuckle[0], knuckle[1], (knuckle[2] - 4) * depth), (9, 9, 8)), 7)
    for (start, end), radii in zip(pairwise(THUMB), pairwise(THUMB_RADII_MM), strict=True):
        palm = soft_union(palm, bone(start, end, radii), 16 if start == THUMB[0] else 7)
    for knuckle, joint, tip, (thick, middle, thin) in zip(KNUCKLES, JOINTS, TIPS, FINGER_RADII_MM, strict=True):
        finger = soft_union(bone(knuckle, joint, (thick, middle)), bone(joint, tip, (middle, thin)), 3)
        palm = soft_union(palm, finger, 5)
    return palm


def _sleeve_mm(x: Floats, y: Floats, z: Floats, depth: float) -> Floats:
    (x0, y0, z0), (x1, y1, z1) = WRIST_MM, ELBOW_MM
    share = (CUFF_MM - y0) / (y1 - y0)
    start = (x0 + (x1 - x0) * share, CUFF_MM, (z0 + (z1 - z0) * share) * depth)
    tube = limb(x, y, z, (start, (x1, y1, z1 * depth)), (34.0, 52.0))
    # A capsule has a round end; a cuff is cut off straight.
    return np.maximum(tube, np.float32(CUFF_MM) - y)


def _paint(points: Floats, persona: Persona) -> Paint:
    """Return skin with its nails and knuckles, and the sleeve's cloth, cut out along the outline."""
    rng = np.random.default_rng((persona.seed, 44))
    place = layout.stretched(points, TEXTURE)
    x, y = place[..., 0], place[..., 1]
    coarse = np.asarray(cv2.resize(place, (TEXTURE[1] // 2, TEXTURE[0] // 2), interpolation=cv2.INTER_AREA), np.float32)
    cover = smooth_step(0.35, -0.35, cv2.resize(_outline_mm(coarse[..., 0], coarse[..., 1]), TEXTURE[::-1]))
    sleeve = smooth_step(CUFF_MM - 0.4, CUFF_MM + 0.4, y)
    fabric = Fabric(persona.clothes.colour, rng, 0.06)
    woven = fabric.painted(fabric.threads(place) * cloth.seam(y - CUFF_MM - 16, 0.3, 1.0))
    bare = _skin(x, y, persona, rng)
    albedo = np.asarray(bare + (woven.albedo - bare) * sleeve[..., None], np.float32)
    gloss = np.asarray((0.25 + 0.35 * persona.skin.shine) * (1 - sleeve), np.float32)
    return Paint(albedo, cover, gloss)


def _skin(x: Floats, y: Floats, persona: Persona, rng: np.random.Generator) -> Floats:
    """Return (TV, TU, 3) the skin's colour: redder at the joints, where it also folds across the finger, with nails at the fingers' ends."""
    traits = persona.skin
    blood = 0.06 + 0.04 * value_noise(TEXTURE, 30, rng)
    melanin = 0.05 * value_noise(TEXTURE, 26, rng)
    folds = np.zeros_like(x)
    for joint, tip in zip((*KNUCKLES, *JOINTS, THUMB[2]), (*JOINTS, *TIPS, THUMB[3]), strict=True):
        along, across = _finger_axes(x, y, joint, tip)
        near = np.exp(-((along / 8) ** 2 + (across / 8) ** 2))
        blood += 0.16 * near
        folds += near * (0.5 + 0.5 * np.cos(along * 2.4 + 0.5 * np.cos(across * 0.5))) ** 3
    albedo = pigment.skin(traits.monk, melanin, blood) * (1 - (0.12 + 0.14 * traits.age) * folds)[..., None]
    for joint, tip in zip((*JOINTS, THUMB[2]), (*TIPS, THUMB[3]), strict=True):
        along, across = _finger_axes(x, y, tip, joint)
        _add_nail(albedo, along, across, traits.monk)
    return albedo


def _finger_axes(x: Floats, y: Floats, start: Point, towards: Point) -> tuple[Floats, Floats]:
    """Return coordinates (along, across) in mm from a point towards another."""
    axis = np.array(towards[:2], np.float32) - np.array(start[:2], np.float32)
    axis /= np.linalg.norm(axis)
    return (x - start[0]) * axis[0] + (y - start[1]) * axis[1], (y - start[1]) * axis[0] - (x - start[0]) * axis[1]


def _add_nail(albedo: Floats, along: Floats, across: Floats, monk: float) -> None:
    """Paint a nail: 10 mm wide, 12 long, rosy, its free edge pale, a shade round it."""
    away = (np.abs((along - 0.5) / 6.2) ** 3 + np.abs(across / 5.0) ** 3) ** (1 / 3)
    nail = smooth_step(1.06, 0.94, away)[..., None]
    rosy = pigment.skin(max(1.0, 0.7 * monk), np.zeros((), np.float32), np.float32(0.16) + np.zeros((), np.float32))
    pale = smooth_step(-4.2, -5.2, along)[..., None]
    tint = rosy * (1 - pale) + np.array([0.78, 0.74, 0.68], np.float32) * pale
    albedo *= 1 - 0.3 * np.exp(-(((away - 1.05) / 0.12) ** 2))[..., None]
    albedo += (tint - albedo) * nail * np.float32(0.75)
