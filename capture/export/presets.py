"""The finished pictures that a set can hold, from `capture/presets.toml`, read strictly."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

from capture.errors import ExportError, nearest

if TYPE_CHECKING:
    from collections.abc import Sequence


class Preset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One kind of finished picture; see the file's head for its keys."""

    title: str
    width_px: int | None = None
    height_px: int | None = None
    width_in: float | None = None
    height_in: float | None = None
    dpi: int | None = None
    whole: bool = False
    head_frac: float = 0.5
    eye_line_frac: float = 0.36
    circle: bool = False
    max_bytes: int | None = None
    default: bool = True

    def __post_init__(self) -> None:
        """Refuse a preset of no size, or of two."""
        screen = self.width_px is not None and self.height_px is not None
        paper = self.width_in is not None and self.height_in is not None and self.dpi is not None
        if [screen, paper, self.whole].count(True) != 1:
            raise ValueError("give either width_px and height_px, or width_in, height_in and dpi, or whole = true")
        if not (0 < self.head_frac < 1 and 0 < self.eye_line_frac < 1):
            raise ValueError("head_frac and eye_line_frac are shares of the height, between 0 and 1")

    @property
    def size_px(self) -> tuple[int, int]:
        """The width and height in pixels that the picture should have; (0, 0) for the whole frame."""
        if self.width_in is not None and self.height_in is not None and self.dpi is not None:
            return round(self.width_in * self.dpi), round(self.height_in * self.dpi)
        return self.width_px or 0, self.height_px or 0


def parse(text: str, *, path: str) -> dict[str, Preset]:
    """Return the presets by name, in the file's order. Raises ExportError naming the file, the key and the fault."""
    try:
        return msgspec.convert(tomllib.loads(text), dict[str, Preset])
    except tomllib.TOMLDecodeError as error:
        raise ExportError(f"{path} is not valid TOML: {error}.", "Mend that line.") from error
    except msgspec.ValidationError as error:
        raise ExportError(f"{path}: {error}.", "Mend that preset.") from error


@cache
def presets() -> dict[str, Preset]:
    """Return the presets that come with the program, by name."""
    return parse((resources.files("capture") / "presets.toml").read_text(encoding="utf-8"), path="presets.toml")


def chosen(names: Sequence[str]) -> dict[str, Preset]:
    """Return the presets of those names; without names, the usual ones. Raises ExportError for an unknown one, with the nearest."""
    known = presets()
    if not names:
        return {name: preset for name, preset in known.items() if preset.default}
    for name in names:
        if name not in known:
            raise ExportError(f"There is no preset '{name}'.", nearest(name, known))
    return {name: known[name] for name in dict.fromkeys(names)}
