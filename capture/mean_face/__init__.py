"""The mean face: a symmetrical mesh in millimetres in FaceMesh's vertex order, made by `capture.making.mean_face`.

Origin midway between the outer corners of the eyes; axes as everywhere (x towards the subject's left, y down, z away
from the camera), looking into the lens. `Face.mesh_px` has the same vertices in the same order.
"""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

with (resources.files("capture.mean_face") / "mean_face.npz").open("rb") as _file, np.load(_file) as _arrays:
    VERTICES_MM: Floats = _arrays["vertices_mm"]
    """(468, 3)"""
    TRIANGLES: NDArray[np.uint16] = _arrays["triangles"]
    """(854, 3) vertex numbers, wound so that `normals` point outwards."""
VERTICES_MM.setflags(write=False)
TRIANGLES.setflags(write=False)


def normals(vertices: Floats) -> Floats:
    """Return (T, 3) unit normals, outwards, of the triangles of a mesh (468, 3) in this order, in its own axes."""
    a, b, c = (vertices[TRIANGLES[:, corner]] for corner in range(3))
    across = np.cross(b - a, c - a)
    return np.asarray(across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9), np.float32)
