"""On which frame of a sitting's first ones the face is found, beside FaceMesh on the whole frame: people at two distances before a wide lens."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np

from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Camera, Scene, Subject
from capture.studio import render
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EVERY = 4
DISTANCES_MM = (650.0, 1300.0)
MOST, LATEST = 15, 2


def rows() -> Iterator[Row]:
    """Yield the number of the first frame with a face at each distance."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mediapipe as mp  # noqa: PLC0415 - warns when it is loaded
    for distance_mm in DISTANCES_MM:
        own, alone = [], []
        for persona in everybody(EVERY):
            scene = Scene(persona=persona, size_px=(1920, 1080), subject=Subject(distance_mm=distance_mm, y_mm=-50), camera=Camera(hfov_deg=78))
            rgb = render(scene)
            with MediapipeTracker() as tracker:
                own.append(_first(lambda index: tracker.track(Frame(index, index / 30, rgb)).face is not None))  # noqa: B023 - it is called at once
            with mp.solutions.face_mesh.FaceMesh(max_num_faces=1, refine_landmarks=True) as mesh:
                alone.append(_first(lambda _: bool(mesh.process(rgb).multi_face_landmarks)))  # noqa: B023 - as above
        figure = f"the {np.median(own):.0f}., latest the {max(own)}.; FaceMesh alone {np.median(alone):.0f}., latest {max(alone)}. ({MOST} is never)"
        yield Row("first frame with a face", f"studio, {len(own)} people at {distance_mm / 1000:.2f} m", figure, f"≤ the {LATEST}.", max(own) <= LATEST)


def _first(found: Callable[[int], bool]) -> int:
    return next((index + 1 for index in range(MOST) if found(index)), MOST)
