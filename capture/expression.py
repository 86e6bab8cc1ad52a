"""What the face does: smile, open mouth, squint, brows.

The turn and size of the head are undone first: the similarity (Umeyama 1991) that carries the mesh's bones (forehead,
nose, temples) onto the mean face's gives every vertex in millimetres in the head's own axes. There each measure is a
length against the mean face's, in shares of how far faces go:

- `smile_frac`: the mouth's corners, outwards, up (in the head, and against the upper lip's middle) and back, each
  weighted as trackers see it in full smiles, less what parted lips do by themselves. Under 0 the corners hang. -1..1.
- `mouth_open_frac`: the gap of the inner lips at the middle over 45 mm, adults' widest opening, as a small network reads
  it from the pixels of the mouth and the mesh's place of the lips: the mesh alone keeps lips closed over gaps of 5 mm. 0..1.
- `squint_frac`: rise of the lower lids from their neutral place towards the line between the corners, 0 neutral, 1 at
  the line: the mean of what a small network reads from the pixels of each eye, as meshes hardly move with it. The upper
  lid does not count; in a blink the lower one rises too, so None while the eyes are nearly shut.
- `brow_frac`: rise of the brows over 8 mm; under 0 they are drawn down. -1..1.

Neutral is the mean face's. People differ from it by about 0.2, so compare with the sitter's own neutral where that is
known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture import patches
from capture.bones import align
from capture.mean_face import VERTICES_MM
from capture.mean_face.features import (
    CHIN,
    FOREHEAD,
    INNER_LOWER_LIP,
    INNER_UPPER_LIP,
    LEFT_EYE,
    LEFT_MOUTH_CORNER,
    LOWER_LIP,
    MIDDLE_LIPS,
    RIGHT_EYE,
    RIGHT_MOUTH_CORNER,
    UPPER_LIP,
)
from capture.mean_face.lids_lips import LIPS, SQUINT
from capture.types import ExpressionReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import EyesReading, Face, Floats, Rgb

    Mm = NDArray[np.float64]

SMILE_OUT, SMILE_UP, SMILE_OVER_UPPER, SMILE_OVER_LOWER, SMILE_BACK, SMILE_GAP = 0.069, 0.010, 0.024, 0.005, 0.010, -0.007
"""Shares of a full smile per mm: corners outwards, up in the head, up against the outer lips' middles above and below, back; and of the gap between the lips.
Least squares on 90 of the virtual studio's strangers (seeds from 1000) through MediaPipe, heads turned up to 20 degrees, each against their own neutral."""
MIN_SQUINT_OPEN_FRAC = 0.3
"""Of the lids' opening: under it the lower lid has risen by itself."""
BROW_RISE_MM = 8.0
NEUTRAL_BROW_MM = 1.5
"""Neutral brows under the mean face's: the mean face is made from drawings, whose brows are high."""
MM_PER_CM = 10.0
_ASIDE_MM, _DOWN_MM = np.abs(VERTICES_MM[:, 0]), VERTICES_MM[:, 1]
BROWS = np.flatnonzero((np.abs(_ASIDE_MM - 30) < 18) & (np.abs(_DOWN_MM + 24) < 6))
"""Vertices, by their place on the mean face."""
BROWS_DOWN_MM = float(VERTICES_MM[BROWS, 1].mean())
_LIPS = np.array([LEFT_MOUTH_CORNER, RIGHT_MOUTH_CORNER, *INNER_UPPER_LIP[MIDDLE_LIPS], *INNER_LOWER_LIP[MIDDLE_LIPS], CHIN])
_MEAN_LIPS_MM = VERTICES_MM[_LIPS]
_OUTER_LIPS = np.array([UPPER_LIP, LOWER_LIP])
_MEAN_OUTER_LIPS_DOWN_MM = VERTICES_MM[_OUTER_LIPS, 1]


@dataclass(frozen=True, slots=True)
class Lips:
    """How far the lips are off the mean face's, in mm in the head's axes: the corners' mean outwards, down and back, the inner lips' middles and the chin down.

    `gap_mm` is the length from the upper to the lower inner lip in the middle.
    """

    out_mm: float
    down_mm: float
    back_mm: float
    upper_down_mm: float
    lower_down_mm: float
    chin_down_mm: float
    gap_mm: float


def measure(rgb: Rgb, face: Face, eyes: EyesReading, squint_frac: float | None = None) -> ExpressionReading:
    """Return the expression of `face` in an (H, W, 3) picture; `eyes` is what was measured of its eyes, `squint_frac` the squint where it need not be."""
    mesh, px_per_mm = align(face.mesh_px)
    lips = lips_of(mesh)
    if min(eyes.left_open_frac, eyes.right_open_frac) < MIN_SQUINT_OPEN_FRAC:
        squint_frac = None
    elif squint_frac is None:
        squint_frac = _squint(rgb, face)
    open_frac = float(patches.answer(LIPS, lip_numbers(lips, patches.mouth(rgb, face.mouth, px_per_mm))[None])[0])
    return ExpressionReading(
        smile_frac=_smile(mesh, lips),
        mouth_open_frac=min(max(open_frac, 0.0), 1.0),
        squint_frac=squint_frac,
        brow_frac=_within((BROWS_DOWN_MM - float(mesh[BROWS, 1].mean()) + NEUTRAL_BROW_MM) / BROW_RISE_MM),
    )


def eye_numbers(face: Face, left: Rgb, right: Rgb) -> Floats:
    """Return what is known of the (left, right) eye (2, 1122): the numbers of its patch, and the sines of the head's turn towards it and of its pitch."""
    across, up = ((face.mesh_px[one] - face.mesh_px[other]).tolist() for one, other in ((LEFT_EYE[0], RIGHT_EYE[0]), (CHIN, FOREHEAD)))
    yaw, pitch = (axis[2] / max(math.hypot(*axis), 1e-9) for axis in (across, up))
    return np.stack([np.concatenate([patches.numbers(patch), (side * yaw, pitch)], dtype=np.float32) for patch, side in ((left, 1), (right, -1))])


def lips_of(mesh: Mm) -> Lips:
    """Return where the lips of a mesh, (468, 3) in mm in the head's axes, are."""
    moved_mm = (mesh[_LIPS] - _MEAN_LIPS_MM).tolist()
    left, right, upper, lower = moved_mm[0], moved_mm[1], moved_mm[2:5], moved_mm[5:8]
    gaps_mm = np.linalg.norm(mesh[_LIPS[5:8]] - mesh[_LIPS[2:5]], axis=1).tolist()
    return Lips(
        out_mm=(left[0] - right[0]) / 2,
        down_mm=(left[1] + right[1]) / 2,
        back_mm=(left[2] + right[2]) / 2,
        upper_down_mm=sum(place[1] for place in upper) / 3,
        lower_down_mm=sum(place[1] for place in lower) / 3,
        chin_down_mm=moved_mm[8][1],
        gap_mm=sum(gaps_mm) / 3,
    )


def lip_numbers(lips: Lips, patch: Rgb) -> Floats:
    """Return what is known of the lips (1158,): the numbers of the mouth's patch, and the lips' places in centimetres."""
    places_mm = (lips.upper_down_mm, lips.lower_down_mm, lips.down_mm, lips.chin_down_mm, lips.out_mm, lips.gap_mm)
    return np.concatenate([patches.numbers(patch), np.array(places_mm, np.float32) / np.float32(MM_PER_CM)])


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)


def _smile(mesh: Mm, lips: Lips) -> float:
    upper, lower = (mesh[_OUTER_LIPS, 1] - _MEAN_OUTER_LIPS_DOWN_MM).tolist()
    over = SMILE_OVER_UPPER * (upper - lips.down_mm) + SMILE_OVER_LOWER * (lower - lips.down_mm)
    return _within(SMILE_OUT * lips.out_mm - SMILE_UP * lips.down_mm + over + SMILE_BACK * lips.back_mm + SMILE_GAP * lips.gap_mm)


def _squint(rgb: Rgb, face: Face) -> float:
    both = eye_numbers(face, patches.eye(rgb, face.left_eye), patches.eye(rgb, face.right_eye))
    return _within(float(patches.answer(SQUINT, both).sum()) / 2)
