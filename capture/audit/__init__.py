"""What a finished portrait looks like from outside: numbers that can be read off any picture's file, one module for each kind.

Numbers only, and None where one can't be told. What they mean, how sure that is and what it leaves open is `guidance.audit`'s.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from capture import pose
from capture.audit import blockiness, boundaries, corneas, iris_shape, marks, portrait, proportions, recompression, resolution, tables, texture, vergence
from capture.errors import CameraError, SessionError
from capture.mediapipe_tracker import MediapipeTracker
from capture.session import Session
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from capture.audit.portrait import Portrait
    from capture.audit.proportions import Compared, Proportions
    from capture.tracker import Tracker

__all__ = ["Audit", "Audited", "Sitting", "audit", "measured", "read_sitting"]


@dataclass(frozen=True, slots=True, eq=False)
class Sitting:
    """The faces of one's own photographs, to hold a portrait against; `unread` are sentences on those that can't be used."""

    faces: tuple[Proportions, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Audit:
    """All that was measured of one portrait; see each module."""

    portrait: Portrait
    marks: marks.Marks
    quality: tables.Quality | None
    earlier: recompression.Earlier | None
    blocks: blockiness.Blocks | None
    resolution: resolution.Resolution | None
    texture: texture.Texture | None
    corneas: corneas.Corneas | None
    irises: iris_shape.Irises | None
    vergence: vergence.Vergence | None
    boundaries: boundaries.Boundaries | None
    proportions: Proportions | None
    sitting: Sitting | None
    compared: tuple[Compared, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Audited:
    """One file: its audit, or why it could not be read."""

    source: str
    audit: Audit | None = None
    error: CameraError | None = None


def audit(paths: Iterable[str], *, against: Path | None = None, tracker: Tracker | None = None) -> Iterator[Audited]:
    """Yield the audit of each picture, in order, held against the sitting in the folder `against` where one is given.

    What can't be read is yielded as an error, and the others go on. Raises SessionError when there is no such sitting, TrackerError.
    """
    with ExitStack() as stack:
        finder = tracker or stack.enter_context(MediapipeTracker(stills=True))
        sitting = None if against is None else read_sitting(against, finder)
        for path in paths:
            try:
                yield Audited(path, measured(portrait.read(Path(path), finder), sitting))
            except CameraError as error:
                yield Audited(path, error=error)


def measured(taken: Portrait, sitting: Sitting | None = None) -> Audit:
    """Return every number of a portrait."""
    face, head, rgb = taken.face, taken.pose, taken.rgb
    quality = tables.measure(taken.data) if taken.kind == "JPEG" else None
    own = proportions.measure(rgb, face, head) if face is not None and head is not None else None
    return Audit(
        portrait=taken,
        marks=marks.measure(taken.data),
        quality=quality,
        earlier=recompression.measure(taken.luma, quality),
        blocks=blockiness.measure(taken.luma),
        resolution=resolution.measure(taken.luma),
        texture=None if face is None else texture.measure(rgb, face),
        corneas=None if face is None else corneas.measure(rgb, face),
        irises=None if face is None else iris_shape.measure(rgb, face),
        vergence=None if face is None or head is None else vergence.measure(face, head),
        boundaries=None if face is None else boundaries.measure(rgb, face),
        proportions=own,
        sitting=sitting,
        compared=() if own is None or sitting is None else proportions.compare(own, sitting.faces),
    )


def read_sitting(folder: Path, tracker: Tracker) -> Sitting:
    """Return the faces of a sitting's photographs. Raises SessionError when there is no such sitting, or none of its photographs can be used."""
    session = Session.read(folder)
    faces: list[Proportions] = []
    unread = list(session.damaged)
    for shot in session.shots:
        try:
            rgb = shot.picture().rgb
        except SessionError as error:
            unread.append(str(error))
            continue
        face = tracker.track(Frame(0, 0.0, rgb)).face
        head = None if face is None else pose.measure((rgb.shape[0], rgb.shape[1]), face)
        if face is None or head is None:
            unread.append(f"In {shot.id} no face was found.")
        else:
            faces.append(proportions.measure(rgb, face, head))
    if not faces:
        reasons = " ".join(unread)
        raise SessionError(f"None of the photographs in {folder} can be used. {reasons}".rstrip(), "Give a sitting of the same person.")
    return Sitting(tuple(faces), tuple(unread))
