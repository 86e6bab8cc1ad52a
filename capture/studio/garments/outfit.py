"""What a garment module hands over: where the skin ends, and the garment's sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.studio.parts import Part
    from capture.types import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Outfit:
    """Clothes on a body."""

    around_rad: Floats
    """(U,) angles about the body's axis."""
    edge_level_mm: Floats
    """(U,) the level below which the skin is covered."""
    behind: tuple[Part, ...]
    """What lies behind the neck, in painter's order."""
    before: tuple[Part, ...]
    """What lies before it, the innermost first."""
