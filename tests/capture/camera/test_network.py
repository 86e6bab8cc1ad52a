from __future__ import annotations

import io
import socket
import threading
from contextlib import closing, suppress
from fractions import Fraction
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, pairwise
from typing import TYPE_CHECKING

import av
import numpy as np
import pytest

from capture.camera import open_source
from capture.camera.address import parse_address
from capture.camera.network import NetworkStream, open_stream
from capture.errors import CameraError

if TYPE_CHECKING:
    from pathlib import Path

LEVELS = (40, 90, 140, 190)


def transport_stream(seconds: int) -> bytes:
    """Return a film of grey levels that change each half second, as a network camera sends it."""
    file = io.BytesIO()
    with av.open(file, "w", format="mpegts") as container:
        stream = container.add_stream("mpeg2video", rate=25)
        stream.width, stream.height, stream.pix_fmt, stream.gop_size = 64, 48, "yuv420p", 5
        for number in range(25 * seconds):
            frame = av.VideoFrame.from_ndarray(np.full((48, 64, 3), LEVELS[number // 12 % 4], np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


def sound_only(seconds: int) -> bytes:
    """Return a transport stream with silence to hear and nothing to see."""
    file = io.BytesIO()
    with av.open(file, "w", format="mpegts") as container:
        stream = container.add_stream("mp2", rate=48_000)
        for number in range(50 * seconds):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 960 * 2), np.int16), format="s16", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = 48_000, 960 * number, Fraction(1, 48_000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return file.getvalue()


class Sender:
    """A camera that sends `data` to whoever connects, at a pace, and then keeps silent or hangs up; `left` is set once the other side has gone."""

    def __init__(self, data: bytes, *, seconds: float, hang_up: bool = False) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self.server.getsockname()[1]}"
        self.over = threading.Event()
        self.left = threading.Event()
        threading.Thread(target=self._serve, args=(data, seconds, hang_up), daemon=True).start()

    def _serve(self, data: bytes, seconds: float, hang_up: bool) -> None:
        with suppress(OSError), self.server.accept()[0] as talk:
            pieces = 40
            size = len(data) // pieces // 188 * 188
            for start in range(0, len(data), size):
                talk.sendall(data[start : start + size])
                self.over.wait(seconds / pieces)
            while not hang_up and not self.over.is_set():
                talk.settimeout(0.05)
                with suppress(TimeoutError):
                    if not talk.recv(100):
                        break
        self.left.set()

    def __enter__(self) -> str:
        return self.url

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.server.close()


def test_a_live_stream_gives_frames_as_they_arrive() -> None:
    with Sender(transport_stream(4), seconds=2) as url, open_source(url) as source:
        assert source.live
        assert source.name == url
        frames = list(islice(source, 10))
        assert source.description == "64×48 mpeg2video at 25 fps"
    assert (frames[0].t_s == 0) == (frames[0].index == 0)
    assert all(before.index < after.index and before.t_s <= after.t_s for before, after in pairwise(frames))
    for frame in frames:
        assert min(abs(float(frame.rgb.mean()) - level) for level in LEVELS) < 4
        assert not frame.rgb.flags.writeable


def test_silence_is_noticed() -> None:
    with Sender(transport_stream(3), seconds=0.5) as url:
        source = open_stream(parse_address(url), timeout_s=2)
        assert isinstance(source, NetworkStream)
        with source, pytest.raises(CameraError, match=r"no picture|no answer"):
            list(source)


def test_the_end_of_a_live_stream_is_an_error() -> None:
    with Sender(transport_stream(3), seconds=0.5, hang_up=True) as url, open_source(url) as source, pytest.raises(CameraError, match=r"ended|broke off"):
        list(source)


def test_close_from_another_thread_ends_a_stalled_stream() -> None:
    with Sender(transport_stream(3), seconds=0.2) as url, open_stream(parse_address(url), timeout_s=30) as source:
        frames = iter(source)
        next(frames)
        threading.Timer(0.4, source.close).start()
        for frame in frames:  # the silence itself would end in an error
            assert frame.rgb.shape == (48, 64, 3)


def test_a_stream_without_a_picture_is_an_error_and_is_let_go() -> None:
    sender = Sender(sound_only(4), seconds=0.5)
    with sender as url:
        with pytest.raises(CameraError, match="holds no picture") as caught:
            open_source(url)
        assert sender.left.wait(30), "the connection is still open"
    # Until here the error's traceback kept alive all that was open: nothing was let go by chance.
    assert caught.value.remedy


def test_a_film_behind_an_address_gives_every_frame(tmp_path: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with av.open(str(tmp_path / "film.mp4"), "w", options={"movflags": "faststart"}) as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for level in LEVELS:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((48, 64, 3), level, np.uint8), format="rgb24")))
        container.mux(stream.encode())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/film.mp4"
        with open_source(url) as source:
            assert not source.live
            assert source.name == url
            assert [round(float(frame.rgb.mean())) for frame in source] == pytest.approx(LEVELS, abs=3)
        server.shutdown()


def replying(server: socket.socket, answer: bytes) -> None:
    """Answer every request on `server` with the same text."""

    def serve() -> None:
        with suppress(OSError):
            while True:
                with server.accept()[0] as talk:
                    while request := talk.recv(4096):
                        number = request.partition(b"CSeq: ")[2].partition(b"\r\n")[0]
                        talk.sendall(answer.replace(b"{n}", number))

    threading.Thread(target=serve, daemon=True).start()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b'RTSP/1.0 401 Unauthorized\r\nCSeq: {n}\r\nWWW-Authenticate: Basic realm="cam"\r\n\r\n', "wants a login"),
        (b"RTSP/1.0 404 Not Found\r\nCSeq: {n}\r\n\r\n", "does not exist on that camera"),
    ],
)
def test_what_an_rtsp_camera_refuses_is_said_without_the_password(answer: bytes, words: str) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        replying(server, answer)
        with pytest.raises(CameraError, match=words) as caught:
            open_source(f"rtsp://anna:s3cret@127.0.0.1:{server.getsockname()[1]}/live")
    assert "s3cret" not in str(caught.value)
    assert "anna" not in str(caught.value)


def test_nothing_serves_there() -> None:
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CameraError, match="refused"):
        open_source(f"rtsp://127.0.0.1:{port}/live")


def test_a_camera_that_never_answers() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mute:
        address = parse_address(f"rtsp://127.0.0.1:{mute.getsockname()[1]}/live")
        with pytest.raises(CameraError, match="no answer"):
            open_stream(address, timeout_s=0.3)
