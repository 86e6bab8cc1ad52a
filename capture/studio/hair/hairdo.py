"""What a head wears: a cap that lies on the head map, sheets that hang from it, and loose hairs round its outline."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from capture.studio.sheet import Paint, Sheet
    from capture.types import Floats


class Place(Enum):
    """Where in painter's order a hanging is drawn."""

    AROUND = "around"
    """It goes round the head, as long hair does: what shows its back before the torso, what shows its front after the head."""
    NECK = "neck"
    """It lies round the neck below the head, as a scarf does: its front only, between torso and head, since neck and head hide its inside."""
    LUMP = "lump"
    """It stands out on one side, as a bun does: its front only, before the torso while it is farther away than mid-head, else after the head."""


@dataclass(frozen=True, slots=True, eq=False)
class Hanging:
    """A sheet that hangs from the head, at rest in the head's frame."""

    sheet: Sheet
    paint: Paint
    place: Place
    head_frac: Floats
    """(V, U) 1 where a point moves with the head, 0 where it rests on the body."""


@dataclass(frozen=True, slots=True, eq=False)
class LooseHairs:
    """Single hairs that stand off the outline; `loose.draw` paints those that are seen against what is behind."""

    points_mm: Floats
    """(N, K, 3) in the head's frame, root to tip."""
    outward: Floats
    """(N, 3) unit vectors out of the head at the roots."""
    root: Floats
    """(N, 2) lattice coordinates (u, v) of the roots on the head map, where their light can be read."""
    albedo: Floats
    """(N, 3) linear RGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Hairdo:
    """Hair, beard's bulk, scarf or turban of one persona."""

    bulge_mm: Floats
    """`grid.GEOMETRY`: what it adds to the bare head's radius."""
    cover_frac: Floats
    """`grid.TEXTURE`: how much of the skin it hides."""
    albedo: Floats
    """(*`grid.TEXTURE`, 3) linear RGB of what hides it."""
    strand_frac: Floats
    """`grid.TEXTURE`: weight of hair's highlights in what hides the skin: near 1 on strands, less between them, 0 on cloth."""
    tangents: Floats
    """(*`grid.GEOMETRY`, 3) unit vectors along the strands, root to tip."""
    hangings: tuple[Hanging, ...] = ()
    loose: LooseHairs | None = None
