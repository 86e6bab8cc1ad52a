from __future__ import annotations

import importlib
import sys

import numpy as np
import pytest

from capture.errors import TrackerError
from capture.mediapipe_calls import MEDIAPIPE_ERRORS, points_of, process, translated, without_plots


class Failing:
    def __init__(self, error: Exception) -> None:
        self._error = error

    def process(self, _: object) -> object:
        raise self._error


@pytest.mark.parametrize("kind", MEDIAPIPE_ERRORS)
def test_whatever_a_model_raises_is_one_sentence_and_a_remedy(kind: type[Exception]) -> None:
    with pytest.raises(TrackerError, match=r"^The face tracker \(MediaPipe\) broke off: no calculator\. Start again") as caught:
        process(Failing(kind("no calculator.\n=== Source Location Trace ===")), np.zeros((4, 4, 3), np.uint8))
    assert isinstance(caught.value.__cause__, kind)


def test_an_error_without_words_is_told_by_its_kind() -> None:
    with pytest.raises(TrackerError, match=r"can't be started: MemoryError\. Close something"), translated("can't be started", "Close something."):
        raise MemoryError


def test_a_fault_of_our_own_is_not_blamed_on_mediapipe() -> None:
    with pytest.raises(KeyError), translated("broke off", ""):
        raise KeyError


def test_plots_are_not_loaded_until_somebody_wants_them(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    with without_plots():
        assert not hasattr(importlib.import_module("matplotlib.pyplot"), "plot")
    assert not [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]


class Looking:
    def process(self, rgb: np.ndarray) -> np.ndarray:
        return rgb


def test_a_model_sees_the_picture_itself_and_can_not_change_it() -> None:
    rgb = np.zeros((4, 6, 3), np.uint8)
    seen = process(Looking(), rgb)
    assert np.shares_memory(seen, rgb)
    assert not seen.flags.writeable
    assert rgb.flags.writeable, "whoever made it may go on"


def test_landmarks_are_read_as_mediapipe_reads_them() -> None:
    landmark_pb2 = pytest.importorskip("mediapipe.framework.formats.landmark_pb2")
    places = [(0.0, -0.5, 1.25), (1e-7, 0.999, -3.0), (0.1, 0.0, 0.0)]
    landmarks = landmark_pb2.NormalizedLandmarkList(landmark=[landmark_pb2.NormalizedLandmark(x=x, y=y, z=z) for x, y, z in places])
    assert points_of(landmarks) == pytest.approx(np.array([(point.x, point.y, point.z) for point in landmarks.landmark], np.float32), abs=0)
