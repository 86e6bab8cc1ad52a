"""How far outlines of real people can be trusted: `python -m tests.bench.mattes [FOLDER…]` prints it for folders of pictures beside the checkout.

For each folder: how far inside the face's own outline the middle lies that is never touched; what speaks against the mattes; how many photographs would
keep their background, and of how many somebody is told to look at the edges. Exits with 1 where a middle reaches beyond a face.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

from shared import SHARED

from capture import pose
from capture.develop import Doubt, doubt_of, middle_of
from capture.export.touch import unsure, wrong
from capture.mediapipe_tracker import MediapipeTracker, open_matting
from capture.session.features import features_of
from capture.types import Frame

FOLDERS = ("stills", "pose", "eyes", "light")
MOST_PX = 960
TURNS = np.linspace(0, 2 * np.pi, 60)


def main(folders: list[str]) -> int:
    beyond = 0
    for folder in folders or FOLDERS:
        paths = sorted(path for path in (SHARED / "faces" / folder).rglob("*") if path.suffix in {".jpg", ".png"})
        found = read(paths)
        if not found:
            print(f"{folder}: no faces")
            continue
        margins = np.array([margin for margin, _ in found])
        doubts = [doubt for _, doubt in found]
        left = sum(wrong(doubt) for doubt in doubts)
        told = sum(unsure(doubt) and not wrong(doubt) for doubt in doubts)
        out = int(np.count_nonzero(margins < 0))
        beyond += out
        print(f"{folder}: {len(found)} faces; the middle lies inside by {margins.min():.0%} of the face's width or more, {out} beyond")
        for name in Doubt.__slots__:
            values = np.array([getattr(doubt, name) for doubt in doubts])
            print(f"  {name}: " + ", ".join(f"{at} % {np.percentile(values, at):.3f}" for at in (0, 10, 50, 90, 98, 100)))
        print(f"  background left as it is: {left}; look at the edges: {told}; nothing to say: {len(found) - left - told}")
    return int(beyond > 0)


def read(paths: list[Path]) -> list[tuple[float, Doubt]]:
    """Return for each picture with a face by which share of its width the face's middle lies inside its outline, and what speaks against its matte."""
    found = []
    with MediapipeTracker(stills=True) as tracker, open_matting() as matting:
        for path in paths:
            bgr = cv2.imread(str(path))
            scale = min(1.0, MOST_PX / max(bgr.shape))
            rgb = np.ascontiguousarray(cv2.resize(bgr, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)[..., ::-1])
            face = tracker.track(Frame(0, 0.0, rgb)).face
            if face is None:
                continue
            height, width = rgb.shape[:2]
            posed = pose.measure((height, width), face)
            features = features_of(face, posed, (height, width))
            left, top, right, bottom = middle_of(features.outline_box_px)
            around = np.stack([(left + right + (right - left) * np.cos(TURNS)) / 2, (top + bottom + (bottom - top) * np.sin(TURNS)) / 2], axis=1)
            hull = cv2.convexHull(face.outline_px[:, :2].astype(np.float32))
            inside_px = min(cv2.pointPolygonTest(hull, (float(x), float(y)), measureDist=True) for x, y in around)
            face_left, _, face_right, _ = features.outline_box_px
            found.append((inside_px / (face_right - face_left), doubt_of(matting.of(rgb), (width, height), features, posed)))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
