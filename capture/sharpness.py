"""The scale of sharpness: how crisp an edge of some blur is, and at what size a face is judged.

Low, so that what is read off pictures and what follows from lens and shutter are told on the same scale.
"""

from __future__ import annotations

CRISPEST_PX = 1.05
"""Spread that is read off an ideal step: Sobel's own smoothing and the pixel's width."""
FULL_EYE_DISTANCE_PX = 160.0
"""A face larger than this between the eyes is judged at this size, the most that a finished headshot shows."""


def sharpness(spread_px: float) -> float:
    """Return 0..1 of an edge's spread in pixels (its blur's standard deviation, the pixel's own included): 1 for an ideal step."""
    return min(1.0, CRISPEST_PX / spread_px)


def reading_scale(eye_distance_px: float) -> float:
    """Return the factor, at most 1, by which a face with this distance between the eyes is made smaller before it is judged."""
    return min(1.0, FULL_EYE_DISTANCE_PX / max(eye_distance_px, 1.0))
