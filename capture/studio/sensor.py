"""From linear light to the picture that a camera hands over, in the order in which light meets it.

Lens (haze on it, its softness, focus on the sitter), shutter (motion, flicker), pixels (exposure, noise), processing (white balance, tone curve, 8 bits), JPEG.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
import simplejpeg

from capture.studio import blur
from capture.studio.grain import grain
from capture.studio.mains import row_gains
from capture.studio.response import response

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Floats, Rgb

STRIP_PX = 48
"""Rows worked on at a time: as many as stay in a processor's cache through all the steps, which halves the time."""
MASK_STEP_PX = 4
"""Where the sitter is need be known no finer: the edge of it is made soft."""
CHROMA = "422"
"""Colour at half the width: what webcams' own JPEG has."""


def expose(light: Floats, scene: Scene, motion_px: tuple[float, float] = (0.0, 0.0), sitter: Floats | None = None) -> Rgb:
    """Return the (H, W, 3) picture of linear light (H, W, 3), through a JPEG where the camera makes one.

    `motion_px` is how far (right, down) the sitter's image moves while the shutter is open; `sitter` (H, W), 0..1, says where they are: there the picture
    is smeared and, where the lens is not focused on them, blurred. Without it the whole picture is.
    """
    rgb = developed(light, scene, motion_px, sitter)
    quality = scene.camera.jpeg_quality
    return decoded(jpeg(rgb, quality)) if quality else rgb


def developed(light: Floats, scene: Scene, motion_px: tuple[float, float] = (0.0, 0.0), sitter: Floats | None = None) -> Rgb:
    """Return what `expose` does, before any JPEG."""
    light = blur.hazed(light, scene.camera.haze_frac)
    soft = _softened(light, scene, motion_px, sitter)
    camera = response(scene.camera, scene.t_s)
    noise = grain(scene.size_px, scene.seed, scene.t_s)
    row_light = row_gains(scene)[:, None, None] if scene.camera.flicker_frac else None
    exposed = np.column_stack([np.eye(3) * camera.exposure, np.full(3, camera.floor)]).astype(np.float32)
    scale = np.append(camera.scale, 0.0)
    height = light.shape[0]
    rgb = np.empty(light.shape, np.uint8)
    for top in range(0, height, STRIP_PX):
        bottom = min(top + STRIP_PX, height)
        first, last = max(0, top - blur.LENS_REACH_PX), min(bottom + blur.LENS_REACH_PX, height)
        sharp = blur.lens(light[first:last] if soft is None else soft.rows(light, first, last))[top - first : bottom - first]
        if row_light is not None:
            sharp = sharp * row_light[top:bottom]
        root = cv2.sqrt(cv2.transform(sharp, exposed))
        cv2.scaleAdd(noise[top:bottom], camera.deviation, root, root)
        cv2.LUT(cv2.multiply(root, scale, dtype=cv2.CV_8U), camera.table, rgb[top:bottom])
    return rgb


def jpeg(rgb: Rgb, quality: int) -> bytes:
    """Return the JPEG of a picture, quality 1 to 100: the camera's own bytes, when they are made of `developed` at its `jpeg_quality`."""
    return bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(rgb), quality=quality, colorspace="RGB", colorsubsampling=CHROMA))


def decoded(data: bytes) -> Rgb:
    """Return the picture of a JPEG, by the decoder that reads cameras' JPEGs."""
    return np.asarray(simplejpeg.decode_jpeg(data, colorspace="RGB"), np.uint8)


def defocus_px(scene: Scene) -> float:
    """Return the diameter of the disc that a point of the sitter's face becomes; 0 in focus."""
    camera, distance_mm = scene.camera, scene.subject.distance_mm
    return 0.0 if camera.focus_mm is None else blur.confusion_px(camera, scene.size_px, distance_mm, camera.focus_mm)


@dataclass(frozen=True, slots=True, eq=False)
class _Soft:
    """The part of a picture that is smeared or out of focus, and where it lies."""

    part: Floats
    top: int
    left: int

    def rows(self, light: Floats, first: int, last: int) -> Floats:
        """Return the rows `first` to `last` of the picture, with this part in its place."""
        above, below = max(first, self.top), min(last, self.top + self.part.shape[0])
        if above >= below:
            return light[first:last]
        strip = light[first:last].copy()
        strip[above - first : below - first, self.left : self.left + self.part.shape[1]] = self.part[above - self.top : below - self.top]
        return strip


def _softened(light: Floats, scene: Scene, motion_px: tuple[float, float], sitter: Floats | None) -> _Soft | None:
    """Return the part of the light where the sitter is, smeared and out of focus as it comes; None where neither shows."""
    disc_px = defocus_px(scene)
    streak_px = math.hypot(*motion_px)
    if disc_px < blur.LEAST_DISC_PX and streak_px < blur.LEAST_STREAK_PX:
        return None
    if sitter is None:
        return _Soft(blur.disc(blur.streak(light, motion_px), disc_px), 0, 0)
    spread = _spread(sitter, (disc_px + streak_px) / 2 + 1)
    rows, columns = np.flatnonzero(spread.max(axis=1)), np.flatnonzero(spread.max(axis=0))
    if not rows.size:
        return None
    top, left, bottom, right = (MASK_STEP_PX * int(edge) for edge in (rows[0], columns[0], rows[-1] + 1, columns[-1] + 1))
    part = np.ascontiguousarray(light[top:bottom, left:right])
    near = spread[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    share = cv2.resize(near, (part.shape[1], part.shape[0]), interpolation=cv2.INTER_LINEAR)
    blurred = blur.disc(blur.streak(part, motion_px), disc_px)
    return _Soft(np.asarray(cv2.blendLinear(blurred, part, share, 1 - share), np.float32), top, left)


def _spread(sitter: Floats, reach_px: float) -> Floats:
    """Return 0..1 on cells of `MASK_STEP_PX`: 1 wherever light from the sitter gets to, `reach_px` round them, and a soft way down to 0 as far again.

    What their edge is smeared over must come from the blurred picture too, or the sharp edge would shine through.
    """
    height, width = sitter.shape
    small = cv2.resize(sitter, (-(-width // MASK_STEP_PX), -(-height // MASK_STEP_PX)), interpolation=cv2.INTER_AREA)
    span = 2 * math.ceil(1.5 * reach_px / MASK_STEP_PX) + 1
    present = cv2.dilate((small > 0).astype(np.float32), np.ones((span, span), np.uint8))
    return np.asarray(cv2.blur(present, (math.ceil(reach_px / MASK_STEP_PX) | 1,) * 2, borderType=cv2.BORDER_REPLICATE), np.float32)
