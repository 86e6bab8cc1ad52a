"""One sitting's folder.

    DIR/session.json               what this sitting is
    DIR/journal.jsonl              what happened, line by line
    DIR/shots/001_straight.jpg     the camera's own bytes, or .png
    DIR/shots/001_straight.json    the sidecar
    DIR/shots/001_straight.burst/  the frames that may be merged with it; see `burst`

The picture is written before its sidecar, so a sidecar always has its picture. A picture without a sidecar is a shot that was cut off: it stays where
it is, its number is not used again, and it does not count.
"""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Self

import msgspec

from capture import atomic
from capture.errors import SessionError
from capture.session.burst import SUFFIX, write_burst
from capture.session.features import features_of
from capture.session.info import INFO_NAME, begin, now, read_info
from capture.session.journal import Journal, read_journal
from capture.session.lock import FolderLock
from capture.session.picture import picture_of, sha256_of, sha256_of_pixels
from capture.session.sidecar import FORMAT, IsoScore, KeptShot, Sidecar, encoded, read_sidecar
from capture.whole import whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType

    from capture.session.info import FileKind, SessionInfo
    from capture.session.picture import Picture
    from capture.types import Frame, Shot

JOURNAL_NAME = "journal.jsonl"
SHOTS_NAME = "shots"


class Session:
    """One sitting's folder: to write it use `Session.open`, to look at it `Session.read`. Not to be shared between threads."""

    def __init__(self, folder: Path, info: SessionInfo, lock: FolderLock | None) -> None:
        self.folder = folder
        self.info = info
        self._lock = lock
        self._all, self.damaged = _read_shots(folder / SHOTS_NAME)
        self._journal = Journal(folder / JOURNAL_NAME) if lock else None
        self._last_number = _last_number(folder / SHOTS_NAME)

    @classmethod
    def open(cls, folder: Path, *, source: str, profile: str, made_of: FileKind | None = None) -> Self:
        """Begin a sitting in `folder` (made if need be), or go on with the one that is there; its pictures and numbers stay.

        `made_of` is the kind of files that the source is, None for a camera.

        Raises SessionError when the folder is in use by another Northlight, holds something else, can't be written, or is of a newer format.
        """
        atomic.make_folder(folder, SessionError)
        lock = FolderLock(folder)
        try:
            info_path = folder / INFO_NAME
            resumed = info_path.exists()
            info = read_info(folder) if resumed else begin(folder, source, profile, made_of)
            atomic.refuse_link(folder / SHOTS_NAME, SessionError)
            for place in (folder, folder / SHOTS_NAME, *(each for each in (folder / SHOTS_NAME).glob(f"*{SUFFIX}") if not each.is_symlink())):
                atomic.remove_leftovers(place)
            atomic.make_folder(folder / SHOTS_NAME, SessionError)
            session = cls(folder, info, lock)
            if resumed:
                session.log("resumed", at=now(), source=source, profile=profile)
        except SessionError:
            lock.release()
            raise
        return session

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Return the sitting in `folder`, to look at only. Raises SessionError when there is none, or it is of a newer format."""
        return cls(folder, read_info(folder), None)

    @property
    def shots(self) -> tuple[KeptShot, ...]:
        """The kept shots in the order in which they were taken, without those undone."""
        return tuple(shot for shot in self._all if not shot.sidecar.undone)

    def events(self) -> list[dict[str, object]]:
        """Return what the journal holds, in order. Raises SessionError where it is damaged."""
        return read_journal(self.folder / JOURNAL_NAME)

    def keep(self, shot: Shot, iso: tuple[IsoScore, ...] = ()) -> KeptShot:
        """Write the shot: its picture, then its sidecar, with its scores as an identity photograph where it has any.

        Raises SessionError, and then leaves nothing of it behind.
        """
        shot = replace(shot, observation=whole(shot.observation))
        number = self._last_number + 1
        name = f"{number:03d}_{_slug(shot.look)}"
        shots = self._writable(SHOTS_NAME)
        picture = picture_of(shot.observation.frame, packed=False)
        sidecar = _sidecar(shot, iso, number, f"{name}{picture.suffix}", picture)
        text = encoded(sidecar)
        kept = KeptShot(shots / f"{name}.json", sidecar)
        atomic.make_folder(shots, SessionError)
        atomic.write(kept.image_path, picture.data, SessionError)
        try:
            atomic.write(kept.path, text, SessionError)
        except SessionError:
            # Also where the sidecar has its name, but that could not be made to last. It goes first: a sidecar always has its picture.
            with suppress(OSError):
                kept.path.unlink(missing_ok=True)
                kept.image_path.unlink()
            raise
        self._all.append(kept)
        self._last_number = number
        self._note("shot", sidecar)
        return kept

    def keep_burst(self, kept: KeptShot, frames: Sequence[Frame]) -> None:
        """Write the frames that may be merged with a kept shot beside it. Raises SessionError, and then leaves nothing of them behind."""
        self._writable(SHOTS_NAME)
        write_burst(kept, frames)

    def undo_last(self) -> KeptShot | None:
        """Mark the last shot as undone and return it as it is now; None when there is none. The picture stays on the disk. Raises SessionError."""
        self._writable(SHOTS_NAME)
        for place in reversed(range(len(self._all))):
            shot = self._all[place]
            if not shot.sidecar.undone:
                undone = KeptShot(shot.path, msgspec.structs.replace(shot.sidecar, undone=True))
                atomic.write(undone.path, encoded(undone.sidecar), SessionError)
                self._all[place] = undone
                self._note("undo", undone.sidecar)
                return undone
        return None

    def log(self, event: str, *, t_s: float | None = None, **fields: object) -> None:
        """Add a line to the journal: `t_s` is the source's time in seconds. Raises SessionError; the line then goes out with the next one."""
        self._writable(JOURNAL_NAME)
        if self._journal is not None:
            self._journal.add(event, t_s, fields)

    def close(self) -> None:
        """Note the end and let other programs in; a second call does nothing. Raises SessionError when the journal can't be finished."""
        if self._lock is None:
            return
        try:
            self.log("ended", at=now(), shots=len(self.shots))
        finally:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _writable(self, name: str) -> Path:
        """Return the path of `name` in the folder. Raises SessionError when the sitting is only read, or closed."""
        if self._lock is None:
            raise SessionError(f"The sitting in {self.folder} is not open for writing.", "Open it with Session.open first.")
        return self.folder / name

    def _note(self, event: str, sidecar: Sidecar) -> None:
        """Log what happened to a shot. The shot is safe by now and must not count as failed: a line that can't be written waits for the next."""
        with suppress(SessionError):
            self.log(event, t_s=sidecar.t_s, image=sidecar.image, look=sidecar.look, score=sidecar.score)


def _read_shots(shots: Path) -> tuple[list[KeptShot], tuple[str, ...]]:
    """Return the shots in order, undone ones too, and a line for each sidecar that can't be read: the others are as good as before."""
    kept: list[KeptShot] = []
    damaged: list[str] = []
    for path in shots.glob("[0-9]*.json"):
        try:
            kept.append(read_sidecar(path))
        except SessionError as error:
            damaged.append(str(error))
    return sorted(kept, key=lambda shot: shot.sidecar.number), tuple(sorted(damaged))


def _last_number(shots: Path) -> int:
    """Return the highest number that any file in `shots` bears, whole shot or not; 0 when there is none."""
    found = (re.match(r"(\d+)_", path.name) for path in shots.glob("[0-9]*"))
    return max((int(match[1]) for match in found if match), default=0)


def _sidecar(shot: Shot, iso: tuple[IsoScore, ...], number: int, image: str, picture: Picture) -> Sidecar:
    frame, face, reading = shot.observation.frame, shot.observation.face, shot.observation.reading
    height_px, width_px = picture.rgb.shape[:2]
    return Sidecar(
        format=FORMAT,
        number=number,
        look=shot.look,
        cause=shot.cause,
        score=shot.score,
        reasons=shot.reasons,
        misses=shot.misses,
        passed_over=shot.passed_over,
        index=frame.index,
        t_s=frame.t_s,
        reading=reading,
        features=None if face is None else features_of(face, reading.pose, (height_px, width_px)),
        image=image,
        image_sha256=sha256_of(picture.data),
        pixels_sha256=sha256_of_pixels(picture.rgb),
        width_px=width_px,
        height_px=height_px,
        iso=iso,
        rendered=frame.rendered,
    )


def _slug(look: str) -> str:
    """Return a look's name as a part of a file name: letters, digits, - and _."""
    return re.sub(r"[^A-Za-z0-9_-]+", "-", look).strip("-")[:40] or "look"
