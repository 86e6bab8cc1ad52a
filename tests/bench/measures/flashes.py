"""Real faces with one flash at a known place each, as a camera would have seen them: pictures of linear light in the folder `shared/faces/light`."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import direction
from capture.pixels import encode
from tests.bench.measures.views import FACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Rgb

FOLDER = FACES / "light"
SCALE = 2.5


def camera_view(linear: NDArray[np.uint8]) -> Rgb:
    """Return what a camera would have made of linear light (h, w): its 99th percentile at 0.8, sRGB, grey padding, enlarged."""
    lit = linear.astype(np.float32) * np.float32(0.8 / max(float(np.percentile(linear, 99)), 0.25))
    pad = linear.shape[1] // 2
    codes = cv2.copyMakeBorder(np.round(encode(lit)).astype(np.uint8), pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=128)
    return np.asarray(cv2.cvtColor(cv2.resize(codes, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2RGB), np.uint8)


def angle_deg(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the angle between two unit vectors in degrees."""
    return float(np.degrees(np.arccos(np.clip(one @ other, -1, 1))))


def flashes(every: int = 1) -> Iterator[tuple[Rgb, NDArray[np.float64]]]:
    """Yield every `every`-th picture and the direction (3,) of its flash."""
    with (FOLDER / "labels.csv").open(encoding="utf-8") as file:
        for row in list(csv.DictReader(file))[::every]:
            linear = np.asarray(cv2.imread(str(FOLDER / row["file"]), cv2.IMREAD_GRAYSCALE), np.uint8)
            yield camera_view(linear), direction(float(row["azimuth_deg"]), float(row["elevation_deg"]))
