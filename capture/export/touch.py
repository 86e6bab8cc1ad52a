"""What is asked for beyond cutting and making smaller, and what that comes to for one photograph: its development, and what is put behind the person."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from capture.develop import development
from capture.export.making import matte_png
from capture.export.steps import EDGE, Behind
from capture.mediapipe_tracker import open_matting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from capture.develop import Development, Recipe
    from capture.export.source import Source
    from capture.matting import Matting
    from capture.session import KeptShot, Sidecar

FaceBox = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Background:
    """What shall stand behind everybody: their own background out of focus, by `blur_frac` of the face's height, or a plain colour such as `#d9dadc`."""

    kind: Literal["blur", "plain"]
    colour: str | None = None
    blur_frac: float = 0.0


@dataclass(frozen=True, slots=True)
class Touch:
    """What is done to one photograph; None for what is left alone."""

    development: Development | None = None
    background: Behind | None = None


UNTOUCHED = Touch()


class Darkroom:
    """Works out the touches of a sitting's `shots`. To be closed: a look for a person's outline keeps a model open."""

    def __init__(self, shots: Sequence[KeptShot], recipe: Recipe | None, background: Background | None) -> None:
        self._readings = [shot.sidecar.reading for shot in shots]
        self._recipe = recipe
        self._background = background
        self._opened = ExitStack()
        self._matting: Matting | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._opened.close()

    def touch(self, source: Source) -> Touch:
        """Return what is done to a photograph. Raises TrackerError where a person's outline is asked for and can't be found out."""
        done = None if self._recipe is None else development(source.shot.sidecar.reading, self._readings, self._recipe)
        return Touch(None if done is None or done.nothing else done, self._behind(source))

    def _behind(self, source: Source) -> Behind | None:
        wanted = self._background
        if wanted is None:
            return None
        if self._matting is None:
            self._matting = self._opened.enter_context(open_matting())
        face = face_box(source.shot.sidecar)
        face_px = source.picture.rgb.shape[0] / 3 if face is None else face[3] - face[1]
        return Behind(
            kind=wanted.kind,
            colour=wanted.colour,
            blur_px=round(wanted.blur_frac * face_px, 2) if wanted.kind == "blur" else None,
            edge=EDGE,
            face_box_px=face,
            matte_png=matte_png(self._matting.of(source.picture.rgb)),
        )


def face_box(sidecar: Sidecar) -> FaceBox | None:
    """Return left, top, right, bottom of the face in whole pixels of the frame; None where none was found."""
    if sidecar.features is None:
        return None
    left, top, right, bottom = (round(side) for side in sidecar.features.outline_box_px)
    return left, top, right, bottom
