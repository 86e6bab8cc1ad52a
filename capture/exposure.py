"""How bright the face is and what the sensor lost of it.

Everything is read in linear light (IEC 61966-2-1 undone) on the skin: inside the face's outline, without eyes and mouth.

- `face_ev` = log2(mean luminance of the skin / 0.18). Stops; 0 is a face as bright as an 18 % grey card; one stop
  more light is +1.
- `highlights_frac` = share of the skin's pixels with luminance of at least 247/255: ISO/IEC 29794-5 over-exposure, as
  OFIQ counts it.
- `shadows_frac` = share of them under sRGB code 25, where 8 bits hold no tone worth lifting. Both 0..1.
- `background_ev` = log2(mean luminance of what is not the person / 0.18): what light the background has, whatever the
  face has (`BackgroundReading.brightness_ev` compares the two). None without a matte or without a background.
- `noise_frac` is `capture.noise`'s, `flicker_frac` (in `capture.tones`) the unsteadiness of the last second's frame means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2

from capture.pixels import luminance
from capture.tones import HIGHLIGHT, SHADOW, ev
from capture.types import ExposureReading

if TYPE_CHECKING:
    from capture.closeup import Closeup
    from capture.overview import Overview


def measure(close: Closeup, view: Overview, noise_frac: float, flicker_frac: float | None = None) -> ExposureReading:
    """Return the exposure of a face and of what is behind it; noise and flicker are passed on as they were measured."""
    skin = luminance(close.rgb)[close.skin > 0]
    return ExposureReading(
        face_ev=ev(float(skin.mean())),
        highlights_frac=float((skin >= HIGHLIGHT).mean()),
        shadows_frac=float((skin < SHADOW).mean()),
        background_ev=None if view.behind is None else ev(float(cv2.mean(view.light, view.behind)[0])),
        noise_frac=noise_frac,
        flicker_frac=flicker_frac,
    )
