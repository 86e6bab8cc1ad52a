"""What a sitting is: the file `session.json` in its folder."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import uuid4

import msgspec

from capture import atomic
from capture.errors import SessionError, in_utf8
from capture.plain_file import MOST_TEXT_BYTES, from_json, read_plain
from capture.session.lock import LOCK_NAME
from capture.session.sidecar import FORMAT

if TYPE_CHECKING:
    from pathlib import Path

INFO_NAME = "session.json"
_NOT_OURS_BUT_HARMLESS = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})

FileKind: TypeAlias = Literal["video", "picture", "folder"]
"""A video file, a picture file, or a folder of pictures."""


class SessionInfo(msgspec.Struct, frozen=True, kw_only=True):
    """`session.json`: what a sitting is."""

    format: int
    id: str
    """Tells this sitting from every other one."""
    title: str
    created: str
    """The wall clock's time with its zone, ISO 8601."""
    northlight: str
    """The program's version."""
    source: str
    profile: str
    made_of: FileKind | None = None
    """The kind of files that the source was; None for a camera, and in sittings of older versions."""


def program_version() -> str:
    """Return Northlight's version, or "unknown" when it runs from a folder that was never installed."""
    try:
        return metadata.version("northlight")
    except metadata.PackageNotFoundError:
        return "unknown"


def begin(folder: Path, source: str, profile: str, made_of: FileKind | None = None) -> SessionInfo:
    """Write `session.json` in a folder that holds nothing else, and let nobody but its owner look into it. Raises SessionError."""
    known = {LOCK_NAME, *_NOT_OURS_BUT_HARMLESS}
    try:
        others = sorted(entry.name for entry in folder.iterdir() if entry.name not in known and not atomic.is_leftover(entry.name))
    except OSError as reason:
        raise atomic.explained(reason, folder, SessionError) from reason
    if others:
        raise SessionError(f"{folder} is no sitting, and it is not empty: it holds {others[0]}.", "Choose a new or an empty folder.")
    with suppress(OSError):
        # A drive may know no permissions.
        folder.chmod(atomic.PRIVATE_FOLDER)
    info = SessionInfo(
        format=FORMAT,
        id=uuid4().hex,
        title=in_utf8(folder.resolve().name),
        created=now(),
        northlight=program_version(),
        source=in_utf8(source),
        profile=profile,
        made_of=made_of,
    )
    atomic.write(folder / INFO_NAME, msgspec.json.format(msgspec.json.encode(info), indent=2) + b"\n", SessionError)
    return info


def read_info(folder: Path) -> SessionInfo:
    """Return what `session.json` says. Raises SessionError."""
    path = folder / INFO_NAME
    try:
        info = from_json(read_plain(path, most_bytes=MOST_TEXT_BYTES), SessionInfo)
    except (FileNotFoundError, NotADirectoryError) as reason:
        what = f"There is no sitting in {folder}: it has no {INFO_NAME}." if folder.is_dir() else f"There is no folder {folder}."
        raise SessionError(what, "Give the folder that a sitting was written to.") from reason
    except OSError as reason:
        raise atomic.explained(reason, path, SessionError) from reason
    except msgspec.DecodeError as reason:
        raise SessionError(f"{path} is damaged: {reason}.", "Put the original file back; the pictures in 'shots' are not touched.") from reason
    if info.format > FORMAT:
        raise SessionError(f"{path} has format {info.format}; this Northlight knows {FORMAT}.", "Update Northlight.")
    return info


def now() -> str:
    """Return the wall clock's time with the local zone: when a sitting was is for people, and decides nothing."""
    return datetime.now(UTC).astimezone().isoformat(timespec="seconds")
