from __future__ import annotations

import numpy as np
import pytest

from capture.mediapipe_tracker import MediapipeTracker
from capture.script.scene import Scene, Subject
from capture.shoulders import SIDED_DEG, turn_deg
from capture.studio import render
from capture.types import Frame
from tests.bench.measures.views import everybody


def picture(shoulders_yaw_deg: float) -> np.ndarray:
    return render(Scene(persona=everybody()[0], subject=Subject(shoulders_yaw_deg=shoulders_yaw_deg)))


def turn_in(rgb: np.ndarray, *, mirrored_too: bool) -> float:
    with MediapipeTracker(stills=True, mirrored_too=mirrored_too) as tracker:
        face = tracker.track(Frame(0, 0.0, np.ascontiguousarray(rgb))).face
    assert face is not None
    assert face.shoulders_yaw_deg is not None
    return face.shoulders_yaw_deg


def test_what_is_read_of_a_turn_grows_with_it_and_is_alike_on_both_sides() -> None:
    turns = [turn_deg(read) for read in np.linspace(-90, 90, 181).tolist()]
    assert np.diff(turns).min() > 0.15
    assert turns == pytest.approx([-turn for turn in reversed(turns)])
    assert turn_deg(3.0) == pytest.approx(6.5, abs=0.1)
    assert turn_deg(50.0) - turn_deg(45.0) == pytest.approx(5)


@pytest.mark.parametrize("mirrored_too", [False, True])
def test_square_shoulders_read_square_and_turned_ones_to_their_side(*, mirrored_too: bool) -> None:
    square, left, right = (turn_in(picture(turn), mirrored_too=mirrored_too) for turn in (0, 30, -30))
    assert abs(square) < SIDED_DEG, "as much is read of them in one look"
    assert left > 10
    assert right < -10


def test_a_picture_that_stands_alone_reads_as_its_mirror_image_does() -> None:
    rgb = picture(20)
    assert turn_in(rgb, mirrored_too=True) == pytest.approx(-turn_in(rgb[:, ::-1], mirrored_too=True), abs=0.3)


def test_the_places_are_those_of_the_picture() -> None:
    scene = Scene(persona=everybody()[0], size_px=(960, 540))
    with MediapipeTracker(stills=True) as tracker:
        face = tracker.track(Frame(0, 0.0, render(scene))).face
    assert face is not None
    assert face.shoulders_px is not None
    (left_x, left_y), (right_x, right_y) = face.shoulders_px.tolist()
    assert left_x - right_x > 2 * face.eye_distance_px
    assert left_y == pytest.approx(right_y, abs=0.05 * (left_x - right_x))
    assert min(left_y, right_y) > face.chin_px[1]
