"""The last resort for photographs that their sitting's folder could not take: a sitting of their own in the system's temporary folder."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capture import atomic
from capture.errors import SessionError
from capture.session.folder import Session
from capture.session.picture import picture_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.session.info import SessionInfo
    from capture.types import Shot


@dataclass(frozen=True, slots=True)
class Unsaved:
    """A shot that could not be saved in its sitting's folder."""

    shot: Shot
    rescued: Path | None
    """The folder it was put in instead, the same for all shots of a sitting; None when it is lost."""


def rescue(shots: Sequence[Shot], info: SessionInfo) -> list[Unsaved]:
    """Write `shots` of the sitting `info` into a new folder under the system's temporary one, and tell where each went. Raises nothing.

    The folder is a sitting like any other, to be exported or copied. A shot that only lacks a sidecar lies in it as a picture alone. Where nothing
    could be written, no folder is left.
    """
    if not shots:
        return []
    try:
        folder = Path(tempfile.mkdtemp(prefix="northlight-"))
    except OSError:
        return [Unsaved(shot, None) for shot in shots]
    try:
        session = Session.open(folder, source=info.source, profile=info.profile, made_of=info.made_of)
    except SessionError:
        told = [Unsaved(shot, None) for shot in shots]
    else:
        told = [Unsaved(shot, folder if _is_written(session, shot) else None) for shot in shots]
        with suppress(SessionError):  # the journal's last line is missing then, and no photograph
            session.close()
    if all(unsaved.rescued is None for unsaved in told):
        shutil.rmtree(folder, ignore_errors=True)
    return told


def _is_written(session: Session, shot: Shot) -> bool:
    """Keep the shot, or at least its picture, and tell whether that succeeded."""
    try:
        session.keep(shot)
    except Exception:  # noqa: BLE001 - what spoilt a shot in its own sitting, whatever it was, does so here again; it must not spoil the others
        return _is_picture_written(session.folder, shot)
    return True


def _is_picture_written(folder: Path, shot: Shot) -> bool:
    frame = shot.observation.frame
    try:
        picture = picture_of(frame)
        atomic.write(folder / f"frame_{frame.index}{picture.suffix}", picture.data, SessionError)
    except (SessionError, ValueError):
        return False
    return True
