from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
import simplejpeg
from clips import drawn_frames
from faces import made_face
from feeds import feed, sitter
from phone import Phone
from readings import observation, reading

from capture import iso
from capture.analysis import Analyser
from capture.camera import jpeg, open_source, with_pixels
from capture.feed.watch import looked
from capture.mediapipe_tracker import MediapipeTracker
from capture.session import Session
from capture.types import Cause, Face, FaceBox, Frame, Observation, Shot
from capture.whole import enlarged, in_camera_px, whole, whole_frame

if TYPE_CHECKING:
    from pathlib import Path

SIZE = (1536, 2600)
SMALL = (SIZE[0] // 2, SIZE[1] // 2)


def picture() -> np.ndarray:
    """A large picture that is smooth, with edges: half of it is much like every second pixel."""
    rng = np.random.default_rng(3)
    coarse = rng.integers(40, 220, (24, 40, 3)).astype(np.uint8)
    return cv2.resize(coarse, SIZE[::-1], interpolation=cv2.INTER_CUBIC)


JPEG = simplejpeg.encode_jpeg(picture(), quality=92, colorsubsampling="420")


def seen(encoded: bytes = JPEG) -> Observation:
    rgb = jpeg.decode(JPEG, 2)
    assert rgb is not None
    box = FaceBox(10.0, 20.0, 30.0, 40.0, np.float32([[30, 30], [20, 30]]), 0.9)
    return Observation(Frame(5, 0.2, rgb, encoded, shrunk_by=2), made_face(SMALL, px_per_mm=1.5), reading(5), (box,))


@pytest.mark.parametrize(("span_px", "shrunk_by"), [(640, 1), (1920, 1), (2560, 1), (2561, 2), (3840, 2), (5120, 2), (7680, 4)])
def test_a_large_live_picture_is_read_small(span_px: int, shrunk_by: int) -> None:
    wide = simplejpeg.encode_jpeg(np.zeros((50, span_px, 3), np.uint8), quality=50)
    assert jpeg.live_shrink(wide) == shrunk_by
    rgb = jpeg.decode(wide, shrunk_by)
    assert rgb is not None
    assert rgb.shape == (-(-50 // shrunk_by), -(-span_px // shrunk_by), 3)


def test_what_is_no_jpeg_has_no_size() -> None:
    assert jpeg.live_shrink(b"no picture") == 1
    assert jpeg.decode(JPEG[:-2000], 2) is None


def test_a_phone_is_read_small_and_keeps_its_own_picture() -> None:
    with Phone([JPEG], fps=30) as phone, open_source(phone.url) as source:
        (frame,) = islice(source, 1)
        assert source.description == f"{SIZE[1]}×{SIZE[0]} motion JPEG over HTTP"
    assert (frame.rgb.shape, frame.shrunk_by, frame.encoded) == ((*SMALL, 3), 2, JPEG)
    half = cv2.resize(picture(), SMALL[::-1], interpolation=cv2.INTER_AREA)
    assert float(np.abs(frame.rgb.astype(int) - half).mean()) < 2
    assert np.array_equal(whole_frame(frame).rgb, jpeg.decode(JPEG))
    assert whole_frame(frame).shrunk_by == 1


def test_pixels_that_were_let_go_come_back_as_small_as_they_were() -> None:
    frame = seen().frame
    again = with_pixels(Frame(frame.index, frame.t_s, frame.rgb[:0], JPEG, shrunk_by=2))
    assert np.array_equal(again.rgb, frame.rgb)


def test_a_whole_picture_has_its_faces_where_they_are_in_it() -> None:
    small = seen()
    large = whole(small)
    assert large.frame.rgb.shape == (*SIZE, 3)
    assert large.face is not None
    assert small.face is not None
    for name in ("mesh_px", "outline_px", "nose_tip_px"):
        assert getattr(large.face, name) == pytest.approx(2 * getattr(small.face, name))
    assert large.face.left_eye.iris_radius_px == 2 * small.face.left_eye.iris_radius_px
    assert large.face.mouth.contour_px == pytest.approx(2 * small.face.mouth.contour_px)
    assert large.face.eye_distance_px == pytest.approx(2 * small.face.eye_distance_px)
    assert large.face.confidence_frac == small.face.confidence_frac
    assert (large.boxes[0].left_px, large.boxes[0].height_px, large.boxes[0].score_frac) == (20, 80, 0.9)
    assert large.reading is small.reading, "readings are in the camera's pixels already"


def test_one_that_is_whole_or_can_not_be_read_stays_as_it_is() -> None:
    broken = seen(JPEG[:-3000])
    assert whole(broken) is broken
    ordinary = observation(1)
    assert whole(ordinary) is ordinary


def test_everything_in_pixels_goes_along() -> None:
    def lengths(face: Face) -> dict[str, float]:
        found = {}
        for part in (face, face.left_eye, face.right_eye, face.mouth):
            for field in fields(part):
                value = getattr(part, field.name)
                if not is_dataclass(value) and value is not None and field.name not in ("confidence_frac", "matte", "shoulders_yaw_deg"):
                    found[f"{type(part).__name__}.{field.name}"] = float(np.abs(value).sum())
        return found

    face = made_face(SMALL, px_per_mm=1.5, matte=np.ones((4, 4), np.float32))
    small, large = lengths(face), lengths(enlarged(face, 2))
    assert {name: large[name] / small[name] for name in small if small[name]} == pytest.approx({name: 2.0 for name in small if small[name]})
    assert enlarged(face, 2).matte is face.matte


def test_readings_are_in_the_cameras_pixels() -> None:
    off_half = reading(3)
    assert off_half.framing is not None
    assert off_half.focus is not None
    told = in_camera_px(off_half, 2)
    assert told.framing is not None
    assert told.focus is not None
    assert told.framing.eye_distance_px == 2 * off_half.framing.eye_distance_px
    assert told.framing.headroom_frac == off_half.framing.headroom_frac
    assert told.focus.motion_px == (None if off_half.focus.motion_px is None else 2 * off_half.focus.motion_px)
    assert told.pose == off_half.pose
    assert in_camera_px(off_half, 1) is off_half


def test_the_analyser_reports_in_the_cameras_pixels() -> None:
    rgb = drawn_frames(0.1)[0]
    with Analyser(MediapipeTracker(stills=True), stills=True) as analyser:
        whole_size, half_size = (analyser.observe(Frame(0, 0.0, rgb, shrunk_by=shrunk_by)).reading.framing for shrunk_by in (1, 2))
    assert whole_size is not None
    assert half_size is not None
    assert half_size.eye_distance_px == pytest.approx(2 * whole_size.eye_distance_px)
    assert half_size.face_height_frac == pytest.approx(whole_size.face_height_frac)


def test_what_programs_do_to_a_feed_is_looked_for_in_whole_pictures() -> None:
    face = sitter()
    (frames,) = feed(2.0, 1, None, face)
    small, large = [], []
    for frame in frames:
        encoded = simplejpeg.encode_jpeg(np.ascontiguousarray(frame.rgb), quality=98, colorsubsampling="444")
        for run, shrunk_by in ((small, 2), (large, 1)):
            rgb = jpeg.decode(encoded, shrunk_by)
            assert rgb is not None
            run.append(Frame(frame.index, frame.t_s, rgb, encoded, shrunk_by=shrunk_by))
    off_large = looked(large, face)
    assert off_large.sample is not None
    assert looked(small, enlarged(face, 0.5)) == off_large


def test_a_document_photograph_is_scored_whole() -> None:
    small = seen()
    assert small.face is not None
    scores = iso.measure(small)
    assert scores[iso.Measure.INTER_EYE_DISTANCE].native == pytest.approx(iso.measure(whole(small))[iso.Measure.INTER_EYE_DISTANCE].native)
    assert scores[iso.Measure.INTER_EYE_DISTANCE].native == pytest.approx(2 * small.face.eye_distance_px, rel=0.1)


def test_frames_to_be_merged_are_kept_whole(tmp_path: Path) -> None:
    small = seen()
    with Session.open(tmp_path / "sitting", source="a phone", profile="classic") as session:
        kept = session.keep(Shot(small, "straight", Cause.MOMENT, 0.9, ()))
        session.keep_burst(kept, [replace(small.frame, index=6)])
    (frame,) = kept.path.with_suffix(".burst").glob("frame_*")
    assert (frame.name, frame.read_bytes()) == ("frame_00006.jpg", JPEG)


def test_a_sitting_keeps_the_whole_picture_and_where_the_face_is_in_it(tmp_path: Path) -> None:
    small = seen()
    assert small.face is not None
    with Session.open(tmp_path / "sitting", source="a phone", profile="classic") as session:
        kept = session.keep(Shot(small, "straight", Cause.MOMENT, 0.9, ()))
    assert kept.image_path.read_bytes() == JPEG
    assert (kept.sidecar.width_px, kept.sidecar.height_px) == SIZE[::-1]
    assert kept.sidecar.features is not None
    assert kept.sidecar.features.nose_tip_px == pytest.approx(tuple(2 * small.face.nose_tip_px))
