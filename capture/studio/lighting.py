"""Diffuse light on a surface: lamps by their strength and colour temperature, light from all round, and the glow of skin at a shadow's edge.

A matt surface returns Lambert's cosine. In skin, light wanders some millimetres before it leaves again, red farthest: lit areas spill over the terminator,
and a shadow's edge turns warm. That is made of two parts: a cosine that wraps a little past 90 degrees, and a blur over the surface, both widest in red
(after Jensen et al. 2001, "A practical model for subsurface light transport": mean free paths of about 3.7, 1.4 and 0.7 mm in red, green and blue).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import direction
from capture.script.scene import FAR_MM
from capture.studio.kelvin import kelvin_rgb
from capture.studio.stage import Light

if TYPE_CHECKING:
    from capture.script.scene import Ambient, Lamp, Scene
    from capture.studio.stage import Placed, Stage
    from capture.types import Floats

SKIN_WRAP = (0.09, 0.065, 0.055)
"""How far past 90 degrees skin is still lit, as a cosine, in red, green and blue."""
CLOTH_WRAP = (0.05, 0.05, 0.05)
"""Fibres stand up into the light."""
SKIN_BLUR_CELLS = (1.5, 0.8, 0.55)
"""Standard deviation of light's way under the skin, in cells of `grid.GEOMETRY` (about 2 mm on the face)."""
FACE_MM = np.array([0.0, 29.0, -62.0], np.float32)
"""The middle of the face's skin in the head's frame, from which lamps' distances count."""
NEAREST_MM = 100.0
"""No point is nearer to a lamp: an area light has no middle that burns."""
FROM_ALL, FROM_ABOVE, FROM_LENS = 0.9, 0.25, 0.1
"""Light from all round on a surface: ceilings are brighter than floors; what faces the lens gets the whole."""


@dataclass(frozen=True, slots=True, eq=False)
class Lamps:
    """All the light that falls on one person: lamps, and what comes from all round (3,)."""

    lights: tuple[Light, ...]
    ambient: Floats


def lamps(scene: Scene, stage: Stage) -> Lamps:
    """Return the light on whoever stands on a stage."""
    return Lamps(lights(scene, stage), ambient_colour(scene.ambient))


def lights(scene: Scene, stage: Stage) -> tuple[Light, ...]:
    """Return the scene's lamps; the first is the key."""
    return tuple(_light(lamp, stage.head) for lamp in scene.lamps)


def _light(lamp: Lamp, head: Placed) -> Light:
    towards = direction(lamp.azimuth_deg, lamp.elevation_deg)
    colour = kelvin_rgb(lamp.kelvin) * np.float32(2.0**lamp.strength_ev)
    return Light(np.asarray(towards, np.float32), head.turned_in(towards), np.asarray(colour, np.float32), lamp.radius_deg, lamp.distance_mm)


def ambient_colour(ambient: Ambient) -> Floats:
    """Return the (3,) linear light that comes from all round."""
    return np.asarray(kelvin_rgb(ambient.kelvin) * np.float32(2.0**ambient.strength_ev), np.float32)


def from_all_round(normals: Floats, up: Floats, front: Floats, occlusion: Floats) -> Floats:
    """Return (V, U) the share of the light from all round that surfaces with normals (V, U, 3) get, in a room whose up (3,) is in the same frame.

    `front` (3,) points to the lens; `occlusion` (V, U) is the open share of each point's sky.
    """
    share = normals @ (FROM_ABOVE * up + FROM_LENS * front).astype(np.float32)
    share += np.float32(FROM_ALL)
    share *= occlusion
    return np.asarray(share, np.float32)


def reach(light: Light, points_mm: Floats, normals: Floats, middle_mm: Floats = FACE_MM) -> tuple[Floats, Floats | float]:
    """Return (…) the cosines at which a lamp is seen from points (…, 3) with normals (…, 3), and the share (…) of its strength there.

    All are in the frame of the light's `towards_head`, and so is the face's `middle_mm` (3,). A near lamp is seen from each point in another direction, and
    shines by the inverse square of its way. Shadows are cast as if it were far, and whoever else is in the picture has it at the same distance.
    """
    if light.distance_mm >= FAR_MM:
        return np.asarray(normals @ light.towards_head, np.float32), 1.0
    way = (light.towards_head * np.float32(light.distance_mm) + middle_mm) - points_mm
    way_mm = np.maximum(np.sqrt((way * way).sum(axis=-1)), np.float32(NEAREST_MM))
    cosine = (normals * way).sum(axis=-1) / way_mm
    return np.asarray(cosine, np.float32), np.asarray((np.float32(light.distance_mm) / way_mm) ** 2, np.float32)


def add_lamp(irradiance: Floats, cosine: Floats, visible: Floats, colour: Floats, wrap: tuple[float, float, float]) -> None:
    """Add to irradiance (V, U, 3) a lamp of a colour (3,) seen at cosines (V, U) to the normals and with a visible share (V, U)."""
    for channel, past in enumerate(wrap):
        lit = (cosine + np.float32(past)) * np.float32(colour[channel] / (1 + past))
        np.maximum(lit, 0, out=lit)
        lit *= visible
        irradiance[..., channel] += lit


def under_skin(irradiance: Floats) -> Floats:
    """Return irradiance (V, U, 3) on the head map as it leaves the skin again: blurred by light's way under it."""
    blurred = [cv2.GaussianBlur(plane, (0, 0), sigma) for plane, sigma in zip(cv2.split(irradiance), SKIN_BLUR_CELLS, strict=True)]
    return np.asarray(cv2.merge(blurred), np.float32)
