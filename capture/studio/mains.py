"""The flicker of lamps on the mains, as a rolling shutter sees it.

Such a lamp glows twice in each period: 1 + d·cos(2π·F·t), F = 2·mains. A row that is exposed for T sees the mean over T, which leaves d·sinc(F·T): at 50 Hz a
shutter of 10 ms sees no flicker at all. The rows of a picture are read one after the other, so the light's swing lies across it as bands, and from picture to
picture as a beat of F against their rate.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Floats

READOUT_S = 0.014
"""From the first row to the last: between a fast sensor's 5 ms and a slow one's 30 ms."""


def row_gains(scene: Scene) -> Floats:
    """Return the (H,) factors on the light of each row: 1 without flicker, never under 0."""
    camera, height = scene.camera, scene.size_px[1]
    pulses_hz = 2 * camera.mains_hz
    depth = camera.flicker_frac * np.sinc(pulses_hz * camera.shutter_ms / 1000)
    row_s = scene.t_s + READOUT_S * np.arange(height) / height
    return np.asarray(np.maximum(1 + depth * np.cos(2 * np.pi * pulses_hz * row_s), 0), np.float32)
