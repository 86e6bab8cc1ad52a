"""The eyelids: two curves over the head's surface, between them the eye.

An eye lies flat in its own coordinates: `across`, −1 at the inner corner and 1 at the outer one, and `down` in mm below the line between the corners, both in
the head's x-y plane. What is drawn and what the truth says come from the same curves. The tracker that the truth stands for never reports closed lids as
touching, so the reported lids stay `CLOSED_RATIO` of the eye's width apart; drawn ones close altogether.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.mean_face.features import LEFT_EYE, RIGHT_EYE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.studio.shape import HeadShape
    from capture.types import Floats

CLOSED_RATIO, OPEN_RATIO = 0.11, 0.31
"""Lid gap over the eye's width as FaceMesh reports it, of a closed and of a widely open eye: the ends of `open_frac`."""
MIDDLE = np.array([-0.21, 0.18, 0.55], np.float32)
"""Where along the eye the gap is taken: the middle three of the mesh's seven pairs of lid points."""
UPPER_SHARE = 0.64
"""Of the open gap, what lies above the line between the corners."""
LOWER_RISE = 0.12
"""Share of its depth by which the lower lid comes up when the eye closes: nearly all of the way is the upper lid's."""
SMILE_RISE_MM, SMILE_GAP_MM = 0.7, 0.35
"""A full smile's cheeks push the lower lid up, and the upper one by the difference."""
SQUINT_RISE = 0.85
"""Share of its depth by which a full squint raises the lower lid (orbicularis oculi): at rest it lies 3.3 mm under the line between the corners."""
FOLLOW_MM_DEG = 0.035
"""Both lids follow the eyes up and down (a real upper lid by 0.06 to 0.07 mm a degree, the lower by half; here alike, so that openness stays what it is)."""
FOLLOW_LIMIT_DEG = 30.0
_SURFACE_REACH = (1.1, 7.5)
"""Half width (across) and half height (mm) of the head's surface that the lids' depth is fitted to."""


@dataclass(frozen=True, slots=True)
class LidPose:
    """What moves one eye's lids; the gaze's pitch is in the head's frame, + up."""

    open_frac: float = 1.0
    smile_frac: float = 0.0
    gaze_pitch_deg: float = 0.0
    squint_frac: float = 0.0

    @property
    def depth_frac(self) -> float:
        """What a squint leaves of the lower lid's depth."""
        return 1 - SQUINT_RISE * self.squint_frac

    @property
    def gap_frac(self) -> float:
        """The lids' gap, of a widely open eye's: a squint takes from it what the lower lid rises."""
        return self.open_frac * (UPPER_SHARE + (1 - UPPER_SHARE) * self.depth_frac)


@dataclass(frozen=True, slots=True, eq=False)
class Lids:
    """One eye's lids on one persona."""

    middle_mm: Floats
    """(3,) midway between the corners, in the head's frame."""
    along: Floats
    """(2,) unit vector in the x-y plane from the inner to the outer corner; `downwards` (2,) is square to it."""
    downwards: Floats
    half_width_mm: float
    width_mm: float
    """Between the corners in space: what gaps are shares of."""
    depth: Floats
    """(10,) cubic polynomial in (across, down over the half width): z of the lids' surface in mm."""

    def flat(self, x_mm: NDArray[Any], y_mm: NDArray[Any]) -> tuple[Floats, Floats]:
        """Return (across, down_mm) of places in the head's frame."""
        right, below = x_mm - self.middle_mm[0], y_mm - self.middle_mm[1]
        across = (right * self.along[0] + below * self.along[1]) / np.float32(self.half_width_mm)
        return np.asarray(across, np.float32), np.asarray(right * self.downwards[0] + below * self.downwards[1], np.float32)

    def on_surface(self, across: NDArray[Any], down_mm: NDArray[Any]) -> Floats:
        """Return (…, 3) mm in the head's frame of places on the closed lids' surface."""
        plane = self.middle_mm[:2] + across[..., None] * self.along * np.float32(self.half_width_mm) + down_mm[..., None] * self.downwards
        z = _cubic(across, down_mm / self.half_width_mm) @ self.depth
        return np.asarray(np.concatenate([plane, z[..., None]], -1), np.float32)

    def drawn(self, across: NDArray[Any], pose: LidPose) -> tuple[Floats, Floats]:
        """Return (upper, lower) lid edges in mm down, at places across: what the picture shows."""
        gap_mm = OPEN_RATIO * pose.open_frac * self.width_mm - SMILE_GAP_MM * pose.smile_frac * min(pose.open_frac, 1.0)
        return self._edges(across, pose, max(gap_mm, 0.0))

    def reported(self, across: NDArray[Any], pose: LidPose) -> tuple[Floats, Floats]:
        """Return (upper, lower) as `drawn`, moved apart as far as trackers report them."""
        upper, lower = self.drawn(across, pose)
        reported_mm = (CLOSED_RATIO + (OPEN_RATIO - CLOSED_RATIO) * pose.open_frac) * self.width_mm
        apart = (reported_mm - OPEN_RATIO * pose.open_frac * self.width_mm) * _arch(across) / 2
        return upper - apart, lower + apart

    def _edges(self, across: NDArray[Any], pose: LidPose, gap_mm: float) -> tuple[Floats, Floats]:
        """Return the edges of a gap: the lower lid nearly rests, the upper one opens upwards from it."""
        widest_mm = OPEN_RATIO * self.width_mm
        round_ = np.sqrt(np.clip(1 - across * across, 0, 1))
        follow_mm = -FOLLOW_MM_DEG * float(np.clip(pose.gaze_pitch_deg, -FOLLOW_LIMIT_DEG, FOLLOW_LIMIT_DEG))
        depth_mm = (1 - UPPER_SHARE) * widest_mm * (1 - LOWER_RISE * (1 - min(pose.open_frac, 1.0)))
        lower = pose.depth_frac * depth_mm * _lower_arch(across) + (follow_mm - SMILE_RISE_MM * pose.smile_frac) * round_
        upper = lower - gap_mm * _arch(across, pose.depth_frac)
        return np.asarray(upper, np.float32), np.asarray(lower, np.float32)


def of(shape: HeadShape) -> tuple[Lids, Lids]:
    """Return the subject's (left, right) lids on a head."""
    return _of_eye(shape, LEFT_EYE), _of_eye(shape, RIGHT_EYE)


def _of_eye(shape: HeadShape, eye: tuple[int, int, list[int], list[int]]) -> Lids:
    outer, inner = (shape.landmarks_mm[k].astype(np.float64) for k in eye[:2])
    width_mm = float(np.linalg.norm(outer - inner))
    half_width_mm = float(np.linalg.norm((outer - inner)[:2])) / 2
    along = (outer - inner)[:2] / (2 * half_width_mm)
    downwards = np.array([-along[1], along[0]]) * np.sign(along[0])
    bare = Lids(_single((outer + inner) / 2), _single(along), _single(downwards), half_width_mm, width_mm, np.zeros(10, np.float32))
    front = shape.points_mm[shape.points_mm[..., 2] < 0]
    across, down_mm = bare.flat(front[:, 0], front[:, 1])
    near = (np.abs(across) < _SURFACE_REACH[0]) & (np.abs(down_mm) < _SURFACE_REACH[1])
    terms = _cubic(across[near], down_mm[near] / half_width_mm)
    depth = np.linalg.lstsq(terms.astype(np.float64), front[near, 2].astype(np.float64), rcond=None)[0]
    return Lids(bare.middle_mm, bare.along, bare.downwards, half_width_mm, width_mm, _single(depth))


def _single(values: NDArray[Any]) -> Floats:
    return np.asarray(values, np.float32)


def _cubic(x: NDArray[Any], y: NDArray[Any]) -> Floats:
    """Return (…, 10) terms of a cubic polynomial in two variables."""
    return np.stack([np.ones_like(x), x, y, x * x, x * y, y * y, x**3, x * x * y, x * y * y, y**3], -1)


def _upper_arch(across: NDArray[Any]) -> Floats:
    """Return the open upper lid: highest a little to the nose's side of the middle, drawn out at the inner corner; its mean over `MIDDLE` is 1."""
    return np.asarray(_bow(across, 0.78, 0.60) / _UPPER_MEAN, np.float32)


def _lower_arch(across: NDArray[Any]) -> Floats:
    """Return the lower lid: flatter, deepest towards the temple; its mean over `MIDDLE` is 1."""
    return np.asarray(_bow(across, 1.05, 0.72) / _LOWER_MEAN, np.float32)


def _arch(across: NDArray[Any], depth_frac: float = 1.0) -> Floats:
    """Return the gap between them, its mean over `MIDDLE` 1, when the lower lid has its whole depth or a share of it."""
    return UPPER_SHARE * _upper_arch(across) + (1 - UPPER_SHARE) * depth_frac * _lower_arch(across)


def _bow(across: NDArray[Any], inner: float, outer: float) -> Any:  # noqa: ANN401 - array in, array out
    """Return a curve that is 0 at both corners and rises from each like a power of the distance: the smaller, the rounder."""
    return np.clip(1 + across, 0, 2) ** inner * np.clip(1 - across, 0, 2) ** outer


_UPPER_MEAN = float(_bow(MIDDLE, 0.78, 0.60).mean())
_LOWER_MEAN = float(_bow(MIDDLE, 1.05, 0.72).mean())
