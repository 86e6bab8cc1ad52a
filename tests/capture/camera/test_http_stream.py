from __future__ import annotations

import socket
import threading
import time
from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest
import simplejpeg
from phone import Phone
from PIL import Image

from capture.camera import open_source
from capture.camera.address import parse_address
from capture.camera.http_stream import HttpStream, ask
from capture.errors import CameraError

if TYPE_CHECKING:
    from capture.types import Frame


def painted(level: int) -> bytes:
    """Return a JPEG whose brightness is its name, with enough texture to be some kilobytes long."""
    noise = np.random.default_rng(level).integers(-9, 10, (96, 128, 3))
    return simplejpeg.encode_jpeg(np.clip(level + noise, 0, 255).astype(np.uint8), quality=92)


LEVELS = range(20, 240, 20)
JPEGS = [painted(level) for level in LEVELS]


LONG_S = 30
"""For what should come at once, on a machine that others use too."""


def opened(phone: Phone, silence_s: float = LONG_S, user: str = "") -> HttpStream:
    address = parse_address(phone.address("/video", user=user))
    answer = ask(address, timeout_s=silence_s)
    assert answer is not None
    return HttpStream(address, answer, silence_s=silence_s)


def level_of(frame: Frame) -> int:
    """Return which of LEVELS a frame shows."""
    return round(float(frame.rgb.mean()) / 20) * 20


def test_frames_carry_the_phones_own_jpeg_and_its_pixels() -> None:
    with Phone(JPEGS, fps=50) as phone, open_source(phone.url) as source:
        frames = list(islice(source, 4))
        assert source.live
        assert source.name == phone.url
        assert source.description == "128×96 motion JPEG over HTTP"
    for frame in frames:
        assert frame.encoded in JPEGS
        assert np.array_equal(frame.rgb, simplejpeg.decode_jpeg(frame.encoded, colorspace="RGB"))
        assert frame.rgb.flags.c_contiguous
        assert not frame.rgb.flags.writeable
    times = [frame.t_s for frame in frames]
    assert (times[0] == 0) == (frames[0].index == 0)
    assert times == sorted(times)
    assert 0.02 < times[-1] < LONG_S


@pytest.mark.parametrize(
    "habits",
    [
        {"content_length": False},
        {"wrong_length": True},
        {"headers": False},
        {"dashes_in_header": True},
        {"dashes": False},
        {"dashes_in_header": True, "dashes": False, "content_length": False},
        {"preamble": b"\r\nhello from the phone\r\n\r\n"},
        {"piece_bytes": 700},
        {"content_type": "video/x-motion-jpeg"},
    ],
    ids=" ".join,
)
def test_every_apps_dialect_is_read_in_order(habits: dict[str, object]) -> None:
    with Phone(JPEGS, fps=40, **habits) as phone, opened(phone) as source:
        frames = list(islice(source, 4))
        assert [level_of(frame) for frame in frames] == [LEVELS[frame.index % len(LEVELS)] for frame in frames]
        assert source.skipped == 0


def test_a_cut_picture_is_skipped_counted_and_costs_no_other() -> None:
    with Phone(JPEGS, fps=40, content_length=False, cut={2}) as phone, opened(phone) as source:
        for frame in islice(source, 5):
            assert level_of(frame) == [20, 40, 80, 100, 120, 140, 160, 180, 200, 220][frame.index]
        assert source.skipped == 1


def test_a_damaged_picture_is_never_shown() -> None:
    with Phone(JPEGS, fps=40, corrupt={1, 3}) as phone, opened(phone) as source:
        frames = list(islice(source, 5))
    assert not {1, 3} & {frame.index for frame in frames}
    assert [level_of(frame) for frame in frames] == [LEVELS[frame.index % len(LEVELS)] for frame in frames]


def test_only_broken_pictures_are_an_error() -> None:
    with Phone(JPEGS, fps=60, corrupt=set(range(1000))) as phone, opened(phone, silence_s=1) as source, pytest.raises(CameraError, match="broken"):
        next(iter(source))


def test_the_reader_never_lags_behind() -> None:
    with Phone(JPEGS, fps=100) as phone, opened(phone) as source:
        frames = iter(source)
        next(frames)
        give_up_s = time.monotonic() + LONG_S
        while source._pump._latest.peek()[0] < 50:
            assert time.monotonic() < give_up_s, "nobody reads while nobody asks"
            time.sleep(0.01)
        assert next(frames).index >= 49


def test_a_turned_phone_is_turned_upright(exif_jpeg: bytes) -> None:
    with Phone([exif_jpeg], fps=30) as phone, opened(phone) as source:
        frame = next(iter(source))
    assert frame.rgb.shape == (64, 48, 3)
    assert frame.rgb[:16, 24].mean() > 200
    assert frame.rgb[-16:, 24].mean() < 60
    assert frame.encoded == exif_jpeg


@pytest.fixture
def exif_jpeg(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A sensor picture 64×48 that lies on its side: its left edge, white, is the scene's top (Orientation 6)."""
    path = tmp_path_factory.mktemp("phone") / "turned.jpg"
    pixels = np.zeros((48, 64, 3), np.uint8)
    pixels[:, :32] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(path, exif=exif, quality=95)
    return path.read_bytes()


def test_silence_is_noticed() -> None:
    with Phone(JPEGS, fps=50) as phone, opened(phone, silence_s=1) as source:
        frames = iter(source)
        next(frames)
        phone.stall.set()
        with pytest.raises(CameraError, match="no picture for"):
            list(frames)


def test_a_broken_connection_is_an_error() -> None:
    with Phone(JPEGS, fps=50, drop_after=3) as phone, opened(phone) as source, pytest.raises(CameraError, match="ended the stream"):
        list(source)


def test_close_from_another_thread_ends_a_stalled_stream_without_an_error() -> None:
    with Phone(JPEGS, fps=50) as phone, opened(phone) as source:
        frames = iter(source)
        next(frames)
        phone.stall.set()
        threading.Timer(0.2, source.close).start()
        assert all(level_of(frame) in LEVELS for frame in frames), "the phone's silence itself would end in an error"


def test_login_by_basic() -> None:
    with Phone(JPEGS, fps=50, login=("anna", "p@ss:wörd")) as phone, opened(phone, user="anna:p%40ss%3Aw%C3%B6rd") as source:
        assert next(iter(source)).encoded in JPEGS
        assert source.name == phone.url


@pytest.mark.parametrize("user", ["", "anna:wrong-secret"])
def test_a_refused_login_says_so_and_hides_the_password(user: str) -> None:
    with Phone(JPEGS, login=("anna", "right")) as phone, pytest.raises(CameraError, match="401") as caught:
        open_source(phone.address("/video", user=user))
    assert "user:password@" in caught.value.remedy
    assert "secret" not in str(caught.value)
    assert "anna" not in str(caught.value)


@pytest.mark.parametrize(
    ("path", "habits", "words"),
    [("/nothing", {}, "404"), ("/", {}, "text/html"), ("/shot.jpg", {}, "image/jpeg"), ("/video", {"status": 503}, "503")],
)
def test_what_is_no_stream_is_named(path: str, habits: dict[str, object], words: str) -> None:
    with Phone(JPEGS, **habits) as phone, pytest.raises(CameraError, match=words) as caught:
        open_source(phone.address(path))
    assert caught.value.remedy


def test_nothing_serves_there() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CameraError, match="refused"):
        open_source(f"http://127.0.0.1:{port}/video")


def test_a_server_that_never_answers() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        address = parse_address(f"http://127.0.0.1:{mute.getsockname()[1]}/video")
        with pytest.raises(CameraError, match="no picture for"):
            ask(address, timeout_s=0.3)


def test_a_server_that_speaks_no_http() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:

        def greet() -> None:
            with server.accept()[0] as talk:
                talk.recv(1000)
                talk.sendall(b"220 mail ready\r\n")

        threading.Thread(target=greet, daemon=True).start()
        with pytest.raises(CameraError, match="broke the connection off"):
            open_source(f"http://127.0.0.1:{server.getsockname()[1]}/video")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(CameraError, match="No computer or camera is called"):
        open_source("http://no-such-phone.invalid/video")
