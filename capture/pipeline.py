"""From sources to observations: what `analyse` prints and what a sitting is made of."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capture.analysis import Analyser
from capture.camera import open_source, pictures_in
from capture.errors import CameraError
from capture.mediapipe_tracker import MediapipeTracker

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.tracker import Tracker
    from capture.types import Observation


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """One line of an analysis: what was observed in `source`, or why it could not be read."""

    source: str
    observation: Observation | None = None
    error: CameraError | None = None


def open_analyser(*, stills: bool, tracker: Tracker | None = None) -> Analyser:
    """Return an analyser on `tracker`, on MediaPipe where none is given; with `stills` photographs are measured each on its own. Raises TrackerError."""
    return Analyser(MediapipeTracker(stills=stills) if tracker is None else tracker, stills=stills)


def analyse(specs: Iterable[str], *, every: int = 1, hfov_deg: float | None = None) -> Iterator[Analysed]:
    """Yield an observation of every `every`th frame of each source, in order; a folder stands for the pictures in it.

    Frames between are not looked at. What can't be read is yielded as an error, and the others go on. `hfov_deg` is the horizontal field of view in degrees
    where the user knows better than the source. Raises TrackerError.
    """
    with ExitStack() as stack:
        photographs: Analyser | None = None
        for spec in _each(specs):
            try:
                with open_source(spec) as source, ExitStack() as one:
                    if source.stills:
                        photographs = photographs or stack.enter_context(open_analyser(stills=True))
                    analyser = photographs if source.stills and photographs else one.enter_context(open_analyser(stills=False))
                    for frame in source:
                        if frame.index % every == 0:
                            known_deg = hfov_deg if hfov_deg is not None else source.horizontal_fov_deg
                            yield Analysed(spec, analyser.observe(frame, known_deg))
                    if source.remark is not None:
                        yield Analysed(spec, error=CameraError(source.remark, "What is there was measured."))
            except CameraError as error:
                yield Analysed(spec, error=error)


def _each(specs: Iterable[str]) -> Iterator[str]:
    """Yield each source, a folder's pictures by their own names; an empty folder as it is, to be refused in words."""
    for spec in specs:
        pictures = pictures_in(Path(spec)) if Path(spec).is_dir() else []
        yield from map(str, pictures) if pictures else [spec]
