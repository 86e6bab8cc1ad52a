from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from faces import made_face
from made_hands import FIST, PALM, Pose, hand

from capture.hands import IN_VAIN_S, HandWatch, area_beside
from capture.types import Gesture

if TYPE_CHECKING:
    from capture.types import Face, Floats, Rgb

FRAME = np.full((720, 1280, 3), 128, np.uint8)
FACE = replace(made_face(), forehead_px=np.array([640, 200], np.float32), chin_px=np.array([640, 400], np.float32))
"""Its middle and height are those of made-up hands."""


class Known:
    """Stands for MediaPipe's model: it knows the hands that are there, and counts how often it was asked."""

    def __init__(self, *hands: Floats) -> None:
        self.hands = hands
        self.asked = 0

    def process(self, rgb: Rgb) -> SimpleNamespace:
        self.asked += 1
        assert rgb.flags.c_contiguous
        height, width = rgb.shape[:2]
        assert (width, height) == (1000, 720), "five face heights, where the frame has them"
        corner, size = np.array([140, 0, 0]), np.array([width, height, width])
        landmarks = [SimpleNamespace(landmark=[SimpleNamespace(x=x, y=y, z=z) for x, y, z in (points - corner) / size]) for points in self.hands]
        return SimpleNamespace(multi_hand_landmarks=landmarks or None)


def with_matte(*boxes: tuple[int, int, int, int]) -> Face:
    """Return the face with a person in the matte, and boxes (left, top, right, bottom) in pixels of the frame beside."""
    matte = np.zeros((144, 256), np.float32)
    for left, top, right, bottom in ((560, 150, 720, 420), (400, 440, 900, 720), *boxes):
        matte[top // 5 : bottom // 5, left // 5 : right // 5] = 1
    return replace(FACE, matte=matte)


ALONE = with_matte()
RAISED = with_matte((820, 180, 940, 480))


def watched(solution: Known, face: Face, seconds: float, *, from_s: float = 0.0, watch: HandWatch | None = None) -> list[Gesture | None]:
    watch = watch or HandWatch(solution)
    return [watch.look(FRAME, face, from_s + index / 30) for index in range(round(seconds * 30))]


def test_nobody_looks_for_a_hand_where_none_can_be() -> None:
    solution = Known(hand(PALM))
    assert set(watched(solution, ALONE, 10)) == {None}
    assert set(watched(solution, FACE, 2)) == {None}, "no matte"
    assert solution.asked == 0


def test_a_hand_beside_the_head_is_looked_at_about_six_times_a_second_while_it_is_there() -> None:
    solution = Known(hand(PALM))
    watch = HandWatch(solution)
    said = watched(solution, RAISED, 5, watch=watch)
    assert 25 <= solution.asked <= 31
    assert said.count(Gesture.PALM) == solution.asked
    assert said[0] is Gesture.PALM
    asked = solution.asked
    assert set(watched(solution, ALONE, 5, from_s=5, watch=watch)) == {None}
    assert solution.asked == asked


@pytest.mark.parametrize("hands", [(), (FIST,), (FIST, PALM)], ids=["none", "fist", "two"])
def test_the_hand_that_says_something_is_heard(hands: tuple[Pose, ...]) -> None:
    solution = Known(*(hand(pose, at=(1.2 - 2.5 * index, 0)) for index, pose in enumerate(hands)))
    assert watched(solution, RAISED, 0.03) == [Gesture.PALM if PALM in hands else None]


def test_wide_hair_is_looked_at_in_vain_for_a_while_and_a_hand_beside_it_still_found() -> None:
    solution = Known()
    watch = HandWatch(solution)
    hair = (460, 140, 820, 400)
    watched(solution, with_matte(hair), 10, watch=watch)
    assert 10 <= solution.asked <= IN_VAIN_S * 6 + 2
    solution.hands = (hand(PALM, at=(1.4, 0)),)
    said = watched(solution, with_matte(hair, (860, 180, 980, 480)), 1, from_s=10, watch=watch)
    assert said.count(Gesture.PALM) >= 5


def test_a_stream_that_begins_anew_is_looked_at_at_once() -> None:
    solution = Known(hand(PALM))
    watch = HandWatch(solution)
    watched(solution, RAISED, 0.1, from_s=100, watch=watch)
    assert watch.look(FRAME, RAISED, 0.0) is Gesture.PALM


def test_what_is_beside_the_head_is_measured_in_faces() -> None:
    matte = with_matte((820, 180, 940, 480)).matte
    assert matte is not None
    middle = np.array([640, 300], np.float32)
    # 120 px wide, of which 200 px (180 to 380) are at head height.
    assert area_beside(matte, 1280, middle, 200) == pytest.approx(120 * 200 / 200**2, rel=0.05)
    assert area_beside(matte, 2560, 2 * middle, 400) == pytest.approx(120 * 200 / 200**2, rel=0.05), "whatever the frame's size"
    assert area_beside(matte, 1280, middle - (0, 900), 200) == 0
    assert area_beside(matte, 1280, np.array([5, 300], np.float32), 200) > 0
