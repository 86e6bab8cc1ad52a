"""What is asked for beyond cutting and making smaller, and what that comes to for one photograph: its development, and what is put behind the person."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Self

from capture.develop import development, doubt_of, middle_of
from capture.export.making import matte_png
from capture.export.steps import EDGE, Behind
from capture.mediapipe_tracker import open_matting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

    from capture.develop import Development, Doubt, Recipe
    from capture.export.source import Source
    from capture.matting import Matting
    from capture.session import KeptShot, Sidecar
    from capture.types import Floats

FaceMiddle = tuple[int, int, int, int]

LEAST_FACE = 0.9
"""With less of the face's middle in it, a matte has lost the person.

Of 70 real faces (`python -m tests.bench.mattes`) none has less than 0.999; before black it may be 0."""
UNSURE_WIDE, WRONG_WIDE = 0.15, 0.6
"""Of the face's area. Of those 70, 9 in 10 have less than 0.2 of half-covered cells past mending."""
UNSURE_ABOVE, WRONG_ABOVE = 0.03, 0.3
"""Of the face's area. Of those 70 one alone has anything above its head, a patch of wall of 0.2."""


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
    notes: tuple[str, ...] = ()
    """What is to be said of the background."""


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
        developed = None if done is None or done.nothing else done
        if self._background is None:
            return Touch(developed)
        if self._matting is None:
            self._matting = self._opened.enter_context(open_matting())
        matte = self._matting.of(source.picture.rgb)
        doubt = _doubt(matte, source.shot.sidecar)
        if doubt is not None and wrong(doubt):
            return Touch(developed, None, (_left_note(source.shot.id),))
        notes = (_unsure_note(source.shot.id),) if doubt is not None and unsure(doubt) else ()
        return Touch(developed, _behind(self._background, matte, source), notes)


def face_middle(sidecar: Sidecar) -> FaceMiddle | None:
    """Return left, top, right, bottom of the middle of the face in whole pixels of the frame; None where no face was found."""
    return None if sidecar.features is None else middle_of(sidecar.features.outline_box_px)


def wrong(doubt: Doubt) -> bool:
    """Return whether a matte is no outline of the person: nothing is put behind them."""
    return doubt.face_frac < LEAST_FACE or doubt.wide_frac > WRONG_WIDE or doubt.above_frac > WRONG_ABOVE


def unsure(doubt: Doubt) -> bool:
    """Return whether the edges of what is made with a matte should be looked at."""
    return doubt.wide_frac > UNSURE_WIDE or doubt.above_frac > UNSURE_ABOVE


def _behind(wanted: Background, matte: Floats, source: Source) -> Behind:
    features = source.shot.sidecar.features
    face_px = source.picture.rgb.shape[0] / 3 if features is None else features.outline_box_px[3] - features.outline_box_px[1]
    return Behind(
        kind=wanted.kind,
        colour=wanted.colour,
        blur_px=round(wanted.blur_frac * face_px, 2) if wanted.kind == "blur" else None,
        edge=EDGE,
        face_middle_px=face_middle(source.shot.sidecar),
        matte_png=matte_png(matte),
    )


def _doubt(matte: Floats, sidecar: Sidecar) -> Doubt | None:
    """Return what speaks against a shot's matte; None without a face, which is what it is judged by."""
    if sidecar.features is None:
        return None
    return doubt_of(matte, (sidecar.width_px, sidecar.height_px), sidecar.features, sidecar.reading.pose)


def _left_note(shot: str) -> str:
    return f"The background of {shot} was left as it is: where the person ends can't be told from this picture. Sit before a plain wall of another brightness."


def _unsure_note(shot: str) -> str:
    return f"Look at the edges of {shot}: where the person ends is unsure, and some of the old background may have stayed."
