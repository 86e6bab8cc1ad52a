"""The soft shadow that the rims of glasses throw on the face, from the strongest lamp before it.

Each rim is followed down the light to the skin and drawn there as a line; the lamp's size and the way between rim and skin blur it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from capture.studio.frames import Frame
    from capture.studio.patch import Patch
    from capture.studio.stage import Light, View
    from capture.types import Floats

LEAST_FRONTAL = 0.25
"""Cosine to the nose's way under which a lamp throws the frame's shadow past the face."""
BLUR_FRAC = 0.5
"""Standard deviation of an even disc's shadow edge over its radius, as seen from the skin."""
COARSE = 2
"""The shadow is soft: it is drawn and blurred at this part of the picture's size."""
FIRST_WAY_MM, LONGEST_WAY_MM = 14.0, 45.0
"""Where the search for the skin behind a rim begins, and ends."""


def cast(face: Floats, view: View, part: Patch, frame: Frame, lit: list[float]) -> None:
    """Darken the face's pixels (h, w, 3) of a part where rims stand before the lamp; `lit` is the share of each lamp that reaches the lenses."""
    weights = [float(lamp.colour.mean()) * share * float(-lamp.towards_head[2]) for lamp, share in zip(view.lights, lit, strict=True)]
    if not weights or max(weights) <= 0:
        return
    number = int(np.argmax(weights))
    key = view.lights[number]
    if -key.towards_head[2] < LEAST_FRONTAL:
        return
    height, width = part.x_mm.shape
    drawn, way_mm = _drawn(view, part, frame, key)
    spread_px = max(way_mm * np.tan(np.radians(key.radius_deg)) * BLUR_FRAC * part.px_per_mm, 0.7)
    soft = cv2.GaussianBlur(drawn, (0, 0), spread_px / COARSE)
    share = np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    total = float(view.ambient.mean()) + sum(float(lamp.colour.mean()) * share for lamp, share in zip(view.lights, lit, strict=True))
    share *= np.float32(float(key.colour.mean()) * lit[number] / max(total, 1e-6) / 255)
    share *= _fading(height, 2 * spread_px)[:, None] * _fading(width, 2 * spread_px)
    share *= view.alpha[part.window]
    face *= (1 - share)[..., None]


def _drawn(view: View, part: Patch, frame: Frame, key: Light) -> tuple[Floats, float]:
    """Return the rims' shadow without a penumbra, 0..255 at 1 / COARSE of the part's size, and the longest way from rim to skin in mm."""
    height, width = part.x_mm.shape
    drawn = np.zeros((-(-height // COARSE), -(-width // COARSE)), np.uint8)
    breadth_px = max(frame.rim_mm * part.px_per_mm / COARSE, 0.1)
    line_px = max(1, round(breadth_px))
    tone = (int(255 * min(breadth_px / line_px, 1)),)
    longest_mm = 0.0
    for lens in frame.lenses:
        edge = lens.outline_mm
        way_mm = _way_to_skin(view, part, edge, key.towards_head)
        fallen = (view.project(edge - key.towards_head * way_mm[:, None]) - np.array(part.box[:2], np.float32)) / COARSE
        cv2.polylines(drawn, [np.round(fallen * 16).astype(np.int32)], isClosed=True, color=tone, thickness=line_px, lineType=cv2.LINE_AA, shift=4)
        longest_mm = max(longest_mm, float(np.median(way_mm)))
    return np.asarray(drawn), longest_mm


def _fading(count: int, over_px: float) -> Floats:
    """Return (count,) 1 inside and 0 at both ends: the part's border must not cut a shadow off."""
    place = np.arange(count, dtype=np.float32)
    return smooth_step(0, over_px, np.minimum(place, count - 1 - place))


def _way_to_skin(view: View, part: Patch, points_mm: Floats, towards: Floats) -> Floats:
    """Return (N,) mm from points before the face down a lamp's light to the skin, by three rounds of looking up the skin's depth there."""
    height, width = part.x_mm.shape
    way = np.full(len(points_mm), FIRST_WAY_MM, np.float32)
    for _ in range(3):
        place = points_mm - towards * way[:, None]
        column, row = np.round(view.project(place) - np.array(part.box[:2])).astype(int).T
        skin_z = part.z_mm[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)]
        way = np.clip(way + 0.8 * (skin_z - place[:, 2]) / -towards[2], 0.5, LONGEST_WAY_MM).astype(np.float32)
    return way
