"""From a source to observations: what `analyse` prints and what a sitting is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.analysis import Analyser
from capture.camera import open_source
from capture.mediapipe_tracker import MediapipeTracker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.camera import Source
    from capture.types import Observation


def open_analyser(source: Source, hfov_deg: float | None = None) -> Analyser:
    """Return an analyser that suits the source: photographs are measured each on its own.

    `hfov_deg` is the horizontal field of view in degrees where the user knows better than the source. Raises TrackerError.
    """
    known_deg = hfov_deg if hfov_deg is not None else source.horizontal_fov_deg
    return Analyser(MediapipeTracker(stills=source.stills), hfov_deg=known_deg, stills=source.stills)


def analyse(spec: str, *, every: int = 1, hfov_deg: float | None = None) -> Iterator[Observation]:
    """Yield an observation of every `every`th frame of the source that `spec` means, in order.

    Frames between are not looked at. Raises CameraError and TrackerError.
    """
    with open_source(spec) as source, open_analyser(source, hfov_deg) as analyser:
        for frame in source:
            if frame.index % every == 0:
                yield analyser.observe(frame)
