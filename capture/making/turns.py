"""Makes `capture/mean_face/turns.npz`: `python -m capture.making.turns [FILE]`. About a quarter of an hour.

Strangers of the virtual studio are turned by known angles; what the fit of the mean face reads is compared with that. The missing rotation is regressed
(ridge) on the fit's angles and on the 40 strongest ways in which meshes are off it, in pictures and their mirror images alike.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import rotation
from capture.making.strangers import examples
from capture.mean_face import VERTICES_MM
from capture.pose import Anchors, angle_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from capture.making.strangers import Example

    Exact = NDArray[np.float64]

ANCHORS = 200
FIRST = 1
"""The tip of the nose."""
WAYS = 40
RIDGE = 100.0
FIRST_KEPT = 4
"""Pictures of which the file keeps what was missing, to tell whether it was made from this studio."""
MIRRORED_TERMS = np.array([1, -1, 1, -1, 1, 1, -1, 1, -1, -1, 1, -1, 1, 1, -1])
"""Signs that `capture.pose.angle_terms` have in a mirror."""
MIRRORED_TURN = np.array([1, -1, -1])
MIRRORED_PLACE = np.array([-1, 1, 1])
TARGET = Path(__file__).parents[1] / "mean_face" / "turns.npz"


def spread(count: int) -> NDArray[np.uint16]:
    """Return at least `count` vertices with their mirror images, each time the one farthest from those before."""
    twins = _twins(np.arange(len(VERTICES_MM), dtype=np.uint16))
    chosen: set[int] = set()
    apart_mm, vertex = np.full(len(VERTICES_MM), np.inf), FIRST
    while len(chosen) < count:
        for each in (vertex, int(twins[vertex])):
            chosen.add(each)
            apart_mm = np.minimum(apart_mm, np.linalg.norm(VERTICES_MM - VERTICES_MM[each], axis=1))
        vertex = int(apart_mm.argmax())
    return np.array(sorted(chosen), np.uint16)


def _twins(numbers: NDArray[np.uint16]) -> NDArray[np.int64]:
    """Return for each of these vertices the place in them of its mirror image."""
    places = VERTICES_MM[numbers]
    return np.asarray(np.linalg.norm(places[:, None] - places[None] * MIRRORED_PLACE, axis=2).argmin(axis=1), np.int64)


def seen(pictures: Iterable[Example], anchors: Anchors) -> tuple[Exact, Exact, Exact]:
    """Return of each picture the angles' terms (P, 15), the anchors' way off the fit (P, N, 3) in mm and the missing rotation vector (P, 3) in degrees."""
    terms, off, missing = [], [], []
    for picture in pictures:
        subject, (width, height) = picture.scene.subject, picture.scene.size_px
        head = anchors.fit(picture.face.mesh_px, (height, width), picture.scene.camera.hfov_deg)
        if head is not None:
            true = rotation(subject.yaw_deg, subject.pitch_deg, subject.roll_deg)
            terms.append(angle_terms(head.turn))
            off.append(head.off_mm)
            missing.append(np.degrees(cv2.Rodrigues(head.turn.T @ true)[0][:, 0]))
    return np.array(terms), np.array(off), np.array(missing)


def learned(terms: Exact, off_mm: Exact, missing_deg: Exact, twins: NDArray[np.int64]) -> tuple[Exact, Exact]:
    """Return (BY_ANGLE_DEG, BY_PLACE_DEG) of `capture.mean_face.turns`."""
    terms = np.concatenate([terms, terms * MIRRORED_TERMS])
    off = np.concatenate([off_mm, (off_mm * MIRRORED_PLACE)[:, twins]]).reshape(len(terms), -1)
    missing = np.concatenate([missing_deg, missing_deg * MIRRORED_TURN])
    _, strength, ways = np.linalg.svd(off - off.mean(axis=0), full_matrices=False)
    ways = ways[:WAYS] / (strength[:WAYS, None] / np.sqrt(len(off)))
    known = np.hstack([terms, off @ ways.T])
    spread_of = known.std(axis=0) + 1e-9
    spread_of[0] = 1
    known /= spread_of
    weights = np.linalg.solve(known.T @ known + RIDGE * np.eye(known.shape[1]), known.T @ missing) / spread_of[:, None]
    terms_count = terms.shape[1]
    return weights[:terms_count], (ways.T @ weights[terms_count:]).reshape(-1, 3, 3)


def make(pictures: Iterable[Example]) -> dict[str, NDArray[np.generic]]:
    """Return the file's arrays: those of `capture.mean_face.turns`, and what the first pictures miss before anything is learned."""
    numbers = spread(ANCHORS)
    terms, off_mm, missing_deg = seen(pictures, Anchors(numbers))
    by_angle, by_place = learned(terms, off_mm, missing_deg, _twins(numbers))
    return {
        "anchors": numbers,
        "by_angle_deg": by_angle.astype(np.float32),
        "by_place_deg": by_place.astype(np.float32),
        "first_missing_deg": missing_deg[:FIRST_KEPT].astype(np.float32),
    }


def main() -> None:
    """Write the file."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    np.savez_compressed(target, **make(examples()))
    print(f"{target}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main()
