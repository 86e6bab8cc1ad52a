"""A face mesh in the head's own axes: the similarity (Umeyama 1991) that carries its bones onto the mean face's undoes its turn and its size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.axes import nearest_rotation
from capture.mean_face import VERTICES_MM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Mm = NDArray[np.float64]

_ASIDE_MM, _DOWN_MM = np.abs(VERTICES_MM[:, 0]), VERTICES_MM[:, 1]
BONES = ((_ASIDE_MM < 12) & (np.abs(_DOWN_MM - 5) < 40)) | (_DOWN_MM < -35) | (_ASIDE_MM > 60)
"""(468,) vertices of forehead, nose and temples: no expression moves them much."""
_NUMBERS = np.flatnonzero(BONES)
_MEAN_CENTRE = VERTICES_MM[BONES].astype(np.float64).mean(axis=0)
_EACH = np.full(len(_NUMBERS), 1 / len(_NUMBERS))
"""The mean of rows, as a product with them: NumPy's own takes ten times as long on so few."""
_MEAN_SPREAD = VERTICES_MM[BONES].astype(np.float64) - _MEAN_CENTRE


def align(mesh_px: Floats) -> tuple[Mm, float]:
    """Return the mesh (468, 3) in mm in the mean face's axes, laid on its bones with the least squares, and the scale in pixels per mm of a mean face."""
    centre, turn, mm_per_px = _laid(mesh_px)
    return (mesh_px - centre) @ (turn.T * mm_per_px) + _MEAN_CENTRE, 1 / max(mm_per_px, 1e-9)


def px_per_mm(mesh_px: Floats) -> float:
    """Return the scale of a mesh (468, 3) in pixels per mm of a mean face."""
    return 1 / max(_laid(mesh_px)[2], 1e-9)


def _laid(mesh_px: Floats) -> tuple[Mm, Mm, float]:
    """Return the bones' centre (3,) in the mesh, and the turn (3, 3) and the mm a pixel that lay them on the mean face's."""
    bones = mesh_px[_NUMBERS].astype(np.float64)
    centre = _EACH @ bones
    spread = bones - centre
    turn, stretched = nearest_rotation(_MEAN_SPREAD.T @ spread)
    return centre, turn, stretched / max(float(np.vdot(spread, spread)), 1e-9)
