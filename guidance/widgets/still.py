"""One or two kept photographs, as they are: whole, both eyes, or the eyes pixel for pixel, side by side at the same scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

import cv2
import numpy as np

from guidance.widgets.half_blocks import fitted, shrunk
from guidance.widgets.picture_area import PictureArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.session import Features
    from capture.types import Rgb

EYES_ROOM = 2.2
"""Both eyes with their lids and brows, in distances between the eyes."""
GAP_PX = 1
"""Between two pictures, in half-blocks; a terminal's own pictures get eight times as much."""


class Zoom(Enum):
    """How near a photograph is looked at."""

    WHOLE = "whole"
    EYES = "both eyes"
    PIXELS = "1:1"


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A photograph's pixels, and where its eyes are; None where no face was found."""

    rgb: Rgb
    features: Features | None


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the canvas: columns from `left_px`, rows from `top_px`."""

    left_px: int
    top_px: int
    width_px: int
    height_px: int


class Still(PictureArea):
    """Shows one photograph, or a pair for comparing."""

    IN_FULL: ClassVar[bool] = True

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._shown: tuple[Shown, ...] = ()
        self._zoom = Zoom.WHOLE

    def show(self, shown: Sequence[Shown], zoom: Zoom) -> None:
        """Show these photographs, the first one first, or nothing where there is none."""
        self._shown, self._zoom = tuple(shown), zoom
        self._there = bool(self._shown)
        # What differs by less than an eye sees in a moving picture counts in one that stands.
        self.forget()
        self.redraw()
        self.refresh()

    def _drawn(self, size_px: tuple[int, int]) -> Rgb:
        gap_px = GAP_PX if size_px[0] == self.size.width else 8 * GAP_PX
        return drawn(self._shown, self._zoom, size_px, self._margin, gap_px)


def drawn(shown: Sequence[Shown], zoom: Zoom, size_px: tuple[int, int], margin: tuple[int, int, int], gap_px: int) -> Rgb:
    """Return a canvas of that (width, height) with the photographs beside or above one another, each in a panel of its own, with `margin` round them.

    At `Zoom.EYES` all have one scale, that of the largest face, so that what looks larger is; nothing is enlarged.
    """
    canvas = np.empty((size_px[1], size_px[0], 3), np.uint8)
    canvas[:] = margin
    panels = panels_for([each.rgb.shape for each in shown], zoom, size_px, gap_px)
    scale = min((eyes_scale(each, panel) for each, panel in zip(shown, panels, strict=True)), default=1.0) if zoom is Zoom.EYES else 1.0
    for each, panel in zip(shown, panels, strict=True):
        part = canvas[panel.top_px : panel.top_px + panel.height_px, panel.left_px : panel.left_px + panel.width_px]
        picture = _whole(each, panel) if zoom is Zoom.WHOLE else eyes_crop(each, (panel.width_px, panel.height_px), scale)
        _put(picture, part)
    return canvas


def panels_for(shapes: Sequence[tuple[int, ...]], zoom: Zoom, size_px: tuple[int, int], gap_px: int) -> list[Panel]:
    """Return a panel for each of the pictures of these shapes: beside or above one another, whichever makes them larger; eyes are twice as wide as high."""
    width_px, height_px = size_px
    if len(shapes) < 2:
        return [Panel(0, 0, width_px, height_px)] * len(shapes)
    beside = max((width_px - gap_px) // 2, 1)
    above = max((height_px - gap_px) // 2, 1)
    shape = shapes[0] if zoom is Zoom.WHOLE else (1, 2)
    if fitted(shape, (width_px, above))[0] > fitted(shape, (beside, height_px))[0]:
        return [Panel(0, 0, width_px, above), Panel(0, height_px - above, width_px, above)]
    return [Panel(0, 0, beside, height_px), Panel(width_px - beside, 0, beside, height_px)]


def eyes_scale(shown: Shown, panel: Panel) -> float:
    """Return the scale, at most 1, at which both eyes have room in the panel."""
    return min(1.0, panel.width_px / (EYES_ROOM * _eye_distance_px(shown)))


def eyes_crop(shown: Shown, room_px: tuple[int, int], scale: float) -> Rgb:
    """Return the photograph's own pixels round the eyes, reduced to `scale` where that is below 1, at most `room_px` (width, height).

    They are centred between the eyes where both have room, else on the one that is nearer to the camera; without a face on the picture's middle.
    """
    height_px, width_px = shown.rgb.shape[:2]
    want_px = [min(limit, round(room / scale)) for room, limit in zip(room_px, (width_px, height_px), strict=True)]
    middle = _middle(shown, both=want_px[0] >= 1.5 * _eye_distance_px(shown))
    left, top = (
        min(max(round(at - want / 2), 0), limit - want) for at, want, limit in zip(middle, want_px, (width_px, height_px), strict=True)
    )
    crop = shown.rgb[top : top + want_px[1], left : left + want_px[0]]
    if scale >= 1:
        return crop
    size = (max(1, min(room_px[0], round(want_px[0] * scale))), max(1, min(room_px[1], round(want_px[1] * scale))))
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)


def _eye_distance_px(shown: Shown) -> float:
    """Return the columns between the eyes; of a picture without a face a tenth of its width."""
    features = shown.features
    if features is None:
        return shown.rgb.shape[1] / 10
    return max(1.0, float(np.hypot(*np.subtract(features.left_eye_px, features.right_eye_px))))


def _middle(shown: Shown, *, both: bool) -> tuple[float, float]:
    features = shown.features
    if features is None:
        return shown.rgb.shape[1] / 2, shown.rgb.shape[0] / 2
    eyes = (features.left_eye_px, features.right_eye_px)
    if not both:
        # The eye that is nearer stands further from the nose.
        return max(eyes, key=lambda eye: abs(eye[0] - features.nose_tip_px[0]))
    return (eyes[0][0] + eyes[1][0]) / 2, (eyes[0][1] + eyes[1][1]) / 2


def _whole(shown: Shown, panel: Panel) -> Rgb:
    width_px, height_px = fitted(shown.rgb.shape, (panel.width_px, panel.height_px))
    return shrunk(shown.rgb, width_px, height_px)


def _put(picture: Rgb, part: Rgb) -> None:
    """Put the picture into the middle of a part of the canvas."""
    left, top = (part.shape[1] - picture.shape[1]) // 2, (part.shape[0] - picture.shape[0]) // 2
    part[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
