from __future__ import annotations

import subprocess
import sys
from threading import current_thread
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from clips import drawn
from shared import SHARED, needs_shared

from capture.errors import TrackerError
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import people
from capture.script.scene import Hand, Scene, Subject
from capture.studio import render
from capture.types import Frame, Gesture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Floats, Rgb, Tracking

UP, ASIDE, BEFORE = Hand(x_mm=175, y_mm=10, turn_deg=0), Hand(x_mm=190, y_mm=0, turn_deg=60), Hand(x_mm=10, y_mm=60, turn_deg=-10)


@pytest.fixture(scope="module")
def tracker() -> Iterator[MediapipeTracker]:
    with MediapipeTracker(stills=True) as opened:
        yield opened


def on_wall(*faces: tuple[int, int, int], size: tuple[int, int] = (720, 1280)) -> Rgb:
    """Return a wall with drawn faces: (left, top, side) of each one's square."""
    wall = np.full((*size, 3), (205, 200, 195), np.uint8)
    for seed, (left, top, side) in enumerate(faces):
        wall[top : top + side, left : left + side] = drawn(seed, side)
    return wall


def look(tracker: MediapipeTracker, rgb: Rgb) -> Tracking:
    return tracker.track(Frame(0, 0.0, rgb))


def test_features_are_named_by_the_subjects_sides(tracker: MediapipeTracker) -> None:
    face = look(tracker, on_wall((300, 10, 700))).face
    assert face is not None
    centre = 300 + 350
    assert face.left_eye.iris_px[0] > centre > face.right_eye.iris_px[0], "their left is the image's right"
    assert face.mouth.left_corner_px[0] > face.mouth.right_corner_px[0]
    assert face.forehead_px[1] < face.left_eye.iris_px[1] < face.nose_tip_px[1] < face.chin_px[1]
    assert face.left_eye.outer_px[0] > face.left_eye.inner_px[0]
    assert (face.left_eye.upper_px[:, 1] < face.left_eye.lower_px[:, 1]).all()
    scale = 700 / 768
    assert face.left_eye.iris_px == pytest.approx([centre + 64 * scale, 10 + 350 - 22 * scale], abs=6)
    assert face.mesh_px.shape == (468, 3)
    assert face.mesh_px[1, 2] < face.mesh_px[234, 2], "the nose is nearer than the ear"


def test_the_matte_covers_the_person_and_not_the_wall(tracker: MediapipeTracker) -> None:
    face = look(tracker, on_wall((300, 10, 700))).face
    assert face is not None
    assert face.matte is not None
    assert face.matte.shape == (144, 256)
    assert face.matte[70, 130] > 0.8
    assert face.matte[20, 10] < 0.2


def test_the_most_prominent_face_is_the_sitter_and_others_are_counted(tracker: MediapipeTracker) -> None:
    found = look(tracker, on_wall((640, 100, 600), (60, 250, 380)))
    assert len(found.boxes) == 2
    assert found.face is not None
    assert found.face.nose_tip_px[0] > 640
    assert found.boxes[0].width_px > found.boxes[1].width_px


def test_somebody_whom_the_edge_cuts_off_is_counted(tracker: MediapipeTracker) -> None:
    wall = np.concatenate([on_wall((60, 200, 420), size=(720, 500))[:, 255:], on_wall((300, 50, 640), size=(720, 1035))], axis=1)
    found = look(tracker, wall)
    assert len(found.boxes) == 2
    assert found.boxes[0].left_px > 190, "the sitter is whole"
    assert found.boxes[1].left_px < 0 < found.boxes[1].left_px + found.boxes[1].width_px / 2 + 20


def test_a_small_face_is_found_where_the_whole_frame_would_hide_it(tracker: MediapipeTracker) -> None:
    found = look(tracker, on_wall((900, 300, 170)))
    assert found.face is not None
    assert found.face.nose_tip_px == pytest.approx([985, 390], abs=20)


def test_a_wall_has_no_face(tracker: MediapipeTracker) -> None:
    found = look(tracker, on_wall())
    assert found.face is None
    assert found.boxes == ()


def test_a_stream_follows_a_face_that_comes_moves_and_goes() -> None:
    with MediapipeTracker() as tracker:
        seen = []
        for index in range(24):
            faces = [(100 + 30 * index, 60, 560)] if 4 <= index < 18 else []
            face = tracker.track(Frame(index, index / 10, on_wall(*faces))).face
            seen.append(None if face is None else float(face.nose_tip_px[0]) - (100 + 30 * index))
    assert seen[:4] == [None] * 4
    assert seen[20:] == [None] * 4
    there = [off for off in seen[4:18] if off is not None]
    assert len(there) >= 13
    assert max(abs(off - 280) for off in there) < 25


@pytest.mark.parametrize(("hand", "said"), [(None, None), (UP, Gesture.PALM), (ASIDE, None), (BEFORE, None)], ids=["none", "up", "aside", "before the face"])
def test_a_palm_that_is_raised_beside_the_head_is_seen_and_no_other_hand(hand: Hand | None, said: Gesture | None) -> None:
    for name, distance_mm in (("amara", 750), ("tomo", 1300)):
        scene = Scene(persona=people.find(name), size_px=(960, 540), subject=Subject(distance_mm=distance_mm, y_mm=-20), hand=hand)
        with MediapipeTracker(hands=True) as tracker:
            found = [tracker.track(Frame(index, index / 5, render(scene))).gesture for index in range(3)]
        assert found == [said] * 3


def test_hands_are_not_looked_at_unless_asked() -> None:
    scene = Scene(persona=people.find("tomo"), size_px=(960, 540), hand=UP)
    with MediapipeTracker() as tracker:
        assert tracker.track(Frame(0, 0.0, render(scene))).gesture is None


def test_no_solution_needs_the_network() -> None:
    script = """
import socket
def refuse(*args, **kwargs): raise AssertionError("a connection was opened")
socket.socket.connect = socket.socket.connect_ex = socket.create_connection = refuse
from capture.making.cartoon import draw
from capture.mediapipe_tracker import MediapipeTracker
from capture.types import Frame
for stills in (True, False):
    tracker = MediapipeTracker(stills=stills, hands=True)
    face = tracker.track(Frame(0, 0.0, draw(0))).face
    assert face.matte is not None and face.shoulders_px is not None
    assert (tracker._hands is None) == stills, "photographs ask for nothing"
tracker._hands._hands(draw(0), face.nose_tip_px, 400.0)
print("found")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout == "found\n", done.stderr[-2000:]


def test_a_model_that_breaks_off_is_an_error_in_words_and_the_rest_is_freed() -> None:
    tracker = MediapipeTracker(stills=True)
    with pytest.raises(TrackerError, match=r"\(MediaPipe\) broke off: Input image must contain three channel rgb data\. Start again"):
        look(tracker, np.zeros((60, 80, 4), np.uint8))
    tracker._detection.close()  # as after a break: it says so again when it is closed once more
    tracker.close()
    tracker.close()
    assert tracker._mesh._solution._graph is None
    assert tracker._pose._graph is None
    with pytest.raises(TrackerError, match="broke off"):
        look(tracker, on_wall())


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("sys.modules['mediapipe'] = None", "can't be loaded"),
        ("import mediapipe; del mediapipe.solutions", "can't be loaded"),
        ("import mediapipe; mediapipe.solutions.pose._BINARYPB_FILE_PATH = 'none.binarypb'", "can't be started"),
    ],
    ids=["not installed", "other version", "model missing"],
)
def test_a_tracker_that_cannot_start_is_an_error_in_words_and_closes_what_it_had_opened(harm: str, said: str) -> None:
    script = f"""
import gc, sys, warnings
warnings.simplefilter("ignore")
{harm}
from capture.errors import TrackerError
from capture.mediapipe_tracker import MediapipeTracker
try:
    MediapipeTracker()
except TrackerError as error:
    print(error)
    print(sum(type(thing).__name__ == "FaceMesh" and thing._graph is not None for thing in gc.get_objects()), "open")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=100, check=False)
    assert done.stdout.startswith(f"The face tracker (MediaPipe) {said}: "), done.stderr[-2000:]
    assert "Install it again" in done.stdout
    assert done.stdout.endswith("\n0 open\n")


@needs_shared
def test_every_real_portrait_is_found_and_groups_are_counted(tracker: MediapipeTracker) -> None:
    counts = {}
    for path in sorted((SHARED / "faces" / "stills").glob("*.jpg")):
        found = look(tracker, cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB))
        assert found.face is not None, path.name
        counts[path.stem] = len(found.boxes)
    assert counts.pop("two_people") == 2
    assert counts.pop("group_63") >= 4
    assert set(counts.values()) == {1}


def test_what_changes_slowly_is_looked_at_beside_the_frames_and_handed_on_three_later() -> None:
    threads, mattes, picture = [], [], on_wall((300, 10, 700))
    with MediapipeTracker() as tracker:
        matte_of = tracker._matting.of

        def noted(rgb: Rgb) -> Floats:
            threads.append(current_thread())
            return matte_of(rgb)

        tracker._matting.of = noted  # type: ignore[method-assign]
        for index in range(12):
            face = tracker.track(Frame(index, index / 30, picture)).face
            assert face is not None
            mattes.append(face.matte)
    assert len(threads) == 2
    assert current_thread() not in threads
    assert [one is mattes[0] for one in mattes[:9]] == [True] * 9, "the second was asked for with the seventh frame"
    assert mattes[9] is not mattes[0]
