"""How round the two irises are, and whether they are alike.

Each iris's edge is found along 48 rays from its middle, between the lids only, as the steepest step from dark to bright within 0.7 to 1.4 of the tracker's
radius; a circle is fitted to those points (Kåsa 1976), those beyond 2½ robust deviations left out once. An iris that is nearly as bright as the white beside
it, a pale one in the shade, has no such edge: the steepest step is then any, and nothing is told. A real iris is round to a few per cent; seen from the
side it is an ellipse, by the cosine of the angle off the lens, which for the gazes of portraits (under 20 degrees) is 6 %.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Eye, Face, Floats, Rgb

    Exact = NDArray[np.float64]

SMALLEST_PX = 7.0
"""An iris's radius under which its edge is known to no better than a seventh of it."""
RAYS, RINGS = 48, 43
WITHIN = (0.7, 1.4)
FEWEST_RAYS = 14
BESIDE, LEAST_CONTRAST, FEWEST_BESIDE = (0.75, 1.25), 0.15, 4
"""In the tracker's radii, inside and outside the edge; by what share the white there is brighter, 0.33 and more in photographs and usual eyes of the studio,
0.04 and less where a circle was fitted to nothing; and on how many rays both must be seen to tell.
"""
LID_ROOM = 0.12
"""In iris radii: edges so near to a lid are the lid's."""
OUTLIER = 2.5


@dataclass(frozen=True, slots=True)
class IrisShape:
    """One iris: the fitted circle's radius, the points' root-mean-square distance from it over the radius, and the share of rays that met its edge."""

    radius_px: float
    off_round_frac: float
    seen_frac: float


@dataclass(frozen=True, slots=True)
class Irises:
    """The subject's left and right iris; None for one too small or too covered by its lids."""

    left: IrisShape | None
    right: IrisShape | None

    @property
    def larger_frac(self) -> float | None:
        """By what share the larger one's radius exceeds the smaller one's; None unless both are seen."""
        if self.left is None or self.right is None:
            return None
        return max(self.left.radius_px, self.right.radius_px) / max(min(self.left.radius_px, self.right.radius_px), 1e-6) - 1


def measure(rgb: Rgb, face: Face) -> Irises:
    """Return the shape of both irises in an (H, W, 3) picture."""
    return Irises(_shape(rgb, face.left_eye), _shape(rgb, face.right_eye))


def _shape(rgb: Rgb, eye: Eye) -> IrisShape | None:
    if eye.iris_radius_px < SMALLEST_PX:
        return None
    turn = np.arange(RAYS) * 2 * np.pi / RAYS
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    reach_px = np.linspace(*WITHIN, RINGS) * eye.iris_radius_px
    places = (eye.iris_px + ways[:, None] * reach_px[None, :, None]).astype(np.float32)
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    seen = cv2.remap(luma, places, np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    along = np.asarray(cv2.GaussianBlur(seen, (5, 1), 0), np.float32)
    steps = np.gradient(along, axis=1)
    steepest = steps.argmax(axis=1)
    points = places[np.arange(RAYS), steepest].astype(np.float64)
    lids = eye.contour_px.astype(np.float32).reshape(-1, 1, 2)
    inside = np.array([cv2.pointPolygonTest(lids, (float(x), float(y)), measureDist=True) for x, y in points])
    whole = (steepest > 0) & (steepest < RINGS - 1) & (inside > LID_ROOM * eye.iris_radius_px) & (steps.max(axis=1) > 0)
    if whole.sum() < FEWEST_RAYS or _contrast(along, places, lids, eye.iris_radius_px) < LEAST_CONTRAST:
        return None
    kept = points[whole]
    middle, radius = _circle(kept)
    off = np.abs(np.linalg.norm(kept - middle, axis=1) - radius)
    near = off <= OUTLIER * max(float(np.median(off)), 1e-3) / 0.6745
    if near.sum() < FEWEST_RAYS:
        return None
    middle, radius = _circle(kept[near])
    off = np.linalg.norm(kept[near] - middle, axis=1) - radius
    return IrisShape(radius, float(np.sqrt((off**2).mean())) / max(radius, 1e-6), float(whole.mean()))


def _contrast(along: NDArray[np.float32], places: Floats, lids: Floats, radius_px: float) -> float:
    """Return by what share the white of the eye is brighter than the iris beside it; 1 where too little of either is seen to tell."""
    seen = []
    for reach in BESIDE:
        ring = round((reach - WITHIN[0]) / (WITHIN[1] - WITHIN[0]) * (RINGS - 1))
        far = np.array([cv2.pointPolygonTest(lids, (float(x), float(y)), measureDist=True) for x, y in places[:, ring]])
        seen.append(along[far > LID_ROOM * radius_px, ring])
    if min(len(ring) for ring in seen) < FEWEST_BESIDE:
        return 1.0
    iris, white = (float(np.median(ring)) for ring in seen)
    return (white - iris) / max(white, 1.0)


def _circle(points: Exact) -> tuple[Floats, float]:
    """Return the middle (2,) and the radius of the circle fitted to points (N, 2)."""
    terms = np.column_stack([2 * points, np.ones(len(points))])
    x, y, rest = np.linalg.lstsq(terms, (points**2).sum(axis=1), rcond=None)[0]
    return np.array([x, y], np.float32), float(np.sqrt(max(rest + x * x + y * y, 0)))
