"""A sheet with writing that is held up before the sitter: flat, lit as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import rotation
from capture.studio import lettering
from capture.studio.rooms.poster import corners_mm
from capture.studio.sheet import Paint, Sheet

if TYPE_CHECKING:
    from capture.script.scene import Held
    from capture.studio.stage import Stage
    from capture.types import Floats

KNOTS = 9
"""Points to a side of its lattice."""
MOST_TEXELS = 1600


def sheet(held: Held, stage: Stage) -> Sheet:
    """Return the sheet in camera axes."""
    ink = lettering.cover(held.text, held.face)
    corners = corners_mm(held, (ink.shape[0], ink.shape[1]))
    share = np.linspace(0, 1, KNOTS, dtype=np.float32)
    down, across = np.meshgrid(share, share, indexing="ij")
    flat = corners[0] + across[..., None] * (corners[1] - corners[0]) + down[..., None] * (corners[3] - corners[0])
    middle = np.array([held.x_mm, held.y_mm], np.float32)
    level = np.concatenate([flat - middle, np.zeros_like(flat[..., :1])], axis=-1)
    turn = (stage.upright @ rotation(held.yaw_deg, 0, 0)).astype(np.float32)
    points = level @ turn.T + np.array([*middle, held.distance_mm], np.float32)
    normals = np.broadcast_to(turn @ np.array([0, 0, -1], np.float32), points.shape)
    return Sheet(points.astype(np.float32), np.ascontiguousarray(normals))


def paint(held: Held, px_per_mm: float) -> Paint:
    """Return the sheet's paint, about as fine as it is seen at so many pixels to a millimetre: finer texels would be skipped, not averaged."""
    ink = lettering.cover(held.text, held.face)
    scale = min(1.0, 1.4 * px_per_mm * held.capital_mm / lettering.CAPITAL_PX, MOST_TEXELS / max(ink.shape))
    size = (max(2, round(ink.shape[1] * scale)), max(2, round(ink.shape[0] * scale)))
    share: Floats = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.float32)[..., None]
    paper, printed = np.array(held.paper, np.float32), np.array(held.ink, np.float32)
    return Paint(paper + (printed - paper) * share)
