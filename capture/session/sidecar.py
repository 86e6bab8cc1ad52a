"""A kept shot: the file beside its picture that says what it is, and the picture itself, proved to be the one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.errors import SessionError, visible
from capture.plain_file import MOST_TEXT_BYTES, from_json, read_plain
from capture.session.features import Features  # noqa: TC001 - msgspec reads the fields' types when the program runs
from capture.session.picture import Picture, decode, sha256_of
from capture.types import Cause, PassedOver, Reading  # noqa: TC001 - as above

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 1
"""The version of the folder's files. Fields may be added within it; a newer one is refused."""


class IsoScore(msgspec.Struct, frozen=True):
    """What one measure of ISO/IEC 29794-5 says of a shot as an identity photograph, by the standard's name; `asked` is the score that was asked for."""

    measure: str
    native: float | None
    score: int | None
    """0..100; None where it can't be assessed."""
    asked: int | None = None

    @property
    def short(self) -> bool:
        """Whether it is less than was asked, or can't be told."""
        return self.asked is not None and (self.score is None or self.score < self.asked)


class Sidecar(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one kept shot, but its pixels."""

    format: int
    number: int
    """Counts a sitting's shots from 1, undone ones included."""
    look: str
    cause: Cause
    score: float
    """0..1."""
    reasons: tuple[str, ...]
    misses: tuple[str, ...]
    passed_over: tuple[PassedOver, ...] = ()
    """The other frames of its moment, by their numbers in the source, and why each was not kept."""
    index: int
    """The frame's number in its source."""
    t_s: float
    """The source's own time."""
    reading: Reading
    features: Features | None
    """None where no face was found."""
    image: str
    """The picture's file name, beside this file."""
    image_sha256: str
    pixels_sha256: str
    """As `sha256_of_pixels` says."""
    width_px: int
    height_px: int
    iso: tuple[IsoScore, ...] = ()
    """As an identity photograph; empty where nobody asked."""
    rendered: bool = False
    """The virtual studio made it, no camera."""
    undone: bool = False


@dataclass(frozen=True, slots=True)
class KeptShot:
    """A shot on the disk."""

    path: Path
    """Its sidecar."""
    sidecar: Sidecar

    @property
    def id(self) -> str:
        """The shot's name within its sitting, such as `001_straight`."""
        return self.path.stem

    @property
    def image_path(self) -> Path:
        """The picture's file."""
        return self.path.with_name(self.sidecar.image)

    def picture(self) -> Picture:
        """Return the picture, once its bytes are proved to be those that were kept.

        Raises SessionError when the file is missing, was changed, or can't be read.
        """
        path = self.image_path
        try:
            data = read_plain(path)
        except FileNotFoundError as reason:
            raise SessionError(f"{path.name} is missing.", "Put it back into the sitting's folder 'shots'.") from reason
        except OSError as reason:
            raise SessionError(f"{path.name} can't be read: {reason.strerror or reason}.", "Check the disk and the file's permissions.") from reason
        if sha256_of(data) != self.sidecar.image_sha256:
            raise SessionError(f"{path.name} is not the file that was kept: it was changed since.", "Put the original back.")
        rgb = decode(data)
        if rgb is None:
            raise SessionError(f"{path.name} is no picture.", "Put the original back.")
        return Picture(data, path.suffix, rgb)


def read_sidecar(path: Path) -> KeptShot:
    """Return the shot that the sidecar at `path` describes. Raises SessionError when it can't be read or is of a newer format."""
    if visible(path.name) != path.name:
        raise SessionError(f"{path.name} has a name that no sitting gives.", "Rename it, and its picture, as they were called.")
    try:
        sidecar = from_json(read_plain(path, most_bytes=MOST_TEXT_BYTES), Sidecar)
    except OSError as reason:
        raise SessionError(f"{path.name} can't be read: {reason.strerror or reason}.", "Check the disk and the file's permissions.") from reason
    except msgspec.DecodeError as reason:
        raise SessionError(f"{path.name} is damaged: {reason}.", "Its picture is still there; put the original sidecar back to use it.") from reason
    if sidecar.format > FORMAT:
        raise SessionError(f"{path.name} has format {sidecar.format}; this Northlight knows {FORMAT}.", "Update Northlight.")
    if sidecar.image in {"", ".", ".."} or any(character in sidecar.image for character in "/\\\0"):
        raise SessionError(f"{path.name} names a picture outside its folder: {sidecar.image}.", "Put the original sidecar back.")
    return KeptShot(path, sidecar)


def encoded(sidecar: Sidecar) -> bytes:
    """Return the sidecar as its file's bytes: indented JSON, for people to read."""
    return msgspec.json.format(msgspec.json.encode(sidecar), indent=2) + b"\n"
