"""How sharp the edge of the jaw and of the ears is, against that of the eyes.

Across an edge the luma changes by some codes in all, and at its steepest by so many a pixel: the first over the second is the edge's width in pixels. Told is
the median over the jaw's edge (`capture.audit.jaw`) and over the outer edge of each ear where it is seen, where the edge has contrast enough; `eyes_px` is
the same across the irises' and lids' edges. A lens blurs ears a little more than eyes (they lie 10 cm behind); an edge that was cut out is sharper than any
other, one that was drawn anew softer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.audit import jaw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Eye, Face, Floats, Rgb

    Exact = NDArray[np.float64]

SMALLEST_PX = 70.0
LEAST_CODES = 14.0
HALF_REACH = 0.06
"""Across an edge, to either side, in distances of the eyes."""
SAMPLES = 33
FEWEST = 6
EAR_LEFT, EAR_RIGHT = (356, 454, 323), (127, 234, 93)
"""Vertices of the face's outline before the ears."""
EAR_REACH = 0.45
LIKE_SKIN = 14.0
"""Distance in CIELAB's a and b from the cheeks' median up to which what lies beside the face is an ear, not hair."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Widths of edges in pixels; None where there are too few with contrast, or where hair covers the ear."""

    jaw_px: float | None
    left_ear_px: float | None
    right_ear_px: float | None
    eyes_px: float | None


def measure(rgb: Rgb, face: Face) -> Boundaries | None:
    """Return the widths of edges in an (H, W, 3) picture; None for a face too small."""
    if face.eye_distance_px < SMALLEST_PX:
        return None
    luma = cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
    reach = HALF_REACH * face.eye_distance_px
    edge = jaw.measure(rgb, face).path_px
    along = np.gradient(edge, axis=0)
    along /= np.maximum(np.linalg.norm(along, axis=1, keepdims=True), 1e-9)
    jaw_px = _width(luma, edge, np.stack([along[:, 1], -along[:, 0]], axis=1), reach)
    lab = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), np.uint8)
    left_ear, right_ear = (_ear(luma, lab, face, vertices) for vertices in (EAR_LEFT, EAR_RIGHT))
    eyes = [width for eye in (face.left_eye, face.right_eye) if (width := _eye(luma, eye, reach)) is not None]
    return Boundaries(jaw_px, left_ear, right_ear, float(np.mean(eyes)) if eyes else None)


def _width(luma: Floats, points: Exact, ways: Exact, reach_px: float) -> float | None:
    """Return the median width of the edges at points (N, 2) across the unit vectors `ways` (N, 2)."""
    steps_px = np.linspace(-reach_px, reach_px, SAMPLES)
    places = (points[:, None] + ways[:, None] * steps_px[None, :, None]).astype(np.float32)
    along = cv2.remap(luma, places, np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    slope = np.abs(np.gradient(along, axis=1)) / (steps_px[1] - steps_px[0])
    change = along.max(axis=1) - along.min(axis=1)
    clear = change >= LEAST_CODES
    return float(np.median(change[clear] / np.maximum(slope.max(axis=1)[clear], 1e-6))) if clear.sum() >= FEWEST else None


def _eye(luma: Floats, eye: Eye, reach_px: float) -> float | None:
    turn = np.concatenate([np.linspace(-0.5, 0.5, 9), np.pi + np.linspace(-0.5, 0.5, 9)])
    ways = np.stack([np.cos(turn), np.sin(turn)], axis=1)
    return _width(luma, eye.iris_px + ways * eye.iris_radius_px, ways, reach_px)


def _ear(luma: Floats, lab: Rgb, face: Face, vertices: tuple[int, int, int]) -> float | None:
    """Return the width of an ear's outer edge; None where hair covers it or it is turned away."""
    cheeks = [[max(0, min(round(at), size - 1)) for at, size in zip(face.mesh_px[vertex, 1::-1].tolist(), lab.shape, strict=False)] for vertex in (50, 280)]
    skin = np.median([lab[row, column, 1:] for row, column in cheeks], axis=0)
    begin = face.mesh_px[list(vertices), :2].astype(np.float64)
    outwards = begin[1] - face.mesh_px[1, :2]
    outwards /= max(float(np.linalg.norm(outwards)), 1e-6)
    starts = np.stack([np.interp(np.linspace(0, 2, 12), [0, 1, 2], begin[:, axis]) for axis in (0, 1)], axis=1)
    steps_px = np.linspace(0.05, EAR_REACH, 48) * face.eye_distance_px
    places = (starts[:, None] + outwards * steps_px[None, :, None]).astype(np.float32)
    seen = cv2.remap(lab, places, np.empty(0, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    like_skin = np.linalg.norm(seen[..., 1:] - skin, axis=2) < LIKE_SKIN
    # An ear is skin for a while, and then is not.
    lasts = like_skin.cumprod(axis=1).sum(axis=1)
    ends = (lasts >= 6) & (lasts < like_skin.shape[1] - 4)
    if ends.sum() < FEWEST:
        return None
    edge = places[np.flatnonzero(ends), lasts[ends]].astype(np.float64)
    return _width(luma, edge, np.repeat(outwards[None], len(edge), axis=0), HALF_REACH * face.eye_distance_px)
