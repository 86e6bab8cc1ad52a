"""A persona's own face mesh: the mean face, displaced by smooth fields that the persona's traits weigh.

Each field is a Gaussian about a place of the mean face and moves what is near it; sides are mirror images but for the asymmetry, which comes from the seed.
Sizes are what one standard deviation of adults differs by, within some millimetres (Farkas 1994).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from capture.mean_face import VERTICES_MM
from capture.studio.grid import CENTRE_MM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona, Shape

RELIEF = 1.15
"""How much deeper heads are than the mean face, which is flat drawings' (see `capture.mean_face.skin.RELIEF`, from light on real faces, and
`capture.making.mean_face`, from turned real heads, which ask for more and for less): a nose that throws shadows, while turned heads still read right."""
EYE_MM = (31.0, 0.0)
"""Half the distance of the eyes' middles, and their height, in the mean face."""


class _Field(NamedTuple):
    """What a trait of 1 moves: `places` (x is mirrored unless 0) with `reach` (standard deviations along x and y) by `move`, all in mm."""

    trait: str
    place: tuple[float, float]
    reach: tuple[float, float]
    move: tuple[float, float, float]


_FIELDS = (
    _Field("nose_length", (0, 41), (14, 13), (0, 4.0, -2.0)),
    _Field("nose_width", (17, 44), (8, 11), (3.5, 0, 0)),
    _Field("nose_bridge", (0, 8), (9, 17), (0, 0, -4.5)),
    _Field("jaw_width", (60, 80), (24, 26), (6.0, 0, 0)),
    _Field("chin", (0, 112), (26, 22), (0, 5.5, -3.5)),
    _Field("brow_ridge", (24, -19), (17, 9), (0, 0.8, -3.5)),
    _Field("cheekbones", (54, 20), (18, 15), (3.0, 0, -3.0)),
    _Field("fullness", (50, 62), (22, 26), (5.0, 1.0, -3.5)),
    _Field("eye_spacing", (31, -6), (20, 17), (2.5, 0, 0)),
    _Field("lips", (0, 60), (15, 5), (0, -1.6, -1.0)),
    _Field("lips", (0, 80), (16, 6), (0, 2.2, -1.6)),
    _Field("mouth_width", (25, 71), (11, 9), (4.0, 0, 1.0)),
)
_MENDED = (
    _Field("", (0, 112), (40, 20), (0, 5.0, 0)),
    _Field("", (0, 43), (18, 12), (0, -2.0, 0)),
    _Field("", (0, 70), (30, 14), (0, -1.5, 0)),
    _Field("", (74, 15), (12, 30), (0, -5.0, 0)),
    _Field("", (30, -24), (20, 7), (0, 4.5, 0)),
)
"""Where the mean face, which is what FaceMesh sees in flat drawings, differs from what it sees in rendered heads: with a longer chin, a higher nose and mouth,
higher temples and lower brows, a straight head is read as straight (pitch +0.5 degrees on average rather than −3.7) and fits the mean face straight, too."""
_LOPSIDED = (((45, 71), (18, 14)), ((35, -20), (22, 12)), ((30, 0), (20, 10)), ((60, 75), (26, 30)), ((12, 40), (16, 20)))
"""Where sides differ, (place, reach): mouth's corners, brows, eyes, jaw, nose."""
_LOPSIDED_MM = 1.3
"""Standard deviation of the sides' difference at an asymmetry of 1."""


def mesh_mm(persona: Persona) -> NDArray[np.float64]:
    """Return (468, 3) a persona's face mesh in the head's frame."""
    mesh = VERTICES_MM.astype(np.float64) * [1, 1, RELIEF]
    shape = persona.shape
    moved = mesh + _eyes(mesh, shape) + _asymmetry(mesh, persona)
    for field in _FIELDS:
        moved += getattr(shape, field.trait) * _pull(mesh, field)
    for field in _MENDED:
        moved += _pull(mesh, field)
    return np.asarray((moved - CENTRE_MM) * np.array([shape.width, shape.height, shape.depth]), np.float64)


def _near(mesh: NDArray[np.float64], x_mm: float, place: tuple[float, float], reach: tuple[float, float]) -> NDArray[np.float64]:
    return np.asarray(np.exp(-(((mesh[:, 0] - x_mm) / reach[0]) ** 2 + ((mesh[:, 1] - place[1]) / reach[1]) ** 2) / 2), np.float64)


def _pull(mesh: NDArray[np.float64], field: _Field) -> NDArray[np.float64]:
    """Return (468, 3) how a field of weight 1 moves the mesh."""
    move = np.array(field.move)
    x_mm = field.place[0]
    if x_mm == 0:
        return np.asarray(_near(mesh, 0, field.place, field.reach)[:, None] * move, np.float64)
    left = _near(mesh, x_mm, field.place, field.reach)[:, None]
    right = _near(mesh, -x_mm, field.place, field.reach)[:, None]
    return np.asarray(left * move + right * move * np.array([-1, 1, 1]), np.float64)


def _eyes(mesh: NDArray[np.float64], shape: Shape) -> NDArray[np.float64]:
    """Return (468, 3) how the eyes' size and tilt move the mesh: a scaling about each eye's middle, and a turn of its corners."""
    moved = np.zeros_like(mesh)
    for side in (1, -1):
        x_mm = side * EYE_MM[0]
        weight = _near(mesh, x_mm, EYE_MM, (19, 11))
        away = mesh[:, :2] - [x_mm, EYE_MM[1]]
        moved[:, 0] += weight * away[:, 0] * 0.07 * shape.eye_size
        moved[:, 1] += weight * away[:, 1] * 0.16 * shape.eye_size
        moved[:, 1] -= weight * away[:, 0] * side * 0.14 * shape.eye_tilt
    return moved


def _asymmetry(mesh: NDArray[np.float64], persona: Persona) -> NDArray[np.float64]:
    """Return (468, 3) the sides' differences, which the seed settles."""
    rng = np.random.default_rng((persona.seed, 1))
    size_mm = _LOPSIDED_MM * persona.shape.asymmetry
    moved = np.zeros_like(mesh)
    for place, reach in _LOPSIDED:
        for side in (1, -1):
            moved += _near(mesh, side * place[0], (place[0], place[1]), reach)[:, None] * rng.normal(0, size_mm, 3)
    return moved
