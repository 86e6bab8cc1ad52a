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
  hold no tone worth lifting: for skin of any tone the same light is the same share. Where the light is not known the skin may be of the deepest tone, and
  counts as such: else dark skin would be told to be lit like light skin whenever its eyes can't be read. Both 0..1.
- `tones_frac` = the skin's histogram: its share in each sixteenth of the encoded scale, of grey as sRGB encodes it.
- `background_ev` = log2(mean luminance of what is not the person / 0.18): what light the background has, whatever the
  face has (`BackgroundReading.brightness_ev` compares the two). None without a matte or without a background.
- `noise_frac` is `capture.noise`'s, `flicker_frac` (in `capture.tones`) the unsteadiness of the last second's frame means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.pixels import LINEAR_OF_CODE, LUMA_WEIGHTS, linear
from capture.tones import HIGHLIGHT, TONES, ev, sunk_below
from capture.types import ExposureReading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.closeup import Closeup
    from capture.overview import Overview
    from capture.types import Rgb

WHITE_EV = 1.62
"""The white of an eye over a grey card in the same light, beside skin as light as itself: a reflectance of 0.55, lids and brows included."""
BESIDE_DARK = 0.27
"""How much less for each stop that the skin round the eye is darker: it throws less light in, its darkness spills over by the lens's blur, and whites of
darker people are less white. Both numbers were fitted to the virtual studio (two people, ten tones, seven lights)."""
BRIGHT_SHARE = 4
"""The bright tenth of an eye's opening is a quarter of what `capture.closeup` hands on."""
MIN_WHITE_PX = 8
WHITE_LESS_RED = 0.966
"""An eye's white has at most this much of the skin's ratio of red to green, or else it is a lid: lids have 0.97 to 1.05 of it, whites 0.962 and less."""
LIGHTEST_EV, DARKEST_EV = 1.74, -1.85
"""Skin over a grey card: reflectances of 0.6 and 0.05, between which all people lie."""


def measure(close: Closeup, view: Overview, noise_frac: float) -> ExposureReading:
    """Return the exposure of a face and of what is behind it; noise is passed on as it was measured, and flicker is added by who knows the frames before."""
    rgb_light = linear(close.rgb)
    skin = np.asarray(cv2.transform(rgb_light, LUMA_WEIGHTS), np.float32)[close.skin > 0]
    face_ev = ev(float(skin.mean()))
    light_ev = _light_ev(close.whites, face_ev, cv2.mean(rgb_light, close.skin))
    return ExposureReading(
        face_ev=face_ev,
        light_ev=light_ev,
        highlights_frac=np.count_nonzero(skin >= HIGHLIGHT) / skin.size,
        shadows_frac=np.count_nonzero(skin < sunk_below(DARKEST_EV if light_ev is None else face_ev - light_ev)) / skin.size,
        background_ev=None if view.behind_light is None else ev(view.behind_light),
        noise_frac=noise_frac,
        flicker_frac=None,
        tones_frac=_tones_frac(close),
    )


def _tones_frac(close: Closeup) -> tuple[float, ...]:
    """Return the skin's shares of the TONES, to a thousandth."""
    counts = cv2.calcHist([cv2.cvtColor(close.rgb, cv2.COLOR_RGB2GRAY)], [0], close.skin, [TONES], [0, 256]).ravel()
    return tuple(round(share, 3) for share in (counts / max(float(counts.sum()), 1.0)).tolist())


def _light_ev(whites: tuple[Rgb, Rgb], face_ev: float, skin: Sequence[float]) -> float | None:
    """Return the light on a face whose skin sends back linear R, G, B; None where its eyes are closed or too small."""
    bright = [LINEAR_OF_CODE[white[-len(white) // BRIGHT_SHARE :]] for white in whites if len(white) >= MIN_WHITE_PX]
    if not bright:
        return None
    red, green, _ = np.concatenate(bright).mean(axis=0)
    if red * skin[1] > WHITE_LESS_RED * skin[0] * green:
        return None
    # The least of the brightest, so that a lamp's reflection does not count.
    white_ev = ev(float(np.mean([(light @ LUMA_WEIGHTS[0]).min() for light in bright])))
    light_ev = white_ev - WHITE_EV + BESIDE_DARK * (white_ev - face_ev)
    return min(max(light_ev, face_ev - LIGHTEST_EV), face_ev - DARKEST_EV)
