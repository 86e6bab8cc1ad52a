"""The contact sheet: every shot of the set on white pages, the first one first, to print or to choose from; as pictures and as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

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
from capture.export.steps import Steps
from capture.provenance import FileReceipt, Operation, SourceType
from capture.session import sha256_of
from capture.types import Cause

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from capture.export.order import Order
    from capture.export.selection import Pick
    from capture.export.sheet_layout import Page
    from capture.export.source import Source
    from capture.session import SessionInfo, Sidecar
    from capture.types import Rgb

A_PAGE = 12
"""Shots on one page: three rows of four, which is as much as an A4 page shows well."""

TITLE = "Contact sheet"
PRESET_NAME = "contact_sheet"
"""What stands for its preset in names of files and in receipts."""

IN_WORDS = "The sitting's frames side by side, cropped and made smaller, with captions."

WHY = {Cause.MOMENT: "all was right", Cause.ASKED: "taken by key", Cause.BEST_SO_FAR: "nearest to the look"}
"""Why a shot was kept, for people who were not there."""

_CELL = Preset(title=TITLE, width_px=CELL_PX[0], height_px=CELL_PX[1], head_frac=0.48, eye_line_frac=0.36)
_DPI = 200
_QUALITY = 95


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands under a small picture: its look as a title, why it is there, and what was noted about it."""

    title: str
    why: str
    note: str = ""

    @classmethod
    def of(cls, pick: Pick, place: int) -> Self:
        """Return the caption of the set's shot at that place; one that nobody weighed tells its own score."""
        sidecar = pick.shot.sidecar
        favourite = "  ·  favourite" if pick.favourite else ""
        title = f"{place}. {look_title(sidecar)}" if pick.reason else look_title(sidecar)
        return cls(f"{title}{favourite}", pick.reason or _score(sidecar), pick.decision.note)


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """A small picture of one shot, with what it took to make it."""

    source: Source
    rgb: Rgb
    operations: tuple[Operation, ...]
    caption: Caption

    @property
    def cell(self) -> Cell:
        """Its words on the page."""
        return Cell(f"{self.source.shot.sidecar.number:02d}", self.caption.title, self.caption.why, self.caption.note)


def thumbnail(source: Source, caption: Caption) -> Thumbnail:
    """Return the shot's small picture: an upright crop round the head."""
    sidecar = source.shot.sidecar
    cut, resize = framed(crop_for(sidecar.features, _CELL, (sidecar.width_px, sidecar.height_px)), _CELL.size_px)
    steps = Steps(source.decoding, encoding(Format.JPEG, _QUALITY, _DPI, source.single_type), crop=cut, resize=resize)
    return Thumbnail(source, np.array(made(steps, source.picture.rgb)), steps.operations[:-1], caption)


def sheets(info: SessionInfo, thumbnails: Sequence[Thumbnail], order: Order) -> Iterator[Finished]:
    """Yield the contact sheet's pages, `contact_sheet.jpg` first, and all of them as `contact_sheet.pdf`; under the name that was ordered, if any."""
    starts = range(0, len(thumbnails), A_PAGE)
    groups = [thumbnails[start : start + A_PAGE] for start in starts]
    heads = [_head(info, thumbnails, order.name, f"page {page} of {len(groups)}" if len(groups) > 1 else "") for page in range(1, len(groups) + 1)]
    pages = [lay_out(head, [(thumb.rgb, thumb.cell) for thumb in group]) for head, group in zip(heads, groups, strict=True)]
    stem = PRESET_NAME if order.stem is None else f"{order.stem}_{PRESET_NAME}"
    how = encoding(Format.JPEG, _QUALITY, _DPI, _source_type(thumbnails))
    for number, (head, group, page) in enumerate(zip(heads, groups, pages, strict=True), 1):
        of_page = msgspec.structs.replace(how, source_type=_source_type(group))
        data = encoded(np.asarray(draw_page(page), np.uint8), of_page)
        steps = (*_steps(group), _arranging(head, group), of_page.operation)
        yield _finished(f"{stem}.jpg" if number == 1 else f"{stem}_{number}.jpg", data, page, group, steps)
    data = pdf_of(pages, how)
    arranged = [step for head, group in zip(heads, groups, strict=True) for step in (*_steps(group), _arranging(head, group))]
    writing = Operation(name="encode", parameters={**how.operation.parameters, "format": "PDF", "pictures_as": "JPEG", "pages": len(pages)})
    yield _finished(f"{stem}.pdf", data, pages[0], thumbnails, (*arranged, writing))


def look_title(sidecar: Sidecar) -> str:
    """Return the look's name as people write it."""
    words = sidecar.look.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def foot_line(source_type: SourceType) -> str:
    """Return what stands at the foot of a page of such pictures."""
    taken = "a sample sitting: computed, of nobody" if source_type is SourceType.COMPOSITE_MIXED else "the camera"
    return f"Each picture is one frame of {taken}, only cropped and reduced."


def _head(info: SessionInfo, thumbnails: Sequence[Thumbnail], name: str | None, page: str) -> Head:
    count = "1 photograph" if len(thumbnails) == 1 else f"{len(thumbnails)} photographs"
    return Head(name or info.title, info.created[:10], f"{count}  ·  {info.source}  ·  {info.profile}", foot_line(_source_type(thumbnails)), page)


def source_type_of(sidecars: Iterable[Sidecar]) -> SourceType:
    """Return what kind of picture these shots side by side are."""
    return SourceType.COMPOSITE_MIXED if any(sidecar.rendered for sidecar in sidecars) else SourceType.COMPOSITE


def _source_type(thumbnails: Sequence[Thumbnail]) -> SourceType:
    return source_type_of(thumb.source.shot.sidecar for thumb in thumbnails)


def _score(sidecar: Sidecar) -> str:
    minutes, seconds = divmod(int(sidecar.t_s), 60)
    return f"score {sidecar.score * 100:.0f}  ·  {minutes}:{seconds:02d}  ·  {WHY[sidecar.cause]}"


def _steps(thumbnails: Sequence[Thumbnail]) -> Iterator[Operation]:
    """Yield what made the small pictures, each step with its shot, and last the words that stand below."""
    for thumb in thumbnails:
        shot, cell = thumb.source.shot.id, thumb.cell
        for operation in thumb.operations:
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
            made_of=tuple(thumb.source.origin for thumb in thumbnails),
            operations=operations,
            sha256=sha256_of(data),
            width_px=page.width_px,
            height_px=page.height_px,
            effective_dpi=None,
            digital_source_type=_source_type(thumbnails),
            in_plain_words=IN_WORDS,
        ),
    )
