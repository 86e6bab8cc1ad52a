"""A file of a set made again from its frames, and compared with what lies there."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

import cv2
import msgspec
import numpy as np
import PIL

from capture.errors import ExportError, NorthlightError, TrackerError
from capture.export.at_hand import AtHand
from capture.export.formats import encoded
from capture.export.making import made, matte_of
from capture.export.proof import Proof
from capture.export.reading import decoded, read_inside, shown, without_name
from capture.export.sheet_steps import PDF, sheet_again
from capture.export.sheet_words import Kind, source_type_of
from capture.export.sheet_words import in_words as sheet_in_words
from capture.export.signature import kind_signed, looked_at
from capture.export.steps import Steps
from capture.export.store import without_store
from capture.export.telling import copied, in_words, type_of
from capture.export.touch import face_middle
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from capture.export.source import Source
    from capture.export.steps import Behind
    from capture.matting import Matting
    from capture.provenance import FileReceipt, Origin, SourceType
    from capture.session import Session
    from capture.types import Floats, Rgb

MATTE_OFF = 0.01
"""So far, on the average of all cells, may an outline be from the one that is found here: the same model on another machine is off by a thousandth."""

_ANEW = "Make the set anew: northlight export."


class Again:
    """Makes files again from the frames of `session`; `programs` are those that made them. To be closed: a look for a person's outline keeps a model open."""

    def __init__(self, session: Session, programs: Mapping[str, str], open_matting: Callable[[], Matting]) -> None:
        self._at_hand = AtHand(session)
        self._programs = programs
        self._open_matting = open_matting
        self._opened = ExitStack()
        self._matting: Matting | None = None
        self._outlines: dict[str, Floats] = {}
        """By shot, as they are found here."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._opened.close()

    def proof(self, folder: Path, file: FileReceipt) -> Proof:
        """Return what a file of the set in `folder` is worth."""
        try:
            return Proof(file.name, True, self._compared(folder, file))
        except NorthlightError as error:
            return Proof(file.name, False, without_name(error.what, file.name))

    def _compared(self, folder: Path, file: FileReceipt) -> str:
        """Return in which way the file is proven. Raises ExportError or SessionError: in which way it is not."""
        data = read_inside(folder, file.name)
        if not file.made_by:
            raise _wrong("The receipt does not tell how it was made.")
        signature = file.signature
        if signature is None:
            return self._made_again(data, file)
        bare = without_store(data, kind_signed(file))
        how = self._made_again(data, msgspec.structs.replace(file, operations=file.made_by), bare)
        return f"{how} {looked_at(data, file, signature)}"

    def _made_again(self, data: bytes, file: FileReceipt, bare: bytes | None = None) -> str:
        """Return in which way a file is proven; of a signed one `bare` are the bytes without the signature, as far as they can be had. Raises as above."""
        names = [operation.name for operation in file.operations]
        if "arrange" in names:
            kind = str(file.operations[-1].parameters.get("format"))
            again, size_px = self._sheet(file)
        elif names == ["copy"]:
            return self._copied(data, file)
        else:
            steps = Steps.of(file.operations)
            source = self._source(file, merged=steps.merge is not None)
            kind = steps.encoding.format.name
            again, size_px = self._made(steps, source, file)
        _check_size(file, size_px)
        again_from = f"made again from its {'frame' if len(file.made_of) == 1 else f'{len(file.made_of)} frames'}"
        if bare is not None and data == again:
            raise _wrong("The receipt says that it is signed, and there is no signature in it.")
        if again in (data, bare):
            _check_hash(data, file)
            return f"{again_from}, {'every byte' if bare is None else 'all but the signature'} is the same."
        self._check_pixels(data, again, kind, size_px)
        if bare is None or bare != data:
            return f"{again_from}, every pixel is the same; beside the pixels something was changed, such as what the file says of itself."
        _check_hash(data, file)
        return f"{again_from}, every pixel is the same; other bytes of a signed {kind} can't be compared."

    def _made(self, steps: Steps, source: Source, file: FileReceipt) -> tuple[bytes, tuple[int, int]]:
        """Return the file's bytes, made again, and its size, once what the receipt says of it is proved to be what the steps make of that frame."""
        pixels = self._pixels(steps, source)
        expected = type_of(source, steps)
        _check_type(expected, file.digital_source_type)
        _check_type(expected, steps.encoding.source_type)
        if file.in_plain_words != in_words(source, steps):
            raise _wrong("The receipt's plain words do not say what its operations do.")
        return encoded(pixels, steps.encoding), (pixels.shape[1], pixels.shape[0])

    def _pixels(self, steps: Steps, source: Source) -> Rgb:
        """Return what the steps make of a shot, once what they tell of its frame, of the merge and of the person's outline is proved to be so."""
        if steps.decode != source.decoding:
            raise _wrong("The receipt tells another frame in its first operation than in its origin.")
        if steps.merge is not None and (source.merged is None or source.merged.operation != steps.merge):
            raise _wrong(f"The receipt tells of another merge than the frames of that moment make.{self._elsewhere}")
        if steps.background is not None:
            self._check_background(steps.background, source)
        return made(steps, source.frame(merged=steps.merge is not None))

    def _sheet(self, file: FileReceipt) -> tuple[bytes, tuple[int, int]]:
        """Return a contact sheet's bytes, made again, and its size, once what it says of all its pictures is proved to be so."""
        again = sheet_again(file.operations, lambda shot, steps: self._small(file, shot, steps))
        expected = source_type_of(again.kinds)
        _check_type(expected, file.digital_source_type)
        told = file.operations[-1].parameters.get("xmp_source_type")
        if told != expected.value or file.in_plain_words != sheet_in_words(again.kinds):
            raise _wrong("The receipt tells of the sheet's pictures what is not so.")
        return again.data, again.size_px

    def _check_background(self, behind: Behind, source: Source) -> None:
        """Raise ExportError where the person's outline is not the one that is found in the frame."""
        if behind.face_middle_px != face_middle(source.shot.sidecar):
            raise _wrong("The receipt's face lies elsewhere than the sitting's.")
        told, found = matte_of(behind.matte_png), self._outline(source)
        off = float(np.abs(told - found).mean()) if told.shape == found.shape else 1.0
        if off > MATTE_OFF:
            raise _wrong(f"The receipt's outline of the person is not the one that is found in the frame: they are {off:.0%} apart.")

    def _outline(self, source: Source) -> Floats:
        name = source.shot.id
        if self._matting is None:
            try:
                self._matting = self._opened.enter_context(self._open_matting())
            except TrackerError as error:
                raise _wrong(f"The person's outline can't be checked: {error.what}") from error
        if name not in self._outlines:
            self._outlines[name] = self._matting.of(source.picture.rgb)
        return self._outlines[name]

    def _copied(self, data: bytes, file: FileReceipt) -> str:
        source = self._source(file, merged=False)
        sidecar = source.shot.sidecar
        if data != source.picture.data:
            raise _wrong("It is not the camera's own file.")
        if file.operations[0].parameters != {"file": sidecar.image, "bytes": len(data)} or file.in_plain_words != copied(source):
            raise _wrong("The receipt tells of the camera's own file what is not so.")
        _check_type(source.single_type, file.digital_source_type)
        _check_size(file, (sidecar.width_px, sidecar.height_px))
        _check_hash(data, file)
        return "the camera's own file, every byte is the same."

    def _check_pixels(self, data: bytes, again: bytes, kind: str, size_px: tuple[int, int]) -> None:
        """Raise ExportError where the pixels are not the same, whatever else is in the file: it says how far off they are."""
        if kind == PDF:
            raise _wrong(f"It is not what its operations make.{self._elsewhere}")
        there, here = decoded(data, kind, size_px), decoded(again, kind, size_px)
        if there is None or here is None:
            raise _wrong(f"It is no {kind} of {size_px[0]} by {size_px[1]} px, which its operations make.")
        off = cv2.absdiff(there, here).max(axis=2)
        if off.any():
            share = np.count_nonzero(off) / off.size
            raise _wrong(f"It is not what its operations make: {share:.0%} of its pixels are off, by up to {int(off.max())} of 255.{self._elsewhere}")

    @property
    def _elsewhere(self) -> str:
        """A sentence where other versions made the set: they may round otherwise."""
        here = {"northlight": program_version(), "pillow": PIL.__version__, "opencv": cv2.__version__, "numpy": np.__version__}
        others = [f"{shown(name)} {shown(version)}" for name, version in sorted(self._programs.items()) if here.get(name) != version]
        return f" The set was made by {', '.join(others)}, which may round otherwise than the versions here." if others else ""

    def _small(self, file: FileReceipt, shot: str, steps: Steps) -> tuple[Rgb, Kind]:
        """Return a small picture of a contact sheet, and what it is. Raises ExportError or SessionError where it is not of that shot."""
        origins = [origin for origin in file.made_of if origin.shot == shot]
        if not origins:
            raise _wrong(f"It shows {shown(shot)}, which the receipt does not tell among its frames.")
        source = self._proved(origins, merged=steps.merge is not None)
        return self._pixels(steps, source), Kind.of(source, steps)

    def _source(self, file: FileReceipt, *, merged: bool) -> Source:
        if len({origin.shot for origin in file.made_of}) != 1:
            raise _wrong("The receipt does not tell one shot that it is made of.")
        return self._proved(file.made_of, merged=merged)

    def _proved(self, origins: Sequence[Origin], *, merged: bool) -> Source:
        """Return the shot that a receipt names, once all it says of its frames is proved to be so. Raises ExportError or SessionError."""
        source = self._at_hand.source(origins[0].shot, merged=merged)
        if tuple(origins) != (source.made_of if merged else (source.origin,)):
            raise _wrong(f"The receipt tells of the frames of {shown(origins[0].shot)} what the sitting does not.")
        return source


def _check_size(file: FileReceipt, size_px: tuple[int, int]) -> None:
    if (file.width_px, file.height_px) != size_px:
        raise _wrong(f"The receipt says {file.width_px} by {file.height_px} px; its operations make {size_px[0]} by {size_px[1]}.")


def _check_hash(data: bytes, file: FileReceipt) -> None:
    if file.sha256 != sha256_of(data):
        raise _wrong("The file is what its operations make, and the receipt has another SHA-256 for it.")


def _check_type(expected: SourceType, told: SourceType) -> None:
    if told is not expected:
        raise _wrong(f"It calls itself {told.name.lower()} where its operations make it {expected.name.lower()}: {expected.value}.")


def _wrong(what: str) -> ExportError:
    return ExportError(what, _ANEW)
