"""Does a developed face keep its texture and its geometry? `python -m tests.bench.develop [--quick]` prints it with its targets.

The virtual studio's people (`--quick`: three of them), and real faces where a folder of them is at hand, each developed brighter and cooler, and darker and
warmer, to 8 bits; then the recorded curve is undone and both are compared at the frame's own scale. Beside it stands what the same numbers say of a picture
whose skin was smoothed. Exits with 1 where a target is missed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

# The tests' own modules stand beside this folder.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from developed import displacement_px, texture_change, undone
from shared import SHARED

from capture.develop import Development
from capture.mediapipe_tracker import MediapipeTracker
from capture.pixels import encode, linear
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.studio.face import face
from capture.studio.picture import render
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Face, Rgb

BRIGHTER = Development(exposure_ev=1.0, gain_red=0.85, gain_blue=1.25, contrast=1.06)
DARKER = Development(exposure_ev=-0.8, gain_red=1.1, gain_blue=0.8, contrast=1.06)
TEXTURE_FRAC, GEOMETRY_PX = 0.02, 0.1
PEOPLE, QUICK = 20, 3
LONGEST_PX = 1200


def studio(count: int) -> Iterator[tuple[Rgb, Face]]:
    """Yield so many invented people, each with the face in it."""
    for seed in range(count):
        scene = Scene(persona=people.random(seed), size_px=(960, 720), subject=Subject(distance_mm=800, y_mm=-40), seed=seed)
        found = face(scene)
        if found is not None:
            yield render(scene), found


def real() -> Iterator[tuple[Rgb, Face]]:
    """Yield the real faces that are at hand."""
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        for path in sorted((SHARED / "faces" / "stills").glob("portrait_*.jpg")):
            image = Image.open(path).convert("RGB")
            image.thumbnail((LONGEST_PX, LONGEST_PX))
            rgb = np.asarray(image, np.uint8)
            found = tracker.track(Frame(0, 0.0, rgb, None)).face
            if found is not None:
                yield rgb, found


def told(name: str, faces: Iterator[tuple[Rgb, Face]]) -> bool:
    """Print the worst of these faces, and return whether all are within the targets."""
    texture, moved, smooth = [], [], []
    for rgb, found in faces:
        (left, top), (right, bottom) = found.outline_px.min(axis=0), found.outline_px.max(axis=0)
        box = (max(int(left), 0), max(int(top), 0), int(right - max(left, 0)), int(bottom - max(top, 0)))
        for development in (BRIGHTER, DARKER):
            shown = np.rint(encode(development.applied(linear(rgb)))).astype(np.uint8)
            back = undone(shown, development)
            texture.append(abs(texture_change(rgb, back, box)))
            moved.append(displacement_px(rgb, back, box))
            smooth.append(texture_change(rgb, undone(np.asarray(cv2.bilateralFilter(shown, 7, 20, 5), np.uint8), development), box))
    print(f"{name:22} {len(texture):4d} pictures   texture ±{max(texture):.2%} at worst (±{np.median(texture):.2%}), target ±{TEXTURE_FRAC:.0%}")
    print(f"{'':22} moved {max(moved):.3f} px at worst ({np.median(moved):.3f}), target {GEOMETRY_PX}; smoothed skin: texture {np.median(smooth):+.0%}")
    return max(texture) < TEXTURE_FRAC and max(moved) < GEOMETRY_PX


def main(arguments: list[str]) -> int:
    """Print all of it; return the exit code."""
    kept = told("virtual studio", studio(QUICK if "--quick" in arguments else PEOPLE))
    if (SHARED / "faces").is_dir():
        kept = told("real faces", real()) and kept
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
