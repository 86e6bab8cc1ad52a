"""What was found out of each camera, kept in the user's own folder of settings: one file, replaced in one step."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import platformdirs

from capture.atomic import make_folder, write
from capture.calibration.lens import Calibration
from capture.errors import NorthlightError
from capture.plain_file import MOST_TEXT_BYTES, from_json, read_plain

_NUMBERED = re.compile(r"Camera [0-9]+ \((.+)\)")
"""A webcam's name in a sitting: its number may be another by now."""


def load(camera: str) -> Calibration | None:
    """Return what is known of the camera of that name (`Source.name`, or its part without the number); None where nothing is. Raises NorthlightError."""
    return _all().get(_key(camera))


def save(camera: str, found: Calibration) -> Path:
    """Keep what was found out of a camera, in place of what was known before; return the file. Raises NorthlightError."""
    path = _path()
    make_folder(path.parent, NorthlightError)
    write(path, msgspec.json.format(msgspec.json.encode(_all() | {_key(camera): found})) + b"\n", NorthlightError)
    return path


def names() -> list[str]:
    """Return the cameras of which something is known."""
    return sorted(_all())


def _path() -> Path:
    return Path(platformdirs.user_config_dir("northlight", appauthor=False)) / "cameras.json"


def _key(camera: str) -> str:
    called = _NUMBERED.fullmatch(camera)
    return called[1] if called else camera


def _all() -> dict[str, Calibration]:
    path = _path()
    try:
        return from_json(read_plain(path, most_bytes=MOST_TEXT_BYTES), dict[str, Calibration])
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise NorthlightError(f"{path} can't be read ({error.strerror}).", "Give yourself the right to read it, or delete it and calibrate again.") from error
    except msgspec.DecodeError as error:
        raise NorthlightError(f"{path} is no list of cameras: {error}.", "Delete it, and calibrate again.") from error
