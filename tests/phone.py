"""A phone that lies on this computer: an HTTP server that behaves, and misbehaves, like a phone's camera app.

In a test:      with Phone(jpegs) as phone: open_source(phone.url)
By hand:        python tests/phone.py CLIP [--port 8080] [--fps 30]     then  northlight --camera http://127.0.0.1:8080/video
"""

from __future__ import annotations

import argparse
import base64
import sys
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import av
import simplejpeg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BOUNDARY = "Ba4oTvQMY8ew04N8dcnM"
REALM = "phone"


@dataclass
class Habits:
    """What an app does its own way, or wrong. All may be changed while it streams."""

    fps: float = 30.0
    loop: bool = True
    """Start over at the end; else the stream ends there."""
    content_length: bool = True
    wrong_length: bool = False
    headers: bool = True
    """Content-Type and the like before each picture."""
    dashes_in_header: bool = False
    """The boundary's two dashes already in the answer's Content-Type, as some apps write it."""
    dashes: bool = True
    """Two dashes before each boundary."""
    preamble: bytes = b""
    content_type: str | None = None
    """Instead of multipart/x-mixed-replace."""
    status: int = 200
    login: tuple[str, str] | None = None
    piece_bytes: int | None = None
    """Send in pieces of so many bytes, as a slow network does."""
    corrupt: set[int] = field(default_factory=set)
    """Numbers of sent pictures whose middle is overwritten."""
    cut: set[int] = field(default_factory=set)
    """Numbers of sent pictures that lack their second half."""
    drop_after: int | None = None
    """Break the connection off after so many pictures."""


class Phone:
    """Serves `jpegs` as motion JPEG at /video, the first of them at /shot.jpg, and a page at /.

    `jpegs` may be replaced while it streams, as by a phone that is turned. `stall` stops the stream while set; while `away` is set nobody is served.
    """

    def __init__(self, jpegs: Sequence[bytes], *, port: int = 0, **habits: Any) -> None:  # noqa: ANN401 - whatever Habits has
        self.jpegs = list(jpegs)
        self.habits = Habits(**habits)
        self.stall = threading.Event()
        self.away = threading.Event()
        self.sent = 0
        self.requests: list[str] = []
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), name="phone", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return self.address("/video")

    def address(self, path: str, *, user: str = "") -> str:
        return f"http://{user + '@' if user else ''}127.0.0.1:{self.port}{path}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        phone = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                phone.requests.append(self.path)
                if phone.away.is_set():
                    self.close_connection = True
                    return
                try:
                    phone._answer(self)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # whoever watched has gone, as every watcher does

            def log_message(self, *_: object) -> None:
                """Keep quiet: tests read what this program prints."""

        return Handler

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        habits = self.habits
        path = request.path.partition("?")[0]
        if habits.login is not None and request.headers.get("Authorization") != basic(*habits.login):
            request.send_response(401)
            request.send_header("WWW-Authenticate", f'Basic realm="{REALM}"')
            request.end_headers()
        elif habits.status != 200 or path not in {"/", "/video", "/shot.jpg"}:
            request.send_error(habits.status if habits.status != 200 else 404)
        elif path == "/video":
            self._stream(request)
        else:
            kind, body = ("image/jpeg", self.jpegs[0]) if path == "/shot.jpg" else ("text/html; charset=utf-8", b"<h1>IP camera</h1>")
            request.send_response(200)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(body)))
            request.end_headers()
            request.wfile.write(body)

    def _stream(self, request: BaseHTTPRequestHandler) -> None:
        habits = self.habits
        name = f"--{BOUNDARY}" if habits.dashes_in_header else BOUNDARY
        request.send_response(200)
        request.send_header("Content-Type", habits.content_type or f"multipart/x-mixed-replace; boundary={name}")
        request.end_headers()
        request.wfile.write(habits.preamble)
        due_s = time.monotonic()
        for number, jpeg in self._pictures():
            while self.stall.is_set() and not self._over.wait(0.01):
                pass
            if self._over.is_set() or self.away.is_set() or (habits.drop_after is not None and number >= habits.drop_after):
                return
            self._send(request, self._part(number, jpeg))
            self.sent += 1
            # From the time it was due, not sent: else the pace would sink by what sending takes.
            due_s = max(due_s + 1 / habits.fps, time.monotonic() - 1 / habits.fps)
            self._over.wait(max(0.0, due_s - time.monotonic()))

    def _pictures(self) -> Iterator[tuple[int, bytes]]:
        for number in count():
            jpegs = self.jpegs
            if number >= len(jpegs) and not self.habits.loop:
                return
            yield number, jpegs[number % len(jpegs)]

    def _part(self, number: int, jpeg: bytes) -> bytes:
        habits = self.habits
        if number in habits.corrupt:
            # Deep in the pixel data, with marks that may not stand there.
            middle = len(jpeg) * 2 // 3
            jpeg = jpeg[:middle] + b"\xff\xd5\xff\xd3" * 8 + jpeg[middle + 32 :]
        if number in habits.cut:
            jpeg = jpeg[: len(jpeg) // 2]
        head = f"{'--' if habits.dashes else ''}{BOUNDARY}\r\n"
        if habits.headers:
            head += "Content-Type: image/jpeg\r\n"
            if habits.content_length:
                head += f"Content-Length: {len(jpeg) // (7 if habits.wrong_length else 1)}\r\n"
        return head.encode() + b"\r\n" + jpeg + b"\r\n"

    def _send(self, request: BaseHTTPRequestHandler, part: bytes) -> None:
        step = self.habits.piece_bytes or len(part)
        for start in range(0, len(part), step):
            request.wfile.write(part[start : start + step])
            request.wfile.flush()


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def clip_jpegs(path: Path, quality: int = 90) -> tuple[list[bytes], float]:
    """Return every frame of a clip as JPEG, and its frames a second."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        fps = float(stream.average_rate or 30)
        return [simplejpeg.encode_jpeg(frame.to_ndarray(format="rgb24"), quality=quality, colorsubsampling="420") for frame in container.decode(stream)], fps


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve a clip as a phone's camera app would.")
    parser.add_argument("clip", type=Path)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--fps", type=float)
    parser.add_argument("--stall-after", type=float, help="seconds until the picture stands still")
    parser.add_argument("--login", help="user:password that is asked for")
    options = parser.parse_args()
    jpegs, fps = clip_jpegs(options.clip)
    login = tuple(options.login.split(":", 1)) if options.login else None
    with Phone(jpegs, port=options.port, fps=options.fps or fps, login=login) as phone:
        sys.stdout.write(f"{len(jpegs)} pictures at {phone.url} — Ctrl-C ends\n")
        sys.stdout.flush()
        try:
            if options.stall_after:
                threading.Event().wait(options.stall_after)
                phone.stall.set()
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")


if __name__ == "__main__":
    main()
