"""Cloth: its folds, its threads, its seams, and the shade of what lies on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.studio.noise import smooth_step, value_noise
from capture.studio.sheet import Paint, tinted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

    from capture.types import Floats

ARMPIT_MM = (152.0, 292.0)
"""From where a garment's folds spread: the chest's edge at the arm."""
PLANE_MM = 640
"""The square of the front plane on which outlines are drawn, 1 mm to a cell, the body's axis in its middle."""
THREAD_MM = 0.8
"""A thread's breadth."""


@dataclass(frozen=True, slots=True, eq=False)
class Fabric:
    """What a garment is made of: its colour, and the source of its threads' and folds' irregularities."""

    colour: tuple[float, float, float]
    """Linear RGB reflectance."""
    rng: Generator
    thread: float
    """Standard deviation of a thread's brightness."""
    print: str = ""
    """Lines of text across the chest, in `ink`."""
    ink: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def painted(self, light: Floats) -> Paint:
        """Return the paint of a brightness (TV, TU)."""
        return Paint(tinted(light, np.array(self.colour, np.float32)))

    def threads(self, points_mm: Floats) -> Floats:
        """Return (TV, TU) the threads' brightness about 1 on texels that lie at points (TV, TU, 3); it fades where texels are wider than threads."""
        across = np.linalg.norm(np.diff(points_mm, axis=1, append=points_mm[:, -2:-1]), axis=-1)
        down = np.linalg.norm(np.diff(points_mm, axis=0, append=points_mm[-2:-1]), axis=-1)
        seen = np.clip(THREAD_MM / np.maximum(np.maximum(across, down), 1e-3), 0.1, 1)
        grain = cv2.GaussianBlur(self.rng.standard_normal(points_mm.shape[:2]).astype(np.float32), (0, 0), 0.6)
        return np.asarray(1 + self.thread * seen / max(float(grain.std()), 1e-6) * grain, np.float32)


def folds(points_mm: Floats, rng: Generator, softness: float) -> Floats:
    """Return (V, U) heights of folds, about −1..1: they fan out from the armpits and hang from the chest; `softness` 1 is a jersey's, 0.4 a jacket's."""
    x, y = points_mm[..., 0], points_mm[..., 1]
    total = np.zeros_like(x)
    for side in (1, -1):
        across, down = x * side - ARMPIT_MM[0], y - ARMPIT_MM[1]
        turn = np.arctan2(down, across - 1e-3)
        away = np.hypot(across, down)
        wander = rng.uniform(0, 2 * np.pi, 3)
        fan = sum(np.sin(count * turn + phase + 0.012 * away) for count, phase in zip((5, 8, 13), wander, strict=True)) / 2
        total += fan * np.exp(-(((away - 60) / 75) ** 2)) * smooth_step(-150, -40, across) * smooth_step(12, 45, away)
    hanging = value_noise((x.shape[0], x.shape[1]), 7, rng, octaves=2, stretch=(3, 1))
    return np.asarray(softness * (0.8 * total + 0.45 * hanging), np.float32)


def ribs(distance_along: Floats, width: float, depth: float) -> Floats:
    """Return (…) the brightness of knitted ribs `width` apart, along a coordinate in the same unit: rounded on top, dark between."""
    wave = np.cos(2 * np.pi * distance_along / width)
    return np.asarray(1 - depth * (0.5 - 0.5 * wave) ** 2, np.float32)


def seam(distance_mm: Floats, depth: float = 0.3, width_mm: float = 1.2) -> Floats:
    """Return (…) the brightness of a seam: a dark line at distance 0, a faint bright ridge of the turned-in edge on its positive side."""
    line = np.exp(-((distance_mm / width_mm) ** 2))
    ridge = np.exp(-(((distance_mm - 3 * width_mm) / (1.6 * width_mm)) ** 2))
    return np.asarray(1 - depth * line + 0.2 * depth * ridge, np.float32)


def stitches(distance_mm: Floats) -> Floats:
    """Return (…) the brightness of a row of fine stitches at distance 0 in mm."""
    return np.asarray(1 - 0.22 * np.exp(-((distance_mm / 0.6) ** 2)), np.float32)


def creases(height: Floats, depth: float) -> Floats:
    """Return (…) the brightness of folds of a height (…): hollows see less of the sky."""
    return np.asarray(1 - depth * smooth_step(0.2, -1.2, height), np.float32)


def armhole(points_mm: Floats) -> Floats:
    """Return (…) the signed distance in mm, + on the sleeve, to the seam that joins a sleeve: from the shoulder's tip to the armpit."""
    side, y = np.abs(points_mm[..., 0]), points_mm[..., 1]
    seam_x = 184 - 22 * smooth_step(180, 300, y) + 10 * smooth_step(300, 420, y)
    return np.asarray(side - seam_x, np.float32)


def shade_under(points_mm: Floats, outlines_mm: Sequence[Floats], *, depth: float, reach_mm: float, fall_mm: float) -> Floats:
    """Return (…) the brightness of the front at points (…, 3) under flat things, by their outlines (N, 2) as seen from the front.

    Light comes mostly from above, so the shade falls `fall_mm` below each outline; it is soft over `reach_mm`.
    """
    plane = np.zeros((PLANE_MM, PLANE_MM), np.uint8)
    shift = np.array([PLANE_MM / 2, 0])
    for outline in outlines_mm:
        cv2.fillPoly(plane, [np.round((outline + shift + [0, fall_mm]) * 16).astype(np.int32)], (255,), cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(plane, (0, 0), reach_mm)
    x, y = points_mm[..., 0] + PLANE_MM / 2, points_mm[..., 1]
    shade = cv2.remap(soft, np.ascontiguousarray(x, np.float32), np.ascontiguousarray(y, np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    front = smooth_step(60, 30, points_mm[..., 2])
    return np.asarray(1 - depth / 255 * shade.astype(np.float32) * front, np.float32)
