"""Where the key light is, from the shading of the face.

The face is the light meter: its shape is known from the mesh, its skin is matt and about one colour, so the light that each patch returns tells which way
the light comes from. `surface` reads the patches, `search` finds the direction, `strength` says how hard the key works, `catchlights` looks into the eyes.

Measured on faces with one flash at a known place: `tests/bench/light_directions.py` prints the figures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture import pattern
from capture.axes import azimuth_elevation_deg, rotation
from capture.light import catchlights, search, strength, surface
from capture.types import LightReading, Pattern

if TYPE_CHECKING:
    from capture.types import Face, PoseReading, Rgb


def measure(rgb: Rgb, face: Face, pose: PoseReading) -> LightReading | None:
    """Return the key light's direction, strength, softness and reflections; None when too little skin is seen, or too little light on it.

    `rgb` is (H, W, 3), sRGB-encoded; `face` is in its pixels; `pose` turns the face's own axes into the camera's.
    """
    turn = rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg).astype(np.float32)
    skin = surface.read(rgb, face.mesh_px, turn)
    if skin is None:
        return None
    shading = search.shadings(skin)
    key = search.direction(skin, shading)
    azimuth_deg, elevation_deg = azimuth_elevation_deg((turn @ key.towards).astype(np.float64))
    face_azimuth_deg, face_elevation_deg = azimuth_elevation_deg(key.towards.astype(np.float64))
    cheeks_ev = strength.cheeks_ev(skin)
    told_ev = cheeks_ev if pattern.told_by_cheeks(key.towards) else key.over_fill_ev
    name = pattern.name(face_azimuth_deg, face_elevation_deg, told_ev)
    return LightReading(
        azimuth_deg=azimuth_deg,
        elevation_deg=elevation_deg,
        face_azimuth_deg=face_azimuth_deg,
        face_elevation_deg=face_elevation_deg,
        pattern=name,
        short=None if name is Pattern.FLAT else pattern.is_short(face_azimuth_deg, pose.yaw_deg),
        key_to_fill_ev=cheeks_ev,
        softness_frac=strength.softness_frac(skin, key, shading),
        catchlights=catchlights.find(rgb, face),
        confidence_frac=search.confidence_frac(skin, key),
    )
