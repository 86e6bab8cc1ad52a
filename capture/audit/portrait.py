"""A picture to audit: its file's bytes, its pixels upright and as they are stored, and the face in it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from capture import eyes, pose
from capture.camera.still import BROKEN_FILE, is_photograph, read_photograph
from capture.errors import CameraError
from capture.plain_file import read_plain
from capture.types import Frame

if TYPE_CHECKING:
    from pathlib import Path

    from capture.tracker import Tracker
    from capture.types import EyesReading, Face, Floats, PoseReading, Rgb

MOST_PIXELS = 120_000_000
"""More than any camera that takes portraits has; they would fill the memory."""
PLAIN_MODES = frozenset({"1", "L", "P", "RGB", "RGBA", "LA", "PA"})


@dataclass(frozen=True, slots=True, eq=False)
class Portrait:
    """`rgb` (H, W, 3) is upright; `luma` (h, w), 0..255, lies as the file stores it, since a JPEG's blocks do. `faces` counts all that were found."""

    name: str
    data: bytes
    kind: str
    rgb: Rgb
    luma: Floats
    converted_from: str | None
    """The file's kind of pixels where they had to be converted to 8-bit RGB, such as "CMYK"; None for usual ones."""
    pictures: int
    """In the file: more than 1 where it moves; the first is audited."""
    faces: int
    face: Face | None
    pose: PoseReading | None
    lids: EyesReading | None


def read(path: Path, tracker: Tracker) -> Portrait:
    """Return the picture of a file with the largest face in it. Raises CameraError when it can't be read, TrackerError when the tracker breaks off."""
    if path.is_dir():
        raise CameraError(f"{path.name} is a folder.", "Name the pictures in it.")
    is_photograph(path)  # raises for raw files and HEIC, with what to do
    mode, pictures, pixels = _described(path)
    if pixels > MOST_PIXELS:
        most = f"{MOST_PIXELS / 1e6:.0f} are audited at most"
        raise CameraError(f"{path.name} has {pixels / 1e6:.0f} million pixels, and {most}.", "Give a smaller copy, or a crop.")
    photograph = read_photograph(path)
    rgb = photograph.rgb
    tracking = tracker.track(Frame(0, 0.0, rgb))
    face = tracking.face
    shape = (rgb.shape[0], rgb.shape[1])
    head = None if face is None else pose.measure(shape, face, photograph.horizontal_fov_deg)
    return Portrait(
        name=path.name,
        data=read_plain(path),
        kind=photograph.kind,
        rgb=rgb,
        luma=_luma(photograph.encoded, rgb),
        converted_from=None if mode in PLAIN_MODES else mode,
        pictures=pictures,
        faces=max(len(tracking.boxes), int(face is not None)),
        face=face,
        pose=head,
        lids=None if face is None else eyes.measure(face, head),
    )


def _described(path: Path) -> tuple[str, int, int]:
    """Return the file's kind of pixels, how many pictures are in it, and how many pixels each has; plain ones where that can't be told."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(path)
        with image:
            return image.mode, int(getattr(image, "n_frames", 1)) if getattr(image, "is_animated", False) else 1, image.width * image.height
    except BROKEN_FILE:
        # Whoever reads it says what is wrong with it.
        return "RGB", 1, 0


def _luma(encoded: bytes | None, rgb: Rgb) -> Floats:
    """Return the luma as it is stored: a JPEG's own where the file is one, since colour's way back and forth rounds it."""
    if encoded is not None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(encoded))
            if image.mode in {"RGB", "L"}:
                image.draft("L", image.size)
                return np.asarray(image.convert("L"), np.float32)
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)
