"""Lashes: thin curves from the lids' edges, drawn in space, so that they point the right way from the side and turn down with a closing lid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.persona import Persona
    from capture.studio.lids import LidPose, Lids
    from capture.studio.patch import Patch
    from capture.studio.stage import View
    from capture.types import Floats

UPPER, LOWER = 54, 26
"""Lashes drawn of each lid: a third of what grows there, each for three."""
UPPER_MM, LOWER_MM = 8.0, 4.5
"""Mean length."""
BREADTH_MM = 0.13
"""Of one drawn lash, at its root."""
LAYERS = 3
"""Lashes are drawn in as many layers, so that those that cross darken one another."""
_STEPS = np.linspace(0, 1, 5, dtype=np.float32)[:, None]


@dataclass(frozen=True, slots=True, eq=False)
class LashRow:
    """One lid's lashes: where each grows across the lid, how long it is and how it leans (−1 to the nose, 1 to the temple), (N,) each."""

    across: Floats
    length_mm: Floats
    lean: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Lashes:
    """One eye's lashes."""

    upper: LashRow
    lower: LashRow
    breadth_mm: float


def build(persona: Persona, side: int) -> Lashes:
    """Return the lashes of one eye (`side` 1 the left, −1 the right); make-up lengthens and thickens them."""
    rng = np.random.default_rng((persona.seed, 22, side + 1))
    made_up = persona.skin.eyeliner
    upper, lower = (np.sort(rng.uniform(*ends, count)) for ends, count in (((-0.80, 0.99), UPPER), ((-0.45, 0.95), LOWER)))
    # Lashes lean together in tufts.
    tufts = 0.16 * np.sin(26 * upper + rng.uniform(0, 6)) + 0.09 * np.sin(61 * upper + rng.uniform(0, 6))
    upper_mm = UPPER_MM * (0.72 + 0.28 * made_up) * (0.75 + 0.35 * (upper + 0.8) / 1.8) * rng.uniform(0.75, 1.1, UPPER)
    lower_mm = LOWER_MM * (0.7 + 0.3 * made_up) * rng.uniform(0.6, 1.1, LOWER)
    return Lashes(
        upper=_row(upper, upper_mm, 0.75 * upper + tufts + rng.normal(0, 0.08, UPPER)),
        lower=_row(lower, lower_mm, 0.8 * lower + rng.normal(0, 0.15, LOWER)),
        breadth_mm=BREADTH_MM * (1 + 0.6 * made_up),
    )


def _row(across: NDArray[np.float64], length_mm: NDArray[np.float64], lean: NDArray[np.float64]) -> LashRow:
    return LashRow(*(np.asarray(values, np.float32) for values in (across, length_mm, lean)))


def opacity(lashes: Lashes, view: View, patch: Patch, lids: Lids, pose: LidPose) -> Floats:
    """Return (h, w) how much of each of the patch's pixels lashes hide."""
    curves = np.concatenate([_upper(lashes.upper, lids, pose), _lower(lashes.lower, lids, pose)])
    places = np.round((view.project(curves) - np.array(patch.box[:2], np.float32)) * 16).astype(np.int32)
    breadth_px = lashes.breadth_mm * patch.px_per_mm
    line_px = max(1, round(breadth_px))
    ink = int(np.clip(255 * breadth_px / line_px, 1, 255))
    through = np.ones(patch.x_mm.shape, np.float32)
    for layer in range(LAYERS):
        drawn = np.zeros(patch.x_mm.shape, np.uint8)
        for half, strength in ((slice(0, 3), 1.0), (slice(2, 5), 0.6)):
            lines, tone = list(places[layer::LAYERS, half]), (int(ink * strength),)
            cv2.polylines(drawn, lines, isClosed=False, color=tone, thickness=line_px, lineType=cv2.LINE_AA, shift=4)
        through *= 1 - drawn.astype(np.float32) / 255
    return 1 - through


def _upper(row: LashRow, lids: Lids, pose: LidPose) -> Floats:
    """Return (UPPER, 5, 3) curves: forward first, then up; a closing lid turns them down."""
    edge, _ = lids.drawn(row.across, pose)
    openness = min(pose.open_frac, 1.0)
    return _curves(row, lids, edge, (-0.10 + 0.12 * openness, -0.32 + 0.80 * openness))


def _lower(row: LashRow, lids: Lids, pose: LidPose) -> Floats:
    _, edge = lids.drawn(row.across, pose)
    return _curves(row, lids, edge, (-0.18, -0.42))


def _curves(row: LashRow, lids: Lids, edge: Floats, rise: tuple[float, float]) -> Floats:
    """Return (N, 5, 3) quadratic curves in the head's frame; `rise` is how high middle and tip are, over the length."""
    root = lids.on_surface(row.across, edge)
    out = np.append(lids.along, 0).astype(np.float32)
    up = np.append(-lids.downwards, 0).astype(np.float32)
    forth = np.array([0, 0, -1], np.float32)
    size, sideways = row.length_mm[:, None], (row.lean * row.length_mm)[:, None]
    middle = root + size * (0.45 * forth + rise[0] * up) + 0.15 * sideways * out
    tip = root + size * (0.75 * forth + rise[1] * up) + 0.42 * sideways * out
    steps = _STEPS[None]
    return np.asarray((1 - steps) ** 2 * root[:, None] + 2 * steps * (1 - steps) * middle[:, None] + steps**2 * tip[:, None], np.float32)
