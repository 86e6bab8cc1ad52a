"""Whether the skin has a colour that skin has: the cheeks' mean in CIELAB (D50)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.iso.aligned import cheek_zones

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.iso.aligned import AlignedFace

    Colour = NDArray[np.float64]

LEAST, MOST_A, MOST_B = 5.0, 25.0, 35.0
"""a* of skin lies within 5..25, b* within 5..35."""
NOT_SKIN = 100.0
"""The native value of greenish and of bluish skin."""

_XYZ_OF_RGB = np.array([[0.43605, 0.38508, 0.14309], [0.22249, 0.71689, 0.06062], [0.01393, 0.09710, 0.71419]])
_WHITE = np.array([0.964221, 1.0, 0.825211])
_SMALL, _SLOPE = 216 / 24389, 24289 / 27
"""CIELAB's own slope near black is 24389/27; OFIQ's is kept, since no skin is that dark."""


def off_skin(face: AlignedFace) -> float | None:
    """Return how far the cheeks' colour is from skin's, 0 within its range; 0 for a grey picture; None where a cheek can't be placed."""
    rgb = face.rgb
    if (rgb == rgb[..., :1]).all():
        return 0.0
    zones = cheek_zones(face)
    if zones is None:
        return None
    cheeks = [np.where(face.region[zone][..., None] > 0, rgb[zone], np.uint8(0)) for zone in zones]
    a, b = a_b(np.mean(cheeks, axis=(0, 1, 2)) / 255)
    if a < 0 or b < 0:
        return NOT_SKIN
    return float(np.hypot(max(0.0, LEAST - a, a - MOST_A), max(0.0, LEAST - b, b - MOST_B)))


def a_b(rgb: Colour) -> tuple[float, float]:
    """Return CIELAB's a* and b* under D50 of an sRGB-encoded colour (3,) in 0..1."""
    light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    t = _XYZ_OF_RGB @ light / _WHITE
    x, y, z = np.where(t > _SMALL, np.cbrt(t), (_SLOPE * t + 16) / 116)
    return float(500 * (x - y)), float(200 * (y - z))
