"""What a sensor makes of light, pixel by pixel: exposure, the noise of light and electronics, white balance, tone curve, 8 bits.

A pixel that gathers x (linear light, times the exposure's gain g) counts N·x/g electrons, N = `FULL_ELECTRONS`, and its electronics add the noise of
`READ_ELECTRONS`. Counting is a Poisson process, so the variance of x is (x + r²)·g/N with r² = g·READ²/N. The square root √(x + r²) makes that noise the same
at every brightness, √(g/N)/2 (Anscombe's idea of 1948, with the read noise as in Murtagh, Starck & Bijaoui 1995): noise is added there, then one table per
colour leads from 256 steps of the root through white balance and tone curve to the code.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.studio.kelvin import kelvin_rgb
from capture.studio.tone import WHITE, shares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.scene import Camera, Scene
    from capture.types import Floats, Rgb

    Numbers = NDArray[np.float64]

FULL_ELECTRONS = 9000.0
"""Counted at light 1 and exposure 0: pixels of 1.4 µm hold about 5000, and a webcam's averaging makes about twice that of them."""
READ_ELECTRONS = 3.0
DITHER_STEPS = 0.4
"""Noise, in steps of the table, that even a camera without noise has: less would show the table's steps as bands in smooth walls."""


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """One camera's way from linear light to codes, at one exposure."""

    exposure: float
    """Gain on the light before the root."""
    floor: float
    """r²: what the root adds to the light."""
    deviation: float
    """Standard deviation of the noise, in the root."""
    scale: Numbers
    """(3,) steps of the table per unit of the root."""
    table: Rgb
    """(1, 256, 3) codes of those steps."""


def exposure_gain(camera: Camera, t_s: float) -> float:
    """Return the gain of the exposure at one moment: 2 to the power of its stops, with the swing of an automatic that hunts."""
    swing_ev = camera.hunting_ev * math.sin(2 * math.pi * t_s / camera.hunting_s) if camera.hunting_ev else 0.0
    return float(2.0 ** (camera.exposure_ev + swing_ev))


def balance(camera: Camera) -> Numbers:
    """Return the (3,) gains that make light of the camera's white balance neutral, and neither brighter nor darker."""
    return 1 / kelvin_rgb(camera.white_balance_k).astype(np.float64)


def gain(scene: Scene) -> Floats:
    """Return the (3,) factors on linear R, G, B between the scene's light and the light that its codes stand for: exposure and white balance."""
    return np.asarray(exposure_gain(scene.camera, scene.t_s) * balance(scene.camera), np.float32)


def codes(light: Floats, scene: Scene) -> Numbers:
    """Return the codes 0..255 (not rounded, no noise) of the scene's linear light (..., 3)."""
    return 255 * shares(scene.camera.curve, light * gain(scene).astype(np.float64))


def response(camera: Camera, t_s: float) -> Response:
    """Return the camera's response at one moment."""
    exposure = exposure_gain(camera, t_s)
    floor = exposure * READ_ELECTRONS**2 / FULL_ELECTRONS
    whitest = WHITE[camera.curve] / balance(camera)
    scale = 255 / np.sqrt(whitest + floor)
    deviation = math.hypot(camera.noise * math.sqrt(exposure / FULL_ELECTRONS) / 2, DITHER_STEPS / float(scale.mean()))
    gathered = (np.arange(256)[:, None] / scale) ** 2 - floor
    table = np.round(255 * shares(camera.curve, gathered * balance(camera))).astype(np.uint8)
    return Response(exposure, floor, deviation, scale, table[None])


def noise_frac(scene: Scene, light: float) -> float:
    """Return the standard deviation, as a share of 255, of the green codes of a flat surface that sends `light` (linear, before exposure); JPEG left out."""
    camera = response(scene.camera, scene.t_s)
    green = float(camera.scale[1])
    middle = green * math.sqrt(max(light, 0.0) * camera.exposure + camera.floor)
    edges = np.arange(255) + 0.5
    below = np.array([math.erf((edge - middle) / (green * camera.deviation * math.sqrt(2))) for edge in edges]) / 2 + 0.5
    likely = np.diff(below, prepend=0.0, append=1.0)
    values = camera.table[0, :, 1].astype(np.float64)
    mean = float(likely @ values)
    return math.sqrt(float(likely @ (values - mean) ** 2)) / 255
