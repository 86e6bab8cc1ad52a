"""Who can sit: the invented people of `personas.toml` by name, and strangers by number."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from capture.errors import ScriptError, nearest
from capture.plain_file import from_toml
from capture.script import strangers
from capture.script.persona import Persona
from capture.script.tables import fail, read

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "personas.toml"
RANDOM = "random:"
"""What a stranger's name begins with; a seed follows."""

_SHARES = {
    "hair": ("grey", "volume", "receding"),
    "beard": ("strength", "grey"),
    "skin": ("freckles", "blotches", "shine", "age", "zones", "blush", "lipstick", "eyeliner"),
    "glasses": ("glare",),
}
_TRAIT_LIMIT = 2.0
"""Shape's shares beyond this are slips of the pen: faces would tear."""
_SCALES = ("width", "height", "depth")


def named() -> Mapping[str, Persona]:
    """Return the people that come with the program, by name, in alphabetical order."""
    return dict(_ours())


def names() -> list[str]:
    """Return their names."""
    return list(_ours())


def random(seed: int) -> Persona:
    """Return a stranger, the same one for the same seed."""
    return strangers.draw(seed, name=f"{RANDOM}{seed}")


def find(name: str) -> Persona:
    """Return the person of that name, or the stranger "random:17". Raises ScriptError."""
    if name.startswith(RANDOM):
        number = name.removeprefix(RANDOM)
        if not (number.isascii() and number.isdecimal()):
            raise ScriptError(f"'{name}' names no one: a stranger's number is 0, 1, 2 ….", "Write it like “random:17”.", path=FILE, key=name)
        return random(int(number))
    found = _ours().get(name)
    if found is None:
        raise ScriptError(f"There is no persona '{name}'.", nearest(name, [*names(), f"{RANDOM}17"]), path=FILE, key=name)
    return found


def parse(text: str, *, path: str) -> dict[str, Persona]:
    """Return the people that the TOML `text` holds, a table each; `path` is for messages. Raises ScriptError."""
    try:
        tables = from_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ScriptError(f"{path} is not valid TOML: {error}.", "Mend that line.", path=path) from error
    people = {}
    for name, table in tables.items():
        if not isinstance(table, dict):
            fail(f"'{name}' should be a table", "Begin each person with [name].", path=path, key=name)
        if "name" in table:
            fail(f"'{name}.name' says again what the table's name says", "Leave it out.", path=path, key=f"{name}.name")
        people[name] = read({**table, "name": name}, Persona, path=path, where=name)
        _check(people[name], path)
    return dict(sorted(people.items()))


@cache
def _ours() -> dict[str, Persona]:
    return parse((resources.files("capture.script") / FILE).read_text(encoding="utf-8"), path=FILE)


def _check(persona: Persona, path: str) -> None:
    """Raise ScriptError for the first number that can't be meant."""
    _check_range(persona, "skin.monk", persona.skin.monk, (1, 10), path)
    for field in persona.shape.__struct_fields__:
        limits = (0.8, 1.25) if field in _SCALES else (-_TRAIT_LIMIT, _TRAIT_LIMIT)
        _check_range(persona, f"shape.{field}", getattr(persona.shape, field), limits, path)
    for part, fields in _SHARES.items():
        holder = getattr(persona, part)
        for field in fields if holder is not None else ():
            _check_range(persona, f"{part}.{field}", getattr(holder, field), (0, 1), path)
    colours = {"iris": persona.iris, "hair.colour": persona.hair.colour, "skin.lip_colour": persona.skin.lip_colour, "clothes.colour": persona.clothes.colour}
    for key, colour in colours.items():
        for value in colour:
            _check_range(persona, key, value, (0, 1), path)


def _check_range(persona: Persona, key: str, value: float, limits: tuple[float, float], path: str) -> None:
    low, high = limits
    if not low <= value <= high:
        where = f"{persona.name}.{key}"
        fail(f"'{where}' is {value:g}, and can be {low:g} to {high:g}", path=path, key=where)
