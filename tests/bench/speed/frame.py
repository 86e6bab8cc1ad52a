"""What everything on a frame costs beside the FaceMesh call of that very frame: tracker, measures and coach as a sitting has them, on 1080p frames in order.

Some things are done in turn, so times are means over a round of frames; of these the medians. Both by the clock on the wall, which other programs disturb,
and by the time that the process spent on the processor.
"""

from __future__ import annotations

import time
from contextlib import ExitStack
from functools import wraps
from types import ModuleType
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np

from capture import analysis, edge_faces, face_mesh, hands, matting, mediapipe_tracker, shoulders, tripod
from capture import beside as beside_frames
from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Backdrop, Camera, Room, Scene, Subject
from capture.steady import Steady
from capture.studio import render
from capture.types import Frame
from guidance.guide import Guide
from guidance.profile import load
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZE_PX = (1920, 1080)
PICTURES = 12
ROUND, ROUNDS, WARM_UP = 36, 20, 36
"""In frames: what is done most seldom, the search at the picture's edges, is done once a round."""
MOST_RATIO = 0.6
MESH, MODELS, ALL = "FaceMesh", "other models", "everything"
Times = dict[str, list[tuple[int, float, float]]]
"""For each thing the frame, and the milliseconds on the wall and on the processor."""


def rows() -> Iterator[Row]:
    """Yield what each part takes, and all of them beside FaceMesh."""
    cv2.setNumThreads(1)
    beside_frames.LAG_S = 0.0  # nothing beside anything, so that each part can be timed
    pictures = [render(scene) for scene in _scenes()]
    spent: Times = {}
    profile = load("classic")
    with _stopwatches(spent) as at, Analyser(MediapipeTracker(hands=profile.hands_free)) as analyser:
        coach = Guide(profile)
        step = _timed("coach", coach.step, spent, at)
        for index in range(WARM_UP + ROUND * ROUNDS):
            at[0] = index
            frame = Frame(index, index / 30, pictures[index % PICTURES])
            _timed(ALL, lambda: step(analyser.observe(frame, 62.0)), spent, at)()  # noqa: B023 - it is called at once
    total = WARM_UP + ROUND * ROUNDS
    where = "studio, 1080p"
    for name, times in sorted(spent.items()):
        if name not in (MESH, ALL):
            median_ms, calls = np.median([processor for _, _, processor in times]), len(times) / total
            figure = f"median {median_ms:.3f}, on {100 * calls:.0f} % of the frames: {np.median(_a_round(times)[:, 1]):.3f} a frame"
            yield Row(f"ms of processor: {name}", where, figure, "", None)
    mesh, models, everything = (_a_round(spent.get(name, [])) for name in (MESH, MODELS, ALL))
    for column, clock in enumerate(("wall", "processor")):
        for title, beside in (("own work", everything - mesh - models), ("with other models", everything - mesh)):
            taken_ms, mesh_ms = np.median(beside[:, column]), np.median(mesh[:, column])
            figure = f"median {taken_ms:.2f} ms, FaceMesh {mesh_ms:.2f}: {taken_ms / mesh_ms:.2f} of it"
            yield Row(f"beside FaceMesh, {clock}: {title}", where, figure, f"≤ {MOST_RATIO} of FaceMesh", bool(taken_ms <= MOST_RATIO * mesh_ms))


def _a_round(times: list[tuple[int, float, float]]) -> np.ndarray:
    """Return (rounds, 2) what a frame took in the mean of each round, on the wall and on the processor, without the warm-up."""
    sums = np.zeros((ROUNDS, 2))
    for index, wall_ms, processor_ms in times:
        if index >= WARM_UP:
            sums[(index - WARM_UP) // ROUND] += wall_ms, processor_ms
    return sums / ROUND


def _scenes() -> Iterator[Scene]:
    for index in range(PICTURES):
        turn = 2 * np.pi * index / PICTURES
        subject = Subject(x_mm=3.0 * np.sin(turn), yaw_deg=1.5 * np.cos(turn))
        camera = Camera(hfov_deg=50)
        yield Scene(persona=everybody()[0], size_px=SIZE_PX, t_s=index / 30, subject=subject, camera=camera, backdrop=Backdrop(room=Room.OFFICE))


class _stopwatches(ExitStack):  # noqa: N801 - a context manager
    """Times MediaPipe's calls and every measure that the analyser calls, by its module's name, and what they share by its own. Gives the frame's place."""

    def __init__(self, spent: Times) -> None:
        super().__init__()
        self._spent, self._at = spent, [0]

    def __enter__(self) -> list[int]:
        super().__enter__()
        places: list[tuple[str, Any, str]] = [("tripod", tripod.Watch, "measure"), ("steady", Steady, "take"), (MESH, face_mesh, "process")]
        places += [(MODELS, module, "process") for module in (mediapipe_tracker, matting, hands, edge_faces, shoulders) if hasattr(module, "process")]
        for name, used in vars(analysis).items():
            if isinstance(used, ModuleType) and hasattr(used, "measure"):
                places.append((name, used, "measure"))
            elif name in ("overview", "closeup"):
                places.append((name, analysis, name))
        for name, owner, attribute in places:
            function = getattr(owner, attribute)
            setattr(owner, attribute, _timed(name, function, self._spent, self._at))
            self.callback(setattr, owner, attribute, function)
        return self._at


def _timed(name: str, function: Callable[..., Any], spent: Times, at: list[int]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever a measure takes and returns
        began, worked = time.perf_counter(), time.process_time()
        try:
            return function(*arguments, **named)
        finally:
            worked_ms, took_ms = (time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000
            spent.setdefault(name, []).append((at[0], took_ms, worked_ms))

    return timed
