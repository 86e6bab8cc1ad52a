"""The frames of a shot's moment that may be merged with it, beside the shot.

    DIR/shots/001_straight.burst/frame_00412.jpg   the camera's own bytes, or .png
    DIR/shots/001_straight.burst/frames.json       which they are, in order

The list is written last, so that a burst that was cut off counts as none. The shot itself is not among the files: it is whole before they are begun.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture import atomic
from capture.errors import SessionError
from capture.plain_file import MOST_TEXT_BYTES, from_json, read_plain
from capture.session.picture import Picture, decode, picture_of, sha256_of, sha256_of_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capture.session.sidecar import KeptShot
    from capture.types import Frame, Rgb

BURST_FORMAT = 1
SUFFIX = ".burst"
LIST_NAME = "frames.json"


class BurstFrame(msgspec.Struct, frozen=True, kw_only=True):
    """One frame beside the shot."""

    index: int
    """Its number in the source."""
    t_s: float
    image: str
    """Its file's name, in the burst's folder."""
    image_sha256: str
    pixels_sha256: str
    """As `sha256_of_pixels` says."""


class Burst(msgspec.Struct, frozen=True, kw_only=True):
    """`frames.json`: the frames in the order of their numbers, without the shot's own."""

    format: int = BURST_FORMAT
    frames: tuple[BurstFrame, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """A burst in order, the shot's own picture in its place `reference`: each frame's number, file (from the folder of shots on) and pixels (H, W, 3)."""

    indices: tuple[int, ...]
    images: tuple[str, ...]
    rgbs: tuple[Rgb, ...]
    reference: int


def burst_folder(kept: KeptShot) -> Path:
    """Return where a shot's burst is, whether there is one or not."""
    return kept.path.with_suffix(SUFFIX)


def write_burst(kept: KeptShot, frames: Sequence[Frame]) -> None:
    """Write the frames that may be merged with a shot. Raises SessionError, and then leaves nothing of them behind."""
    folder = burst_folder(kept)
    atomic.make_folder(folder, SessionError)
    written = []
    try:
        for frame in frames:
            picture = _picture(frame)
            if picture is None:
                continue
            name = f"frame_{frame.index:05d}{picture.suffix}"
            atomic.write(folder / name, picture.data, SessionError)
            hashes = {"image_sha256": sha256_of(picture.data), "pixels_sha256": sha256_of_pixels(picture.rgb)}
            written.append(BurstFrame(index=frame.index, t_s=frame.t_s, image=name, **hashes))
        text = msgspec.json.format(msgspec.json.encode(Burst(frames=tuple(written))), indent=2) + b"\n"
        atomic.write(folder / LIST_NAME, text, SessionError)
    except SessionError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def read_burst(kept: KeptShot) -> Burst | None:
    """Return the list of a shot's burst; None where it has none, or one that was cut off. Raises SessionError when the list can't be read."""
    path = burst_folder(kept) / LIST_NAME
    try:
        burst = from_json(read_plain(path, most_bytes=MOST_TEXT_BYTES), Burst)
    except FileNotFoundError:
        return None
    except OSError as reason:
        raise atomic.explained(reason, path, SessionError) from reason
    except msgspec.DecodeError as reason:
        raise SessionError(f"{path} is damaged: {reason}.", "Put the original back, or delete it: the single frame is still there.") from reason
    if burst.format > BURST_FORMAT:
        raise SessionError(f"{path} has format {burst.format}; this Northlight knows {BURST_FORMAT}.", "Update Northlight.")
    outside = next((frame.image for frame in burst.frames if frame.image in {"", ".", ".."} or any(character in frame.image for character in "/\\\0")), None)
    if outside is not None:
        raise SessionError(f"{path} names a picture outside its folder: {outside}.", "Put the original list back.")
    return burst


def pictures(kept: KeptShot, burst: Burst, own: Picture) -> Pictures:
    """Return a shot's burst with its pixels, `own` being the shot's own picture. Raises SessionError where a frame is not the one that was kept."""
    folder = burst_folder(kept)
    found = [(frame.index, f"{folder.name}/{frame.image}", _proved(folder / frame.image, frame)) for frame in burst.frames]
    in_order = sorted([*found, (kept.sidecar.index, kept.sidecar.image, own.rgb)], key=lambda one: one[0])
    indices, images, rgbs = zip(*in_order, strict=True)
    return Pictures(indices, images, rgbs, indices.index(kept.sidecar.index))


def _picture(frame: Frame) -> Picture | None:
    """Return a frame's picture; None where its pixels are gone and the camera's JPEG holds none."""
    if frame.rgb.size and frame.shrunk_by == 1:
        return picture_of(frame)
    rgb = None if frame.encoded is None else decode(frame.encoded)
    return None if frame.encoded is None or rgb is None else Picture(frame.encoded, ".jpg", rgb)


def _proved(path: Path, frame: BurstFrame) -> Rgb:
    try:
        data = read_plain(path)
    except OSError as reason:
        raise atomic.explained(reason, path, SessionError) from reason
    rgb = decode(data) if sha256_of(data) == frame.image_sha256 else None
    if rgb is None:
        raise SessionError(f"{path} is not the frame that was kept: it was changed since.", "Put the original back, or delete the shot's folder of frames.")
    return rgb
