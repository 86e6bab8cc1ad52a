"""Exposure, white balance and contrast of a picture as five numbers: applied, undone, and told.

Each value goes through the curve of its channel (`capture.develop.curve`), each pixel by itself: no pixel knows of its neighbours, so nothing can be smoothed,
sharpened or moved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
import numpy as np

from capture.develop.curve import Curve

if TYPE_CHECKING:
    from capture.types import Floats

DIGITS = 4
"""Numbers are rounded to so many digits before they are used, so that what is recorded is what was done."""

_Ev = Annotated[float, msgspec.Meta(ge=-3, le=3)]
_Gain = Annotated[float, msgspec.Meta(ge=0.25, le=4)]
_Contrast = Annotated[float, msgspec.Meta(ge=0.8, le=1.25)]


class Development(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is done to the tones of a picture; its bounds are all that the program can do."""

    exposure_ev: _Ev = 0.0
    """Stops that middle grey is raised by."""
    gain_red: _Gain = 1.0
    gain_green: _Gain = 1.0
    gain_blue: _Gain = 1.0
    contrast: _Contrast = 1.0
    """The slope of shown stops over seen stops about middle grey."""

    @property
    def nothing(self) -> bool:
        """Whether it leaves every picture as it is."""
        return self == Development()

    def applied(self, light: Floats) -> Floats:
        """Return the light (H, W, 3), 0..1, that is shown of linear light (H, W, 3), 0..1."""
        if self.nothing:
            return light
        return np.stack([curve.applied(light[..., channel]) for channel, curve in enumerate(self._curves)], axis=-1).astype(np.float32)

    def undone(self, shown: Floats) -> Floats:
        """Return the linear light (H, W, 3), 0..1, that `applied` made `shown` of."""
        if self.nothing:
            return shown
        return np.stack([curve.undone(shown[..., channel]) for channel, curve in enumerate(self._curves)], axis=-1).astype(np.float32)

    @property
    def _curves(self) -> tuple[Curve, ...]:
        return tuple(Curve(2.0**self.exposure_ev * gain, self.contrast) for gain in (self.gain_red, self.gain_green, self.gain_blue))
