from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from clips import drawn_frames, write_clip
from PIL import Image

from capture.camera import kind_of_files, open_source
from capture.camera.folder import Folder
from capture.camera.still import Still
from capture.camera.watched import WatchedFolder
from capture.errors import CameraError

SHARED = Path(__file__).parents[3].parent / "shared"


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "my pictures"
    folder.mkdir()
    Image.fromarray(np.full((4, 4, 3), 77, np.uint8)).save(folder / "a b.png")
    return folder


def test_a_word_means_what_is_there(pictures: Path) -> None:
    assert isinstance(open_source(str(pictures)), Folder)
    assert isinstance(open_source(str(pictures), watch=True), WatchedFolder)
    assert isinstance(open_source(str(pictures / "a b.png")), Still)
    assert isinstance(open_source((pictures / "a b.png").as_uri()), Still)
    assert kind_of_files(open_source(str(pictures))) == "folder"
    assert kind_of_files(open_source(str(pictures), watch=True)) == "folder"
    assert kind_of_files(open_source(str(pictures / "a b.png"))) == "picture"
    assert isinstance(open_source(f"  {pictures}  "), Folder)


def test_a_video_whose_name_is_an_order_to_ffmpeg_is_the_file_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("concat:a.mp4|b.mp4", "data:x.mp4", "clip%d.mp4", "pipe:0"):
        write_clip(tmp_path / "plain.mp4", drawn_frames(0.1, (48, 64))).rename(tmp_path / name)
        assert len(list(open_source(name))) == 2


def test_a_home_folder_is_found(pictures: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(pictures.parent))
    monkeypatch.setenv("USERPROFILE", str(pictures.parent))
    assert next(iter(open_source("~/my pictures/a b.png"))).rgb[0, 0, 0] == 77


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        ("", "No camera was named"),
        ("no/such/file.mp4", "There is no file or folder"),
        ("no-such.jpg", "There is no file or folder"),
        ("192.168.1.7:8080/video", "write http://192.168.1.7:8080/video"),
        ("no such camera", "is no camera, file, folder or address"),
        ("ftp://host/film.mp4", "“ftp” is no kind of address"),
        ("~nobody-of-that-name/film.mp4", "There is no file or folder"),
        ("a\0b", r"can't be read|no camera"),
    ],
)
def test_what_is_not_there_gets_the_answer_that_fits(spec: str, words: str) -> None:
    with pytest.raises(CameraError, match=words) as caught:
        open_source(spec)
    assert caught.value.remedy.endswith(".")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_forbidden_folder_is_an_error(pictures: Path) -> None:
    pictures.chmod(0)
    try:
        with pytest.raises(CameraError):
            open_source(str(pictures))
    finally:
        pictures.chmod(0o700)


def test_close_is_the_end_of_with(pictures: Path) -> None:
    with open_source(str(pictures)) as source:
        pass
    assert list(source) == []


@pytest.mark.skipif(not (SHARED / "faces" / "clips").is_dir(), reason="the clips of faces are not beside this checkout")
@pytest.mark.parametrize(
    ("name", "shape"),
    [("phone_portrait_720x1280.mp4", (1280, 720, 3)), ("no_face_then_face_960x540.mov", (540, 960, 3)), ("webcam_640x360.mp4", (360, 640, 3))],
)
def test_real_clips_have_a_size_and_their_own_times(name: str, shape: tuple[int, int, int]) -> None:
    with open_source(str(SHARED / "faces" / "clips" / name)) as source:
        times = []
        for frame in source:
            assert frame.rgb.shape == shape
            times.append(frame.t_s)
            if frame.index == 40:
                break
    assert times == sorted(times)
    assert times[0] == 0


def test_a_webcam_is_found_by_what_a_sitting_calls_it_whatever_its_number_is_now() -> None:
    with pytest.raises(CameraError, match="“No such make”"):
        open_source("Camera 3 (No such make)")
