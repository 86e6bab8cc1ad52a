from __future__ import annotations

import wave
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest
import simplejpeg
from PIL import Image

from capture.camera import open_source
from capture.errors import CameraError

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = (40, 90, 140, 190)
ORANGE = (200, 120, 60)


def filmed(path: Path, pictures: list[np.ndarray], times: list[int] | None = None, *, codec: str = "mpeg4", rotation_deg: int = 0) -> Path:
    """Write pictures as a video, one each tenth of a second or at `times` in tenths."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=10)
        stream.height, stream.width = pictures[0].shape[:2]
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        stream.bit_rate = 4_000_000
        if rotation_deg:
            stream.set_display_rotation(rotation_deg)
        for time, picture in zip(times or range(len(pictures)), pictures, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = time, Fraction(1, 10)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def flat(level: int) -> np.ndarray:
    return np.full((48, 64, 3), level, np.uint8)


def corner() -> np.ndarray:
    """White in the upper left quarter of black."""
    picture = np.zeros((48, 64, 3), np.uint8)
    picture[:24, :32] = 255
    return picture


def test_every_frame_in_order_at_its_own_time(tmp_path: Path) -> None:
    path = filmed(tmp_path / "a.mp4", [flat(level) for level in LEVELS], [3, 4, 7, 12])
    with open_source(str(path)) as source:
        assert (source.name, source.live, source.stills) == ("a.mp4", False, False)
        assert source.description.startswith("64×48 mpeg4 at ")
        for _ in range(2):  # each loop starts anew
            frames = list(source)
            assert [round(float(frame.rgb.mean())) for frame in frames] == pytest.approx(LEVELS, abs=3)
            assert [frame.index for frame in frames] == [0, 1, 2, 3]
            assert [frame.t_s for frame in frames] == pytest.approx([0, 0.1, 0.4, 0.9], abs=0.001)
    assert all(frame.rgb.flags.c_contiguous and not frame.rgb.flags.writeable for frame in frames)


@pytest.mark.parametrize(
    ("rotation_deg", "shape", "white"),
    [(0, (48, 64), "upper left"), (90, (64, 48), "lower left"), (180, (48, 64), "lower right"), (-90, (64, 48), "upper right")],
)
def test_the_display_matrix_turns_frames_upright(tmp_path: Path, rotation_deg: int, shape: tuple[int, int], white: str) -> None:
    source = open_source(str(filmed(tmp_path / "r.mp4", [corner()] * 2, rotation_deg=rotation_deg)))
    rgb = next(iter(source)).rgb
    assert rgb.shape[:2] == shape
    assert source.description.startswith(f"{shape[1]}×{shape[0]}")
    middle_y, middle_x = shape[0] // 2, shape[1] // 2
    for vertical, rows in {"upper": slice(4, middle_y - 4), "lower": slice(middle_y + 4, -4)}.items():
        for sideways, columns in {"left": slice(4, middle_x - 4), "right": slice(middle_x + 4, -4)}.items():
            assert (rgb[rows, columns].mean() > 200) == (f"{vertical} {sideways}" == white)


def test_motion_jpeg_gives_its_own_jpegs(tmp_path: Path) -> None:
    source = open_source(str(filmed(tmp_path / "m.avi", [flat(level) for level in LEVELS], codec="mjpeg")))
    frames = list(source)
    assert [round(float(frame.rgb.mean())) for frame in frames] == pytest.approx(LEVELS, abs=3)
    for frame in frames:
        assert frame.encoded is not None
        assert np.array_equal(simplejpeg.decode_jpeg(frame.encoded, colorspace="RGB"), frame.rgb)


def test_a_damaged_jpeg_in_a_video_is_skipped_and_counted(tmp_path: Path) -> None:
    rng = np.random.default_rng(4)
    path = filmed(tmp_path / "m.avi", [rng.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(4)], codec="mjpeg")
    data = bytearray(path.read_bytes())
    third = [place for place in range(len(data)) if data[place : place + 3] == b"\xff\xd8\xff"][2]
    data[third + 1200 : third + 1216] = b"\xff\xd5" * 8
    path.write_bytes(data)
    source = open_source(str(path))
    frames = list(source)
    assert len(frames) == 3
    assert source.skipped == 1


@pytest.mark.parametrize("size", [(48, 64), (720, 1280)])
def test_untagged_colours_are_read_as_players_read_them(tmp_path: Path, size: tuple[int, int]) -> None:
    """Small pictures are BT.601, large ones BT.709: the same numbers mean another green."""
    path = tmp_path / "c.mp4"
    red, green, blue = (0.2126, 0.7152, 0.0722) if size[0] >= 720 else (0.299, 0.587, 0.114)
    orange = np.array(ORANGE) / 255
    luma = float(orange @ (red, green, blue))
    codes = [16 + 219 * luma, 128 + 224 * (orange[2] - luma) / (2 - 2 * blue), 128 + 224 * (orange[0] - luma) / (2 - 2 * red)]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        (stream.height, stream.width), stream.pix_fmt = size, "yuv420p"
        stream.bit_rate = 4_000_000
        frame = av.VideoFrame(size[1], size[0], "yuv420p")
        for plane, code in zip(frame.planes, codes, strict=True):
            plane.update(bytes([round(code)]) * plane.buffer_size)
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    rgb = next(iter(open_source(str(path)))).rgb
    assert np.abs(rgb[20, 20].astype(int) - ORANGE).max() <= 4


def test_a_cut_off_video_gives_the_frames_it_has(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    path = filmed(tmp_path / "cut.mkv", [rng.integers(0, 256, (48, 64, 3), np.uint8) for _ in range(20)])
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])
    assert 5 <= len(list(open_source(str(path)))) < 20


def test_an_mp4_that_lost_its_index_is_an_error(tmp_path: Path) -> None:
    path = filmed(tmp_path / "cut.mp4", [flat(90)] * 10)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(CameraError, match="cut off"):
        open_source(str(path))


@pytest.mark.parametrize("name", ["letter.txt", "letter.mp4", "letter"])
def test_text_is_no_moving_picture(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Dear Anna,\n" * 200, encoding="utf-8")
    with pytest.raises(CameraError, match="holds no picture"):
        open_source(str(tmp_path / name))


def test_sound_alone_is_no_moving_picture(tmp_path: Path) -> None:
    path = tmp_path / "voice.wav"
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", "not compressed"))
        sound.writeframes(bytes(16000))
    with pytest.raises(CameraError, match="holds no picture"):
        open_source(str(path))


def test_close_ends_between_two_frames(tmp_path: Path) -> None:
    with open_source(str(filmed(tmp_path / "a.mp4", [flat(90)] * 5))) as source:
        frames = iter(source)
        next(frames)
        source.close()
        assert list(frames) == []


def test_a_moving_gif_is_a_video(tmp_path: Path) -> None:
    one, two = (Image.fromarray(flat(level)) for level in (40, 200))
    one.save(tmp_path / "moves.gif", save_all=True, append_images=[two], duration=100)
    frames = list(open_source(str(tmp_path / "moves.gif")))
    assert [round(float(frame.rgb.mean())) for frame in frames] == [40, 200]
    assert frames[1].t_s == pytest.approx(0.1, abs=0.02)


def test_a_video_that_was_cut_off_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    whole = tmp_path / "whole.mp4"
    rng = np.random.default_rng(0)
    with av.open(str(whole), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height = 64, 48
        for _ in range(40):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(rng.integers(0, 255, (48, 64, 3), np.uint8), format="rgb24")))
        container.mux(stream.encode())
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    with open_source(str(whole)) as source:
        assert len(list(source)) == 40
        assert source.remark is None
    with open_source(str(cut)) as source:
        assert 5 < len(list(source)) < 35
        assert source.remark is not None
        assert source.remark.startswith("cut.mp4 is cut off: it ends after ")
        assert source.remark.endswith(" of 4.0 s.")
