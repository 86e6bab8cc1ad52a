"""Exact light on the face: where the key is, how hard it works, how large it is.

Nothing is read from pixels. The skin is metered where `capture.light` reads it, on the triangles of the face mesh, by the studio's own lamps and shadows;
`capture.ratio` and `capture.pattern` then name it as they do for what was measured.

- The key is the lamp that gives the face the most light.
- Directions are seen from the sitter: azimuth 0, elevation 0 is a light at the lens, wherever in the picture the face is.
- Softness is the lamp's radius, of the 90 degrees that wrap half round the head.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from capture import pattern, ratio
from capture.axes import azimuth_elevation_deg
from capture.pixels import LUMA_WEIGHTS
from capture.types import LightReading, Pattern

if TYPE_CHECKING:
    from capture.axes import Vector
    from capture.studio.meter import Metered
    from capture.studio.stage import Stage
    from capture.types import Floats

HEMISPHERE_DEG = 90.0
DARKEST_FILL = 1e-3
"""Of the key's light: less fill than this is none."""


def light(metered: Metered, stage: Stage, sight: Vector, yaw_deg: float) -> LightReading | None:
    """Return the exact light; None where there is no lamp. `sight` (3, 3) is the line of sight's turn, `yaw_deg` the head's off it."""
    lamps = metered.lamps
    if not lamps:
        return None
    shares = [float(luminance(metered.by_lamp[number]) @ metered.weights) for number in range(len(lamps))]
    best = int(np.argmax(shares))
    key = lamps[best]
    azimuth_deg, elevation_deg = azimuth_elevation_deg(sight.T @ key.towards)
    towards_face = np.asarray(key.towards @ stage.head.rotation, np.float32)
    face_azimuth_deg, face_elevation_deg = azimuth_elevation_deg(towards_face.astype(np.float64))
    cheeks_ev = ratio.cheeks_ev(*(luminance(metered.total[cheek]) for cheek in metered.cheeks))
    told_ev = cheeks_ev if pattern.told_by_cheeks(towards_face) else _over_fill_ev(metered, best, shares)
    name = pattern.name(face_azimuth_deg, face_elevation_deg, told_ev)
    return LightReading(
        azimuth_deg=azimuth_deg,
        elevation_deg=elevation_deg,
        face_azimuth_deg=face_azimuth_deg,
        face_elevation_deg=face_elevation_deg,
        pattern=name,
        short=None if name is Pattern.FLAT else pattern.is_short(face_azimuth_deg, yaw_deg),
        key_to_fill_ev=cheeks_ev,
        softness_frac=min(key.radius_deg / HEMISPHERE_DEG, 1.0),
        catchlights=None,
        confidence_frac=1.0,
    )


def luminance(light_rgb: Floats) -> Floats:
    """Return (…) luminance of linear R, G, B (…, 3)."""
    return np.asarray(light_rgb @ LUMA_WEIGHTS[0], np.float32)


def _over_fill_ev(metered: Metered, best: int, shares: list[float]) -> float:
    """Return log2 of (key + fill) over fill for skin that faces the key: the key's whole light against the mean of all the rest."""
    key = float(luminance(metered.lamps[best].colour))
    fill = float(luminance(metered.total) @ metered.weights) - shares[best]
    return math.log2(1 + key / max(fill, DARKEST_FILL * key, 1e-9))
