"""From a frame's pixels to a finished file's, step by step: what an export does, and what a check of its receipt does again."""

from __future__ import annotations

import base64
import binascii
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, UnidentifiedImageError

from capture.develop import put_behind, refined
from capture.develop.matte import reach_px
from capture.errors import ExportError
from capture.export.resize import reduced, reduced_light
from capture.matting import CELLS
from capture.pixels import LINEAR_OF_CODE, encode, linear

if TYPE_CHECKING:
    from capture.export.steps import Behind, Steps
    from capture.types import Floats, Rgb

    Box = tuple[int, int, int, int]


def made(steps: Steps, rgb: Rgb) -> Rgb:
    """Return the finished pixels of a frame (H, W, 3). Raises ExportError where the steps do not fit it."""
    steps.check_fit(rgb)
    if not steps.touched:
        return untouched(steps, rgb)
    box = _box(steps, rgb)
    light = linear(_cut(rgb, box))
    if steps.background is not None:
        light = _with_background(light, steps, steps.background, box, (rgb.shape[1], rgb.shape[0]))
    if steps.resize is not None:
        light = reduced_light(light, steps.resize.to_px)
    if steps.development is not None:
        light = steps.development.applied(np.clip(light, 0, 1))
    return np.rint(encode(light)).astype(np.uint8)


def untouched(steps: Steps, rgb: Rgb) -> Rgb:
    """Return what the pixels would be without development and without another background: the frame's own, cut and made smaller."""
    steps.check_fit(rgb)
    pixels = _cut(rgb, _box(steps, rgb))
    return pixels if steps.resize is None else reduced(pixels, steps.resize.to_px)


def matte_png(matte: Floats) -> str:
    """Return a coarse matte, shares 0..1, as a receipt holds it."""
    out = BytesIO()
    Image.fromarray(np.rint(matte * 255).astype(np.uint8)).save(out, "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def matte_of(told: str) -> Floats:
    """Return the matte (h, w), 0..1, that a receipt holds. Raises ExportError where it is none."""
    try:
        with Image.open(BytesIO(base64.b64decode(told, validate=True)), formats=["PNG"]) as image:
            if image.mode != "L" or max(image.size) != CELLS:
                raise ExportError("The receipt's outline of the person has another size or kind than an export's.", "Make the set anew: northlight export.")
            return np.asarray(image, np.float32) / np.float32(255)
    except (binascii.Error, UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise ExportError("The receipt's outline of the person is damaged.", "Make the set anew: northlight export.") from error


def _with_background(light: Floats, steps: Steps, behind: Behind, box: Box, size_px: tuple[int, int]) -> Floats:
    coarse = matte_of(behind.matte_png)
    share = refined(coarse, light, box, size_px, behind.face_middle_px)
    codes = behind.colour_codes
    if codes is None:
        return put_behind(light, share, behind.blur_px or 0.0, reach_px(coarse, size_px))
    colour = np.asarray(LINEAR_OF_CODE[list(codes)], np.float32)
    # The development comes later and must leave the colour what was asked for.
    before = colour if steps.development is None else steps.development.undone(colour[None, None])[0, 0]
    return put_behind(light, share, before, reach_px(coarse, size_px))


def _box(steps: Steps, rgb: Rgb) -> Box:
    crop = steps.crop
    return (0, 0, rgb.shape[1], rgb.shape[0]) if crop is None else (crop.left_px, crop.top_px, crop.width_px, crop.height_px)


def _cut(rgb: Rgb, box: Box) -> Rgb:
    left, top, width, height = box
    return rgb[top : top + height, left : left + width]
