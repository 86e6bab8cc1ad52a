"""What is ordered of a set: which presets, in which format, under whose name, beside which other set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.export.names import file_stem
from capture.export.presets import chosen
from capture.export.presets import presets as shipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from capture.develop import Recipe
    from capture.export.formats import Format
    from capture.export.presets import Preset
    from capture.export.signing import Signing
    from capture.export.touch import Background


@dataclass(frozen=True, slots=True)
class Order:
    """The usual one has the usual presets as they are."""

    presets: tuple[str, ...] = ()
    """Names; the usual ones when empty."""
    known: Mapping[str, Preset] | None = None
    """All presets that can be named, by name; None for those that come with the program."""
    format: Format | None = None
    """Instead of each preset's own. Whole frames take it where it loses nothing."""
    name: str | None = None
    """Whose pictures they are: files are named after it, and the contact sheet bears it."""
    like: Path | None = None
    """The folder of another set, whose heads these shall be as large as."""
    merging: bool = True
    """Whether photographs are merged from the frames of their moment, where these were kept."""
    develop: Recipe | None = None
    """How tones are developed; None leaves them the camera's."""
    background: Background | None = None
    """What stands behind everybody; None leaves the room that was there."""
    signing: Signing | None = None
    """What signs the files; None for no signature."""

    @property
    def wanted(self) -> dict[str, Preset]:
        """The presets by name, in the format that was ordered. Raises ExportError for an unknown one."""
        found = chosen(self.presets, shipped() if self.known is None else self.known)
        return {name: self._formatted(preset) for name, preset in found.items()}

    @property
    def stem(self) -> str | None:
        """How files' names begin; None without a name. Raises ExportError where none can be made of it."""
        return None if self.name is None else file_stem(self.name)

    def _formatted(self, preset: Preset) -> Preset:
        if self.format is None or (preset.whole and not self.format.can_be_lossless):
            return preset
        return msgspec.structs.replace(preset, format=self.format)


USUAL = Order()


@dataclass(frozen=True, slots=True)
class Job:
    """One preset of an order, as it is done to each of its shots."""

    name: str
    preset: Preset
    head_frac: float | None = None
    """The share of the crop that every head is to have; None for the preset's own."""
    pattern: float | None = None
    """The share that another set's heads have."""
    stem: str | None = None
    """How files' names begin."""
    room_bytes: int = 0
    """So much is left free within the preset's limit, for a signature."""
