"""The measures on faces that the real tracker finds: a drawn one, which is always there, and evaluation pictures where they lie beside the checkout."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from tone_readings import background_of, colour_of, exposure_of

from capture import expression, eyes, focus, framing, glare, pose, tripod
from capture.making.cartoon import WALL, draw
from capture.mediapipe_tracker import MediapipeTracker
from capture.overview import overview
from capture.pixels import encode, linear, luminance
from capture.types import Face, Frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARED_EYES = Path(__file__).parents[2].parent / "shared" / "faces" / "eyes"


@pytest.fixture(scope="module")
def tracked() -> Iterator[Callable[[np.ndarray], Face]]:
    with MediapipeTracker(stills=True) as tracker:

        def track(rgb: np.ndarray) -> Face:
            face = tracker.track(Frame(0, 0.0, rgb)).face
            assert face is not None
            return face

        yield track


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return draw(3)


@pytest.fixture(scope="module")
def face(tracked: Callable[[np.ndarray], Face], picture: np.ndarray) -> Face:
    return tracked(picture)


def test_exposure_of_the_drawing(picture: np.ndarray, face: Face) -> None:
    darker = np.clip(np.round(encode(linear(picture) / 2)), 0, 255).astype(np.uint8)
    one, half = exposure_of(picture, face), exposure_of(darker, face)
    # Its lit skin is 1.36 stops over middle grey, its shaded skin 0.66.
    assert 0.66 < one.face_ev < 1.36
    assert one.face_ev - half.face_ev == pytest.approx(1, abs=0.05)
    assert one.highlights_frac < 0.01
    # The drawing's noise has 3 codes in each channel.
    assert one.noise_frac * 255 == pytest.approx(3, abs=0.6)


def test_the_drawings_wall(picture: np.ndarray, face: Face) -> None:
    reading = background_of(picture, face)
    assert reading is not None
    assert reading.clutter_frac < 0.02
    wall = float(luminance(np.full((1, 1, 3), WALL, np.uint8))[0, 0])
    assert exposure_of(picture, face).background_ev == pytest.approx(np.log2(wall / 0.18), abs=0.1)
    assert reading.separation > 10


def test_colour_of_the_drawing_follows_the_light(picture: np.ndarray, face: Face) -> None:
    warm = np.clip(np.round(encode(linear(picture) * np.float32([1.0, 0.85, 0.6]))), 0, 255).astype(np.uint8)
    neutral, warmed = colour_of(picture, face), colour_of(warm, face)
    assert 5000 < neutral.warmth_k < 8500
    assert warmed.warmth_k < neutral.warmth_k - 1000
    assert neutral.mixed_light_mired < 8
    assert colour_of(cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB), face).warmth_k is None


def test_the_drawing_is_in_the_middle_and_level(picture: np.ndarray, face: Face) -> None:
    head = pose.measure(picture.shape[:2], face, 60)
    reading = framing.measure(picture.shape[:2], face, head, 60)
    assert reading is not None
    assert reading.offset_frac == pytest.approx(0, abs=0.02)
    assert reading.eye_line_frac == pytest.approx(362 / 768, abs=0.02)
    assert reading.eye_distance_px == pytest.approx(128, rel=0.1)
    # The hair ends 45 + 200 px above the middle.
    assert reading.headroom_frac == pytest.approx((384 - 245) / 768, abs=0.04)
    assert reading.distance_m == pytest.approx(665 / 128 * 0.063, rel=0.15)


def test_blurring_the_drawing_lowers_its_sharpness(picture: np.ndarray, face: Face) -> None:
    readings = [focus.measure(cv2.GaussianBlur(picture, (0, 0), sigma), face, None).sharpness for sigma in (0.1, 1.5, 3, 6)]
    assert all(more > less for more, less in pairwise(readings)), readings


def test_the_drawing_looks_into_the_lens_with_open_eyes(picture: np.ndarray, face: Face) -> None:
    reading = eyes.measure(face, pose.measure(picture.shape[:2], face), glare.measure(picture, face))
    assert min(reading.left_open_frac, reading.right_open_frac) > 0.6
    assert abs(reading.gaze_yaw_deg) < 6
    assert abs(reading.gaze_pitch_deg) < 12
    assert reading.glare_frac == 0


def test_the_drawing_is_neutral(picture: np.ndarray, face: Face) -> None:
    reading = expression.measure(picture, face, eyes.measure(face, None))
    assert abs(reading.smile_frac) < 0.25
    assert reading.mouth_open_frac < 0.1


def test_a_picture_that_moves_as_a_whole_is_motion_and_shake(tracked: Callable[[np.ndarray], Face], picture: np.ndarray, face: Face) -> None:
    moved = np.roll(picture, 8, axis=1)
    later = tracked(moved)
    assert focus.measure(moved, later, (face, 1 / 30)).motion_px == pytest.approx(8, abs=1.5)
    watch = tripod.Watch()
    watch.measure(picture, overview(picture, face.matte), face, 0.0)
    assert watch.measure(moved, overview(moved, later.matte), later, 1 / 30).shake_px == pytest.approx(8, abs=0.5)


@pytest.mark.skipif(not SHARED_EYES.is_dir(), reason="the evaluation pictures do not lie beside this checkout")
@pytest.mark.parametrize("name", ["glasses", "grimaces", "office", "phone", "smile", "webcam"])
def test_open_and_closed_eyes_of_real_faces_part(tracked: Callable[[np.ndarray], Face], name: str) -> None:
    readings = []
    for state in ("open", "closed"):
        rgb = cv2.cvtColor(cv2.imread(str(SHARED_EYES / f"{name}_{state}.png")), cv2.COLOR_BGR2RGB)
        found = tracked(rgb)
        reading = eyes.measure(found, pose.measure(rgb.shape[:2], found))
        readings.append((reading.left_open_frac + reading.right_open_frac) / 2)
    assert readings[0] - readings[1] >= 0.3
