"""Files of a set as a stranger may have left them: read inside the folder only, and decoded only at the size that they should have."""

from __future__ import annotations

import os
import re
import stat
import warnings
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from capture.bounds import is_beyond
from capture.camera.still import BROKEN_FILE
from capture.errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Rgb

LARGEST_BYTES = 500_000_000
"""No file of a set is larger: the whole frame of a 100 megapixel camera, without loss, is 300 MB."""
_SHOWN_LENGTH = 120


def read_inside(folder: Path, name: str) -> bytes:
    """Return the bytes of the file of that name in `folder`. Raises ExportError where the name leads elsewhere, or there is no plain file of it."""
    if not is_plain(name):
        raise ExportError(f"'{shown(name)}' is no plain file name: it is not looked at.", "Make the set anew: northlight export.")
    # A link would lead out of the folder, a pipe would never end.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    path = folder / name
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            raise ExportError(f"{shown(name)} is no plain file: it is not looked at.", "Put the file itself there.")
        with os.fdopen(os.open(path, flags), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_BYTES:
                raise ExportError(f"{shown(name)} is no file of a set.", "Make the set anew: northlight export.")
            return file.read(LARGEST_BYTES)
    except FileNotFoundError as reason:
        raise ExportError(f"{shown(name)} is missing.", "Make the set anew: northlight export.") from reason
    except OSError as reason:
        raise ExportError(f"{shown(name)} can't be read: {reason.strerror or reason}.", "Check the disk and the file's permissions.") from reason


def is_plain(name: str) -> bool:
    """Tell whether a name is one file's in its folder, on every system."""
    return bool(name) and name not in {".", ".."} and len(name.encode(errors="replace")) <= 255 and not re.search(r"[\x00-\x1f/\\:]", name)


def shown(text: str) -> str:
    """Return a stranger's text for a line on a terminal: no control characters, and not endless."""
    clean = "".join(character if character.isprintable() else "?" for character in text[:_SHOWN_LENGTH])
    return clean if len(text) <= _SHOWN_LENGTH else f"{clean}…"


def without_name(said: str, name: str) -> str:
    """Return what is said of a file for a line that names it already."""
    return said.removeprefix(f"{shown(name)} ")


def decoded(data: bytes, kind: str, size_px: tuple[int, int]) -> Rgb | None:
    """Return the pixels (H, W, 3) of a picture file of that kind (Pillow's word) and size (width, height); None where it is none, or larger than any."""
    if is_beyond(data):
        return None
    try:
        with warnings.catch_warnings():
            # Pillow warns of what is odd in a file; what counts here are its pixels.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=[kind]) as image:
                return np.asarray(image.convert("RGB"), np.uint8) if image.size == size_px else None
    except BROKEN_FILE:
        return None
