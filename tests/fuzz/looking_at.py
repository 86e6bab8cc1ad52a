"""A sitting's camera at an address, without the sitting: a server on loopback, and who takes its pictures."""

from __future__ import annotations

import socket
import sys
import time
from contextlib import suppress
from threading import Thread
from typing import TYPE_CHECKING

from fuzz.streams import HERE, MARK

from capture.camera import open_source
from capture.errors import NorthlightError

if TYPE_CHECKING:
    from pathlib import Path

MOST_FRAMES = 12
MOST_S = 3.0
MOST_PARTS = 20
PACE_S = 0.1
_REQUEST_BYTES = 1 << 16


def look_at(scheme: str, answer: Path) -> int:
    """Take the first pictures of a camera that answers each connection with what the file holds; return the exit code that the command line would have."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        host = f"127.0.0.1:{door.getsockname()[1]}"
        data = answer.read_bytes().replace(HERE, host.encode())
        Thread(target=_serve, args=(door, data), daemon=True).start()
        begun_s = time.monotonic()
        try:
            with open_source(f"{scheme}://{host}/video") as source:
                for count, frame in enumerate(source, 1):
                    sys.stdout.write(f"{source.name}: {source.description}, {frame.rgb.shape}\n")
                    if count == MOST_FRAMES or time.monotonic() - begun_s > MOST_S:
                        break
        except NorthlightError as error:
            sys.stderr.write(f"northlight: {error}\n")
            return 2
    return 0


def _serve(door: socket.socket, data: bytes) -> None:
    with suppress(OSError):
        while True:
            connection, _ = door.accept()
            Thread(target=_answer, args=(connection, data), daemon=True).start()


def _answer(connection: socket.socket, data: bytes) -> None:
    """Send part by part, at a camera's pace: of pictures that come together only the last is looked at."""
    with connection, suppress(OSError):
        connection.recv(_REQUEST_BYTES)
        pieces = data.split(MARK) if data.count(MARK) < MOST_PARTS else [data]
        for place, piece in enumerate(pieces):
            connection.sendall((MARK if place else b"") + piece)
            time.sleep(PACE_S)
