from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from clips import drawn_frames, jpegs, write_clip
from phone import Phone
from rtsp_camera import RtspCamera
from sitting_camera import SittingCamera, until

from capture.errors import CameraError
from guidance import supply

if TYPE_CHECKING:
    from pathlib import Path

NOISE = np.random.default_rng(7)
PICTURES = [np.clip(frame + NOISE.normal(0, 4, frame.shape), 0, 255).astype(np.uint8) for frame in drawn_frames(1, (180, 320))]
JPEGS = jpegs(PICTURES)
NOTICED_S = 1.0
BACK_S = 3.0


def orderly(camera: SittingCamera) -> None:
    """Numbers and times only ever grow, and times as the clock does."""
    assert camera.error is None
    assert all(before.index < after.index and before.t_s < after.t_s for before, after in pairwise(camera.frames))
    took_s = camera.came_s[-1] - camera.came_s[0]
    assert camera.frames[-1].t_s - camera.frames[0].t_s == pytest.approx(took_s, abs=1.0)


def test_a_stall_is_told_within_a_second_and_over_with_the_next_picture() -> None:
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url) as camera:
        camera.news()
        phone.stall.set()
        until(lambda: bool(camera.told))
        assert camera.told[0].at_s - camera.came_s[-1] < NOTICED_S
        assert camera.told[0].notice == f"{phone.url} gives no new picture. Waiting for it."
        until(lambda: camera.turns > 3)
        phone.stall.clear()
        back_s = time.monotonic()
        camera.news()
        assert camera.what() == ["lost", "back"]
        assert camera.told[1].at_s - back_s < NOTICED_S
        assert len(phone.requests) == 1, "over the same connection"
        orderly(camera)


def test_one_that_goes_away_is_used_as_soon_as_it_is_back() -> None:
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url) as camera:
        camera.news()
        phone.away.set()
        until(lambda: "lost aloud" in camera.what())
        before = len(camera.frames)
        until(lambda: len(phone.requests) > 2)
        phone.away.clear()
        back_s = time.monotonic()
        camera.news()
        assert camera.came_s[before] - back_s < BACK_S
        assert camera.what() == ["lost aloud", "back"]
        orderly(camera)


def test_pictures_that_are_all_the_same_are_no_pictures_and_open_it_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supply, "FROZEN_S", 1.5)
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url) as camera:
        camera.news()
        phone.jpegs = JPEGS[:1]
        froze_s = time.monotonic()
        until(lambda: bool(camera.told))
        assert camera.told[0].at_s - froze_s < NOTICED_S + 0.2
        before = len(camera.frames)
        until(lambda: "lost aloud" in camera.what())
        assert len(camera.frames) == before, "what is frozen is not analysed"
        assert "the same picture" in camera.told[1].notice
        phone.jpegs = JPEGS
        camera.news()
        assert len(phone.requests) >= 2
        assert camera.what()[-1] == "back"
        orderly(camera)


def test_black_pictures_are_told_and_so_is_light() -> None:
    dark = jpegs([np.clip(NOISE.normal(3, 2, (180, 320, 3)), 0, 255).astype(np.uint8) for _ in range(5)])
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url) as camera:
        camera.news()
        assert not camera.supply.black
        phone.jpegs = dark
        until(lambda: camera.supply.black)
        phone.jpegs = JPEGS
        until(lambda: not camera.supply.black)
        assert camera.told == [], "a covered lens is a picture all the same"


def test_an_rtsp_camera_that_breaks_off_and_corrupts_is_gone_on_with() -> None:
    with RtspCamera(PICTURES) as rtsp, SittingCamera(rtsp.url) as camera:
        camera.news()
        rtsp.corrupt = 3
        camera.news(8)
        assert camera.told == []
        rtsp.away.set()
        until(lambda: "lost aloud" in camera.what())
        rtsp.away.clear()
        back_s, before = time.monotonic(), len(camera.frames)
        camera.news()
        assert camera.came_s[before] - back_s < BACK_S
        rtsp.stall.set()
        until(lambda: camera.what()[-1] == "lost")
        rtsp.stall.clear()
        camera.news()
        assert camera.what() == ["lost aloud", "back", "lost", "back"]
        orderly(camera)


def test_a_phone_that_is_turned_gives_the_other_shape() -> None:
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url) as camera:
        camera.news()
        phone.jpegs = jpegs([np.ascontiguousarray(np.rot90(picture)) for picture in PICTURES])
        until(lambda: camera.frames[-1].rgb.shape == (320, 180, 3))
        camera.news()
        assert camera.told == []
        orderly(camera)


def test_whoever_stays_away_is_given_up() -> None:
    with Phone(JPEGS, fps=20) as phone, SittingCamera(phone.url, patience_s=0.5) as camera:
        camera.news()
        phone.away.set()
        until(lambda: not camera.thread.is_alive())
        assert camera.what() == ["lost aloud", "given up"]
        assert "ended after 0 s" in camera.told[1].notice


def test_one_that_is_opened_again_and_again_and_gives_nothing_is_told_once(tmp_path: Path) -> None:
    camera = SittingCamera(str(write_clip(tmp_path / "clip.mp4", PICTURES[:2])))
    for aloud in (False, False, True, False, True):
        camera.supply._lose("It is away.", "It is away.", aloud=aloud)
    assert camera.what() == ["lost", "lost aloud"]
    camera.supply.close()


def test_one_that_never_gave_a_picture_is_an_error() -> None:
    with Phone(JPEGS, fps=20, drop_after=0) as phone, SittingCamera(phone.url) as camera:
        until(lambda: not camera.thread.is_alive())
        assert isinstance(camera.error, CameraError)
        assert camera.told == []


def test_a_file_is_given_as_it_is(tmp_path: Path) -> None:
    with SittingCamera(str(write_clip(tmp_path / "still.mp4", [PICTURES[0]] * 30))) as camera:
        until(lambda: not camera.thread.is_alive())
        assert [frame.index for frame in camera.frames] == list(range(30))
        assert camera.told == []
