from __future__ import annotations

import time
from itertools import islice
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from capture.camera import jpeg, open_source
from capture.camera.virtual import VirtualCamera, open_sample
from capture.errors import CameraError
from capture.script import sessions
from capture.script.tracks import Move, Track
from capture.studio import render

if TYPE_CHECKING:
    from pathlib import Path

    from capture.script.timeline import Script


@pytest.fixture(scope="module")
def script() -> Script:
    return msgspec.structs.replace(sessions.load("all-right"), size=(160, 90), fps=10.0, seconds=1.0)


def with_jpeg(script: Script, quality: int) -> Script:
    return msgspec.structs.replace(script, camera=msgspec.structs.replace(script.camera, jpeg_quality=quality))


def test_every_frame_is_the_scripts_scene_at_its_time(script: Script) -> None:
    with VirtualCamera(script) as camera:
        frames = list(camera)
    assert [frame.index for frame in frames] == list(range(10))
    assert [frame.t_s for frame in frames] == [index / 10 for index in range(10)]
    assert all(frame.rendered and frame.encoded is None for frame in frames)
    assert np.array_equal(frames[7].rgb, render(script.at(0.7)))
    assert not frames[7].rgb.flags.writeable
    assert np.array_equal(camera.frame(7).rgb, frames[7].rgb), "in any order"


def test_a_camera_that_gives_jpegs_gives_its_own_file_with_the_pixels_in_it(script: Script) -> None:
    frame = VirtualCamera(with_jpeg(script, 60)).frame(3)
    assert frame.encoded is not None
    assert np.array_equal(jpeg.decode(frame.encoded), frame.rgb)
    assert np.array_equal(frame.rgb, render(with_jpeg(script, 60).at(0.3)))
    finer = VirtualCamera(with_jpeg(script, 95)).frame(3)
    assert len(finer.encoded or b"") > len(frame.encoded)


def test_what_it_says_of_itself(script: Script) -> None:
    camera = VirtualCamera(script)
    assert (camera.name, camera.description) == ("Sample sitting all-right", "160×90 at 10 fps, rendered")
    assert camera.horizontal_fov_deg == script.camera.hfov_deg
    assert (camera.live, camera.stills, camera.remark) == (False, False, None)


def test_at_real_pace_a_slow_watcher_loses_frames_and_not_time(script: Script) -> None:
    camera = VirtualCamera(script, paced=True)
    frames = iter(camera)
    seen = [next(frames)]
    began_s = time.monotonic()
    for frame in frames:
        assert time.monotonic() - began_s >= frame.t_s - 0.001, "never early"
        seen.append(frame)
        time.sleep(0.25)
    took_s = time.monotonic() - began_s
    assert [frame.index for frame in seen[:2]] == [0, 1]
    assert len(seen) < 8
    assert camera.dropped == 10 - len(seen)
    assert all(frame.t_s == frame.index / 10 for frame in seen)
    assert took_s < 2.0


def test_it_ends_when_told(script: Script) -> None:
    for paced in (False, True):
        camera = VirtualCamera(msgspec.structs.replace(script, seconds=60.0), paced=paced)
        frames = iter(camera)
        assert len(list(islice(frames, 3))) == 3
        camera.close()
        assert list(frames) == []


def test_it_is_opened_by_its_name_and_by_its_file(tmp_path: Path) -> None:
    assert open_source("sample:all-right").name == "Sample sitting all-right"
    assert open_source(" Sample:all-right ").name == "Sample sitting all-right"
    path = tmp_path / "mine.toml"
    path.write_text('title = "t"\nlesson = "l"\nseconds = 1\npersona = "random:1"\n[lamps.window]\n', encoding="utf-8")
    for spec in (str(path), path.as_uri(), f"sample:{path}"):
        with open_source(spec) as source:
            assert source.name == "Sample sitting mine"


@pytest.mark.parametrize(("spec", "said"), [("sample:all-rigth", "Did you mean 'all-right'?"), ("sample:", "There is no sample sitting ''")])
def test_a_wrong_name_is_said_with_what_is_near(spec: str, said: str) -> None:
    with pytest.raises(CameraError) as caught:
        open_source(spec)
    assert said in str(caught.value)


def test_a_wrong_script_is_said_as_a_cameras_trouble(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('titel = "t"\n', encoding="utf-8")
    with pytest.raises(CameraError, match="unknown key 'titel'"):
        open_sample(str(path))


def test_a_lock_holds_exposure_white_balance_and_focus_until_it_is_restored(script: Script) -> None:
    hunting = msgspec.structs.replace(script.camera, hunting_ev=0.8, hunting_s=0.7, noise=0.0)
    warming = {"camera": {"white_balance_k": Track(start=5500.0, moves=(Move(t_s=0.0, over_s=1.0, value=3500.0),))}}
    swinging = msgspec.structs.replace(script, camera=hunting, tracks=script.tracks | warming)
    with VirtualCamera(swinging) as camera:
        free = [camera.frame(index).rgb.mean(axis=(0, 1)) for index in range(10)]
        camera.frame(3)
        camera.lock()
        held = [camera.frame(index).rgb.mean(axis=(0, 1)) for index in range(3, 10)]
        camera.restore()
        again = [camera.frame(index).rgb.mean(axis=(0, 1)) for index in range(10)]
    assert np.ptp(free, axis=0).min() > 20
    assert np.ptp(held, axis=0).max() < 2
    assert np.abs(held[0] - free[3]).max() < 0.5, "as they were when it was locked"
    assert np.array_equal(free, again)
