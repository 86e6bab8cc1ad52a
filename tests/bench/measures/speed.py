"""What all measures cost beside one FaceMesh call: the same 1080p frames, one after the other, in the same run.

Some measures are taken in turn, so times are means over a dozen frames; of these the medians, by the clock on the wall, which other programs disturb. The last
row is by the time that the process spent on the processor.
"""

from __future__ import annotations

import time
import warnings
from contextlib import contextmanager
from functools import wraps
from types import ModuleType
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from capture import analysis, tripod
from capture.analysis import Analyser
from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Backdrop, Camera, Room, Scene, Subject
from capture.steady import Steady
from capture.studio import render
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.measures.views import everybody

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.types import Tracking

SIZE_PX = (1920, 1080)
FRAMES, ROUNDS, WARM_UP = 12, 14, 24
MOST_RATIO = 0.6


class Replayed:
    """A tracker that says again what was found before, so that nothing but the measures takes time."""

    def __init__(self, found: list[Tracking]) -> None:
        self._found = found

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held."""

    def track(self, frame: Frame) -> Tracking:
        """Return what was found in the frame."""
        return self._found[frame.index % len(self._found)]


def rows(every: int) -> Iterator[Row]:
    """Yield what each measure takes, all of them, and their share of FaceMesh's time."""
    frames = [Frame(index, index / 30, render(scene)) for index, scene in enumerate(_scenes())]
    with MediapipeTracker() as tracker:
        found = [tracker.track(frame) for frame in frames]
    where = f"studio, 1080p, {found[-1].face.eye_distance_px:.0f} px between the eyes" if found[-1].face else "studio, 1080p: no face"
    total = FRAMES * ROUNDS if every == 1 else FRAMES * ROUNDS // 2
    mesh_ms: list[tuple[float, float]] = []
    all_ms: list[tuple[float, float]] = []
    parts_ms: dict[str, list[float]] = {}
    with _face_mesh() as mesh, _stopwatches(parts_ms), Analyser(Replayed(found)) as analyser:
        for index in range(total):
            frame = Frame(index, index / 30, frames[index % FRAMES].rgb)
            mesh_ms.append(_ms(lambda: mesh.process(frame.rgb)))  # noqa: B023 - it is called at once
            all_ms.append(_ms(lambda: analyser.observe(frame, 62.0)))  # noqa: B023 - as above
    for name, spent in sorted(parts_ms.items()):
        calls = len(spent) / total
        median_ms = np.median(spent)
        yield Row(f"ms: {name}", where, f"median {median_ms:.3f}, on {100 * calls:.0f} % of the frames: {median_ms * calls:.3f} a frame", "", None)
    rounds = (np.array(spent[WARM_UP:]).reshape(-1, FRAMES, 2).mean(axis=1) for spent in (mesh_ms, all_ms))
    face_mesh, measures = (np.median(each, axis=0) for each in rounds)
    for clock, (alone, together) in zip(("wall", "processor"), zip(face_mesh, measures, strict=True), strict=True):
        figure = f"median {together:.2f} ms, FaceMesh alone {alone:.2f}: {together / alone:.2f} of it"
        yield Row(f"ms: all measures, {clock}", where, figure, f"≤ {MOST_RATIO} of FaceMesh", bool(together <= MOST_RATIO * alone))


def _scenes() -> Iterator[Scene]:
    for index in range(FRAMES):
        subject = Subject(x_mm=2.0 * np.sin(index / 2), yaw_deg=1.5 * np.sin(index / 3))
        camera = Camera(hfov_deg=50)
        yield Scene(persona=everybody()[0], size_px=SIZE_PX, t_s=index / 30, subject=subject, camera=camera, backdrop=Backdrop(room=Room.OFFICE))


@contextmanager
def _face_mesh() -> Iterator[Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mediapipe as mp  # noqa: PLC0415 - warns when it is loaded

        with mp.solutions.face_mesh.FaceMesh(max_num_faces=1, refine_landmarks=True) as mesh:
            yield mesh


@contextmanager
def _stopwatches(spent_ms: dict[str, list[float]]) -> Iterator[None]:
    """Time every measure that the analyser calls, by its module's name, and what they share by its own."""
    places: list[tuple[str, object, str]] = [("tripod", tripod.Watch, "measure"), ("steady", Steady, "take")]
    for name, used in vars(analysis).items():
        if isinstance(used, ModuleType) and hasattr(used, "measure"):
            places.append((name, used, "measure"))
        elif name in ("overview", "closeup"):
            places.append((name, analysis, name))
    kept = [getattr(owner, attribute) for _, owner, attribute in places]
    for (name, owner, attribute), function in zip(places, kept, strict=True):
        setattr(owner, attribute, _timed(function, spent_ms.setdefault(name, [])))
    try:
        yield
    finally:
        for (_, owner, attribute), function in zip(places, kept, strict=True):
            setattr(owner, attribute, function)


def _timed(function: Callable[..., Any], spent_ms: list[float]) -> Callable[..., Any]:
    @wraps(function)
    def timed(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - whatever a measure takes and returns
        began = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent_ms.append((time.perf_counter() - began) * 1000)

    return timed


def _ms(call: Callable[[], object]) -> tuple[float, float]:
    """Return what a call took by the clock on the wall, and of the processor."""
    began, worked = time.perf_counter(), time.process_time()
    call()
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
