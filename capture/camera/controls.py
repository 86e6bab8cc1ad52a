"""Controls of a Linux camera (V4L2), and the pledge to give back what a lock changed in them.

A pledge is a small file, written before anything is changed: which camera, and for each control how it was and how it is held. Whoever wrote it holds a lock
on it (flock), so that a pledge without one belongs to a program that is gone. Only controls that are still as they were held are given back: what somebody
set since is left alone.

Run by itself, this file is the guardian: it waits until the program that started it closes a pipe or dies, whatever of, and then redeems the pledge. For
that it needs nothing but the standard library. Numbers and layouts: linux/v4l2-controls.h, linux/videodev2.h.
"""

from __future__ import annotations

import fcntl
import json
import os
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

AUTO_EXPOSURE, EXPOSURE = 0x009A0901, 0x009A0902
AUTO_WHITE_BALANCE, WHITE_BALANCE = 0x0098090C, 0x0098091A
AUTO_FOCUS, FOCUS = 0x009A090C, 0x009A090A
AUTO_GAIN, GAIN = 0x00980912, 0x00980913
MAINS = 0x00980918

MAINS_WORDS = {0: "off", 1: "50 Hz", 2: "60 Hz", 3: "by itself"}
"""Which lamps the exposure is set against, by the control's value."""

_QUERYCAP = 0x80685600
_G_CTRL = 0xC008561B
_S_CTRL = 0xC008561C

SUFFIX = ".pledge"


class Held(Protocol):
    """What is needed of a camera; `NodeControls` is one."""

    def get(self, control: int, /) -> int | None:
        """Return a control's value; None where the camera has none."""
        ...

    def set(self, control: int, value: int, /) -> bool:
        """Change a control; return whether the camera took it."""
        ...

    def close(self) -> None:
        """Let the camera go."""
        ...


class Change(NamedTuple):
    """One control that a lock changes: how it was, and how it is held."""

    control: int
    before: int
    held: int


class Which(NamedTuple):
    """Which camera, whatever its number is: its own name, and the socket that it is plugged into."""

    camera: str
    bus: str


class NodeControls:
    """The controls of the camera at a device node, beside whoever reads its pictures. Raises `OSError` when it can't be opened."""

    def __init__(self, node: Path) -> None:
        self._handle = os.open(node, os.O_RDWR | os.O_NONBLOCK)
        answer = bytearray(104)
        try:
            fcntl.ioctl(self._handle, _QUERYCAP, answer)
        except OSError:
            self.close()
            raise
        self.which = Which(*(bytes(answer[start : start + 32]).split(b"\0", 1)[0].decode("utf-8", "replace") for start in (16, 48)))

    def get(self, control: int, /) -> int | None:
        """Return a control's value; None where the camera has none, or is gone."""
        answer = bytearray(struct.pack("=Ii", control, 0))
        try:
            fcntl.ioctl(self._handle, _G_CTRL, answer)
        except OSError:
            return None
        return int(struct.unpack("=Ii", answer)[1])

    def set(self, control: int, value: int, /) -> bool:
        """Change a control; return whether the camera took it."""
        try:
            fcntl.ioctl(self._handle, _S_CTRL, struct.pack("=Ii", control, value))
        except OSError:
            return False
        return True

    def close(self) -> None:
        """Let the node go."""
        os.close(self._handle)


def give_back(camera: Held, changes: list[Change]) -> bool:
    """Set back what is still as it was held; return whether anything was."""
    given = [camera.set(each.control, each.before) for each in changes if camera.get(each.control) == each.held]
    return any(given)


def redeem_all(folder: Path) -> list[str]:
    """Give back what programs that are gone left changed; return the names of the cameras of which something was."""
    return [name for path in sorted(folder.glob(f"*{SUFFIX}")) if (name := redeem(path)) is not None]


def redeem(path: Path, *, wait: bool = False, find: Callable[[Which], Held | None] | None = None) -> str | None:
    """Give back what the pledge at `path` says and delete it; return the camera's name where something was given back.

    A pledge whose writer lives is left alone; with `wait` its end is waited for. One whose camera is not here stays for its return. `find` is another way to
    a camera than by Linux's nodes.
    """
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not os.path.samestat(os.fstat(file.fileno()), path.stat()):
                return None
            which, changes = _parsed(file.read())
            camera = (find or find_camera)(which)
            if camera is None:
                return None
            given = give_back(camera, changes)
            camera.close()
            path.unlink()
    except OSError:
        return None
    except (ValueError, TypeError, KeyError):
        # No program of ours wrote this.
        with suppress(OSError):
            path.unlink()
        return None
    return which.camera if given else None


def pledged(which: Which, changes: list[Change]) -> bytes:
    """Return a pledge's text."""
    return json.dumps({"camera": which.camera, "bus": which.bus, "changes": changes}).encode() + b"\n"


def _parsed(text: bytes) -> tuple[Which, list[Change]]:
    found = json.loads(text)
    return Which(str(found["camera"]), str(found["bus"])), [Change(int(control), int(before), int(held)) for control, before, held in found["changes"]]


def find_camera(which: Which) -> NodeControls | None:
    """Return the controls of that camera, by whatever number; None where it is not here."""
    for node in sorted(Path("/dev").glob("video*")):
        try:
            camera = NodeControls(node)
        except OSError:
            continue
        if camera.which == which:
            return camera
        camera.close()
    return None


if __name__ == "__main__":
    sys.stdin.buffer.read()
    redeem(Path(sys.argv[1]), wait=True)
