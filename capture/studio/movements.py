"""How points of a face move: smooth fields of displacement for a smile, hanging corners, raised brows, the jaw and the upper lip.

Each field is built round landmarks of the persona's own face and can be asked at any points: the head map's, the face mesh's, the lips' edges'. Sizes are
those of people's full movements: a smile lifts the corners of the mouth by 7 mm and draws them out by 10 mm (Paletz 1994 gives 7 to 22 mm of excursion),
brows rise by 8 mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import features
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

SMILE_RISE_MM, SMILE_WIDEN_MM, SMILE_BACK_MM = 7.0, 10.0, 4.0
"""The way of a mouth's corner in a full smile; back, since lips lie round the teeth's arch."""
PARTED_RISE_MM, PARTED_WIDEN_MM = 2.5, 2.5
"""What the corners' way gains when the lips part: they are not pressed together any more."""
FROWN_FALL_MM, FROWN_WIDEN_MM = 9.0, -4.0
"""The way of the corners when they hang as far as they go."""
BROW_RISE_MM = 8.0
SQUINT_UP_MM, SQUINT_FORTH_MM = 1.6, 0.9
"""The way of the skin below the eye in a full squint: it gathers under the raised lower lid."""
HINGE_MM = np.array([0.0, 37.0, 20.0])
"""The jaw's joints in the head's frame, seen from the side: 13 mm before the ear canal, on its height."""
LIP_LINE_MM = 1.2
"""The head map's surface tears along the lips' line within this distance above and below."""
LIP_NODES = 41
"""Points of each lip's edge, from the subject's right corner to the left one."""
BROW_GAIN = 1.2
"""The brows' vertices lie up to 6 mm off their middle and move by that much less."""


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What moves a set of points (…, 3): displacements in mm at 1, and the share with which each point goes with the jaw and with the upper lip."""

    smile: Floats
    parted: Floats
    frown: Floats
    brow: Floats
    squint: Floats
    jaw_frac: Floats
    lift_frac: Floats
    arm_mm: Floats
    """(…, 2) y and z of the point from the jaw's hinge."""


@dataclass(frozen=True, slots=True, eq=False)
class Landmarks:
    """What the fields are built round: the face mesh (468, 3) and the line on which closed lips meet (LIP_NODES, 3), in mm in the head's frame."""

    mesh_mm: NDArray[np.float64]
    line_mm: NDArray[np.float64]

    @property
    def half_mouth_mm(self) -> float:
        """Half the mouth's width."""
        return float(self.line_mm[-1, 0] - self.line_mm[0, 0]) / 2

    @property
    def middle_mm(self) -> NDArray[np.float64]:
        """The middle of the lips' line."""
        return np.asarray(self.line_mm[LIP_NODES // 2], np.float64)


def lip_line(mesh: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (LIP_NODES, 3) the line on which closed lips meet, evenly spaced in x."""
    between = (mesh[features.INNER_UPPER_LIP] + mesh[features.INNER_LOWER_LIP]) / 2
    line = np.concatenate([mesh[[features.RIGHT_MOUTH_CORNER]], between, mesh[[features.LEFT_MOUTH_CORNER]]])
    x = np.linspace(line[0, 0], line[-1, 0], LIP_NODES)
    return np.stack([x, np.interp(x, line[:, 0], line[:, 1]), np.interp(x, line[:, 0], line[:, 2])], -1)


def below_line_mm(points_mm: Floats, face: Landmarks) -> Floats:
    """Return (…) how far points lie below the lips' line, which goes on level beyond the corners."""
    line = face.line_mm
    return np.asarray(points_mm[..., 1] - np.interp(points_mm[..., 0], line[:, 0], line[:, 1]), np.float32)


def moves_of(points_mm: Floats, below_mm: Floats, face: Landmarks, tear_mm: float) -> Moves:
    """Return what moves points (…, 3); `tear_mm` is how far from the lips' line a point belongs to both lips."""
    front = smooth_step(25.0, -5.0, points_mm[..., 2])
    aside = (points_mm[..., 0] - np.float32(face.middle_mm[0])) / np.float32(face.half_mouth_mm)
    arch = np.clip(1 - aside**2, 0, 1) ** 0.7
    lower = _lower(below_mm, aside, tear_mm)
    jaw = lower * (arch + (1 - arch) * smooth_step(0, 22, below_mm))
    # The throat stays with the neck: the jaw's own underside goes along as far as the hinge.
    jaw = jaw * smooth_step(40.0, 5.0, points_mm[..., 2])
    lift = (1 - lower) * arch**0.7 * np.exp(-((below_mm / 14) ** 2) / 2) * front
    arm = points_mm[..., 1:] - HINGE_MM[1:].astype(np.float32)
    smile = _smile(points_mm, below_mm, face) * front[..., None]
    parted = _corners(points_mm, below_mm, face, (PARTED_WIDEN_MM, PARTED_RISE_MM, 0.0)) * front[..., None]
    frown = _corners(points_mm, below_mm, face, (FROWN_WIDEN_MM, -FROWN_FALL_MM, 0.0)) * front[..., None]
    brow, squint = (_brow(points_mm, face) * front[..., None], _squint(points_mm, face) * front[..., None])
    return Moves(smile, parted, frown, brow, squint, jaw.astype(np.float32), lift.astype(np.float32), arm)


def _lower(below_mm: Floats, aside: Floats, tear_mm: float) -> Floats:
    """Return 0 for what belongs to the upper face and 1 for the lower: a tear at the mouth, beyond its corners a widening gradient from the line downwards."""
    spread_mm = 26 * smooth_step(0.8, 2.2, np.abs(aside))
    return smooth_step(-tear_mm, tear_mm + spread_mm, below_mm)


def _smile(points_mm: Floats, below_mm: Floats, face: Landmarks) -> Floats:
    """Return (…, 3) mm of a full smile: corners out, up and back, the lips drawn straight; cheeks up and out over a fold from the nose's wings."""
    total = _corners(points_mm, below_mm, face, (SMILE_WIDEN_MM, SMILE_RISE_MM, SMILE_BACK_MM))
    for side in (1, -1):
        for place, reach_mm, out_up_forth in _cheeks(face, side):
            near = np.exp(-(((points_mm - place) / reach_mm) ** 2).sum(axis=-1) / 2)
            total = total + near[..., None] * np.array([side * out_up_forth[0], -out_up_forth[1], -out_up_forth[2]])
        total = total * (1 + side * _lopsided(face) * smooth_step(0, 12, side * points_mm[..., 0]))[..., None]
    return np.asarray(total, np.float32)


def _corners(points_mm: Floats, below_mm: Floats, face: Landmarks, out_up_back_mm: tuple[float, float, float]) -> Floats:
    """Return (…, 3) mm of the lips when their corners move so: all grows from the middle to the corners, and fades beyond them and above and below."""
    out_mm, up_mm, back_mm = out_up_back_mm
    aside = (points_mm[..., 0] - np.float32(face.middle_mm[0])) / np.float32(face.half_mouth_mm)
    beyond = np.clip(np.abs(aside) - 1, 0, None) * face.half_mouth_mm / 15
    reach_mm = np.where(below_mm < 0, 15.0, 17.0)
    near = np.exp(-((below_mm / reach_mm) ** 2 + beyond**2) / 2)
    share = np.clip(np.abs(aside), 0, 1)
    curve = share**1.8
    return np.asarray(near[..., None] * np.stack([np.sign(aside) * share * out_mm, -curve * up_mm, curve * back_mm], -1), np.float32)


def _cheeks(face: Landmarks, side: int) -> list[tuple[NDArray[np.float64], float, tuple[float, float, float]]]:
    """Return (place, reach in mm, mm out, up and forth) of a full smile beside the lips: the cheek's apple, what is over it, the fold, the nose's wing."""
    corner = face.line_mm[-1 if side > 0 else 0]
    eye = face.mesh_mm[features.LEFT_EYE[0] if side > 0 else features.RIGHT_EYE[0]]
    apple = np.array([0.45 * eye[0] + 0.55 * corner[0], 0.45 * eye[1] + 0.55 * corner[1], 0.3 * eye[2] + 0.7 * corner[2]])
    under_eye = apple + np.array([side * 4.0, -14.0, 6.0])
    wing = np.array([0.62 * corner[0], corner[1] - 27, corner[2] - 6])
    fold = corner + np.array([side * 6.0, -9.0, 2.0])
    return [
        (apple, 12.0, (1.2, 3.2, 4.2)),
        (under_eye, 12.0, (0.3, 1.6, 1.6)),
        (fold, 6.5, (0.0, 0.0, -1.6)),
        (wing, 6.0, (1.4, 0.6, 0.0)),
    ]


def _lopsided(face: Landmarks) -> float:
    """Return −0.2..0.2: by how much the left side's smile is the stronger, from how much higher that corner lies at rest."""
    higher_mm = face.line_mm[0, 1] - face.line_mm[-1, 1]
    return float(np.clip(higher_mm * 0.06, -0.2, 0.2))


def _brow(points_mm: Floats, face: Landmarks) -> Floats:
    """Return (…, 3) mm of fully raised brows: the brows go up as bows, the forehead above gathers, the upper lids' skin follows."""
    lifted = np.zeros(points_mm.shape[:-1], np.float32)
    for brow in (features.LEFT_BROW, features.RIGHT_BROW):
        middle, half_mm = face.mesh_mm[brow].mean(axis=0), float(np.ptp(face.mesh_mm[brow, 0])) / 2
        beyond = np.clip(np.abs(points_mm[..., 0] - middle[0]) - half_mm * 0.75, 0, None) / 9
        above = middle[1] - points_mm[..., 1]
        off = np.where(above > 0, above / 13, above / 7.5)
        lifted = np.maximum(lifted, np.exp(-(off**2 + beyond**2) / 2))
    still = np.zeros_like(lifted)
    return np.asarray(np.stack([still, -BROW_RISE_MM * BROW_GAIN * lifted, still], -1), np.float32)


def _squint(points_mm: Floats, face: Landmarks) -> Floats:
    """Return (…, 3) mm of a full squint: the skin between lower lid and cheek goes up and swells; the lids' own edges are `capture.studio.lids`'s."""
    gathered = np.zeros(points_mm.shape[:-1], np.float32)
    for outer, inner, *_ in (features.LEFT_EYE, features.RIGHT_EYE):
        corners = face.mesh_mm[[outer, inner]]
        half_mm = float(np.linalg.norm(corners[0] - corners[1])) / 2
        place = corners.mean(axis=0) + np.array([0, 9.0, 0])
        off = (points_mm[..., :2] - place[:2]) / np.array([0.75 * half_mm, 4.0])
        near = np.exp(-(off**2).sum(axis=-1) / 2) * smooth_step(0.0, 4.0, points_mm[..., 1] - (place[1] - 9.0))
        gathered = np.maximum(gathered, near)
    return np.asarray(gathered[..., None] * np.array([0, -SQUINT_UP_MM, -SQUINT_FORTH_MM]), np.float32)
