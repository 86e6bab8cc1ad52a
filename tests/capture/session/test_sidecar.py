from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, rendered, shot

from capture.errors import SessionError
from capture.session import Session
from capture.session.sidecar import read_sidecar
from capture.types import Catchlight, Cause, Gesture, LightReading, Observation, PassedOver, Pattern, Reading, Shot

if TYPE_CHECKING:
    from pathlib import Path

    from capture.session import KeptShot


OVER = (PassedOver("in a blink", (4, 5, 6)), PassedOver("mid-word", (9,)))


def kept(folder: Path, taken: Shot) -> KeptShot:
    with Session.open(folder, source="x", profile="y") as session:
        return session.keep(taken)


def test_all_that_was_known_of_a_shot_is_read_back(tmp_path: Path) -> None:
    light = LightReading(20.0, 30.0, 35.5, 28.0, Pattern.LOOP, None, 1.1, None, (Catchlight("left", 60.0, 0.5, 0.1),), 0.8)
    taken = shot(index=3)
    reading = Reading(3, 0.75, 2, light=light, gesture=Gesture.PALM)
    taken = Shot(Observation(taken.observation.frame, taken.observation.face, reading), "smile", Cause.BEST_SO_FAR, 0.61, ("a", "b"), ("too dark",), OVER)
    sidecar = read_sidecar(kept(tmp_path, taken).path).sidecar
    assert sidecar.reading == reading
    assert sidecar.reading.light is not None
    assert sidecar.reading.light.pattern is Pattern.LOOP
    assert (sidecar.look, sidecar.cause, sidecar.score) == ("smile", Cause.BEST_SO_FAR, 0.61)
    assert (sidecar.reasons, sidecar.misses, sidecar.passed_over) == (("a", "b"), ("too dark",), OVER)
    assert (sidecar.index, sidecar.t_s, sidecar.width_px, sidecar.height_px) == (3, 0.75, 640, 480)


def test_a_sidecar_from_before_hands_were_looked_for_and_frames_that_were_not_kept_were_told_is_read(tmp_path: Path) -> None:
    path = kept(tmp_path, shot()).path
    fields = json.loads(path.read_text())
    del fields["reading"]["gesture"], fields["passed_over"]
    path.write_text(json.dumps(fields))
    assert read_sidecar(path).sidecar.reading.gesture is None


def test_what_no_camera_took_says_so(tmp_path: Path) -> None:
    assert read_sidecar(kept(tmp_path / "studio", rendered(shot())).path).sidecar.rendered is True
    assert read_sidecar(kept(tmp_path / "camera", shot()).path).sidecar.rendered is False


def test_the_picture_comes_back_proved(tmp_path: Path) -> None:
    taken = camera_shot()
    picture = kept(tmp_path, taken).picture()
    assert picture.data == taken.observation.frame.encoded
    assert np.array_equal(picture.rgb, taken.observation.frame.rgb)


def test_one_changed_byte_is_noticed(tmp_path: Path) -> None:
    one = kept(tmp_path, camera_shot())
    data = bytearray(one.image_path.read_bytes())
    data[-100] ^= 1
    one.image_path.write_bytes(data)
    with pytest.raises(SessionError, match=r"001_straight.jpg is not the file that was kept"):
        one.picture()


def test_a_missing_picture_is_told(tmp_path: Path) -> None:
    one = kept(tmp_path, shot())
    one.image_path.unlink()
    with pytest.raises(SessionError, match=r"001_straight.png is missing"):
        one.picture()


@pytest.mark.parametrize(
    ("change", "words"),
    [({"format": 2}, "format 2"), ({"image": "../../secret.png"}, "outside its folder"), ({"cause": "whim"}, "is damaged")],
)
def test_a_sidecar_that_cannot_be_trusted_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    path = kept(tmp_path, shot()).path
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(SessionError, match=words):
        read_sidecar(path)


def test_fields_that_a_later_version_adds_do_no_harm(tmp_path: Path) -> None:
    one = kept(tmp_path, shot())
    one.path.write_text(json.dumps({**json.loads(one.path.read_text()), "mood": "sunny"}))
    assert read_sidecar(one.path).sidecar == one.sidecar


@pytest.mark.parametrize("name", ["", ".", "..", "a\0b.jpg", "../x.jpg", "a\\b.jpg"])
def test_a_picture_that_is_named_elsewhere_is_refused(name: str, tmp_path: Path) -> None:
    path = kept(tmp_path / "sitting", shot()).path
    path.write_text(json.dumps(json.loads(path.read_bytes()) | {"image": name}), encoding="utf-8")
    with pytest.raises(SessionError, match="outside its folder"):
        read_sidecar(path)


@pytest.mark.timeout(10)
def test_a_sidecar_that_is_a_pipe_or_nested_without_end_is_refused(tmp_path: Path) -> None:
    path = kept(tmp_path / "sitting", shot()).path
    path.write_bytes(b"[" * 100_000)
    with pytest.raises(SessionError, match="is damaged"):
        read_sidecar(path)
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(SessionError, match="no plain file"):
        read_sidecar(path)
