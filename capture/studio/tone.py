"""How a camera turns linear light into codes: the standard's curve, and three that cameras really have.

Light is linear, 1 the white that sRGB's own curve burns out at; codes are shares 0..1 of 255. All curves rise all the way to their own white, and middle
grey (0.18) comes out within a third of a stop of where the standard puts it.

- srgb: IEC 61966-2-1 as it is. White at 1.
- phone: light is pushed by `PHONE_PUSH`, then bent by s·(1 + s/w²)/(1 + s), which keeps what is beyond 1 as a long shoulder (Reinhard et al. 2002,
  "Photographic tone reproduction", equation 4). Shadows come out 0.4 stops up.
- contrast: (1 + k)·xⁿ/(xⁿ + k), the response of film and of eyes (Naka & Rushton 1966), n over 1: deep shadows, bright mids. White at 1.
- flat: log(1 + a·x), as cameras for grading record: four times as much light before white, everything greyer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.script.scene import Curve

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Light = NDArray[np.float64]

PHONE_PUSH = 1.3
PHONE_WHITE = 2.0
"""w: pushed light that comes out white."""
CONTRAST_POWER, CONTRAST_HALF = 1.4, 0.74
FLAT_SLOPE, FLAT_WHITE = 60.0, 4.0

WHITE = {Curve.SRGB: 1.0, Curve.PHONE: PHONE_WHITE / PHONE_PUSH, Curve.CONTRAST: 1.0, Curve.FLAT: FLAT_WHITE}
"""The light that each curve's last code stands for; more is burnt out."""


def shares(curve: Curve, light: Light) -> Light:
    """Return codes as shares 0..1 (not rounded) of linear light of any shape; light under 0 counts as 0, light over the curve's white as white."""
    x = np.clip(light, 0.0, WHITE[curve])
    if curve is Curve.FLAT:
        return np.asarray(np.log1p(FLAT_SLOPE * x) / np.log1p(FLAT_SLOPE * FLAT_WHITE), np.float64)
    if curve is Curve.PHONE:
        pushed = PHONE_PUSH * x
        x = pushed * (1 + pushed / PHONE_WHITE**2) / (1 + pushed)
    elif curve is Curve.CONTRAST:
        power = x**CONTRAST_POWER
        x = (1 + CONTRAST_HALF) * power / (power + CONTRAST_HALF)
    return _standard(x)


def _standard(x: Light) -> Light:
    return np.where(x <= 0.0031308, 12.92 * x, 1.055 * np.power(x, 1 / 2.4) - 0.055)
