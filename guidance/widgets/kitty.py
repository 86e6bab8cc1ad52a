"""Pictures for terminals that know kitty's graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol/).

One image, in one place: each picture replaces the one before. The terminal is told never to answer, since an answer would arrive as keystrokes.
"""

from __future__ import annotations

import os
from base64 import standard_b64encode
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.types import Rgb

IMAGE_ID = 0x4E4C
CHUNK = 4096
"""The protocol's own limit for one piece of a picture, in bytes of base64."""

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - where Linux has its shared memory objects; elsewhere there is no such folder
UNREAD_MOST = 8
"""So many pictures may lie unread before no more are sent; a terminal that has read none of the first so many does not read shared memory."""


class Kitty:
    """Draws pictures, `shared` through memory that the terminal reads and frees; where that fails, and otherwise, through the terminal's own line."""

    def __init__(self, *, shared: bool, folder: Path = SHARED_MEMORY) -> None:
        self._folder = folder
        self._shared = shared and folder.is_dir()
        self._unread: list[Path] = []
        self._reads = False
        self._sent = 0

    @property
    def most_px(self) -> tuple[int, int]:
        """The largest (width, height) that is fast enough."""
        return (960, 540) if self._shared else (640, 360)

    def draw(self, canvas: Rgb, columns: int, rows: int) -> str:
        """Return the text that draws the canvas over so many cells from the cursor on; none while the terminal is behind."""
        height_px, width_px = canvas.shape[:2]
        # Under text (z), so that what Textual lays over the picture can be read; the cursor stays where it is (C).
        keys = f"a=T,q=2,i={IMAGE_ID},p=1,z=-1,C=1,c={columns},r={rows},f=24,s={width_px},v={height_px}"
        if self._shared:
            self._look()
            if len(self._unread) < UNREAD_MOST:
                name = self._share(canvas)
                if name is not None:
                    return f"\x1b_G{keys},t=s;{standard_b64encode(name.encode()).decode()}\x1b\\"
            elif self._reads:
                return ""
            self._give_up()
        return _in_chunks(keys, standard_b64encode(canvas.data).decode())

    def remove(self) -> str:
        """Return the text that takes the picture off the terminal and out of its memory."""
        self._free()
        return f"\x1b_Ga=d,d=I,q=2,i={IMAGE_ID}\x1b\\"

    def _look(self) -> None:
        """See which pictures the terminal has read: it removes them itself."""
        still = [path for path in self._unread if path.exists()]
        self._reads |= len(still) < len(self._unread)
        self._unread = still

    def _share(self, canvas: Rgb) -> str | None:
        """Put the canvas where the terminal reads it and return its name; None where that can't be done."""
        self._sent += 1
        path = self._folder / f"northlight-{os.getpid()}-{self._sent}"
        try:
            # It is somebody's face: for nobody else's eyes.
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            self._unread.append(path)
            with os.fdopen(handle, "wb") as file:
                file.write(canvas.data)
        except OSError:
            return None
        return f"/{path.name}"

    def _give_up(self) -> None:
        """Share no more memory."""
        self._shared = False
        self._free()

    def _free(self) -> None:
        for path in self._unread:
            path.unlink(missing_ok=True)
        self._unread = []


def _in_chunks(keys: str, data: str) -> str:
    pieces = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    more = [1] * (len(pieces) - 1) + [0]
    heads = [f"{keys},m={more[0]}", *(f"q=2,m={flag}" for flag in more[1:])]
    return "".join(f"\x1b_G{head};{piece}\x1b\\" for head, piece in zip(heads, pieces, strict=True))
