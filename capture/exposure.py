"""How bright the face is, how much light falls on it, and what the sensor lost of it.

Everything is read in linear light (IEC 61966-2-1 undone) on the skin: inside the face's outline, without eyes and mouth.

- `face_ev` = log2(mean luminance of the skin / 0.18). Stops; 0 is a face as bright as an 18 % grey card; one stop
  more light is +1.
- `light_ev` = what `face_ev` would be if the skin were such a card. Skin alone can't tell dim light from dark skin; the
  whites of the eyes have nearly the same reflectance in everybody. By their bright tenth: log2(white / 0.18) - `WHITE_EV`
  + `BESIDE_DARK` · log2(white / skin). About 0.3 stops off in most lights, 0.5 too low where brows shade the eyes.
- `highlights_frac` = share of the skin's pixels with luminance of at least 247/255: ISO/IEC 29794-5 over-exposure, as
  OFIQ counts it.
- `shadows_frac` = share of them that get so little light that light skin there would be under sRGB code 25, where 8 bits
  hold no tone worth lifting: for skin of any tone the same light is the same share. Both 0..1.
- `background_ev` = log2(mean luminance of what is not the person / 0.18): what light the background has, whatever the
  face has (`BackgroundReading.brightness_ev` compares the two). None without a matte or without a background.
- `noise_frac` is `capture.noise`'s, `flicker_frac` (in `capture.tones`) the unsteadiness of the last second's frame means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LINEAR_OF_CODE, luminance
from capture.tones import HIGHLIGHT, ev, sunk_below
from capture.types import ExposureReading

if TYPE_CHECKING:
    from capture.closeup import Closeup
    from capture.overview import Overview
    from capture.types import Floats, Rgb

WHITE_EV = 1.62
"""The white of an eye over a grey card in the same light, beside skin as light as itself: a reflectance of 0.55, lids and brows included."""
BESIDE_DARK = 0.27
"""How much less for each stop that the skin round the eye is darker: it throws less light in, its darkness spills over by the lens's blur, and whites of
darker people are less white. Both numbers were fitted to the virtual studio (two people, ten tones, seven lights)."""
BRIGHT_TENTH = 0.9
"""Of a white's pixels, the share that lids, lashes and corners may darken."""
MIN_WHITE_PX = 12
SKIN_EVERY = 16
"""Of the skin, so many pixels tell its colour well enough."""
WHITE_LESS_RED = 0.96
"""An eye's white has at most this much of the skin's ratio of red to green, or else it is a lid: lids have 0.97 to 1.05 of it, whites 0.96 and less."""
LIGHTEST_EV, DARKEST_EV = 1.74, -1.85
"""Skin over a grey card: reflectances of 0.6 and 0.05, between which all people lie."""


def measure(close: Closeup, view: Overview, noise_frac: float, flicker_frac: float | None = None) -> ExposureReading:
    """Return the exposure of a face and of what is behind it; noise and flicker are passed on as they were measured."""
    codes = close.rgb[close.skin > 0]
    skin = _luminances(codes)
    face_ev = ev(float(skin.mean()))
    light_ev = _light_ev(close.whites, face_ev, codes)
    return ExposureReading(
        face_ev=face_ev,
        light_ev=light_ev,
        highlights_frac=float((skin >= HIGHLIGHT).mean()),
        shadows_frac=float((skin < sunk_below(None if light_ev is None else face_ev - light_ev)).mean()),
        background_ev=None if view.behind is None else ev(float(cv2.mean(view.light, view.behind)[0])),
        noise_frac=noise_frac,
        flicker_frac=flicker_frac,
    )


def _light_ev(whites: tuple[Rgb, Rgb], face_ev: float, skin_codes: Rgb) -> float | None:
    """Return the light on a face whose skin has codes (N, 3); None where its eyes are closed or too small."""
    seen = [white for white in whites if len(white) >= MIN_WHITE_PX]
    if not seen:
        return None
    bright = []
    for white in seen:
        light = _luminances(white)
        bright.append(white[np.argpartition(light, int(BRIGHT_TENTH * len(white)))[int(BRIGHT_TENTH * len(white)) :]])
    red, green, _ = LINEAR_OF_CODE[np.concatenate(bright)].mean(axis=0)
    skin_red, skin_green, _ = LINEAR_OF_CODE[skin_codes[::SKIN_EVERY]].mean(axis=0)
    if red * skin_green > WHITE_LESS_RED * skin_red * green:
        return None
    white_ev = ev(float(np.mean([_luminances(codes).min() for codes in bright])))
    light_ev = white_ev - WHITE_EV + BESIDE_DARK * (white_ev - face_ev)
    return min(max(light_ev, face_ev - LIGHTEST_EV), face_ev - DARKEST_EV)


def _luminances(codes: Rgb) -> Floats:
    """Return (N,) linear luminance of codes (N, 3)."""
    return np.asarray(luminance(codes[None])[0], np.float32)
