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

    from capture.calibration import Calibration
    from capture.camera import Source
    from capture.tracker import Tracker
    from capture.types import Frame, Observation


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """One line of an analysis: what was observed in `source`, or why it could not be read."""

    source: str
    observation: Observation | None = None
    error: CameraError | None = None


def open_analyser(*, stills: bool, tracker: Tracker | None = None, face_scale: float | None = None, hands: bool = False) -> Analyser:
    """Return an analyser on `tracker`, on MediaPipe where none is given; with `stills` photographs are measured each on its own. Raises TrackerError.

    With `hands` MediaPipe looks for a raised hand in a stream's frames.
    """
    return Analyser(MediapipeTracker(stills=stills, hands=hands) if tracker is None else tracker, stills=stills, face_scale=face_scale)


def analyse(specs: Iterable[str], *, every: int = 1, hfov_deg: float | None = None, calibration: Calibration | None = None) -> Iterator[Analysed]:
    """Yield an observation of every `every`th frame of each source, in order; a folder stands for the pictures in it.

    Frames between are not looked at. What can't be read is yielded as an error, and the others go on. `hfov_deg` is the horizontal field of view in degrees
    where the user knows better than the source, `calibration` what is known of the camera that took the pictures. Raises TrackerError.
    """
    face_scale = None if calibration is None else calibration.face_scale
    with ExitStack() as stack:
        photographs: Analyser | None = None
        for spec in _each(specs):
            try:
                with open_source(spec) as source, ExitStack() as one:
                    if source.stills:
                        photographs = photographs or stack.enter_context(open_analyser(stills=True, face_scale=face_scale))
                    analyser = photographs if source.stills and photographs else one.enter_context(open_analyser(stills=False, face_scale=face_scale))
                    for frame in source:
                        if frame.index % every == 0:
                            yield Analysed(spec, analyser.observe(frame, known_hfov_deg(frame, source, hfov_deg, calibration)))
                    if source.remark is not None:
                        yield Analysed(spec, error=CameraError(source.remark, "What is there was measured."))
            except CameraError as error:
                yield Analysed(spec, error=error)


def known_hfov_deg(frame: Frame, source: Source, told_deg: float | None, calibration: Calibration | None) -> float | None:
    """Return the horizontal field of view of a frame: what the user told, else what the source says, else what was found out once; None where none does."""
    if told_deg is not None:
        return told_deg
    if source.horizontal_fov_deg is not None or calibration is None:
        return source.horizontal_fov_deg
    height, width = frame.rgb.shape[:2]
    return calibration.hfov_for((height, width))


def _each(specs: Iterable[str]) -> Iterator[str]:
    """Yield each source, a folder's pictures by their own names; an empty folder as it is, to be refused in words."""
    for spec in specs:
        pictures = pictures_in(Path(spec)) if Path(spec).is_dir() else []
        yield from map(str, pictures) if pictures else [spec]
