"""How bright the face is: five components from one histogram of its region, and the likeness of its cheeks.

All in LINEAR light on 256 steps: 25 of them are code 88 of a picture, so that OFIQ's "under-exposed" is what photographers call a shadow with detail.
A face that leaves the picture counts as black there, as it does in OFIQ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.iso.aligned import cheek_zones
from capture.iso.components import Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.iso.aligned import AlignedFace, Codes

    Shares = NDArray[np.float64]

DARKEST, BRIGHTEST = 25, 247
"""Linear luminance of 255 up to which, and from which on, a pixel counts as under- and over-exposed."""

_STEPS = np.arange(256) / 255


def natives(face: AlignedFace) -> dict[Measure, float | None]:
    """Return the native values; none of the region's when it lies outside the square."""
    found: dict[Measure, float | None] = {Measure.ILLUMINATION_UNIFORMITY: cheeks_overlap(face)}
    if not face.region.any():
        return found
    shares = histogram(face.codes, face.region)
    mean = float(shares @ _STEPS)
    used = shares[shares > 0]
    return found | {
        Measure.LUMINANCE_MEAN: mean,
        Measure.LUMINANCE_VARIANCE: float(shares @ (_STEPS - mean) ** 2),
        Measure.UNDER_EXPOSURE_PREVENTION: float(shares[: DARKEST + 1].sum()),
        Measure.OVER_EXPOSURE_PREVENTION: float(shares[BRIGHTEST:].sum()),
        Measure.DYNAMIC_RANGE: max(-float(used @ np.log2(used)), 0.0),
    }


def cheeks_overlap(face: AlignedFace) -> float | None:
    """Return the overlap 0..1 of the cheeks' histograms, what is not the face being black; None where a cheek can't be placed."""
    zones = cheek_zones(face)
    if zones is None:
        return None
    left, right = (histogram(np.where(face.region[zone] > 0, face.codes[zone], np.uint8(0)), None) for zone in zones)
    return float(np.minimum(left, right).sum())


def histogram(codes: Codes, where: Codes | None) -> Shares:
    """Return (256,) the share of each code, where the mask is not 0."""
    counts = cv2.calcHist([codes], [0], where, [256], (0, 256))[:, 0].astype(np.float64)
    return np.asarray(counts / counts.sum(), np.float64)
