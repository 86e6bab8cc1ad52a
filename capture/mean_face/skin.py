"""Which triangles of the mean face are skin and cheek, how light that skin is, and how deep heads are.

Skin is everything outside three ellipses a side, in the mean face's own millimetres: the eye with its lids, the brow and the lips. What remains reflects
like a matt surface whose colour is known up to one factor, which is what reading light from it needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import TRIANGLES, VERTICES_MM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

CENTRES_MM: Floats = VERTICES_MM[TRIANGLES].mean(axis=1)
"""(854, 3) centres of the triangles."""
_AWAY, _DOWN = np.abs(CENTRES_MM[:, 0]), CENTRES_MM[:, 1]


def _ellipse(x_mm: float, y_mm: float, half_width_mm: float, half_height_mm: float) -> Floats:
    """Return (854,) how far out each triangle is in an ellipse and its mirror image: 0 at a centre, 1 at the rim."""
    return np.asarray(np.hypot((_AWAY - x_mm) / half_width_mm, (_DOWN - y_mm) / half_height_mm), np.float32)


EYE, BROW, LIPS = _ellipse(31, 0, 21, 11), _ellipse(33, -22, 24, 8), _ellipse(0, 70, 28, 13)
SKIN: NDArray[np.int64] = np.flatnonzero((EYE > 1) & (BROW > 1) & (LIPS > 1))
"""Numbers of the triangles that are skin."""
PLACE_IN_SKIN: NDArray[np.int64] = np.where(np.isin(np.arange(len(TRIANGLES)), SKIN), np.searchsorted(SKIN, np.arange(len(TRIANGLES))), -1)
"""(854,) each triangle's place among those of `SKIN`; -1 for what is none."""

_LIP, _CHIN, _JAW = (_AWAY <= 20) & (_DOWN > 52), (_AWAY < 32) & (_DOWN > 60), (_AWAY < 60) & (_DOWN > 62)
MAY_BE_BEARD: NDArray[np.bool_] = _LIP | _CHIN | _JAW | ((_AWAY > 45) & (_DOWN > 40))
"""(854,) whether a beard may grow there: round the mouth, on the chin and along the jaw up to the ears."""

RELIEF = 1.25
"""How much deeper a real head is than FaceMesh says: with it, a lamp at 60 degrees reads 66 instead of 69 on labelled faces; more gains little."""
LOWER_FACE_ALBEDO, TEMPLE_ALBEDO, CHEEK_ALBEDO = 0.7, 0.7, 1.15
"""Light that these zones return against the rest of the face, lit alike: folds, fine hairs and the roots of beards take some of it round the mouth and at
the temples, and cheeks are smooth. Chosen on eight labelled people (`python -m tests.bench.measures light` prints how far that carries)."""


def _albedo() -> Floats:
    """Return (854,) albedo from where on the face a triangle is. A guess from anatomy, not a map of any person's skin."""
    lower_face = np.exp(-(_ellipse(0, 82, 34, 38) ** 4))
    temples = np.clip((_AWAY - 18) / 30, 0, 1) * np.clip((10 - _DOWN) / 30, 0, 1)
    cheeks = np.exp(-(_ellipse(38, 32, 18, 22) ** 2))
    return np.asarray(1 - (1 - LOWER_FACE_ALBEDO) * lower_face - (1 - TEMPLE_ALBEDO) * temples + (CHEEK_ALBEDO - 1) * cheeks, np.float32)


def mirrored(triangles: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the number of each given triangle's mirror image."""
    apart = np.linalg.norm(CENTRES_MM[triangles, None] * np.array([-1, 1, 1], np.float32) - CENTRES_MM[None], axis=2)
    return np.asarray(apart.argmin(axis=1), np.int64)


ALBEDO: Floats = _albedo()
LEFT_CHEEK: NDArray[np.int64] = np.array([t for t in SKIN if 28 < CENTRES_MM[t, 0] < 58 and 12 < CENTRES_MM[t, 1] < 58])
RIGHT_CHEEK: NDArray[np.int64] = mirrored(LEFT_CHEEK)
"""Triangles of the subject's cheeks, the same places in the same order."""
for _array in (CENTRES_MM, SKIN, PLACE_IN_SKIN, MAY_BE_BEARD, ALBEDO, LEFT_CHEEK, RIGHT_CHEEK):
    _array.setflags(write=False)
