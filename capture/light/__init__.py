"""Where the key light is, from the shading of the face.

The face is the light meter: its shape is known from the mesh, its skin is matt and about one colour, so the light that each patch returns tells which way
the light comes from. `surface` reads the patches; `search` finds the direction by physics, `learned` by what the studio's faces taught, `together` makes one
answer of both, without a `beard`, and says how sure it is; `strength` says how hard the key works; in the `irises`, `mirrored` finds how large it is and
`catchlights` where lamps are.

Measured on faces with one flash at a known place, and in the studio: `python -m tests.bench.measures light`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture import pattern
from capture.axes import azimuth_elevation_deg, rotation
from capture.light import catchlights, irises, strength, surface, together
from capture.types import LightReading, Pattern

if TYPE_CHECKING:
    from capture.types import Face, PoseReading, Rgb


def measure(rgb: Rgb, face: Face, pose: PoseReading, before: Pattern | None = None) -> LightReading | None:
    """Return the key light's direction, strength, softness and reflections; None when too little skin is seen, or too little light on it.

    `rgb` is (H, W, 3), sRGB-encoded; `face` is in its pixels; `pose` turns the face's own axes into the camera's; the pattern that was seen
    `before` keeps its name at its border.
    """
    turn = rotation(pose.yaw_deg, pose.pitch_deg, pose.roll_deg).astype(np.float32)
    skin = surface.read(rgb, face.mesh_px, turn)
    if skin is None:
        return None
    found = together.find(skin)
    azimuth_deg, elevation_deg = azimuth_elevation_deg((turn @ found.towards).astype(np.float64))
    face_azimuth_deg, face_elevation_deg = azimuth_elevation_deg(found.towards.astype(np.float64))
    cheeks_ev = strength.cheeks_ev(skin)
    told_ev = cheeks_ev if pattern.told_by_cheeks(found.towards) else found.key.over_fill_ev
    eyes = irises.read(rgb, face)
    name = pattern.kept_name(before, face_azimuth_deg, face_elevation_deg, told_ev)
    return LightReading(
        azimuth_deg=azimuth_deg,
        elevation_deg=elevation_deg,
        face_azimuth_deg=face_azimuth_deg,
        face_elevation_deg=face_elevation_deg,
        pattern=name,
        short=None if name is Pattern.FLAT else pattern.is_short(face_azimuth_deg, pose.yaw_deg),
        key_to_fill_ev=cheeks_ev,
        softness_frac=strength.softness_frac(eyes, skin, turn @ found.towards),
        catchlights=catchlights.find(eyes),
        confidence_frac=found.confidence_frac,
    )
