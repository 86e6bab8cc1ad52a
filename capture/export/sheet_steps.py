"""A contact sheet made again from its receipt: small pictures, each with its words, laid out on pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.errors import ExportError
from capture.export.formats import encoded
from capture.export.sheet_drawing import draw_page
from capture.export.sheet_layout import Cell, Head, columns_of, lay_out
from capture.export.sheet_pdf import pdf_of
from capture.export.sheet_words import foot_line
from capture.export.steps import Steps
from capture.provenance import Operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from capture.export.sheet_layout import Page
    from capture.export.sheet_words import Kind
    from capture.types import Rgb

    Small = Callable[[str, Steps], tuple[Rgb, Kind]]
    """From a shot's id and its steps to the small picture that they make, and what it is. Raises ExportError where they are not that shot's."""

PDF = "PDF"


@dataclass(slots=True)
class _Reader:
    """What was read of a receipt so far: the steps of one small picture, the small pictures of one page, the pages."""

    small: Small
    encoding: Operation
    steps: list[Operation] = field(default_factory=list)
    pictures: list[tuple[Rgb, Cell]] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    """Of all small pictures, those of earlier pages included."""
    pages: list[Page] = field(default_factory=list)

    def take(self, operation: Operation) -> None:
        match operation.name:
            case "caption":
                self._caption(dict(operation.parameters))
            case "arrange":
                self._arrange(dict(operation.parameters))
            case _:
                self.steps.append(operation)

    def _caption(self, words: dict[str, Any]) -> None:
        shot = words.pop("shot", None)
        told = [Operation(name=step.name, parameters={key: value for key, value in step.parameters.items() if key != "shot"}) for step in self.steps]
        if not isinstance(shot, str) or any(step.parameters.get("shot") != shot for step in self.steps):
            raise _wrong("a small picture is made of one shot, and this of several")
        small, kind = self.small(shot, Steps.of([*told, self.encoding]))
        self.pictures.append((small, Cell(*_texts(words, ("number", "title", "why", "note")))))
        self.kinds.append(kind)
        self.steps = []

    def _arrange(self, words: dict[str, Any]) -> None:
        count = len(self.pictures)
        if not count or self.steps or words.pop("pictures", None) != count or words.pop("columns", None) != columns_of(count):
            raise _wrong(f"a page of {count} small pictures is not arranged like this")
        head = Head(*_texts(words, ("title", "date", "about", "foot", "page")))
        if head.foot != foot_line(self.kinds[-count:]):
            raise _wrong("the foot of a page does not say what its pictures are")
        self.pages.append(lay_out(head, self.pictures))
        self.pictures = []


@dataclass(frozen=True, slots=True, eq=False)
class SheetAgain:
    """The bytes of a contact sheet's file, its first page's width and height, and what each of its pictures is."""

    data: bytes
    size_px: tuple[int, int]
    kinds: tuple[Kind, ...]


def sheet_again(operations: Sequence[Operation], small: Small) -> SheetAgain:
    """Return the file that the operations make. Raises ExportError where no export does such a thing."""
    *steps, writing = operations
    parameters = dict(writing.parameters)
    pages = parameters.pop("pages", 1)
    as_pdf = parameters.get("format") == PDF
    if as_pdf:
        parameters["format"] = parameters.pop("pictures_as", None)
    reader = _Reader(small, Operation(name=writing.name, parameters=parameters))
    for operation in steps:
        reader.take(operation)
    if reader.pictures or reader.steps or len(reader.pages) != pages or (not as_pdf and len(reader.pages) != 1):
        raise _wrong("its pages are not those that are told")
    encoding = Steps.of([Operation(name="decode", parameters={"file": "", "format": "PNG", "exif_orientation_honoured": True}), reader.encoding]).encoding
    size_px = (reader.pages[0].width_px, reader.pages[0].height_px)
    data = pdf_of(reader.pages, encoding) if as_pdf else encoded(np.asarray(draw_page(reader.pages[0]), np.uint8), encoding)
    return SheetAgain(data, size_px, tuple(reader.kinds))


def _texts(words: Mapping[str, Any], keys: tuple[str, ...]) -> list[str]:
    """Return the words of a caption or a head, in that order. Raises ExportError where one is missing or too many."""
    if set(words) != set(keys) or not all(isinstance(words[key], str) for key in keys):
        raise _wrong(f"words are {', '.join(keys)}")
    return [words[key] for key in keys]


def _wrong(what: str) -> ExportError:
    return ExportError(f"The receipt tells what no contact sheet is: {what}.", "Make the set anew: northlight export.")
