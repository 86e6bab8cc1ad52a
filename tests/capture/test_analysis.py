from __future__ import annotations

import math
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Self

import cv2
import numpy as np
import pytest
from clips import drawn_frames
from shared import SHARED, needs_shared

from capture.analysis import Analyser
from capture.making.cartoon import draw
from capture.mediapipe_tracker import MediapipeTracker
from capture.neutral import MIN_READINGS, neutral_of
from capture.pixels import encode, linear
from capture.types import FaceBox, Frame, Gesture, Tracking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Reading

PARTS = ("light", "exposure", "colour", "pose", "framing", "focus", "eyes", "expression", "background", "camera")


@pytest.fixture(scope="module")
def stills() -> Iterator[Analyser]:
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        yield analyser


def numbers(part: object) -> list[float]:
    assert is_dataclass(part)
    values = [getattr(part, field.name) for field in fields(part)]
    return [value for value in values if isinstance(value, float)]


def complete(reading: Reading) -> None:
    for name in PARTS:
        part = getattr(reading, name)
        assert part is not None, name
        assert all(math.isfinite(value) for value in numbers(part)), name


def test_a_face_is_measured_in_every_respect(stills: Analyser) -> None:
    seen = stills.observe(Frame(7, 1.5, draw(0)), hfov_deg=60)
    complete(seen.reading)
    assert (seen.reading.index, seen.reading.t_s, seen.reading.faces) == (7, 1.5, 1)
    assert seen.face is not None
    assert seen.reading.pose is not None
    assert abs(seen.reading.pose.yaw_deg) < 5
    assert seen.reading.framing is not None
    assert seen.reading.framing.distance_m is not None
    assert 0.2 < seen.reading.framing.distance_m < 0.5, "a face that fills the frame is near"
    assert seen.reading.eyes is not None
    assert min(seen.reading.eyes.left_open_frac, seen.reading.eyes.right_open_frac) > 0.5


def test_a_neutral_is_taken_off_once_it_is_known(stills: Analyser) -> None:
    frame = Frame(0, 0.0, draw(0))
    raw = stills.observe(frame).reading
    assert raw.camera is not None
    assert raw.camera.height_deg is None
    stills.neutral = neutral_of([raw] * MIN_READINGS)
    assert stills.neutral is not None
    own = stills.observe(frame).reading
    stills.neutral = None
    assert own.pose is not None
    assert (own.pose.yaw_deg, own.pose.pitch_deg, own.pose.roll_deg) == pytest.approx((0, 0, 0), abs=0.01)
    assert own.camera is not None
    assert own.camera.height_deg == pytest.approx(0, abs=0.01)
    again = stills.observe(frame).reading.pose
    assert again is not None
    assert raw.pose is not None
    assert again.pitch_deg == pytest.approx(raw.pose.pitch_deg, abs=0.01)


def test_a_still_knows_nothing_of_the_one_before(stills: Analyser) -> None:
    for shift in (0, 40):
        reading = stills.observe(Frame(0, 0.0, np.ascontiguousarray(np.roll(draw(0), shift, axis=1)))).reading
    assert reading.focus is not None
    assert reading.focus.motion_px is None
    assert reading.camera is not None
    assert reading.camera.shake_px is None
    assert reading.exposure is not None
    assert reading.exposure.flicker_frac is None


def test_a_mirrored_picture_has_its_signs_turned_round(stills: Analyser) -> None:
    ramp = np.linspace(0.35, 1.0, 768, dtype=np.float32)[None, :, None]
    lit = np.clip(draw(0) * ramp, 0, 255).astype(np.uint8)
    one = stills.observe(Frame(0, 0.0, lit)).reading
    other = stills.observe(Frame(0, 0.0, np.ascontiguousarray(lit[:, ::-1]))).reading
    assert one.light is not None
    assert other.light is not None
    assert one.light.azimuth_deg > 15, "brighter on the image's right: from the subject's left"
    assert other.light.azimuth_deg == pytest.approx(-one.light.azimuth_deg, abs=12)
    assert one.pose is not None
    assert other.pose is not None
    assert other.pose.yaw_deg == pytest.approx(-one.pose.yaw_deg, abs=4)


def test_motion_and_shake_are_told_from_one_frame_to_the_next() -> None:
    with Analyser(MediapipeTracker()) as analyser:
        still = drawn_frames(0.1)[0]
        frames = [still, still, np.ascontiguousarray(np.roll(still, 5, axis=1))]
        readings = [analyser.observe(Frame(index, index / 30, frame)).reading for index, frame in enumerate(frames)]
    motions = [reading.focus.motion_px for reading in readings if reading.focus]
    assert motions[0] is None
    assert motions[1] is not None
    assert motions[2] is not None
    assert motions[1] < 1
    assert motions[2] > 3


def test_a_video_is_steadied_and_stills_are_not(stills: Analyser) -> None:
    still = drawn_frames(0.1)[0]
    frames = [Frame(index, index / 30, np.ascontiguousarray(np.roll(still, 8 * (index == 5), axis=1))) for index in range(6)]
    with Analyser(MediapipeTracker()) as video:
        ways = []
        for analyser in (stills, video):
            framings = [analyser.observe(frame).reading.framing for frame in frames]
            assert framings[-1] is not None
            assert framings[-2] is not None
            ways.append(framings[-1].offset_frac - framings[-2].offset_frac)
    assert ways[0] == pytest.approx(8 / still.shape[1], abs=0.004)
    assert 0 < ways[1] < 0.5 * ways[0]


def test_light_and_tones_of_a_video_are_measured_in_turn_and_soon() -> None:
    still = drawn_frames(0.1)[0]
    dim = (still * 0.7).astype(np.uint8)
    with Analyser(MediapipeTracker()) as analyser:
        frames = [still] * 8 + [dim] * 10
        readings = [analyser.observe(Frame(index, index / 30, frame)).reading for index, frame in enumerate(frames)]
    complete(readings[-1])
    evs = [reading.exposure.face_ev for reading in readings if reading.exposure]
    assert evs[10] == pytest.approx(evs[7], abs=0.01), "tones have their turn after the light's, and are handed on three frames after it"
    assert evs[15] < evs[7] - 0.5
    lights = {reading.light.azimuth_deg for reading in readings if reading.light}
    assert len(lights) > 1


def test_haze_is_measured_in_turn_and_stays_known_in_between() -> None:
    still = drawn_frames(0.1)[0]
    light = linear(still)
    hazy = np.round(encode(0.6 * light + 0.4 * light.mean(axis=(0, 1)))).astype(np.uint8)
    with Analyser(MediapipeTracker()) as analyser:
        readings = [analyser.observe(Frame(index, index / 30, hazy if index > 7 else still)).reading for index in range(18)]
    told = [reading.focus.haze_frac for reading in readings if reading.focus is not None]
    assert None not in told[1:4], told
    assert told[0] < 0.1
    assert told[-1] > told[0] + 0.15, told


def test_a_squint_is_measured_in_turn_and_other_expressions_on_each_frame() -> None:
    still, rng = drawn_frames(0.1)[0], np.random.default_rng(2)
    squints, smiles = set(), set()
    with Analyser(MediapipeTracker()) as analyser:
        for index in range(21):
            noisy = np.clip(still + rng.normal(0, 4, still.shape), 0, 255).astype(np.uint8)
            analyser.observe(Frame(index, index / 30, noisy))
            last = analyser._last
            assert last is not None
            assert last.expression is not None
            squints.add(last.expression.squint_frac)
            smiles.add(last.expression.smile_frac)
    assert len(smiles) > 18
    assert 2 < len(squints) <= 6, "once with the light and once with the tones, three times a second each"


def test_flicker_is_seen_on_each_frame_and_told_in_turn() -> None:
    still = drawn_frames(0.1)[0]
    dim = (still * 0.9).astype(np.uint8)
    with Analyser(MediapipeTracker()) as analyser:
        readings = [analyser.observe(Frame(index, index / 30, dim if index % 2 else still)).reading for index in range(24)]
    flickers = [reading.exposure.flicker_frac for reading in readings if reading.exposure and reading.exposure.flicker_frac is not None]
    assert len(flickers) >= 8
    assert min(flickers) > 0.01, "of the frames whose tones are measured all are as bright as each other"
    assert len(set(flickers)) <= 3



class OnlyABox:
    """A tracker that sees a face too small for a mesh."""

    def track(self, _frame: Frame) -> Tracking:
        return Tracking(None, (FaceBox(300, 100, 40, 40, np.array([[325, 115], [312, 115]], np.float32), 0.8),))

    def close(self) -> None:
        self.closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class WithAHand(OnlyABox):
    """A tracker that looks at a raised hand now and then."""

    def track(self, frame: Frame) -> Tracking:
        return replace(super().track(frame), gesture=Gesture.PALM if frame.index in (2, 4) else None)


def test_what_a_raised_hand_says_is_read_on_the_frames_that_tell_it_and_no_others() -> None:
    rgb = drawn_frames(0.1)[0]
    with Analyser(WithAHand()) as analyser:
        said = [analyser.observe(Frame(index, index / 30, rgb)).reading.gesture for index in range(6)]
    assert said == [None, None, Gesture.PALM, None, Gesture.PALM, None]


def test_of_a_face_too_small_to_measure_its_size_is_known() -> None:
    tracker = OnlyABox()
    with Analyser(tracker) as analyser:
        reading = analyser.observe(Frame(0, 0.0, drawn_frames(0.1)[0])).reading
    assert reading.faces == 1
    assert reading.light is None
    assert reading.framing is not None
    assert reading.framing.face_height_frac < 0.2
    assert tracker.closed


@needs_shared
def test_eyes_of_real_people_are_told_open_from_closed(stills: Analyser) -> None:
    opened: dict[tuple[str, str], list[float]] = {}
    for path in sorted((SHARED / "faces" / "eyes").glob("*.png")):
        eyes = stills.observe(Frame(0, 0.0, cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB))).reading.eyes
        assert eyes is not None
        person, state = path.stem.split("_")
        opened[person, state] = [eyes.left_open_frac, eyes.right_open_frac]
    for person, state in opened:
        if state == "open":
            assert min(opened[person, "open"]) - max(opened[person, "closed"]) >= 0.3, person
