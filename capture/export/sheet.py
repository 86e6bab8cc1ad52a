"""The contact sheet: every shot of the set on a white page, the first one first, to print or to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from capture.export.crop import crop_for
from capture.export.files import jpeg
from capture.export.finish import Finished, cut, encoding_as_jpeg
from capture.export.presets import Preset
from capture.provenance import FileReceipt, Operation, SourceType, xmp_packet
from capture.session import program_version, sha256_of
from capture.types import Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from capture.export.finish import Source
    from capture.export.selection import Pick
    from capture.session import SessionInfo, Sidecar
    from capture.types import Rgb

A_PAGE = 20
"""Shots on one page."""

TITLE = "Contact sheet"
PRESET_NAME = "contact_sheet"
"""What stands for its preset in names of files and in receipts."""

WHY = {Cause.MOMENT: "all was right", Cause.ASKED: "taken by key", Cause.BEST_SO_FAR: "nearest to the look"}
"""Why a shot was kept, for people who were not there."""

_CELL = Preset(title=TITLE, width_px=440, height_px=550, head_frac=0.48, eye_line_frac=0.36)
_GAP_PX, _MARGIN_PX, _HEAD_PX, _CAPTION_PX, _NOTE_PX, _FOOT_PX = 40, 96, 150, 92, 32, 56
_PAPER, _INK, _PALE = (252, 252, 251), (28, 28, 28), (112, 112, 112)
_DPI = 200


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


def thumbnail(source: Source, caption: Caption) -> Thumbnail:
    """Return the shot's small picture: an upright crop round the head."""
    sidecar = source.shot.sidecar
    crop = crop_for(sidecar.features, _CELL, (sidecar.width_px, sidecar.height_px))
    pixels, operations = cut(source.picture.rgb, crop, _CELL.size_px)
    return Thumbnail(source, np.array(pixels), (source.decoding, *operations), caption)


def sheets(info: SessionInfo, thumbnails: Sequence[Thumbnail]) -> Iterator[Finished]:
    """Yield the contact sheet's pages, `contact_sheet.jpg` first."""
    starts = range(0, len(thumbnails), A_PAGE)
    for page, start in enumerate(starts, 1):
        on_page = thumbnails[start : start + A_PAGE]
        pages = f"page {page} of {len(starts)}" if len(starts) > 1 else ""
        name = f"{PRESET_NAME}.jpg" if page == 1 else f"{PRESET_NAME}_{page}.jpg"
        yield _finished(name, draw_page(info, on_page, len(thumbnails), pages), on_page)


def draw_page(info: SessionInfo, thumbnails: Sequence[Thumbnail], total: int, pages: str) -> Image.Image:
    """Return one page as a picture: title, a grid of small pictures with captions, and a foot line."""
    columns = _columns(len(thumbnails))
    rows = -(-len(thumbnails) // columns)
    cell_width_px, cell_height_px = _CELL.size_px
    width_px = 2 * _MARGIN_PX + columns * cell_width_px + (columns - 1) * _GAP_PX
    caption_px = _CAPTION_PX + _NOTE_PX * any(thumb.caption.note for thumb in thumbnails)
    height_px = 2 * _MARGIN_PX + _HEAD_PX + rows * (cell_height_px + caption_px) + (rows - 1) * _GAP_PX + _FOOT_PX
    page = Image.new("RGB", (width_px, height_px), _PAPER)
    draw = ImageDraw.Draw(page)
    _draw_head(draw, info, total, width_px)
    for place, thumb in enumerate(thumbnails):
        left = _MARGIN_PX + place % columns * (cell_width_px + _GAP_PX)
        top = _MARGIN_PX + _HEAD_PX + place // columns * (cell_height_px + caption_px + _GAP_PX)
        _draw_cell(page, draw, thumb, left, top)
    rendered = any(thumb.source.type is SourceType.ALGORITHMIC for thumb in thumbnails)
    taken = "a sample sitting: computed, of nobody" if rendered else "the camera"
    said = f"Each picture is one frame of {taken}, only cropped and reduced."
    _line(draw, (_MARGIN_PX, height_px - _MARGIN_PX), said, 20, _PALE, width_px - 2 * _MARGIN_PX, "ls")
    _line(draw, (width_px - _MARGIN_PX, height_px - _MARGIN_PX), pages, 20, _PALE, width_px // 3, "rs")
    return page


def _columns(count: int) -> int:
    """Return how many columns make a tidy grid of so many pictures."""
    if count <= 4:
        return max(count, 2)
    return 3 if count in {5, 6, 9} else 4


def _draw_head(draw: ImageDraw.ImageDraw, info: SessionInfo, total: int, width_px: int) -> None:
    """Draw the title on the left, the date on the right, what it is below, and a hairline."""
    right, room_px = width_px - _MARGIN_PX, width_px - 2 * _MARGIN_PX
    _line(draw, (_MARGIN_PX, _MARGIN_PX + 36), info.title, 46, _INK, room_px - 260, "ls")
    _line(draw, (right, _MARGIN_PX + 36), info.created[:10], 26, _PALE, 240, "rs")
    count = "1 photograph" if total == 1 else f"{total} photographs"
    _line(draw, (_MARGIN_PX, _MARGIN_PX + 78), f"{count}  ·  {info.source}  ·  {info.profile}", 24, _PALE, room_px, "ls")
    draw.line((_MARGIN_PX, _MARGIN_PX + 108, right, _MARGIN_PX + 108), fill=(205, 205, 205), width=2)


def _draw_cell(page: Image.Image, draw: ImageDraw.ImageDraw, thumb: Thumbnail, left: int, top: int) -> None:
    """Draw one small picture, standing on its caption when it has too few pixels to fill its cell."""
    width_px, height_px = _CELL.size_px
    picture = Image.fromarray(thumb.rgb)
    page.paste(picture, (left, top + height_px - picture.height))
    sidecar = thumb.source.shot.sidecar
    baseline = top + height_px
    number_px = 52
    _line(draw, (left, baseline + 38), f"{sidecar.number:02d}", 26, _PALE, number_px, "ls")
    _line(draw, (left + number_px, baseline + 38), thumb.caption.title, 26, _INK, width_px - number_px, "ls")
    _line(draw, (left + number_px, baseline + 70), thumb.caption.why, 21, _PALE, width_px - number_px, "ls")
    _line(draw, (left + number_px, baseline + 70 + _NOTE_PX), thumb.caption.note, 21, _INK, width_px - number_px, "ls")


def look_title(sidecar: Sidecar) -> str:
    """Return the look's name as people write it."""
    words = sidecar.look.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def _score(sidecar: Sidecar) -> str:
    minutes, seconds = divmod(int(sidecar.t_s), 60)
    return f"score {sidecar.score * 100:.0f}  ·  {minutes}:{seconds:02d}  ·  {WHY[sidecar.cause]}"


def _line(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size_px: int, ink: tuple[int, int, int], room_px: int, anchor: str) -> None:  # noqa: PLR0913, PLR0917 - a line of text is that much
    """Draw one line of text, shortened with an ellipsis to `room_px`."""
    font = ImageFont.load_default(size_px)
    if font.getlength(text) > room_px:
        while text and font.getlength(f"{text}…") > room_px:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    draw.text(at, text, fill=ink, font=font, anchor=anchor)


def _finished(name: str, page: Image.Image, thumbnails: Sequence[Thumbnail]) -> Finished:
    tool = f"Northlight {program_version()}"
    rendered = any(thumb.source.type is SourceType.ALGORITHMIC for thumb in thumbnails)
    source_type = SourceType.COMPOSITE_MIXED if rendered else SourceType.COMPOSITE
    out = jpeg(np.array(page), dpi=_DPI, xmp=xmp_packet(source_type, tool))
    arranging = Operation(name="arrange", parameters={"pictures": len(thumbnails), "columns": _columns(len(thumbnails)), "captions": True})
    steps = [
        Operation(name=operation.name, parameters={"shot": thumb.source.shot.id, **operation.parameters})
        for thumb in thumbnails
        for operation in thumb.operations
    ]
    return Finished(
        out.data,
        FileReceipt(
            name=name,
            preset=PRESET_NAME,
            made_of=tuple(thumb.source.origin for thumb in thumbnails),
            operations=(*steps, arranging, encoding_as_jpeg(out.quality, _DPI)),
            sha256=sha256_of(out.data),
            width_px=page.width,
            height_px=page.height,
            effective_dpi=None,
            digital_source_type=source_type,
            in_plain_words="The sitting's frames side by side, cropped and made smaller, with captions.",
        ),
    )
