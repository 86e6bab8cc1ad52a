"""The eyes, painted into the head's pixels: lids, crease and lashes on the skin, the eyeball in the opening between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import expression, eyeball, grid, iris, lashes, lids, patch
from capture.studio.eyeball import Ball, Colours, Opening
from capture.studio.noise import smooth_step
from capture.studio.sheet import unit

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.script.scene import Subject
    from capture.studio.lashes import Lashes
    from capture.studio.lids import LidPose, Lids
    from capture.studio.patch import Patch
    from capture.studio.shape import HeadShape
    from capture.studio.stage import Lens, Placed, View
    from capture.types import Floats

MARGIN_MM = 9.0
"""Round the corners: lashes and crease reach no farther."""
CENTRE_RISE_MM = 1.7
"""The eyeball's centre over the line between the corners: level with a pupil that looks straight ahead."""
CREASE_MM = 2.9
"""The crease of the open upper lid over its edge."""
WHITE = np.array([0.60, 0.55, 0.525], np.float32)
"""Reflectance of a young pale person's sclera: that of pale skin, but less red. White paper has 0.8; eyes look white beside darker skin."""
MONK_TINT, AGE_TINT = np.array([0.026, 0.031, 0.036], np.float32), np.array([0.04, 0.09, 0.20], np.float32)
"""What each step of the Monk scale, and age, take of it: melanin and fat make it browner and yellower."""
NEAREST_LOOK_MM = 150.0
"""Eyes do not converge on anything nearer."""
PLACES = np.linspace(-0.9, 0.9, 7, dtype=np.float32)
"""Where across the eye the light on it is taken from the head's surface."""
HORIZON = (-0.22, 0.12)
"""A socket sees nothing of a lamp behind its surface by the first cosine to it, and the whole lamp from the second on: the eyeball stands out between lids."""
TABLE = 161
"""Places across the eye at which the lids' curves are reckoned; pixels lie between them."""
NOSE_MM = 12.0
"""What stands this much nearer than the eye's corners hides the lashes behind it: the nose's bridge, from the side."""
LINE_MM = 0.42
"""Half the breadth of the lids' dark edge, where lashes grow."""


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """One eye of a persona."""

    lids: Lids
    lashes: Lashes
    centre_mm: Floats
    """Of the eyeball, in the head's frame."""
    radius_mm: float
    facing: Floats
    """(len(PLACES), 3) unit normals of the closed lids' surface on the line between the corners."""
    colours: Colours
    lash: Floats
    """(3,) reflectance of the lashes."""
    fold_frac: float
    liner_frac: float


def build(shape: HeadShape, persona: Persona) -> tuple[Eye, Eye]:
    """Return a persona's (left, right) eye."""
    dye = np.minimum(np.array(persona.hair.brows or persona.hair.colour, np.float32), 0.12)
    colours = Colours(iris.build(persona), _white(persona))
    left, right = (
        Eye(
            lids=lid,
            lashes=lashes.build(persona, side),
            centre_mm=_centre_mm(lid, socket.centre_mm),
            radius_mm=socket.radius_mm,
            facing=_facing(lid),
            colours=colours,
            lash=np.asarray(dye * (0.35 - 0.2 * persona.skin.eyeliner), np.float32),
            fold_frac=persona.shape.lid_fold,
            liner_frac=persona.skin.eyeliner,
        )
        for side, lid, socket in zip((1, -1), lids.of(shape), (shape.left_eye, shape.right_eye), strict=True)
    )
    return left, right


def paint(out: Floats, view: View, eyes: tuple[Eye, Eye]) -> None:
    """Paint both eyes into `out` (h, w, 3), the linear light of the view's box."""
    for eye, pose in zip(eyes, expression.lid_poses(view.subject), strict=True):
        part = patch.cut(view, _corners_mm(eye), MARGIN_MM)
        if part is not None:
            _paint_eye(out, view, part, eye, pose)


def irises(shape: HeadShape, subject: Subject, head: Placed, lens: Lens) -> tuple[tuple[Floats, float], tuple[Floats, float]]:
    """Return (centre (2,), radius) in pixels of the subject's (left, right) iris, whether lids hide it or not."""
    left, right = (
        _iris_px(_ball(_centre_mm(lid, socket.centre_mm), socket.radius_mm, subject, head), head, lens)
        for lid, socket in zip(lids.of(shape), (shape.left_eye, shape.right_eye), strict=True)
    )
    return left, right


def _white(persona: Persona) -> Floats:
    skin = persona.skin
    return np.asarray(WHITE * (1 - (skin.monk - 1) * MONK_TINT) * (1 - skin.age * AGE_TINT), np.float32)


def _centre_mm(lid: Lids, socket_mm: Floats) -> Floats:
    """Return the eyeball's centre: as deep as its socket says, over the middle of the corners."""
    return np.array([lid.middle_mm[0], lid.middle_mm[1] - CENTRE_RISE_MM, socket_mm[2]], np.float32)


def _ball(centre_mm: Floats, radius_mm: float, subject: Subject, head: Placed) -> Ball:
    """Return an eyeball that looks at the point at which both eyes look: as far away as the lens, in the gaze's direction."""
    far = expression.gaze_towards(subject)
    between = np.array([0, centre_mm[1], centre_mm[2]])
    distance_mm = max(float(np.linalg.norm(head.lens_mm - between)), NEAREST_LOOK_MM)
    towards = between + far * distance_mm - centre_mm
    return Ball(centre_mm, radius_mm, np.asarray(towards / np.linalg.norm(towards), np.float32))


def _iris_px(ball: Ball, head: Placed, lens: Lens) -> tuple[Floats, float]:
    middle = head.to_camera(ball.iris_mm)
    return lens.project(middle), float(iris.RADIUS_MM * lens.focal_px / middle[2])


def _corners_mm(eye: Eye) -> Floats:
    return eye.lids.on_surface(np.array([-1.0, 1.0], np.float32), np.zeros(2, np.float32))


def _paint_eye(out: Floats, view: View, part: Patch, eye: Eye, pose: LidPose) -> None:
    across, down = eye.lids.flat(part.x_mm, part.y_mm)
    upper, lower, crease, arch = _curves(eye.lids, pose, across)
    # The nose's bridge and the temple have other depths than the lids.
    here = (np.abs(across) < 1) & (np.abs(part.z_mm - eye.lids.middle_mm[2]) < NOSE_MM)
    lit, light = _light_on(view, eye, across)
    opening = Opening(across, down - upper, lower - down, lit, part.soft_mm)
    edge = max(part.soft_mm, 0.12)
    open_share = smooth_step(-edge, edge, opening.below_upper_mm) * smooth_step(-edge, edge, opening.above_lower_mm) * here
    skin = out[part.window]
    skin *= _lid_relief(opening, pose, eye.fold_frac, down - crease, arch)[..., None]
    inside = patch.where(open_share)
    if inside is not None:
        ball = _ball(eye.centre_mm, eye.radius_mm, view.subject, view.head)
        seen = eyeball.shade(view.rays(part.within(inside).box), view, ball, opening.within(inside), eye.colours)
        skin[inside] += (seen - skin[inside]) * open_share[inside][..., None]
    _wet_edge(skin, opening, open_share, light)
    dark = _lid_lines(opening, eye.liner_frac, across, part) * here
    hairs = lashes.opacity(eye.lashes, view, part, eye.lids, pose) * (part.z_mm > eye.lids.middle_mm[2] - NOSE_MM)
    hidden = 1 - (1 - dark) * (1 - hairs)
    skin += (eye.lash * light - skin) * (hidden * view.alpha[part.window])[..., None]


def _facing(lid: Lids) -> Floats:
    """Return the unit normals (N, 3), towards the lens, of the lids' surface at `PLACES`."""
    aside, below, level = np.float32(0.05), np.float32(0.5), np.zeros_like(PLACES)
    along = lid.on_surface(PLACES + aside, level) - lid.on_surface(PLACES - aside, level)
    # Outwards is to the right on one eye and to the left on the other.
    return unit(np.cross(lid.on_surface(PLACES, level + below) - lid.on_surface(PLACES, level - below), along) * np.sign(lid.along[0]))


def _light_on(view: View, eye: Eye, across: Floats) -> tuple[tuple[Floats, ...], Floats]:
    """Return (for each lamp the share (h, w) of it that the socket sees, the light (h, w, 3) on white skin there) at places across (h, w)."""
    rows, columns = grid.GEOMETRY
    map_x, map_y = (grid.place(eye.lids.on_surface(PLACES, np.zeros_like(PLACES))) * np.array([columns - 1, rows - 1], np.float32)).T[:, None]
    column = (across - PLACES[0]) * np.float32((len(PLACES) - 1) / (PLACES[-1] - PLACES[0]))
    level = np.zeros_like(column)

    def spread(table: Floats) -> Floats:
        return np.asarray(cv2.remap(table, column, level, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)

    lit = []
    for lamp, visible in zip(view.lights, view.visible_frac, strict=True):
        # Surfaces that face away from a lamp are not judged by `visible_frac`.
        seen = cv2.remap(visible, map_x, map_y, cv2.INTER_LINEAR) * smooth_step(*HORIZON, eye.facing @ lamp.towards_head)
        lit.append(spread(np.asarray(seen, np.float32)))
    return tuple(lit), spread(np.asarray(cv2.remap(view.irradiance, map_x, map_y, cv2.INTER_LINEAR), np.float32))


def _curves(lid: Lids, pose: LidPose, across: Floats) -> list[Floats]:
    """Return, at places across (h, w): the upper and the lower lid's edge and the crease over the upper one in mm down, and how the lids fade to the corners.

    The crease stays where the open lid has it while the lid's skin is drawn flat.
    """
    places = np.linspace(-1, 1, TABLE, dtype=np.float32)
    upper, lower = lid.drawn(places, pose)
    resting, _ = lid.drawn(places, replace(pose, open_frac=max(pose.open_frac, 0.55)))
    arch = np.clip(1 - places**2, 0, 1) ** 0.4
    crease = resting - np.float32(CREASE_MM) * (0.55 + 0.45 * arch)
    table = np.stack([upper, lower, crease, arch], -1).astype(np.float32)[None]
    column = (across + 1) * np.float32((TABLE - 1) / 2)
    found = cv2.remap(table, column, np.zeros_like(column), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return [np.asarray(part) for part in cv2.split(found)]


def _lid_relief(opening: Opening, pose: LidPose, fold_frac: float, over: Floats, arch: Floats) -> Floats:
    """Return (h, w) factors on the skin: the crease (`over` mm above 0) of an open lid, the plate sunk under it, the lower lid's soft edge."""
    depth = fold_frac * (0.25 + 0.75 * min(pose.open_frac, 1.0))
    crease = 0.55 * depth * np.exp(-((over / 0.65) ** 2)) + 0.22 * depth * np.exp(-((over / 1.9) ** 2))
    brow_fold = 0.10 * depth * np.exp(-(((over + 2.2) / 1.3) ** 2))
    bag = 0.10 * (1 + pose.squint_frac) * np.exp(-(((opening.above_lower_mm + 3.2) / 1.4) ** 2))
    return np.asarray(1 + arch * (brow_fold - crease - bag), np.float32)


def _lid_lines(opening: Opening, liner_frac: float, across: Floats, part: Patch) -> Floats:
    """Return (h, w) how dark the lids' edges are where lashes grow and liner is drawn: a line, broader towards the temple, fainter below."""
    ends = smooth_step(1.0, 0.90, np.abs(across))
    outer = np.clip(0.5 + 0.5 * across, 0, 1)
    breadth = np.maximum(LINE_MM * (0.55 + 0.65 * outer) * (1 + 1.3 * liner_frac), part.soft_mm * 0.8)
    strength = LINE_MM / np.maximum(LINE_MM, part.soft_mm * 0.8)
    upper = np.exp(-(((opening.below_upper_mm + 0.15) / breadth) ** 2)) * (0.50 + 0.38 * outer)
    lower = np.exp(-(((opening.above_lower_mm + 0.25) / np.maximum(0.4, part.soft_mm * 0.8)) ** 2)) * (0.16 + 0.2 * outer + 0.25 * liner_frac)
    return np.asarray(np.clip(upper * strength + lower, 0, 0.95) * ends, np.float32)


def _wet_edge(skin: Floats, opening: Opening, open_share: Floats, light: Floats) -> None:
    """Brighten the lower lid's edge, where tears stand, and its rosy rim."""
    line = np.exp(-(((opening.above_lower_mm - 0.25) / 0.45) ** 2)) * open_share
    skin += (line * np.float32(0.10))[..., None] * (light * np.array([1.0, 0.8, 0.76], np.float32))
