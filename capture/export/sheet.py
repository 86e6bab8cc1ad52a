"""The contact sheet: every shot of the set on white pages, the first one first, to print or to choose from; as pictures and as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.export.crop import crop_for
from capture.export.finish import Finished, encoding, framed
from capture.export.formats import Format, encoded
from capture.export.making import made
from capture.export.presets import Preset
from capture.export.sheet_drawing import draw_page
from capture.export.sheet_layout import CELL_PX, Cell, Head, columns_of, lay_out
from capture.export.sheet_pdf import pdf_of
from capture.export.sheet_words import Kind, foot_line, in_words, source_type_of
from capture.export.steps import Steps
from capture.export.touch import UNTOUCHED
from capture.provenance import FileReceipt, Operation
from capture.session import sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.export.order import Order
    from capture.export.sheet_layout import Page
    from capture.export.sheet_words import Caption
    from capture.export.source import Source
    from capture.export.touch import Touch
    from capture.provenance import Origin
    from capture.session import SessionInfo
    from capture.types import Rgb

A_PAGE = 12
"""Shots on one page: three rows of four, which is as much as an A4 page shows well."""

TITLE = "Contact sheet"
PRESET_NAME = "contact_sheet"
"""What stands for its preset in names of files and in receipts."""

_CELL = Preset(title=TITLE, width_px=CELL_PX[0], height_px=CELL_PX[1], head_frac=0.48, eye_line_frac=0.36)
_DPI = 200
_QUALITY = 95


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """A small picture of one shot, with the steps that made it; their encoding is the page's."""

    source: Source
    steps: Steps
    rgb: Rgb
    caption: Caption

    @property
    def cell(self) -> Cell:
        """Its words on the page, by the number that the shot's files bear."""
        return Cell(f"{self.source.shot.sidecar.number:02d}", self.caption.title, self.caption.why, self.caption.note)

    @property
    def kind(self) -> Kind:
        """What it is."""
        return Kind.of(self.source, self.steps)

    @property
    def made_of(self) -> tuple[Origin, ...]:
        """The frames that it was made of, the shot first."""
        return (self.source.origin,) if self.steps.merge is None else self.source.made_of


def thumbnail(source: Source, caption: Caption, touch: Touch = UNTOUCHED) -> Thumbnail:
    """Return the shot's small picture: an upright crop round the head, merged and touched as the shot's other crops are."""
    sidecar = source.shot.sidecar
    cut, resize = framed(crop_for(sidecar.features, _CELL, (sidecar.width_px, sidecar.height_px)), _CELL.size_px)
    merge = None if source.merged is None else source.merged.operation
    steps = Steps(source.decoding, encoding(Format.JPEG, _QUALITY, _DPI, source.type), merge, cut, touch.background, resize, touch.development)
    return Thumbnail(source, steps, np.array(made(steps, source.frame(merged=merge is not None))), caption)


def sheets(info: SessionInfo, thumbnails: Sequence[Thumbnail], order: Order) -> Iterator[Finished]:
    """Yield the contact sheet's pages, `contact_sheet.jpg` first, and all of them as `contact_sheet.pdf`; under the name that was ordered, if any."""
    starts = range(0, len(thumbnails), A_PAGE)
    groups = [thumbnails[start : start + A_PAGE] for start in starts]
    of = f" of {len(groups)}"
    heads = [_head(info, thumbnails, group, order.name, f"page {page}{of}" if len(groups) > 1 else "") for page, group in enumerate(groups, 1)]
    pages = [lay_out(head, [(thumb.rgb, thumb.cell) for thumb in group]) for head, group in zip(heads, groups, strict=True)]
    stem = PRESET_NAME if order.stem is None else f"{order.stem}_{PRESET_NAME}"
    how = encoding(Format.JPEG, _QUALITY, _DPI, source_type_of(_kinds(thumbnails)))
    for number, (head, group, page) in enumerate(zip(heads, groups, pages, strict=True), 1):
        of_page = msgspec.structs.replace(how, source_type=source_type_of(_kinds(group)))
        data = encoded(np.asarray(draw_page(page), np.uint8), of_page)
        steps = (*_steps(group), _arranging(head, group), of_page.operation)
        yield _finished(f"{stem}.jpg" if number == 1 else f"{stem}_{number}.jpg", data, page, group, steps)
    data = pdf_of(pages, how)
    arranged = [step for head, group in zip(heads, groups, strict=True) for step in (*_steps(group), _arranging(head, group))]
    writing = Operation(name="encode", parameters={**how.operation.parameters, "format": "PDF", "pictures_as": "JPEG", "pages": len(pages)})
    yield _finished(f"{stem}.pdf", data, pages[0], thumbnails, (*arranged, writing))


def _head(info: SessionInfo, thumbnails: Sequence[Thumbnail], group: Sequence[Thumbnail], name: str | None, page: str) -> Head:
    count = "1 photograph" if len(thumbnails) == 1 else f"{len(thumbnails)} photographs"
    return Head(name or info.title, info.created[:10], f"{count}  ·  {info.source}  ·  {info.profile}", foot_line(_kinds(group)), page)


def _kinds(thumbnails: Sequence[Thumbnail]) -> list[Kind]:
    return [thumb.kind for thumb in thumbnails]


def _steps(thumbnails: Sequence[Thumbnail]) -> Iterator[Operation]:
    """Yield what made the small pictures, each step with its shot, and last the words that stand below."""
    for thumb in thumbnails:
        shot, cell = thumb.source.shot.id, thumb.cell
        for operation in thumb.steps.operations[:-1]:
            yield Operation(name=operation.name, parameters={"shot": shot, **operation.parameters})
        yield Operation(name="caption", parameters={"shot": shot, "number": cell.number, "title": cell.title, "why": cell.why, "note": cell.note})


def _arranging(head: Head, thumbnails: Sequence[Thumbnail]) -> Operation:
    """Return the step that lays a page out: its pictures are those before it, in that order."""
    words = {"title": head.title, "date": head.date, "about": head.about, "foot": head.foot, "page": head.page}
    return Operation(name="arrange", parameters={"pictures": len(thumbnails), "columns": columns_of(len(thumbnails)), **words})


def _finished(name: str, data: bytes, page: Page, thumbnails: Sequence[Thumbnail], operations: tuple[Operation, ...]) -> Finished:
    return Finished(
        data,
        FileReceipt(
            name=name,
            preset=PRESET_NAME,
            made_of=tuple(origin for thumb in thumbnails for origin in thumb.made_of),
            operations=operations,
            sha256=sha256_of(data),
            width_px=page.width_px,
            height_px=page.height_px,
            effective_dpi=None,
            digital_source_type=source_type_of(_kinds(thumbnails)),
            in_plain_words=in_words(_kinds(thumbnails)),
        ),
    )
