"""A network camera that lies on this computer: an RTSP server (RFC 2326, H.264 by RFC 6184 over the same connection) that behaves, and misbehaves, like one.

In a test:      with RtspCamera(drawn_frames(2)) as camera: open_source(camera.url)
"""

from __future__ import annotations

import base64
import socket
import struct
import threading
import time
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, Self

import av

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.types import Rgb

MOST_BYTES = 1400
CLOCK_HZ = 90_000
SPS, PPS = 7, 8


class RtspCamera:
    """Streams `frames`, all of one size, over and over. `stall` stops the stream while set; while `away` is set it hangs up and serves nobody.

    `corrupt` is of how many pictures from now on the middle is overwritten. `login` is the user and password that is asked for.
    """

    def __init__(self, frames: Sequence[Rgb], *, fps: int = 25, login: tuple[str, str] | None = None) -> None:
        self.fps = fps
        self.login = login
        self.stall = threading.Event()
        self.away = threading.Event()
        self.corrupt = 0
        self.sent = 0
        self._pictures = list(encoded(frames, fps))
        self._over = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])

    @property
    def url(self) -> str:
        return self.address()

    def address(self, user: str = "") -> str:
        return f"rtsp://{user + '@' if user else ''}127.0.0.1:{self.port}/live"

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, name="rtsp camera", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                talk, _ = self._server.accept()
                threading.Thread(target=self._talk, args=(talk,), name="rtsp client", daemon=True).start()

    def _talk(self, talk: socket.socket) -> None:
        with talk, suppress(OSError), talk.makefile("rb") as lines:
            while not self.away.is_set():
                asked = list(iter(lambda: lines.readline().strip(), b""))
                if not asked:
                    return
                number = next(line.partition(b":")[2].strip() for line in asked if line.lower().startswith(b"cseq"))
                method = asked[0].split()[0]
                talk.sendall(self._answer(method, number, asked))
                if method == b"PLAY":
                    self._stream(talk)
                    return

    def _answer(self, method: bytes, number: bytes, asked: list[bytes]) -> bytes:
        head = b"RTSP/1.0 200 OK\r\nCSeq: " + number + b"\r\n"
        wanted = b"" if self.login is None else b"Basic " + base64.b64encode(":".join(self.login).encode())
        if wanted and method != b"OPTIONS" and not any(line.lower().startswith(b"authorization:") and line.endswith(wanted) for line in asked):
            return head.replace(b"200 OK", b"401 Unauthorized") + b'WWW-Authenticate: Basic realm="camera"\r\n\r\n'
        match method:
            case b"DESCRIBE":
                body = self._description()
                return head + f"Content-Base: {self.url}/\r\nContent-Type: application/sdp\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            case b"OPTIONS":
                return head + b"Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN\r\n\r\n"
            case b"SETUP":
                return head + b"Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1\r\n\r\n"
            case _:
                return head + b"Session: 1\r\n\r\n"

    def _description(self) -> bytes:
        sets = ",".join(base64.b64encode(unit).decode() for unit in self._pictures[0] if unit[0] & 31 in {SPS, PPS})
        lines = ("v=0", "o=- 0 0 IN IP4 127.0.0.1", "s=camera", "t=0 0", "m=video 0 RTP/AVP 96", "a=rtpmap:96 H264/90000")
        return "".join(f"{line}\r\n" for line in (*lines, f"a=fmtp:96 packetization-mode=1;sprop-parameter-sets={sets}", "a=control:track1")).encode()

    def _stream(self, talk: socket.socket) -> None:
        sequence, due_s = 0, time.monotonic()
        for number in range(2**31):
            while self.stall.is_set() and not self._over.wait(0.01):
                pass
            if self._over.is_set() or self.away.is_set():
                return
            units = self._pictures[number % len(self._pictures)]
            if self.corrupt:
                self.corrupt -= 1
                units = [unit if unit[0] & 31 in {SPS, PPS} else unit[: len(unit) // 2] + bytes(len(unit) - len(unit) // 2) for unit in units]
            payloads = [payload for unit in units for payload in cut(unit)]
            for place, payload in enumerate(payloads):
                mark = 128 if place == len(payloads) - 1 else 0
                packet = struct.pack("!BBHII", 128, 96 | mark, sequence & 0xFFFF, number * CLOCK_HZ // self.fps & 0xFFFFFFFF, 7) + payload
                talk.sendall(struct.pack("!cBH", b"$", 0, len(packet)) + packet)
                sequence += 1
            self.sent += 1
            due_s = max(due_s + 1 / self.fps, time.monotonic() - 1 / self.fps)
            self._over.wait(max(0.0, due_s - time.monotonic()))


def encoded(frames: Sequence[Rgb], fps: int) -> Iterator[list[bytes]]:
    """Yield each picture's NAL units; the first begins with the parameter sets."""
    codec = av.CodecContext.create("libx264", "w")
    codec.height, codec.width = frames[0].shape[:2]
    codec.pix_fmt, codec.time_base, codec.gop_size = "yuv420p", Fraction(1, fps), max(1, fps // 2)
    codec.options = {"preset": "ultrafast", "tune": "zerolatency", "x264-params": "slices=1:sliced-threads=0"}
    for number, rgb in enumerate(frames):
        frame = av.VideoFrame.from_ndarray(rgb, format="rgb24")
        frame.pts, frame.time_base = number, codec.time_base
        for packet in codec.encode(frame):
            yield [unit.rstrip(b"\0") for unit in bytes(packet).split(b"\0\0\1") if unit.strip(b"\0")]


def cut(unit: bytes) -> Iterator[bytes]:
    """Yield a NAL unit as RTP payloads: itself, or fragments (FU-A)."""
    if len(unit) <= MOST_BYTES:
        yield unit
        return
    body = unit[1:]
    for start in range(0, len(body), MOST_BYTES):
        edge = (128 if start == 0 else 0) | (64 if start + MOST_BYTES >= len(body) else 0)
        yield bytes((unit[0] & 0xE0 | 28, edge | unit[0] & 31)) + body[start : start + MOST_BYTES]
