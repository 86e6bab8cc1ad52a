"""Sheets with writing in a room: posters, signs, backs of books. Lengths in millimetres, y down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from capture.studio import lettering

if TYPE_CHECKING:
    from capture.script.scene import Writing
    from capture.studio.canvas import Canvas
    from capture.types import Floats

SHADE_MM = 6.0


def poster(canvas: Canvas, sheet: Writing) -> None:
    """Hang up a sheet with its writing; it throws a little shade on what is behind."""
    ink = lettering.cover(sheet.text, sheet.face)
    outline = corners_mm(sheet, (ink.shape[0], ink.shape[1]))
    canvas.shade(outline + np.float32(SHADE_MM), 0.7, SHADE_MM)
    canvas.polygon(outline, sheet.paper)
    canvas.stretch(ink, outline, sheet.ink)


def corners_mm(sheet: Writing, shape: tuple[int, int]) -> Floats:
    """Return the corners (4, 2) of a sheet whose cover is (h, w), clockwise from the writing's upper left, about the lens's axis."""
    height, width = (side / lettering.CAPITAL_PX * sheet.capital_mm / 2 for side in shape)
    angle = np.radians(sheet.turn_deg)
    turn = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    corners = np.array([[-width, -height], [width, -height], [width, height], [-width, height]]) @ turn
    return np.asarray(corners + np.array([sheet.x_mm, sheet.y_mm]), np.float32)
