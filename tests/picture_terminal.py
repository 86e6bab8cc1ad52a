"""What a terminal that knows a picture protocol makes of what it is sent: written from the published protocols, apart from the program's own code."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import simplejpeg
from textual.drivers.headless_driver import HeadlessDriver

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Recorder(HeadlessDriver):
    """A terminal that keeps what it is sent, each write by itself."""

    sent: list[str]

    @property
    def is_headless(self) -> bool:
        return False

    def start_application_mode(self) -> None:
        self.sent = []
        super().start_application_mode()

    def write(self, data: str) -> None:
        self.sent.append(data)


_COMMAND = re.compile(r"\x1b_G([^;\x1b]*)(?:;([^\x1b]*))?\x1b\\")
_FILE = re.compile(r"\x1b\]1337;File=([^:]*):([^\x07]*)\x07")


@dataclass(frozen=True)
class Command:
    """One order: its keys, and the pixels that came with it, where it shows a picture."""

    keys: dict[str, str]
    picture: NDArray[np.uint8] | None = None


def kitty_commands(text: str) -> list[Command]:
    """Return kitty's orders in the text, pieces of a picture put together; shared memory is read and removed, as the protocol asks."""
    commands: list[Command] = []
    keys: dict[str, str] = {}
    data = ""
    for found in _COMMAND.finditer(text):
        piece = dict(pair.split("=") for pair in found[1].split(","))
        assert len(found[2] or "") <= 4096
        assert piece["q"] == "2", "an answer would arrive as keystrokes"
        keys = keys or piece
        data += found[2] or ""
        if piece.get("m", "0") == "1":
            assert len(found[2]) % 4 == 0
            continue
        commands.append(Command(keys, _pixels(keys, b64decode(data)) if keys["a"] == "T" else None))
        keys, data = {}, ""
    assert not keys, "a picture without its end"
    return commands


def _pixels(keys: dict[str, str], payload: bytes) -> NDArray[np.uint8]:
    assert keys["f"] == "24"
    if keys.get("t", "d") == "s":
        memory = Path("/dev/shm") / payload.decode().removeprefix("/")  # noqa: S108 - where Linux has its shared memory objects
        payload = memory.read_bytes()
        memory.unlink()
    return np.frombuffer(payload, np.uint8).reshape(int(keys["v"]), int(keys["s"]), 3)


def iterm2_pictures(text: str) -> list[Command]:
    """Return iTerm2's inline images in the text."""
    commands = []
    for found in _FILE.finditer(text):
        keys = dict(pair.split("=") for pair in found[1].split(";"))
        jpeg = b64decode(found[2])
        assert int(keys["size"]) == len(jpeg)
        commands.append(Command(keys, simplejpeg.decode_jpeg(jpeg, "RGB")))
    return commands
