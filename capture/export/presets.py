"""The finished pictures that a set can hold, from `capture/presets.toml` and from a file of the user's own that is laid over it, read strictly."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

import msgspec

from capture.errors import ExportError, nearest
from capture.export.formats import Format
from capture.plain_file import from_toml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MM_PER_IN = 25.4

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
"""A preset's name is a part of files' names: nothing in it may mean something else to any system, and no name is another's beginning with `_`."""


class Preset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of finished picture; see the file's head for its keys."""

    title: str
    width_px: int | None = None
    height_px: int | None = None
    width_in: float | None = None
    height_in: float | None = None
    width_mm: float | None = None
    height_mm: float | None = None
    dpi: int | None = None
    whole: bool = False
    head_frac: float = 0.5
    eye_line_frac: float = 0.36
    circle: bool = False
    format: Format = Format.JPEG
    takes: tuple[Format, ...] = ()
    quality: int = 95
    max_bytes: int | None = None
    default: bool = True
    document: str | None = None
    head_mm: tuple[float, float] | None = None
    eyes_mm: tuple[float, float] | None = None
    with_hair: bool = False

    def __post_init__(self) -> None:
        """Refuse a preset of no size, or of two, and numbers that mean nothing."""
        sizes = ((self.width_px, self.height_px), (self.width_in, self.height_in), (self.width_mm, self.height_mm))
        told = [pair for pair in sizes if pair != (None, None)]
        if len(told) + self.whole != 1 or any(None in pair for pair in told) or (self.paper_in is None) == (self.dpi is not None):
            raise ValueError("give either width_px and height_px, or width_in, height_in and dpi, or width_mm, height_mm and dpi, or whole = true")
        if not self.whole and not (min(self.size_px) >= 1 and max(self.size_px) <= 20_000):
            raise ValueError("a picture has 1 to 20000 pixels on each side")
        if not (0 < self.head_frac < 1 and 0 < self.eye_line_frac < 1):
            raise ValueError("head_frac and eye_line_frac are shares of the height, between 0 and 1")
        if not 1 <= self.quality <= 100:
            raise ValueError("quality is a number from 1 to 100")
        if self.whole and not self.format.can_be_lossless:
            raise ValueError("a whole frame is kept without loss: its format is png, tiff or webp")
        if self.document and (self.paper_in is None or self.head_mm is None or self.eyes_mm is None):
            raise ValueError("a document has a size on paper, head_mm and eyes_mm")

    @property
    def paper_in(self) -> tuple[float, float] | None:
        """The width and height in inches of a print; None for screens and whole frames."""
        if self.width_in is not None and self.height_in is not None:
            return self.width_in, self.height_in
        if self.width_mm is not None and self.height_mm is not None:
            return self.width_mm / MM_PER_IN, self.height_mm / MM_PER_IN
        return None

    @property
    def size_px(self) -> tuple[int, int]:
        """The width and height in pixels that the picture should have; (0, 0) for the whole frame."""
        if self.paper_in is not None and self.dpi is not None:
            return round(self.paper_in[0] * self.dpi), round(self.paper_in[1] * self.dpi)
        return self.width_px or 0, self.height_px or 0

    @property
    def format_notes(self) -> tuple[str, ...]:
        """What is to be said where the site does not take the format."""
        if not self.takes or self.format in self.takes:
            return ()
        return (f"{self.title} takes {' or '.join(each.name for each in self.takes)}, not {self.format.name}.",)


def parse(text: str, *, path: str, over: Mapping[str, Any] | None = None) -> dict[str, Preset]:
    """Return the presets by name: those of the tables `over`, if any, with the file's laid over them. Raises ExportError: file, preset and fault."""
    found = {}
    for name, table in _tables(text, path, over or {}).items():
        if not _NAME.fullmatch(name):
            raise ExportError(f"{path}: '{name}' can't be a preset's name.", "Use small letters, digits and -, at most 40.")
        try:
            found[name] = msgspec.convert(table, Preset)
        except msgspec.ValidationError as error:
            raise ExportError(f"{path}, preset '{name}': {error}.", _remedy(str(error))) from error
    return found


def with_own(text: str, *, path: str) -> dict[str, Preset]:
    """Return all presets, those of the user's own file laid over those that come with the program. Raises ExportError."""
    return parse(text, path=path, over=tomllib.loads(_shipped()))


@cache
def presets() -> dict[str, Preset]:
    """Return the presets that come with the program, by name."""
    return parse(_shipped(), path="presets.toml")


def chosen(names: Sequence[str], known: Mapping[str, Preset]) -> dict[str, Preset]:
    """Return the presets of those names out of `known`; without names, the usual ones. Raises ExportError for an unknown one, with the nearest."""
    if not names:
        return {name: preset for name, preset in known.items() if preset.default}
    for name in names:
        if name not in known:
            raise ExportError(f"There is no preset '{name}'.", nearest(name, known))
    return {name: known[name] for name in dict.fromkeys(names)}


def _shipped() -> str:
    return (resources.files("capture") / "presets.toml").read_text(encoding="utf-8")


def _tables(text: str, path: str, over: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the tables of a file laid over others. Raises ExportError."""
    try:
        own = from_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ExportError(f"{path} is not valid TOML: {error}.", "Mend that line.") from error
    for name, table in own.items():
        if not isinstance(table, dict):
            raise ExportError(f"{path}: '{name}' stands outside of a preset.", "Put it below a line like [mine].")
    return {**over, **{name: {**over.get(name, {}), **table} for name, table in own.items()}}


def _remedy(fault: str) -> str:
    """Return what to do: the nearest known key for an unknown one."""
    unknown = re.search(r"unknown field `(.+?)`", fault)
    return nearest(unknown[1], Preset.__struct_fields__) if unknown else "Mend that preset."
