"""What the face does: smile, open mouth, squint, brows.

The turn and size of the head are undone first: the similarity (Umeyama 1991) that carries the mesh's bones (forehead,
nose, temples) onto the mean face's gives every vertex in millimetres in the head's own axes. There each measure is a
length against the mean face's, in shares of how far faces go:

- `smile_frac`: the mouth's corners, outwards, up (in the head, and against the upper lip's middle) and back, each
  weighted as trackers see it in full smiles, less what parted lips do by themselves. Under 0 the corners hang. -1..1.
- `mouth_open_frac`: the mean gap of the inner lips at the middle over 45 mm, adults' widest opening. 0..1.
- `squint_frac`: rise of the lower lids from their neutral place towards the line between the corners. 0 neutral, 1 at
  the line. The upper lid does not count; in a blink the lower one rises too, so judge it with open eyes.
- `brow_frac`: rise of the brows over 8 mm; under 0 they are drawn down. -1..1.

Neutral is the mean face's. People differ from it by about 0.2, so compare with the sitter's own neutral where that is
known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.bones import align
from capture.mean_face import VERTICES_MM
from capture.mean_face.features import LOWER_LIP, UPPER_LIP
from capture.types import ExpressionReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Face, Floats

    Mm = NDArray[np.float64]
    Numbers = NDArray[np.int64]

SMILE_OUT, SMILE_UP, SMILE_OVER_UPPER, SMILE_OVER_LOWER, SMILE_BACK, SMILE_GAP = 0.069, 0.010, 0.024, 0.005, 0.010, -0.007
"""Shares of a full smile per mm: corners outwards, up in the head, up against the outer lips' middles above and below, back; and of the gap between the lips.
Least squares on 90 of the virtual studio's strangers (seeds from 1000) through MediaPipe, heads turned up to 20 degrees, each against their own neutral."""
WIDEST_MOUTH_MM = 45.0
BROW_RISE_MM = 8.0
NEUTRAL_LOWER_LID_MM = 3.2
NEUTRAL_BROW_MM = 1.5
"""A neutral lower lid under the line between the corners, and neutral brows under the mean face's: the mean face is made from drawings, whose eyes are
round and whose brows are high."""
_ASIDE_MM, _DOWN_MM = np.abs(VERTICES_MM[:, 0]), VERTICES_MM[:, 1]
BROWS = (np.abs(_ASIDE_MM - 30) < 18) & (np.abs(_DOWN_MM + 24) < 6)
"""(468,) vertices, by their place on the mean face."""


def measure(face: Face) -> ExpressionReading:
    """Return the expression of `face`."""
    mesh, _ = align(face.mesh_px)
    mouth, eyes = face.mouth, (face.left_eye, face.right_eye)
    corners_px = np.stack([mouth.left_corner_px, mouth.right_corner_px])
    lids_px = [points for eye in eyes for points in (np.stack([eye.outer_px, eye.inner_px]), _middle(eye.lower_px))]
    corners, upper_lip, lower_lip, *lids = _on_mesh(face, [corners_px, _middle(mouth.inner_upper_px), _middle(mouth.inner_lower_px), *lids_px])
    gap_mm = float(np.linalg.norm(mesh[lower_lip] - mesh[upper_lip], axis=1).mean())
    outer_lips = np.array([UPPER_LIP, LOWER_LIP])
    return ExpressionReading(
        smile_frac=_smile(mesh, corners, outer_lips, gap_mm),
        mouth_open_frac=min(gap_mm / WIDEST_MOUTH_MM, 1.0),
        squint_frac=(_squint(mesh, lids[0], lids[1]) + _squint(mesh, lids[2], lids[3])) / 2,
        brow_frac=_within((float((VERTICES_MM[BROWS, 1] - mesh[BROWS, 1]).mean()) + NEUTRAL_BROW_MM) / BROW_RISE_MM),
    )


def _within(value: float) -> float:
    return min(max(value, -1.0), 1.0)


def _on_mesh(face: Face, groups_px: list[Floats]) -> list[Numbers]:
    """Return for each group of named points (N, 2) the vertices that they are: the nearest in the picture."""
    apart = np.concatenate(groups_px)[:, None] - face.mesh_px[None, :, :2]
    nearest = np.einsum("ijk,ijk->ij", apart, apart).argmin(axis=1)
    return np.split(nearest, np.cumsum([len(group) for group in groups_px])[:-1])


def _middle(points: Floats) -> Floats:
    """Return the middle third of a row of points."""
    third = len(points) // 3
    return points[third : len(points) - third]


def _smile(mesh: Mm, corners: Numbers, outer_lips: Numbers, gap_mm: float) -> float:
    """Return the smile; `outer_lips` are the vertices of the (upper, lower) lip's outer edge in the middle."""
    moved = mesh - VERTICES_MM
    out = np.abs(mesh[corners, 0]).mean() - np.abs(VERTICES_MM[corners, 0]).mean()
    _, down, back = moved[corners].mean(axis=0)
    upper, lower = moved[outer_lips, 1]
    over = SMILE_OVER_UPPER * (upper - down) + SMILE_OVER_LOWER * (lower - down)
    return _within(float(SMILE_OUT * out - SMILE_UP * down + over + SMILE_BACK * back + SMILE_GAP * gap_mm))


def _squint(mesh: Mm, corners: Numbers, lower_lid: Numbers) -> float:
    below_mm = float(mesh[lower_lid, 1].mean() - mesh[corners, 1].mean())
    return _within((NEUTRAL_LOWER_LID_MM - below_mm) / NEUTRAL_LOWER_LID_MM)
