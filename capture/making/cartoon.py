"""Draws a plain cartoon face from the front, varied by a seed: enough of a face for FaceMesh, and nobody's.

All lengths are in pixels of a 768×768 picture whose face is centred; positions are relative to that centre, x right, y down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from capture.types import Rgb

SIZE_PX = 768
SKIN, SHADE, LIGHT_SKIN = (218, 172, 146), (190, 141, 117), (230, 186, 161)
HAIR, BROW, LASH = (60, 42, 32), (75, 52, 40), (60, 35, 30)
LIP, LIP_LINE, NOSTRIL = (184, 104, 97), (110, 52, 50), (90, 50, 42)
WALL, SHIRT, NECK = (205, 200, 195), (70, 80, 110), (185, 140, 115)


class _Canvas:
    """A picture on which soft ellipses are laid one over the other."""

    def __init__(self) -> None:
        self.rgb = np.full((SIZE_PX, SIZE_PX, 3), WALL, np.float32)

    def ellipse(self, x: float, y: float, half_width: float, half_height: float, colour: tuple[int, int, int], *, soft: float = 3, alpha: float = 1) -> None:  # noqa: PLR0913 - one ellipse is these numbers
        # No further than the blur reaches: OpenCV ends its kernel for floats at four standard deviations.
        margin = round(4 * soft) + 2
        middle, halves = (round(SIZE_PX / 2 + x), round(SIZE_PX / 2 + y)), (round(half_width), round(half_height))
        left, top = (max(0, at - half - 2 * margin) for at, half in zip(middle, halves, strict=True))
        right, bottom = (min(SIZE_PX, at + half + 2 * margin + 1) for at, half in zip(middle, halves, strict=True))
        part = self.rgb[top:bottom, left:right]
        mask = np.zeros(part.shape[:2], np.float32)
        cv2.ellipse(mask, (middle[0] - left, middle[1] - top), halves, 0, 0, 360, (1.0,), -1, cv2.LINE_AA)
        mask = cv2.GaussianBlur(mask, (0, 0), soft)[..., None] * alpha
        part[:] = part * (1 - mask) + np.array(colour, np.float32) * mask

    def arc(self, x: float, y: float, half_width: float, half_height: float, colour: tuple[int, int, int], *, turn_deg: tuple[float, float], thick: int) -> None:  # noqa: E501, PLR0913 - one arc is these numbers
        centre = (round(SIZE_PX / 2 + x), round(SIZE_PX / 2 + y))
        cv2.ellipse(self.rgb, centre, (round(half_width), round(half_height)), 0, *turn_deg, colour, thick, cv2.LINE_AA)


def draw(seed: int) -> Rgb:
    """Return a (768, 768, 3) sRGB cartoon of a face looking straight ahead; the same seed gives the same face."""
    rng = np.random.default_rng(seed)
    canvas = _Canvas()
    half_width, half_height = 150 + rng.normal(0, 4), 205 + rng.normal(0, 5)
    _head(canvas, half_width, half_height)
    for side in (-1, 1):
        _eye(canvas, side, 64 + rng.normal(0, 1))
    _nose(canvas)
    _mouth(canvas)
    picture = cv2.GaussianBlur(canvas.rgb, (0, 0), 1.5) + rng.normal(0, 3, canvas.rgb.shape)
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def _head(canvas: _Canvas, half_width: float, half_height: float) -> None:
    canvas.ellipse(0, 330, 260, 170, SHIRT)
    canvas.ellipse(0, 190, 75, 110, NECK)
    canvas.ellipse(0, -45, half_width + 18, half_height - 5, HAIR)
    canvas.ellipse(0, 0, half_width, half_height, SKIN)
    canvas.ellipse(0, -170, half_width + 2, 70, HAIR, soft=8)
    for side in (-1, 1):
        canvas.ellipse(side * 0.8 * half_width, 40, 45, 130, SHADE, soft=25, alpha=0.6)


def _eye(canvas: _Canvas, side: int, off: float) -> None:
    x, y = side * off, -22
    canvas.ellipse(x, y - 6, 48, 30, SHADE, soft=10, alpha=0.7)
    canvas.ellipse(x, y, 31, 13, (240, 238, 234), soft=1.5)
    canvas.ellipse(x, y, 13, 13, (70, 50, 35), soft=1)
    canvas.ellipse(x, y, 5, 5, (10, 10, 10), soft=0.8)
    canvas.ellipse(x - 4, y - 4, 2.5, 2.5, (255, 255, 255), soft=0.6)
    canvas.arc(x, y + 2, 33, 17, LASH, turn_deg=(190, 350), thick=4)
    canvas.arc(x, y - 4, 50, 46, BROW, turn_deg=(225, 320) if side < 0 else (220, 315), thick=10)


def _nose(canvas: _Canvas) -> None:
    canvas.ellipse(0, 20, 14, 60, LIGHT_SKIN, soft=8)
    canvas.ellipse(0, 62, 26, 18, (224, 176, 150), soft=5)
    canvas.ellipse(0, 78, 34, 9, (165, 112, 92), soft=6, alpha=0.8)
    for side in (-1, 1):
        canvas.ellipse(side * 14, 76, 7, 4, NOSTRIL, soft=1.5)


def _mouth(canvas: _Canvas) -> None:
    canvas.ellipse(0, 118, 46, 9, (178, 98, 92), soft=2)
    canvas.ellipse(0, 128, 42, 12, LIP, soft=2)
    centre = SIZE_PX // 2
    cv2.line(canvas.rgb, (centre - 46, centre + 122), (centre + 46, centre + 122), LIP_LINE, 3, cv2.LINE_AA)
    canvas.ellipse(0, 152, 40, 7, SHADE, soft=6, alpha=0.6)
