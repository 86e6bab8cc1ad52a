"""A reading's numbers as lines for people: by group, with their units, in the order in which they are measured."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Reading

_UNITS = {"_deg": "°", "_ev": " EV", "_frac": " %", "_px": " px", "_k": " K", "_m": " m", "_mired": " mired", "_s": " s"}

_DECIMALS = {"_deg": 1, "_frac": 2}
"""More than these nobody reads; three for every other unit."""


def measures(reading: Reading) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each group's name with its (name, value) lines; what was not measured is left out."""
    for part in fields(reading):
        group = getattr(reading, part.name)
        if is_dataclass(group):
            lines = [(name_of(field.name), said) for field in fields(group) if (said := said_of(field.name, getattr(group, field.name))) is not None]
            if lines:
                yield name_of(part.name), lines


def name_of(name: str) -> str:
    """Return a field's or a parameter's name for people, without its unit."""
    unit = next((unit for unit in _UNITS if name.endswith(unit)), "")
    return name.removesuffix(unit).replace("_", " ")


def said_of(name: str, value: object) -> str | None:
    """Return a value with its unit, rounded to what can be seen; None where there is none, or it is no single value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, StrEnum | str):
        return str(value)
    if not isinstance(value, int | float):
        return None
    unit = next((unit for unit in _UNITS if name.endswith(unit)), "")
    # Added zero: what is rounded away has no sign.
    number = round(value * 100 if unit == "_frac" else value, _DECIMALS.get(unit, 3)) + 0
    return f"{number:.3g}{_UNITS.get(unit, '')}" if abs(number) < 1000 else f"{number:.0f}{_UNITS.get(unit, '')}"
