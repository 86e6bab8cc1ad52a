"""Pages of print, and things that are none, as pictures to read; set in Pillow's own face, which nothing learned from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.script.scene import Typeface
from capture.studio import lettering

if TYPE_CHECKING:
    from capture.types import Rgb

TEXT = "The harbour office\nopens again at nine\nask for Margaret\nor leave a parcel"


def page(letter_px: float = 14.0, text: str = TEXT, face: Typeface = Typeface.PLAIN, *, light: bool = False, noise_codes: float = 2.0) -> Rgb:
    """Dark print on a grey sheet, or `light` on dark, in a picture of 720p: small letters so tall."""
    ink = lettering.cover(text, face)
    scale = letter_px / (0.7 * lettering.CAPITAL_PX)
    size = (round(ink.shape[1] * scale), round(ink.shape[0] * scale))
    sheet = cv2.resize(ink, size, interpolation=cv2.INTER_AREA)[:700, :1260]
    grey = np.full((720, 1280), 0, np.float32)
    grey[10 : 10 + sheet.shape[0], 10 : 10 + sheet.shape[1]] = sheet
    codes = 60 + 120 * grey if light else 180 - 130 * grey
    codes = cv2.GaussianBlur(codes, (0, 0), 0.7) + np.random.default_rng(1).normal(0, noise_codes, codes.shape)
    return cv2.cvtColor(np.clip(codes, 0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)


def stripes(pitch_px: int = 18, turn_deg: float = 0.0) -> Rgb:
    grey = np.full((720, 1280), 70, np.uint8)
    grey[:, np.arange(1280) % pitch_px < pitch_px // 2] = 180
    if turn_deg:
        grey = cv2.warpAffine(grey, cv2.getRotationMatrix2D((640, 360), turn_deg, 1.3), (1280, 720), borderMode=cv2.BORDER_REFLECT)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB)


def mirrored(rgb: Rgb) -> Rgb:
    return np.ascontiguousarray(rgb[:, ::-1])
