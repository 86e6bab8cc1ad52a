"""A beard's bulk: what a full beard, a goatee or a moustache adds to jaw, chin and lip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.mean_face import features
from capture.script.persona import BeardStyle
from capture.studio import grid
from capture.studio.hair import hairline
from capture.studio.hair.chart import FACE, FIELD_PX
from capture.studio.noise import smooth_step, value_noise

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.studio.shape import HeadShape
    from capture.types import Floats

CHIN_MM, JAW_MM, LIP_MM = 15.0, 7.0, 3.0
"""Thickness of a full beard of strength 1 under the chin, along the jaw and over the lip."""
GOATEE_MM = 8.0
RISE_DEG = 6.0


def beard_bulge(shape: HeadShape, persona: Persona) -> Floats:
    """Return `grid.GEOMETRY` what a persona's beard adds to the bare head's radius, in mm; stubble adds nothing."""
    style, strength = persona.beard.style, persona.beard.strength
    if style in (BeardStyle.NONE, BeardStyle.STUBBLE):
        return np.zeros(grid.GEOMETRY, np.float32)
    points, mesh = shape.points_mm, shape.landmarks_mm
    chin, lip = mesh[features.CHIN], mesh[features.OUTER_LIPS]
    below_lip = smooth_step(lip[:, 1].max() - 2, lip[:, 1].max() + 12, points[..., 1])
    at_chin = np.exp(-(((points[..., 0] - chin[0]) / 30) ** 2)) * below_lip * smooth_step(40, 0, points[..., 2] - chin[2] - 5)
    moustache = _moustache(points, lip) * LIP_MM
    if style is BeardStyle.MOUSTACHE:
        thick = moustache
    elif style is BeardStyle.GOATEE:
        narrow = np.exp(-(((points[..., 0] - chin[0]) / 19) ** 2)) * below_lip * smooth_step(26, 4, points[..., 2] - chin[2])
        thick = np.maximum(GOATEE_MM * narrow, moustache)
    else:
        rise = smooth_step(0, RISE_DEG, _inside_deg(shape, lip))
        rng = np.random.default_rng((persona.seed, 21))
        thick = np.maximum(rise * (JAW_MM + (CHIN_MM - JAW_MM) * at_chin + 0.9 * value_noise(grid.GEOMETRY, 7, rng)), moustache)
    return np.asarray(thick * strength * (1 - _lips(lip)), np.float32)


def _moustache(points: Floats, lip: Floats) -> Floats:
    """Return `grid.GEOMETRY` 0..1: a band over the upper lip, a little broader than the mouth."""
    top, half_width = float(lip[:, 1].min()), float(np.ptp(lip[:, 0])) / 2
    middle = (lip[:, 0].max() + lip[:, 0].min()) / 2
    across = np.abs(points[..., 0] - middle) / half_width
    height = points[..., 1] - top - 7 * across**2
    front = points[..., 2] < lip[:, 2].max() + 12
    return np.asarray(smooth_step(-11, -5, height) * smooth_step(5, 0, height) * smooth_step(1.3, 0.95, across) * front, np.float32)


def _inside_deg(shape: HeadShape, lip: Floats) -> Floats:
    """Return `grid.GEOMETRY`: the distance in degrees inside a full beard's ring, from under the nose by the cheeks and sideburns to the throat."""
    longitude, latitude = np.degrees(np.stack(grid.longitude_latitude(lip)))
    side, top = float(longitude.max()), float(latitude.max())
    ear = hairline.ear(shape)
    ring = np.array(
        [
            (0, top + 4),
            (side * 0.8, top + 1),
            (side + 9, top - 5),
            (42, top - 4.5),
            (58, top + 5),
            (70, -17),
            (ear.front_deg - 14, -10),
            (ear.front_deg - 5, -10),
            (ear.front_deg + 1, ear.bottom_deg - 4),
            (86, -42),
            (70, -57),
            (40, -65),
            (0, -68),
        ],
        np.float32,
    )
    return np.asarray(FACE.to_map(hairline.inside_deg(FACE, ring, None), grid.GEOMETRY, beyond=-20), np.float32)


def _lips(lip: Floats) -> Floats:
    """Return `grid.GEOMETRY` 1 on the lips, falling to 0 within some 4 mm around them."""
    places = FACE.place_px(lip / np.linalg.norm(lip, axis=1, keepdims=True)) * ((FIELD_PX - 1) / (FACE.side_px - 1))
    filled = np.zeros((FIELD_PX, FIELD_PX), np.float32)
    cv2.fillPoly(filled, [np.round(places * 16).astype(np.int32)], (1.0,), cv2.LINE_8, 4)
    return np.asarray(FACE.to_map(cv2.GaussianBlur(filled, (0, 0), 3), grid.GEOMETRY), np.float32)
