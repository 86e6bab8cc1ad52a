"""The small pictures of the receipt's page: a finished file, and where it differs from its frame, cut and made smaller in the same way and nothing else."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
from PIL import Image

from capture.errors import NorthlightError
from capture.export.making import untouched
from capture.export.reading import decoded, read_inside
from capture.export.steps import Steps

if TYPE_CHECKING:
    from pathlib import Path

    from capture.provenance import FileReceipt
    from capture.session import Session
    from capture.types import Rgb

LONGEST_PX = 220
AMPLIFIED = 8
"""How much brighter differences are drawn than they are: a lossy format's are 1 or 2 of 255."""
_QUALITY = 80


@dataclass(frozen=True, slots=True)
class Shown:
    """A file's small pictures as data addresses, None where there is none; and the mean and the greatest difference to its frame in codes of 255."""

    picture: str | None = None
    difference: str | None = None
    mean_codes: float = 0.0
    most_codes: int = 0


class Pictures:
    """Makes them for the files of the set in `folder`; each frame of `session` is decoded once where its files come together."""

    def __init__(self, folder: Path, session: Session) -> None:
        self._folder = folder
        self._shots = {shot.id: shot for shot in session.shots}
        self._newest: tuple[str, Rgb] | None = None

    def of(self, file: FileReceipt) -> Shown:
        """Return the small pictures of a file. What can't be read or made has none: the page is no place for errors."""
        if not file.made_by:
            return Shown()
        try:
            kind = str(file.made_by[-1].parameters.get("format", "JPEG"))
            rgb = decoded(read_inside(self._folder, file.name), kind, (file.width_px, file.height_px))
        except NorthlightError:
            return Shown()
        if rgb is None:
            return Shown()
        plain = self._plain(file)
        if plain is None or plain.shape != rgb.shape:
            return Shown(_address(rgb))
        off = np.asarray(cv2.absdiff(rgb, plain), np.uint8)
        return Shown(_address(rgb), _address(np.asarray(cv2.convertScaleAbs(off, alpha=AMPLIFIED), np.uint8)), float(off.mean()), int(off.max()))

    def _plain(self, file: FileReceipt) -> Rgb | None:
        """Return what the file's pixels would be without development, another background, and a lossy format; None where its frame is not there."""
        try:
            if len({origin.shot for origin in file.made_of}) != 1:
                return None
            rgb = self._frame(file.made_of[0].shot)
            if rgb is None or file.operations[0].name == "copy":
                return rgb
            return untouched(Steps.of(file.made_by), rgb)
        except NorthlightError:
            return None

    def _frame(self, shot: str) -> Rgb | None:
        if shot not in self._shots:
            return None
        if self._newest is None or self._newest[0] != shot:
            self._newest = (shot, self._shots[shot].picture().rgb)
        return self._newest[1]


def _address(rgb: Rgb) -> str:
    image = Image.fromarray(rgb)
    image.thumbnail((LONGEST_PX, LONGEST_PX), Image.Resampling.BOX)
    out = BytesIO()
    image.save(out, "JPEG", quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
