"""Strands of hair: where they root, how they run over the head, and the pen that draws them on a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture.studio.hair.chart import FIELD_PX
from capture.studio.hair.flow import along, turned
from capture.studio.sheet import cross, unit

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

    from capture.script.persona import Hair
    from capture.studio.hair.chart import Chart
    from capture.studio.hair.flow import Flow
    from capture.types import Floats

MM_PER_DEG = 1.85
"""Length on a scalp of 106 mm radius, hair included."""
WHITE = np.array([0.46, 0.45, 0.43], np.float32)
"""Linear reflectance of a lock of hair without pigment: light is scattered by its keratin, slightly less in the blue."""
HAIRS_A_STRAND = 5
SHIFT = 4
"""Points are given to OpenCV in 1/16 pixel."""


def roots(density: Floats, chart: Chart, count: int, rng: Generator) -> Floats:
    """Return (count, 3) directions of roots, spread over the scalp by a field (`FIELD_PX`, same) on a chart: so many to the same piece of skin."""
    line_deg = np.linspace(-chart.radius_deg, chart.radius_deg, FIELD_PX, dtype=np.float32)
    away = np.radians(np.hypot(line_deg[None], line_deg[:, None]))
    weight = density * np.sinc(away / np.pi) * (away < np.radians(chart.radius_deg))
    running = np.cumsum(weight.reshape(-1), dtype=np.float64)
    cells = np.searchsorted(running, rng.uniform(0, running[-1], count))
    row, column = np.divmod(cells, FIELD_PX)
    cell_deg = line_deg[1] - line_deg[0]
    right = line_deg[column] + rng.uniform(-0.5, 0.5, count) * cell_deg
    down = line_deg[row] + rng.uniform(-0.5, 0.5, count) * cell_deg
    return chart.at_deg(right.astype(np.float32), down.astype(np.float32))


def trace(root: Floats, length_mm: Floats, flow: Flow, bend_rad: Floats, steps: int) -> Floats:
    """Return (N, steps, 3) directions of the points of strands from roots (N, 3): each follows the flow turned by its own angle (N,)."""
    step_rad = np.radians(length_mm / MM_PER_DEG)[:, None] / (steps - 1)
    place = root
    path = [root]
    for _ in range(steps - 1):
        place = unit(place + step_rad * turned(along(flow(place), place), place, bend_rad))
        path.append(place)
    return np.stack(path, 1)


def waved(path: Floats, swing_mm: float, waves: Floats, phase_rad: Floats) -> Floats:
    """Return strands (N, K, 3) that swing sideways by ± `swing_mm`, each through so many `waves` (N,); the root stays."""
    run = np.linspace(0, 1, path.shape[1], dtype=np.float32)
    forwards = np.gradient(path, axis=1).astype(np.float32)
    sideways = unit(cross(path, forwards))
    swing = np.sin(run * waves[:, None] * 2 * np.pi + phase_rad[:, None]) - np.sin(phase_rad[:, None])
    return unit(path + sideways * (np.radians(swing_mm / MM_PER_DEG) * swing * np.minimum(1, 3 * run))[..., None])


def colours(hair: Hair, level: Floats, rng: Generator) -> Floats:
    """Return (N, 3) linear albedo of strands whose logarithmic brightness is `level` (N,).

    What is drawn as one strand is some `HAIRS_A_STRAND` hairs, of which a share is white: by the beta distribution, so that at a tenth most strands have none.
    """
    pigmented = np.array(hair.colour, np.float32) * np.exp(level)[:, None]
    white = WHITE * np.exp(0.5 * level)[:, None]
    share = np.zeros(level.size)
    if hair.grey > 0:
        share = rng.beta(max(HAIRS_A_STRAND * hair.grey, 1e-2), max(HAIRS_A_STRAND * (1 - hair.grey), 1e-2), level.size)
    return np.asarray(np.clip(pigmented + (white - pigmented) * share[:, None], 0.003, 0.85), np.float32)


def mean_colour(hair: Hair) -> Floats:
    """Return (3,) the albedo that strands come to together."""
    return np.asarray((1 - hair.grey) * np.array(hair.colour) + hair.grey * WHITE, np.float32)


def tints(albedo: Floats) -> list[list[float]]:
    """Return pens of colours (N, 3): opaque, as `Canvas` has them."""
    pens: list[list[float]] = (np.concatenate([np.sqrt(albedo), np.ones((len(albedo), 1), np.float32)], 1) * 255).tolist()
    return pens


def glint_frac(albedo: Floats) -> Floats:
    """Return (rows, columns) 0..1: the weight of hair's highlights, less in the gaps between strands, which lie in the shade of those above."""
    light = np.ascontiguousarray(albedo[..., 1])
    return np.asarray(np.clip(0.2 + 0.7 * light / np.maximum(cv2.blur(light, (25, 25)), 1e-3), 0.25, 1), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Canvas:
    """A drawing of strands: (rows, columns, 4) uint8, square roots of linear RGB times the cover, and the cover; every line lies over those before."""

    pixels: NDArray[np.uint8]

    @classmethod
    def blank(cls, shape: tuple[int, int]) -> Canvas:
        """Return one with nothing on it."""
        return cls(np.zeros((*shape, 4), np.uint8))

    def fill(self, albedo: Floats, cover_frac: Floats) -> None:
        """Lay a colour (3,) under everything, by a cover (rows, columns) of any size."""
        cover = cv2.resize(cover_frac, self.pixels.shape[1::-1], interpolation=cv2.INTER_LINEAR)
        tint = np.append(np.sqrt(albedo), 1) * 255
        for channel in range(4):
            self.pixels[..., channel] = cv2.convertScaleAbs(cover, alpha=float(tint[channel]))

    def draw(self, paths_px: NDArray[Any], albedo: Floats, width_px: int = 1) -> None:
        """Draw lines (N, K, 2) of colours (N, 3), in their order."""
        whole = np.round(paths_px * 2**SHIFT).astype(np.int32)
        for path, tint in zip(whole, tints(albedo), strict=True):
            cv2.polylines(self.pixels, [path], False, tint, width_px, cv2.LINE_AA, SHIFT)

    def read(self) -> tuple[Floats, Floats]:
        """Return (albedo (rows, columns, 3), cover (rows, columns))."""
        return read(self.pixels)


def read(pixels: NDArray[Any]) -> tuple[Floats, Floats]:
    """Return (albedo (…, 3), cover (…)) of a canvas's pixels."""
    *colours, cover = np.moveaxis(pixels.astype(np.float32), -1, 0)
    solid = np.maximum(cover, 1)
    albedo = np.empty((*cover.shape, 3), np.float32)
    for channel, value in enumerate(colours):
        root = value / solid
        albedo[..., channel] = root * root
    return albedo, cover / np.float32(255)
