"""Exact exposure and colour: what becomes of the light on the face in this camera.

The skin's light is its albedo times the light on it, through the sensor's exposure, white balance and tone curve (`capture.studio.response`), without noise,
highlights on shiny skin left out. It is then told by the formulas that `capture.exposure` and `capture.colour` use for what they see.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.illuminant import mired_difference, warmth
from capture.pixels import LINEAR_OF_CODE, encode
from capture.script.scene import Curve
from capture.studio import response
from capture.studio.mains import row_gains
from capture.studio.truth_light import luminance
from capture.tones import FLICKER_WINDOW_S, HIGHLIGHT, MIDDLE_GREY, TONES, ev, flicker_frac, sunk_below
from capture.types import ColourReading, ExposureReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.scene import Scene
    from capture.studio.meter import Metered
    from capture.types import Floats

FLICKER_RATE_S = 30
FLICKER_ROWS = 24
"""Rows that stand for the picture's where only its mean counts."""


def exposure(scene: Scene, metered: Metered, background_light: float | None) -> ExposureReading:
    """Return the exact exposure; `background_light` is the mean linear luminance, as rendered, of all that is not the person."""
    rendered = _skin(scene, metered)
    green = float(np.median(metered.total[:, 1] * metered.albedo[:, 1]))
    face_ev = ev(float(rendered @ metered.weights))
    light_ev = ev(float(luminance(as_rendered(metered.total * np.float32(MIDDLE_GREY), scene)) @ metered.weights))
    return ExposureReading(
        face_ev=face_ev,
        light_ev=light_ev,
        highlights_frac=float((rendered >= HIGHLIGHT) @ metered.weights),
        shadows_frac=float((rendered < sunk_below(face_ev - light_ev)) @ metered.weights),
        background_ev=None if background_light is None else ev(background_light),
        noise_frac=response.noise_frac(scene, green),
        flicker_frac=_flicker_frac(scene),
        tones_frac=_tones_frac(rendered, metered),
    )


def _tones_frac(rendered: Floats, metered: Metered) -> tuple[float, ...]:
    shares, _ = np.histogram(encode(rendered), TONES, (0, 256), weights=metered.weights)
    return tuple(round(share, 3) for share in shares.tolist())


def face_light(scene: Scene, metered: Metered) -> float:
    """Return the mean linear luminance 0..1 of the skin, as rendered."""
    return float(_skin(scene, metered) @ metered.weights)


def colour(scene: Scene, metered: Metered) -> ColourReading:
    """Return the exact colour of the light on cheeks and forehead, as the camera's white balance renders it; all None where no part of both cheeks is seen."""
    if not all(map(len, metered.cheeks)):
        return ColourReading(None, None, None)
    left, right, forehead = (metered.total[place].mean(axis=0) for place in (*metered.cheeks, metered.forehead))
    # A mean of the patches' logarithms, as the measure takes it: none counts more for being brighter.
    logs = np.log2(np.maximum([left, right, forehead], 1e-9)).mean(axis=0)
    warmth_k, tint = warmth(2**logs * response.gain(scene).astype(np.float64))
    return ColourReading(warmth_k, tint, mired_difference(*(metered.total[place].mean(axis=0) for place in metered.cheeks)))


def as_rendered(light: Floats, scene: Scene) -> Floats:
    """Return the linear light (…, 3), 0..1, that the picture's codes stand for."""
    if scene.camera.curve is Curve.SRGB:
        # The standard's own curve is undone by whoever reads the picture: what is left is its white.
        return np.clip(light * response.gain(scene), 0, 1)
    codes: NDArray[np.float64] = response.codes(light, scene)
    return np.interp(codes, np.arange(256), LINEAR_OF_CODE).astype(np.float32)


def _skin(scene: Scene, metered: Metered) -> Floats:
    return luminance(as_rendered(metered.total * metered.albedo, scene))


def _flicker_frac(scene: Scene) -> float | None:
    """Return the flicker of the last second, at 30 frames a second: the mains and an exposure that hunts."""
    camera = scene.camera
    if camera.flicker_frac == 0 and camera.hunting_ev == 0:
        return 0.0
    times_s = [scene.t_s - FLICKER_WINDOW_S + number / FLICKER_RATE_S for number in range(1, FLICKER_RATE_S + 1)]
    width = scene.size_px[0]
    few_rows = [msgspec.structs.replace(scene, size_px=(width, FLICKER_ROWS), t_s=t_s) for t_s in times_s]
    means = [float(row_gains(moment).mean()) * response.exposure_gain(camera, moment.t_s) for moment in few_rows]
    return flicker_frac(times_s, means)
