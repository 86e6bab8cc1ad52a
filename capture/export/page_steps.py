"""The steps of a file as the receipt's page tells them: folded away, boxes and numbers readable, a merge once for all files of its photograph."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from capture.export.measures import name_of, said_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from capture.provenance import FileReceipt, Operation, Parameter

_LONGEST = 160
"""Longer values are shortened on the page; receipt.json has them whole."""
_BOX = ("left_px", "top_px", "width_px", "height_px")
_MERGED = "Merged as told above."


def text_of(text: str) -> str:
    """Return text as it may stand in a page: escaped, without control characters."""
    return escape("".join(character if character.isprintable() else " " for character in text))


def merge_of(files: Sequence[FileReceipt]) -> FileReceipt | None:
    """Return the first of a photograph's files that is merged, whose merge is told for all; None where none is."""
    return next((file for file in files if _merge(file) is not None), None)


def merge_told(file: FileReceipt) -> Iterator[str]:
    """Yield a photograph's merge: in words, and its numbers folded away."""
    merge = _merge(file)
    if merge is not None:
        yield f'<p>{text_of(_merge_words(file))}.</p>\n<details><summary>The merge in numbers</summary><dl class="numbers">'
        yield from (f"<div><dt>{text_of(name)}</dt><dd>{text_of(said)}</dd></div>" for name, said in _parameters(merge.parameters))
        yield "</dl></details>\n"


def words(file: FileReceipt, told: FileReceipt | None) -> str:
    """Return a file's plain words, without the merge where the one of `told` is the same."""
    if not _told_above(file, told):
        return file.in_plain_words
    rest = file.in_plain_words.removeprefix(_merge_words(file)).lstrip(".; ")
    return f"{_MERGED} {rest[:1].upper()}{rest[1:]}"


def steps(file: FileReceipt, told: FileReceipt | None) -> Iterator[str]:
    """Yield a file's steps, folded away, with its hash and its source type."""
    yield "<details><summary>Each step, with its numbers</summary><ol>"
    for operation in file.operations:
        if operation.name == "merge" and _told_above(file, told):
            yield f"<li><b>merge</b> <span>{_MERGED}</span></li>"
        else:
            said = "; ".join(f"{name} {value}" for name, value in _parameters(operation.parameters))
            yield f"<li><b>{text_of(operation.name)}</b> <span>{text_of(said)}</span></li>"
    yield f'</ol><p class="mono">SHA-256 {text_of(file.sha256)}<br>Source type {text_of(file.digital_source_type.value)}</p></details>'


def _merge(file: FileReceipt) -> Operation | None:
    return next((operation for operation in file.operations if operation.name == "merge"), None)


def _told_above(file: FileReceipt, told: FileReceipt | None) -> bool:
    """Tell whether the file's merge, in numbers and in words, is the one that was told for its photograph."""
    return told is not None and _merge(file) == _merge(told) and _merge_words(file) == _merge_words(told)


def _merge_words(file: FileReceipt) -> str:
    """Return what the plain words say of the merge, which is what they begin with, without a stop."""
    return re.split(r"\. |; ", file.in_plain_words, maxsplit=1)[0].removesuffix(".")


def _parameters(parameters: Mapping[str, Parameter]) -> Iterator[tuple[str, str]]:
    """Yield each parameter's name and value for people; a box that is cut out is one of them."""
    boxed = all(side in parameters for side in _BOX)
    if boxed:
        left, top, width, height = (parameters[side] for side in _BOX)
        yield "box", f"{width} × {height} px, {left} px from the left and {top} px from the top"
    for name, value in parameters.items():
        if not (boxed and name in _BOX):
            yield _parameter(name, value)


def _parameter(name: str, value: Parameter) -> tuple[str, str]:
    match value:
        case None:
            return name_of(name), "–"
        case (left, top, right, bottom):
            return name_of(name), f"{right - left} × {bottom - top} px, {left} px from the left and {top} px from the top"
        case (width, height):
            return name_of(name), f"{width} × {height} px"
        case str() if name == "matte_png":
            return "outline of the person", "a small grey picture, whole in receipt.json"
        case str() if len(value) > _LONGEST:
            return name_of(name), f"{value[:_LONGEST]}… ({len(value)} characters, whole in receipt.json)"
    return name_of(name), said_of(name, value) or str(value)
