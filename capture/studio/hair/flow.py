"""Which way hair lies: fields of direction over the unit sphere of the head, one for each way of combing.

A flow takes unit vectors (N, 3) in the head's frame and returns vectors (N, 3) of any length; `along` makes them unit vectors that touch the sphere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from capture.studio import grid
from capture.studio.noise import smooth_step
from capture.studio.sheet import cross, unit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

Flow: TypeAlias = Callable[["Floats"], "Floats"]

DOWN = np.array([0, 1, 0], np.float32)
BACK = np.array([0, 0, 1], np.float32)
LEFT = np.array([1, 0, 0], np.float32)
SWIRL_DEG = 22.0
"""How far round a crown's whorl its hair turns: the logarithmic spiral of a scalp's whorl, within `SWIRL_RADIUS_DEG`."""
SWIRL_RADIUS_DEG = 22.0


def along(vectors: Floats, directions: Floats) -> Floats:
    """Return unit vectors (…, 3): the part of `vectors` that touches the sphere at `directions`."""
    outward = np.einsum("...k,...k->...", vectors, directions)[..., None]
    return unit(vectors - outward * directions)


def away_deg(directions: Floats, place: Floats) -> Floats:
    """Return (…) the angles in degrees between unit vectors (…, 3) and one (3,)."""
    cosine = directions[..., 0] * place[0] + directions[..., 1] * place[1] + directions[..., 2] * place[2]
    return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))), np.float32)


def turned(vectors: Floats, directions: Floats, angle_rad: NDArray[Any]) -> Floats:
    """Return touching unit vectors (N, 3) turned by angles (N,) about the outward directions."""
    sideways = cross(directions, vectors)
    return np.asarray(np.cos(angle_rad)[:, None] * vectors + np.sin(angle_rad)[:, None] * sideways, np.float32)


def from_whorl(side: float, sweep: float) -> Flow:
    """Away from a whorl at the crown, on the side of the sign of `side`.

    Above the forehead it is swept aside and up: by `sweep`, 0 falls straight on to the forehead, 1 lies across it and shows the hairline's roots.
    """
    whorl = grid.towards(np.radians(np.array(180 - 14 * side)), np.radians(np.array(62.0)))

    def flow(directions: Floats) -> Floats:
        away = along(-np.broadcast_to(whorl, directions.shape), directions)
        distance_deg = away_deg(directions, whorl)
        away = turned(away, directions, np.radians(SWIRL_DEG) * np.exp(-((distance_deg / SWIRL_RADIUS_DEG) ** 2)) * side)
        in_front = sweep * smooth_step(0.2, 0.57, -directions[:, 2]) * smooth_step(0.52, 0.75, -directions[:, 1])
        across = 0.9 * side * LEFT + 0.45 * BACK - 0.35 * DOWN
        return np.asarray(away * (1 - in_front)[:, None] + in_front[:, None] * across, np.float32)

    return flow


def from_parting(parting_x: float, back: float, curve: float) -> Flow:
    """From a parting (the sagittal plane at `parting_x` of the head's radius) to both sides and down.

    `back` is the share combed backwards, `curve` how soon the hair turns down.
    """

    def flow(directions: Floats) -> Floats:
        side = np.tanh((directions[:, 0] - parting_x) * 30)
        above = smooth_step(0.44, 0.97, -directions[:, 1])
        behind = smooth_step(-0.1, 0.6, directions[:, 2])
        sideways = side * above * (1 - 0.5 * behind)
        return np.asarray(sideways[:, None] * LEFT + (curve * (1.1 - above) + 0.4 * behind)[:, None] * DOWN + back * BACK, np.float32)

    return flow


def with_fringe(rest: Flow) -> Flow:
    """Another flow, but straight down over the forehead."""

    def flow(directions: Floats) -> Floats:
        over = smooth_step(0.17, 0.38, -directions[:, 2]) * smooth_step(0.58, 0.44, np.abs(directions[:, 0]))
        return np.asarray(along(rest(directions), directions) * (1 - over)[:, None] + over[:, None] * along(DOWN + 0 * directions, directions), np.float32)

    return flow


def swept_back(lift: float) -> Flow:
    """From the forehead and the temples backwards, and down at the nape; `lift` spreads it from the middle line."""

    def flow(directions: Floats) -> Floats:
        spread = lift * directions[:, :1] * smooth_step(0.46, 0.95, -directions[:, 1])[:, None]
        return np.asarray(BACK + 0.32 * DOWN + spread * LEFT, np.float32)

    return flow


def towards_point(point: Floats) -> Flow:
    """Straight to one place, where it is tied."""

    def flow(directions: Floats) -> Floats:
        return np.asarray(np.broadcast_to(point, directions.shape) + 0.12 * DOWN, np.float32)

    return flow
