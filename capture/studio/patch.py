"""A small part of the head's picture, with the place on the head of each of its pixels: what eyes and mouth are painted into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio import grid

if TYPE_CHECKING:
    from capture.studio.stage import View
    from capture.types import Floats

SEEN_FRAC = 0.004
"""A share of a pixel that no 8-bit picture shows."""


@dataclass(frozen=True, slots=True, eq=False)
class Patch:
    """Pixels round one place of the head."""

    box: tuple[int, int, int, int]
    """x0, y0, x1, y1 in the whole picture."""
    window: tuple[slice, slice]
    """The same pixels in the arrays of the view's box."""
    x_mm: Floats
    y_mm: Floats
    z_mm: Floats
    """(h, w) the head's surface at each pixel, in the head's frame."""
    px_per_mm: float

    @property
    def soft_mm(self) -> float:
        """Half a pixel: the softness of an edge that coverage alone makes soft."""
        return 0.6 / self.px_per_mm

    def within(self, inside: tuple[slice, slice]) -> Patch:
        """Return the part of it in these rows and columns."""
        (x0, y0, _, _), (down, across) = self.box, inside
        box = x0 + across.start, y0 + down.start, x0 + across.stop, y0 + down.stop
        top, left = self.window[0].start, self.window[1].start
        window = slice(top + down.start, top + down.stop), slice(left + across.start, left + across.stop)
        return Patch(box, window, self.x_mm[inside], self.y_mm[inside], self.z_mm[inside], self.px_per_mm)


def cut(view: View, points_mm: Floats, margin_mm: float) -> Patch | None:
    """Return the patch round points (N, 3) in the head's frame, with a margin; None where hardly a pixel of it is in the picture."""
    in_camera = view.head.to_camera(points_mm)
    if float(in_camera[:, 2].min()) <= 1:
        return None
    px_per_mm = view.lens.focal_px / float(in_camera[:, 2].mean())
    places = view.lens.project(in_camera)
    margin_px = margin_mm * px_per_mm
    left, top, right, bottom = view.box
    x0, y0 = (max(low, int(np.floor(least - margin_px))) for low, least in zip((left, top), places.min(axis=0), strict=True))
    x1, y1 = (min(high, int(np.ceil(most + margin_px)) + 1) for high, most in zip((right, bottom), places.max(axis=0), strict=True))
    if x1 - x0 < 3 or y1 - y0 < 3:
        return None
    window = slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)
    rows, columns = grid.GEOMETRY
    surface = cv2.remap(view.points_mm, view.u[window] * np.float32(columns - 1), view.v[window] * np.float32(rows - 1), cv2.INTER_LINEAR)
    x_mm, y_mm, z_mm = cv2.split(surface)
    return Patch((x0, y0, x1, y1), window, np.asarray(x_mm), np.asarray(y_mm), np.asarray(z_mm), px_per_mm)


def where(share: Floats) -> tuple[slice, slice] | None:
    """Return the (rows, columns) that hold all of a share (h, w), None where there is none."""
    rows, columns = (np.flatnonzero(share.max(axis=axis) > SEEN_FRAC) for axis in (1, 0))
    if len(rows) == 0:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def lit_share(view: View, points_mm: Floats) -> list[float]:
    """Return for each of the view's lights the share of it that reaches places (N, 3) of the head, on average."""
    rows, columns = grid.GEOMETRY
    places = grid.place(points_mm) * np.array([columns - 1, rows - 1], np.float32)
    return [float(cv2.remap(share, places[None, :, 0], places[None, :, 1], cv2.INTER_LINEAR).mean()) for share in view.visible_frac]
