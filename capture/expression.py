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
BROWS = (np.abs(_ASIDE_MM - 30) < 18) & (np.abs(_DOWN_MM + 24) < 6)
"""(468,) vertices, by their place on the mean face."""
_NEUTRAL_BROWS_MM = float(VERTICES_MM[BROWS, 1].mean())
_CORNERS = np.array([LEFT_MOUTH_CORNER, RIGHT_MOUTH_CORNER])
_NEUTRAL_ASIDE_MM = float(np.abs(VERTICES_MM[_CORNERS, 0]).mean())
_UPPER, _LOWER = np.array(INNER_UPPER_LIP[MIDDLE_LIPS]), np.array(INNER_LOWER_LIP[MIDDLE_LIPS])
"""The inner lips' vertices at the middle."""


def measure(rgb: Rgb, face: Face, eyes: EyesReading) -> ExpressionReading:
    """Return the expression of `face` in an (H, W, 3) picture; `eyes` is what was measured of its eyes."""
    mesh, px_per_mm = align(face.mesh_px)
    open_frac = patches.answer(LIPS, lip_numbers(mesh, patches.mouth(rgb, face.mouth, px_per_mm)))
    return ExpressionReading(
        smile_frac=_smile(mesh),
        mouth_open_frac=min(max(open_frac, 0.0), 1.0),
        squint_frac=_squint(rgb, face) if min(eyes.left_open_frac, eyes.right_open_frac) >= MIN_SQUINT_OPEN_FRAC else None,
        brow_frac=_within((_NEUTRAL_BROWS_MM - float(mesh[BROWS, 1].mean()) + NEUTRAL_BROW_MM) / BROW_RISE_MM),
    )


def eye_numbers(face: Face, left: Rgb, right: Rgb) -> tuple[Floats, Floats]:
    """Return what is known of the (left, right) eye, each (1122,): the numbers of its patch, and the sines of the head's turn towards it and of its pitch."""
    across, up = ((face.mesh_px[one] - face.mesh_px[other]).tolist() for one, other in ((LEFT_EYE[0], RIGHT_EYE[0]), (CHIN, FOREHEAD)))
    yaw, pitch = (axis[2] / max(math.hypot(*axis), 1e-9) for axis in (across, up))
    both = ((patches.numbers(patch), (side * yaw, pitch)) for patch, side in ((left, 1), (right, -1)))
    of_left, of_right = (np.concatenate([numbers, np.array(turn, np.float32)]) for numbers, turn in both)
    return of_left, of_right


def lip_numbers(mesh: Mm, patch: Rgb) -> Floats:
    """Return what is known of the lips (1158,): the numbers of the mouth's patch, and the lips' places in centimetres off the mean face's.

    `mesh` is (468, 3) in mm in the head's axes. The places are, down, the upper and the lower inner lip's, the corners' and the chin's; the corners' aside;
    and the gap's length.
    """
    moved_down = mesh[:, 1] - VERTICES_MM[:, 1]
    downs = [float(moved_down[which].mean()) for which in (_UPPER, _LOWER, _CORNERS)]
    places = [*downs, float(moved_down[CHIN]), _aside_mm(mesh), _gap_mm(mesh)]
    return np.concatenate([patches.numbers(patch), np.array(places, np.float32) / np.float32(MM_PER_CM)])


def _aside_mm(mesh: Mm) -> float:
    """Return how far the mouth's corners are outwards of the mean face's."""
    return float(np.abs(mesh[_CORNERS, 0]).mean()) - _NEUTRAL_ASIDE_MM


def _gap_mm(mesh: Mm) -> float:
    """Return the gap between the inner lips at the middle."""
    gap = mesh[_LOWER] - mesh[_UPPER]
    return float(np.sqrt((gap * gap).sum(axis=1)).mean())


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)


def _smile(mesh: Mm) -> float:
    _, down, back = (mesh[_CORNERS] - VERTICES_MM[_CORNERS]).mean(axis=0).tolist()
    upper, lower = (float(mesh[lip, 1] - VERTICES_MM[lip, 1]) for lip in (UPPER_LIP, LOWER_LIP))
    over = SMILE_OVER_UPPER * (upper - down) + SMILE_OVER_LOWER * (lower - down)
    return _within(float(SMILE_OUT * _aside_mm(mesh) - SMILE_UP * down + over + SMILE_BACK * back + SMILE_GAP * _gap_mm(mesh)))


def _squint(rgb: Rgb, face: Face) -> float:
    both = eye_numbers(face, patches.eye(rgb, face.left_eye), patches.eye(rgb, face.right_eye))
    return _within(sum(patches.answer(SQUINT, known) for known in both) / 2)
