"""A face's proportions in its own axes, and how those of one picture differ from those of a sitting's photographs of the same person.

Turn and size are undone by laying the mesh's bones (forehead, nose, temples) on the mean face's, so lengths are in millimetres of a face whose bones have the
mean size: only their ratios mean anything. The jaw is measured on its edge in the picture (`capture.audit.jaw`), everything else on the mesh. What the mesh
makes of a turn or a smile is not quite undone, so photographs are compared that were taken from nearly the same side; their own spread is the yardstick, and
never less than what one face differs by from picture to picture in the studio.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from capture.audit import jaw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.audit.jaw import Jaw
    from capture.types import Face, PoseReading, Rgb

    Exact = NDArray[np.float64]


class Length(StrEnum):
    """What is measured on a face."""

    JAW = "jaw width"
    CHEEKS = "cheek width"
    EYES = "distance of the eyes"
    NOSE = "nose width"
    MOUTH = "mouth width"
    FACE = "face height"
    LOWER_FACE = "lower face height"


LEAST_CLEAR, AS_CLEAR = 1.8, 0.65
"""Photographs whose chin's edge is less clear than the first (`capture.audit.jaw`) are no yardstick of what ends there. A portrait is held against them where
its chin is so much of their clearness: whether it melts into beard or neck is a matter of the face, and reshaping takes a quarter off; less than that, and
something else is before it, or was taken for it.
"""
PAIRS = {Length.CHEEKS: (454, 234), Length.NOSE: (294, 64), Length.MOUTH: (291, 61)}
"""Vertices of the mesh, the subject's left and right."""
EYE_CORNERS = ((263, 362), (33, 133))
FOREHEAD, NOSE_TIP = 10, 1
JAW_HEIGHTS = (0.66, 0.68, 0.70, 0.72, 0.74)
"""Of the way from the eyes' line to the chin's edge: between mouth and chin."""
CHIN_POINTS = slice(32, 40)
CHIN, CHIN_MM, TALLER_WIDENS = 152, 117.0, 0.59
"""Vertex of the mesh's chin, how far down it usually is, and how much of its being lower by some share the jaw's width shows: where the mesh is
a little off in turn and size, both are, so that is taken off (in the studio; by linear discriminants of pictures of one face against narrowed jaws).
"""
SAME_SIDE_DEG, SAME_HEIGHT_DEG = 10.0, 10.0
"""Photographs whose yaw and pitch differ by no more are compared."""
AT_CHIN = frozenset({Length.JAW, Length.FACE, Length.LOWER_FACE})
FEWEST_PHOTOGRAPHS = 2
SPREAD_FRAC = {
    Length.JAW: 0.0062, Length.CHEEKS: 0.009, Length.EYES: 0.012, Length.NOSE: 0.035, Length.MOUTH: 0.12, Length.FACE: 0.009, Length.LOWER_FACE: 0.015,
}  # fmt: skip
"""What pictures of one face differ by: standard deviations in the studio, with the smiles of a sitting, each as it is measured."""
SMILE_WIDENS = 0.035
"""A mouth that is wider by some share, as a smile makes it, has a jaw that is wider by so much of it (found as that was).
"""
SPREAD_COUNTS = 6
"""As many photographs of this sitter it takes for their own spread to count as much as that."""
JAW_SHOWN = 0.69
"""Of what a jaw is narrower by, its edge in the mesh's axes shows this: the mesh follows by the rest and takes that for a turn and a size (studio, 6 %)."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """One picture's lengths in millimetres as the module says, and the pose they were read at.

    `chin_clear` says how far those that end at the chin can be trusted (`capture.audit.jaw`).
    """

    mm: dict[Length, float]
    yaw_deg: float
    pitch_deg: float
    chin_clear: float


@dataclass(frozen=True, slots=True)
class Compared:
    """One length against the sitting's."""

    length: Length
    change_frac: float
    """Longer than in the photographs by this share; negative where shorter."""
    spread_frac: float
    """Standard deviation of such a change between pictures of the same face."""
    photographs: int
    differs_from: int
    """Of so many it differs in the same direction by more than one spread."""


def measure(rgb: Rgb, face: Face, pose: PoseReading) -> Proportions:
    """Return the proportions of a face in an (H, W, 3) picture."""
    edge = jaw.measure(rgb, face)
    mesh = edge.mesh_mm
    left, right = (mesh[list(corners)].mean(axis=0) for corners in EYE_CORNERS)
    chin_mm = float(edge.path_mm[CHIN_POINTS, 1].mean())
    found = {length: float(np.linalg.norm(mesh[one] - mesh[other])) for length, (one, other) in PAIRS.items()}
    found[Length.EYES] = float(np.linalg.norm(left - right))
    found[Length.JAW] = jaw_width(edge, chin_mm) * (CHIN_MM / max(float(mesh[CHIN, 1]), 1.0)) ** TALLER_WIDENS
    found[Length.FACE] = chin_mm - float(mesh[FOREHEAD, 1])
    found[Length.LOWER_FACE] = chin_mm - float(mesh[NOSE_TIP, 1])
    return Proportions(found, pose.yaw_deg, pose.pitch_deg, edge.chin_clear)


def jaw_width(edge: Jaw, chin_mm: float) -> float:
    """Return the mean width of the jaw between mouth and chin (geometric, over `JAW_HEIGHTS`)."""
    half = len(edge.path_mm) // 2
    sides = []
    for side in (edge.path_mm[:half], edge.path_mm[half:]):
        order = np.argsort(side[:, 1])
        sides.append(np.interp([height * chin_mm for height in JAW_HEIGHTS], side[order, 1], side[order, 0]))
    return float(np.exp(np.log(np.maximum(np.abs(sides[0] - sides[1]), 1e-3)).mean()))


def comparable(audited: Proportions, sitting: Sequence[Proportions]) -> list[Proportions]:
    """Return those of a sitting's photographs that were taken from nearly the same side."""
    near = (SAME_SIDE_DEG, SAME_HEIGHT_DEG)
    return [one for one in sitting if abs(one.yaw_deg - audited.yaw_deg) <= near[0] and abs(one.pitch_deg - audited.pitch_deg) <= near[1]]


def compare(audited: Proportions, sitting: Sequence[Proportions]) -> tuple[Compared, ...]:
    """Return each length against the sitting's photographs from nearly the same side; those are left out of which there are too few."""
    near = comparable(audited, sitting)
    clear = [one for one in near if one.chin_clear >= LEAST_CLEAR]
    seen = bool(clear) and audited.chin_clear >= AS_CLEAR * float(np.median([one.chin_clear for one in clear]))
    by_length = {length: clear if length in AT_CHIN else near for length in Length if seen or length not in AT_CHIN}
    return tuple(_compared(length, audited, own) for length, own in by_length.items() if len(own) >= FEWEST_PHOTOGRAPHS)


def _compared(length: Length, audited: Proportions, near: Sequence[Proportions]) -> Compared:
    shown = JAW_SHOWN if length is Length.JAW else 1.0
    own = np.array([_log_mm(one, length) for one in near]) / shown
    change = _log_mm(audited, length) / shown - own
    mean = float(change.mean())
    usual = SPREAD_FRAC[length] / shown
    variance = (SPREAD_COUNTS * usual**2 + float(((own - own.mean()) ** 2).sum())) / (SPREAD_COUNTS + len(near) - 1)
    # A mean of few photographs is itself unsure.
    spread = (variance * (1 + 1 / len(near))) ** 0.5
    differs = int((np.sign(mean) * change > spread).sum())
    return Compared(length, float(np.expm1(mean)), spread, len(near), differs)


def _log_mm(of: Proportions, length: Length) -> float:
    """Return the logarithm of a length, the jaw's without what a smile adds to it."""
    smile = SMILE_WIDENS * math.log(of.mm[Length.MOUTH]) if length is Length.JAW else 0.0
    return math.log(of.mm[length]) - smile
