"""A part of the clad body, and how it follows head and shoulders: what is at the jaw turns with the head, what is at the collar rests on the shoulders.

Between them the neck bends: each point turns about the neck's pivot by its own share of the head's turn against the body, which keeps a twisted neck as thick
as a straight one (a mixture of the two end places would pinch it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.physique import AXIS_Z_MM
from capture.studio.sheet import Sheet
from capture.studio.stage import NECK_PIVOT_MM

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.studio.sheet import Paint
    from capture.studio.stage import Stage
    from capture.types import Floats

BEHIND_NECK_RAD = np.radians(115.0)
"""Off the direction to the lens, about the body's axis: farther round, what lies on the shoulders is hidden by the neck."""
STILL_RAD = 1e-4
"""A turn too small to see."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One sheet of neck, chest, garment or collar, at rest in the body's frame."""

    sheet: Sheet
    paint: Paint
    open_frac: Floats
    """(V, U) share of the sky that the body and what lies on it leave open; the head's share is not in it."""
    head_frac: Floats | None = None
    """(V, U) 1 where a point moves with the head, 0 where it rests on the body; None rests on the body everywhere."""
    skin: bool = False
    """Skin glows at a shadow's edge and shines; cloth does neither."""
    around_rad: Floats | None = None
    """(U,) angles of the columns about the body's axis, rising, where it depends on the lens which of them are drawn; None draws all."""
    behind_neck: bool = False
    """Of a part with angles: whether the columns behind the neck are drawn or those before it."""


def posed(part: Part, stage: Stage) -> Sheet:
    """Return a part's sheet in camera axes; columns that are not drawn are folded on to the nearest that is, so that nothing is left of them."""
    sheet = posed_sheet(part.sheet, part.head_frac, stage)
    if part.around_rad is None:
        return sheet
    column = _drawn_columns(part.around_rad, stage, behind_neck=part.behind_neck)
    return Sheet(sheet.points_mm[:, column], sheet.normals[:, column])


def _drawn_columns(around_rad: Floats, stage: Stage, *, behind_neck: bool) -> NDArray[np.int64]:
    """Return for each column (U,) the one that stands in its place."""
    lens_mm = stage.body.lens_mm
    towards_lens = np.arctan2(lens_mm[0], AXIS_Z_MM - lens_mm[2])
    away = np.abs((around_rad - towards_lens + np.pi) % (2 * np.pi) - np.pi)
    drawn = (away >= BEHIND_NECK_RAD) if behind_neck else (away <= BEHIND_NECK_RAD)
    if behind_neck:
        # What is before the neck lies over the border of what is behind it: no gap, and no seam where both are seen.
        drawn = np.convolve(drawn, np.ones(5), "same") > 0
    kept = np.flatnonzero(drawn) if drawn.any() else np.zeros(1, np.int64)
    return np.asarray(kept[np.abs(kept[:, None] - np.arange(len(around_rad))).argmin(axis=0)])


def posed_sheet(sheet: Sheet, head_frac: Floats | None, stage: Stage) -> Sheet:
    """Return a sheet at rest in camera axes; `head_frac` (V, U) as in `Part`."""
    turn_rad = relative_turn_rad(stage)
    points, normals, tangents = sheet.points_mm, sheet.normals, sheet.tangents
    if head_frac is not None and float(np.abs(turn_rad).max()) > STILL_RAD:
        pivot = NECK_PIVOT_MM.astype(np.float32)
        points = turned(points - pivot, head_frac, turn_rad) + pivot
        normals = turned(normals, head_frac, turn_rad)
        tangents = None if tangents is None else turned(tangents, head_frac, turn_rad)
    rotation = stage.body.rotation.T.astype(np.float32)
    return Sheet(stage.body.to_camera(points), normals @ rotation, None if tangents is None else tangents @ rotation)


def relative_turn_rad(stage: Stage) -> Floats:
    """Return the head's turn against the body as an axis (3,) in the body's frame, as long as the angle."""
    relative = stage.body.rotation.T @ stage.head.rotation
    vector, _ = cv2.Rodrigues(relative)
    return np.asarray(vector[:, 0], np.float32)


def turned(vectors: Floats, share: Floats, turn_rad: Floats) -> Floats:
    """Return vectors (V, U, 3) turned by a share (V, U) of a turn (3,), by Rodrigues' formula."""
    whole = float(np.linalg.norm(turn_rad))
    axis = (turn_rad / whole).astype(np.float32)
    sine, cosine = np.sin(share * np.float32(whole))[..., None], np.cos(share * np.float32(whole))[..., None]
    skew = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]], np.float32)
    along = (vectors @ axis)[..., None] * axis
    return np.asarray(along + (vectors - along) * cosine + (vectors @ skew.T) * sine, np.float32)
