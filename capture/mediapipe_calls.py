"""Loading MediaPipe and calling its models: whatever they raise comes out as a TrackerError, a sentence with a remedy."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Floats, Rgb

REINSTALL = "Install it again: pip install --force-reinstall 'mediapipe<0.10.30'. On Linux it also needs libgl1 and libglib2.0-0."
START_AGAIN = "Start again; if it happens again, close other programs that need much memory, or install MediaPipe again."
MEDIAPIPE_ERRORS = (ImportError, AttributeError, OSError, RuntimeError, ValueError, MemoryError)
"""What MediaPipe raises: missing or other than expected, no model, no graphics library, and whatever its C++ parts have to say."""
_LANDMARK = np.dtype([("begins", "u1", 3), ("x", "<f4"), ("y is next", "u1"), ("y", "<f4"), ("z is next", "u1"), ("z", "<f4")])
"""A landmark in a serialised list: the marks of protocol buffers before each of its numbers."""
PLOTTING = ("matplotlib", "matplotlib.pyplot")


@contextmanager
def translated(what: str, remedy: str) -> Iterator[None]:
    """Raise a TrackerError that says `what` happened, for whatever MediaPipe raises inside. Of its many lines only the first is for people."""
    try:
        yield
    except MEDIAPIPE_ERRORS as error:
        why = (str(error) or type(error).__name__).splitlines()[0].strip().rstrip(".")
        raise TrackerError(f"The face tracker (MediaPipe) {what}: {why}.", remedy) from error


@contextmanager
def without_plots() -> Iterator[None]:
    """Keep whatever is imported inside from loading matplotlib: MediaPipe takes two thirds of its time to load for the one function that plots.

    Who imports it afterwards gets the real one.
    """
    empty = {name: ModuleType(name) for name in PLOTTING if PLOTTING[0] not in sys.modules}
    sys.modules.update(empty)
    try:
        yield
    finally:
        for name in empty:
            del sys.modules[name]


def process(solution: Any, rgb: Rgb) -> Any:  # noqa: ANN401 - MediaPipe ships no types
    """Return what a solution finds in a whole picture (H, W, 3), which must not change any more. Raises TrackerError when it breaks off."""
    # What can't be written to MediaPipe reads where it is; of anything else it makes a copy first.
    fixed = rgb.view()
    fixed.setflags(write=False)
    with translated("broke off", START_AGAIN):
        return solution.process(fixed)


def points_of(landmarks: Any) -> Floats:  # noqa: ANN401 - MediaPipe ships no types
    """Return (N, 3) the x, y and z of a list of landmarks that have nothing else, as FaceMesh's: a tenth of the time that asking each of them takes."""
    written = np.frombuffer(landmarks.SerializeToString(), _LANDMARK)
    return np.stack([written[axis] for axis in "xyz"], axis=1)
