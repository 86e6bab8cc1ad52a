"""Spectacle frames in space: the lenses' outlines, and the rims, bridge and temples as strips of small plates.

Sizes are those of adults' frames: lenses 47 to 53 mm wide, 13 mm before the eyes, tilted so that their lower edge is nearer the cheeks (pantoscopic tilt,
8 degrees) and a little wrapped round the face (5 degrees).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.script.persona import GlassesStyle
from capture.studio import grid
from capture.studio.noise import smooth_step
from capture.studio.sheet import unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Glasses, Persona
    from capture.studio.shape import HeadShape
    from capture.types import Floats

    Exact = NDArray[np.float64]

CORNEA_MM = 13.5
"""The cornea's apex before the eyeball's centre; lenses stand `VERTEX_MM` before it."""
VERTEX_MM = 13.0
TILT_DEG, WRAP_DEG = 8.0, 5.0
BASE_RADIUS_MM = 110.0
"""Of a lens's front: a base curve of 4.8 dioptres at an index of 1.53."""
BELOW_EYES_MM = 2.0
"""Lenses' middles hang a little lower than the eyes."""
ANGLES = 64
"""Corners of a lens's outline."""
HALF_SIZES_MM = {GlassesStyle.ROUND: (23.5, 22.0), GlassesStyle.SQUARE: (26.0, 18.5), GlassesStyle.CAT_EYE: (26.5, 18.0)}
CORNER_POWER = {GlassesStyle.ROUND: 2.1, GlassesStyle.SQUARE: 4.2, GlassesStyle.CAT_EYE: 2.9}
"""Superellipses: 2 is round, more is boxier."""
CAT_EYE_LIFT_MM = 6.0
BANDS = ((-1.0, -0.45), (-0.45, 0.45), (0.45, 1.0))
"""A rim's rounded front in three strips: where they lie across it; each is turned outwards accordingly."""
BAND_TURN = 0.9
TEMPLE_HALF_MM = 2.0
TEMPLE_END_MM = np.array([0.0, -9.0, 16.0])
"""Where a temple passes over the ear, in the head's frame."""
CLEAR_OF_HEAD_MM = 1.5
FARTHEST_FORTH_MM = 9.0
"""Farther from the face than this lenses are not worn, whatever the nose."""
NASAL_CUT_MM = 4.0
"""Lenses are cut away below at the nose."""


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """One lens: where it is, and how far its outline reaches in each direction."""

    centre_mm: Floats
    axes: Floats
    """(3, 3) rows: to the image's right, downwards, and out of its front."""
    glare: float
    """What its coating leaves of the light that bare glass mirrors, 0..1."""
    reach_mm: Floats
    """(ANGLES,) of the outline from the centre, by angle from the first axis to the second."""

    @property
    def outline_mm(self) -> Floats:
        """(ANGLES, 3) in the head's frame."""
        return self.at(self.reach_mm * np.cos(TURNS), self.reach_mm * np.sin(TURNS))

    def at(self, right_mm: Floats, down_mm: Floats) -> Floats:
        """Return (…, 3) points of the curved front in the head's frame."""
        sag = (right_mm**2 + down_mm**2) / (2 * BASE_RADIUS_MM)
        return np.asarray(self.centre_mm + np.stack([right_mm, down_mm, -sag], -1) @ self.axes, np.float32)

    def plane_z_mm(self, right_mm: Floats, down_mm: Floats) -> Floats:
        """Return how deep (…) places of the lens's plane lie, in the head's frame."""
        return np.asarray(self.centre_mm[2] + right_mm * self.axes[0, 2] + down_mm * self.axes[1, 2], np.float32)

    def hit(self, rays: Floats, start_mm: Floats) -> tuple[Floats, Floats]:
        """Return (right, down) in mm from the centre, where rays (…, 3) from a point (3,) pass the lens's plane."""
        facing = rays @ self.axes[2]
        reach = np.float32((self.centre_mm - start_mm) @ self.axes[2]) / np.where(np.abs(facing) > 0.02, facing, 0.02)
        offset = (start_mm - self.centre_mm) + rays * reach[..., None]
        return offset @ self.axes[0], offset @ self.axes[1]

    def covers(self, right_mm: Floats, down_mm: Floats) -> NDArray[np.bool_]:
        """Return where places on its plane are inside the outline."""
        angle = np.arctan2(down_mm, right_mm) % (2 * np.pi)
        reach = np.interp(angle, np.append(TURNS, 2 * np.pi), np.append(self.reach_mm, self.reach_mm[0]))
        return np.asarray(np.hypot(right_mm, down_mm) < reach, np.bool_)

    def normals(self, right_mm: Floats, down_mm: Floats) -> Floats:
        """Return (…, 3) unit normals out of the curved front."""
        slopes = np.stack([right_mm / BASE_RADIUS_MM, down_mm / BASE_RADIUS_MM, np.ones_like(right_mm)], -1)
        return unit(np.asarray(slopes @ self.axes, np.float32))


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A persona's frame in the head's frame."""

    lenses: tuple[Lens, Lens]
    """Before the subject's (left, right) eye."""
    plates_mm: Floats
    """(Q, 4, 3) corners of the plates that rims, bridge and temples are made of."""
    normals: Floats
    """(Q, 3)"""
    rim_mm: float

    @property
    def front_mm(self) -> Floats:
        """(N, 3) the lenses' outlines, all that stands before the face."""
        return np.concatenate([lens.outline_mm for lens in self.lenses])


TURNS: Floats = np.linspace(0, 2 * np.pi, ANGLES, endpoint=False, dtype=np.float32)


def build(shape: HeadShape, persona: Persona, worn: Glasses) -> Frame:
    """Return the frame as it sits on a head."""
    sides = (1, shape.left_eye), (-1, shape.right_eye)
    left, right = _clear_of_face(
        [_lens(side, (socket.outer_mm + socket.inner_mm) / 2, socket.centre_mm, worn, persona.shape.width) for side, socket in sides], shape
    )
    rims = [_rim(lens, worn.rim_mm) for lens in (left, right)]
    temples = [_temple(lens, side, shape, worn.rim_mm) for lens, side in ((left, 1), (right, -1))]
    plates, normals = (np.concatenate(parts) for parts in zip(*rims, _bridge(left, right, worn.rim_mm), *temples, strict=True))
    return Frame((left, right), plates.astype(np.float32), unit(normals.astype(np.float32)), worn.rim_mm)


def _lens(side: int, eye_mm: Floats, ball_mm: Floats, worn: Glasses, scale: float) -> Lens:
    wrap, tilt = np.radians([WRAP_DEG * side, TILT_DEG])
    front = np.array([np.sin(wrap) * np.cos(tilt), np.sin(tilt), -np.cos(wrap) * np.cos(tilt)])
    right = np.cross([0.0, 1.0, 0.0], -front)
    right /= np.linalg.norm(right)
    centre = np.array([eye_mm[0] + side * 1.5, eye_mm[1] + BELOW_EYES_MM, ball_mm[2] - CORNEA_MM - VERTEX_MM])
    axes = np.stack([right, np.cross(-front, right), front])
    return Lens(centre.astype(np.float32), axes.astype(np.float32), worn.glare, np.asarray(_reach_mm(worn.style, side) * scale, np.float32))


def _clear_of_face(pair: list[Lens], shape: HeadShape) -> list[Lens]:
    """Return lenses moved away from the face until no part of their edges touches it."""
    edges = np.concatenate([lens.outline_mm for lens in pair])
    for forth_mm in np.arange(0.0, FARTHEST_FORTH_MM, 0.5):
        moved: Floats = edges - np.array([0, 0, forth_mm], np.float32)
        if float((np.linalg.norm(moved, axis=1) - shape.radius_mm[_nearest(moved)]).min()) > CLEAR_OF_HEAD_MM:
            break
    return [replace(lens, centre_mm=lens.centre_mm - np.array([0, 0, forth_mm], np.float32)) for lens in pair]


def _reach_mm(style: GlassesStyle, side: int) -> Exact:
    """Return (ANGLES,) how far a lens's outline is from its middle; the cat's eye is drawn up at the temple."""
    half_width, half_height = HALF_SIZES_MM[style]
    power = CORNER_POWER[style]
    right, down = np.cos(TURNS.astype(np.float64)), np.sin(TURNS.astype(np.float64))
    reach = ((np.abs(right) / half_width) ** power + (np.abs(down) / half_height) ** power) ** (-1 / power)
    reach = reach - NASAL_CUT_MM * np.clip(-0.8 * right * side + 0.6 * down, 0, 1) ** 3
    if style is GlassesStyle.CAT_EYE:
        reach = reach + CAT_EYE_LIFT_MM * np.clip(0.80 * right * side - 0.60 * down, 0, 1) ** 4
    return np.asarray(reach, np.float64)


def _rim(lens: Lens, rim_mm: float) -> tuple[Floats, Floats]:
    """Return (plates (Q, 4, 3), normals (Q, 3)) of the rim round one lens, rounded in front."""
    outwards = np.stack([np.cos(TURNS), np.sin(TURNS)], -1)
    plates, normals = [], []
    for near, far in BANDS:
        edges = [
            lens.at(*((lens.reach_mm + (0.5 + 0.5 * place) * rim_mm)[:, None] * outwards).T) + 0.3 * rim_mm * (1 - abs(place)) * lens.axes[2]
            for place in (near, far)
        ]
        ahead = [np.roll(edge, -1, axis=0) for edge in edges]
        plates.append(np.stack([edges[0], ahead[0], ahead[1], edges[1]], 1))
        turn = BAND_TURN * (near + far) / 2
        normals.append(np.cos(turn) * lens.axes[2] + np.sin(turn) * (outwards @ lens.axes[:2]))
    return np.concatenate(plates), np.concatenate(normals)


def _bridge(left: Lens, right: Lens, rim_mm: float) -> tuple[Floats, Floats]:
    """Return (plates, normals) of the arch over the nose."""
    share = np.linspace(0, 1, 9)[:, None]
    start, end = (lens.at(*_polar(lens, angle, rim_mm)) for lens, angle in ((right, -0.42), (left, np.pi + 0.42)))
    arch = np.array([0.0, -2.2, -1.6]) * 4 * (share * (1 - share))
    line = (1 - share) * start + share * end + arch
    return _strip(line, np.array([0.0, 0.5 * rim_mm + 0.3, 0.0]), np.array([0.0, -0.3, -1.0]))


def _temple(lens: Lens, side: int, shape: HeadShape, rim_mm: float) -> tuple[Floats, Floats]:
    """Return (plates, normals) of the arm from the rim's outer edge over the ear; it keeps clear of the head."""
    angle = -0.42 if side > 0 else np.pi + 0.42
    start = lens.at(*_polar(lens, angle, rim_mm))
    share = np.linspace(0, 1, 17)
    line = start + share[:, None] * (TEMPLE_END_MM - start)
    surface = shape.points_mm[_nearest(line + np.array([side * 90.0, 0, 0]) * share[:, None])]
    beside = np.abs(surface[:, 0]) + CLEAR_OF_HEAD_MM
    straight = abs(float(start[0])) + smooth_step(0, 0.9, share) * (beside[-4] - abs(float(start[0])))
    line[:, 0] = side * np.maximum(straight, np.minimum(beside, straight + 6))
    half = TEMPLE_HALF_MM * min(rim_mm / 2.6, 1.3)
    return _strip(line, np.array([0.0, half, 0.0]), np.array([float(side), -0.25, 0.0]))


def _nearest(points_mm: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the head map's (rows, columns) in the directions of points."""
    rows, columns = grid.GEOMETRY
    places = np.round(grid.place(points_mm) * [columns - 1, rows - 1]).astype(np.int64)
    return places[:, 1], places[:, 0]


def _polar(lens: Lens, angle: float, rim_mm: float) -> tuple[Floats, Floats]:
    """Return (right, down) of the rim's middle at an angle."""
    reach = np.interp(angle % (2 * np.pi), TURNS, lens.reach_mm) + rim_mm / 2
    return np.asarray(reach * np.cos(angle), np.float32), np.asarray(reach * np.sin(angle), np.float32)


def _strip(line: Exact, half: Exact, normal: Exact) -> tuple[Floats, Floats]:
    """Return (plates, normals) along a line (N, 3), of a half breadth (3,), in an upper and a lower half that turn away from one another."""
    upper, lower = line - half, line + half
    plates, normals = [], []
    for one, other, turn in ((upper, line, -0.5), (line, lower, 0.5)):
        plates.append(np.stack([one[:-1], one[1:], other[1:], other[:-1]], 1))
        normals.append(np.tile(normal + turn * half / np.linalg.norm(half), (len(line) - 1, 1)))
    return np.concatenate(plates).astype(np.float32), np.concatenate(normals).astype(np.float32)
