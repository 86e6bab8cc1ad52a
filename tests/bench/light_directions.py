"""Prints how well the key light's direction is found on real faces with one flash each: `python -m tests.bench.light_directions`.

Needs the faces in a folder `shared` beside the checkout. Errors are angles between the true and the found direction, median/90th percentile. "to 77" are
lights up to 77 degrees off the lens axis; "ambient" is even light added in linear light, as a multiple of the face's mean.
"""

from __future__ import annotations

import csv
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture import light, pose
from capture.axes import azimuth_elevation_deg, direction
from capture.mediapipe_tracker import MediapipeTracker
from capture.pixels import encode
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Face, PoseReading, Rgb

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "faces" / "light"
SCALE = 2.5
FRONT_DEG = 77.5


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """One face under one flash: its linear picture, what the tracker found, and the flash's direction (3,)."""

    linear: NDArray[np.uint8]
    face: Face
    head: PoseReading
    towards: NDArray[np.float64]


def camera_view(linear: NDArray[np.uint8], ambient: float = 0.0) -> Rgb:
    """Return what a camera would have made of linear light (h, w): its 99th percentile at 0.8, sRGB, grey padding, enlarged."""
    lit = linear.astype(np.float32) + ambient * float(linear.mean())
    codes = np.round(encode(lit * np.float32(0.8 / max(float(np.percentile(lit, 99)), 0.25)))).astype(np.uint8)
    pad = linear.shape[1] // 2
    codes = cv2.copyMakeBorder(codes, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=128)
    return np.asarray(cv2.cvtColor(cv2.resize(codes, None, fx=SCALE, fy=SCALE, interpolation=cv2.INTER_CUBIC), cv2.COLOR_GRAY2RGB), np.uint8)


def without_padding(rgb: Rgb, face: Face, width_px: int) -> tuple[Rgb, Face]:
    """Return the picture without the padding that FaceMesh needed, and the face in its pixels; `width_px` is the linear picture's."""
    pad = int(width_px // 2 * SCALE)
    moved = replace(face, mesh_px=face.mesh_px - np.float32([pad, pad, 0]))
    return np.ascontiguousarray(rgb[pad:-pad, pad:-pad]), moved


def angle_deg(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return the angle between two unit vectors in degrees."""
    return float(np.degrees(np.arccos(np.clip(one @ other, -1, 1))))


def samples(folder: Path) -> Iterator[Sample | None]:
    """Yield every labelled face, None where the tracker found none."""
    with (folder / "labels.csv").open(encoding="utf-8") as file, MediapipeTracker(stills=True) as tracker:
        for row in csv.DictReader(file):
            linear = np.asarray(cv2.imread(str(folder / row["file"]), cv2.IMREAD_GRAYSCALE), np.uint8)
            rgb = camera_view(linear)
            face = tracker.track(Frame(0, 0.0, rgb)).face
            head = pose.measure(rgb.shape[:2], face) if face else None
            towards = direction(float(row["azimuth_deg"]), float(row["elevation_deg"]))
            yield Sample(linear, face, head, towards) if face and head else None


def line(found: list[Sample], ambient: float) -> str:
    """Return one row of the table: every sample measured under this much ambient light."""
    errors, off, sides, took_ms = [], [], [], []
    for sample in found:
        rgb, face = without_padding(camera_view(sample.linear, ambient), sample.face, sample.linear.shape[1])
        began = time.perf_counter()
        reading = light.measure(rgb, face, sample.head)
        took_ms.append((time.perf_counter() - began) * 1000)
        if reading is None:
            continue
        errors.append(angle_deg(direction(reading.azimuth_deg, reading.elevation_deg), sample.towards))
        off.append(angle_deg(sample.towards, direction(0, 0)))
        azimuth_deg = azimuth_elevation_deg(sample.towards)[0]
        sides.append(np.sign(reading.azimuth_deg) == np.sign(azimuth_deg) if abs(azimuth_deg) >= 10 else np.nan)
    error, side, front = np.array(errors), np.array(sides, float), np.array(off) <= FRONT_DEG
    cells = [f"{_spread(error)}  {np.nanmean(side):.3f}", f"{_spread(error[front])}  {np.nanmean(side[front]):.3f}"]
    return f"{ambient:7.0f}   {'   '.join(cells)}   {len(found) - len(errors):4d}   {np.median(took_ms):5.1f}"


def _spread(error: NDArray[np.float64]) -> str:
    return f"{np.median(error):5.1f}/{np.percentile(error, 90):4.1f}"


def main() -> int:
    """Print the table; 1 when the faces aren't there."""
    if not FOLDER.is_dir():
        print(f"No faces in {FOLDER}: put the folder 'shared' beside the checkout.")
        return 1
    every = list(samples(FOLDER))
    found = [sample for sample in every if sample]
    print(f"{len(every)} faces, {len(every) - len(found)} not found by the tracker")
    print("ambient   all         left/right   to 77     left/right   None   ms")
    for ambient in (0.0, 1.0, 2.0):
        print(line(found, ambient))
    return 0


if __name__ == "__main__":
    sys.exit(main())
