"""A script's TOML file: what everything is at the beginning, and `[[at]]` tables that say what changes when.

    [[at]]
    t_s = 6.0                   # from now on …
    over_s = 0.8                # … and done after this long (the default)
    subject.pitch_deg = 0
    lamps.window.strength_ev = -0.5

What no table names stays as it is. Numbers glide, words and whole numbers change at once.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.errors import ScriptError
from capture.plain_file import from_toml
from capture.script import people
from capture.script.limits import check_limits, check_script
from capture.script.scene import Part  # noqa: TC001 - the dataclass below is read when the program runs
from capture.script.tables import fail, fail_unknown, joined, read
from capture.script.timeline import Script
from capture.script.tracks import Move, Track, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

MOVE_S = 0.8
"""How long a move lasts that does not say: a head's turn when asked for."""

_MOVED = ("subject", "life", "ambient", "camera", "backdrop")
_GUESTS = ("bystander", "hand", "held")
_COMPUTED = ("speed_mm_s", "turn_deg_s")
_OURS = ("name", "tracks")
_ROUNDING_S = 1e-6


@dataclass(frozen=True, slots=True)
class _Change:
    """One value that an `[[at]]` table names: which part and field, and its move."""

    part: str
    field: str
    move: Move


def parse(text: str, *, name: str, path: str) -> Script:
    """Return the script that the TOML `text` holds; `path` is for messages. Raises ScriptError."""
    try:
        table = from_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ScriptError(f"{path} is not valid TOML: {error}.", "Mend that line.", path=path) from error
    known = [field for field in Script.__struct_fields__ if field not in _OURS]
    for key in table:
        if key not in (*known, "at"):
            fail_unknown(key, [*known, "at"], path=path, where="")
    changes = table.pop("at", [])
    here = {guest: _pop_here(table, guest, path) for guest in _GUESTS if guest in table}
    _find_people(table, path)
    _refuse_computed(table.get("subject"), "subject", path)
    script = read({**table, "name": name}, Script, path=path)
    check_script(script, path)
    return msgspec.structs.replace(script, tracks=_tracks(script, changes, here, path))


def _find_people(table: dict[str, object], path: str) -> None:
    """Put the personas themselves where the file has their names."""
    bystander = table.get("bystander")
    for where, holder in (("persona", table), ("bystander.persona", bystander)):
        if not isinstance(holder, dict) or not isinstance(holder.get("persona"), str):
            if where == "persona" or isinstance(bystander, dict):
                fail(f"'{where}' is missing, or is no text", "Name somebody, such as “random:7”.", path=path, key=where)
            continue
        try:
            found = people.find(holder["persona"])
        except ScriptError as error:
            raise ScriptError(f"{path}: {where}: {error.what}", error.remedy, path=path, key=where) from error
        holder["persona"] = msgspec.to_builtins(found)


def _pop_here(table: dict[str, object], guest: str, path: str) -> bool:
    part = table[guest]
    here = part.pop("here", True) if isinstance(part, dict) else True
    if not isinstance(here, bool):
        fail(f"'{guest}.here' should be true or false", path=path, key=f"{guest}.here")
    return here


def _refuse_computed(part: object, where: str, path: str) -> None:
    for field in _COMPUTED:
        if isinstance(part, dict) and field in part:
            fail(f"'{joined(where, field)}' follows from the moves", "Leave it out.", path=path, key=joined(where, field))


def _tracks(script: Script, tables: object, here: dict[str, bool], path: str) -> dict[str, dict[str, Track]]:
    """Return every track that something changes, by part and field, and whether guests are there from the beginning."""
    tracks = {guest: {"here": Track(start=there)} for guest, there in here.items()}
    for change in _changes(script, tables, path):
        of_part = tracks.setdefault(change.part, {})
        track = of_part.get(change.field) or Track(start=getattr(_part(script, change.part), change.field))
        before = track.moves[-1] if track.moves else None
        if before is not None and change.move.t_s < before.t_s + before.over_s - _ROUNDING_S:
            key = f"{change.part}.{change.field}"
            late = f"still on its way from {before.t_s:g} s to {before.t_s + before.over_s:g} s"
            fail(f"'{key}' is moved at {change.move.t_s:g} s while it is {late}", "Begin later, or shorten over_s.", path=path, key=key)
        of_part[change.field] = msgspec.structs.replace(track, moves=(*track.moves, change.move))
    return tracks


def _changes(script: Script, tables: object, path: str) -> Iterator[_Change]:
    """Yield every change in the order of the file; raise ScriptError where their times are wrong."""
    if not isinstance(tables, list):
        fail("'at' should be a list of tables", "Write [[at]] with two brackets.", path=path, key="at")
    before_s = 0.0
    for table in tables:
        t_s, over_s = _number(table, "t_s", None, path), _number(table, "over_s", MOVE_S, path)
        where = f"at {t_s:g} s"
        if t_s < before_s:
            fail(f"the table {where} stands behind that of {before_s:g} s", "Put them in the order of time.", path=path, key="at.t_s")
        if over_s < 0 or t_s + over_s > script.seconds + _ROUNDING_S:
            fail(f"what begins {where} ends at {t_s + over_s:g} s, the script at {script.seconds:g} s", "Shorten it.", path=path, key="at.t_s")
        before_s = t_s
        for key, inner in table.items():
            if key not in ("t_s", "over_s"):
                yield from _changes_of(script, key, inner, (t_s, over_s), path)


def _changes_of(script: Script, key: str, table: object, when_s: tuple[float, float], path: str) -> Iterator[_Change]:
    """Yield the changes of one part, or of each lamp."""
    where = f"at {when_s[0]:g} s"
    if key == "lamps" and isinstance(table, dict):
        for lamp, inner in table.items():
            if lamp not in script.lamps:
                fail_unknown(lamp, list(script.lamps), path=path, where=f"{where}: lamps")
            yield from _changes_of_part(script, f"lamps.{lamp}", inner, when_s, path)
    elif key in _MOVED or (key in _GUESTS and getattr(script, key) is not None):
        yield from _changes_of_part(script, key, table, when_s, path)
    elif key in _GUESTS:
        fail(f"{where} there is no {key} to move", f"Add a table [{key}], with here = false for a late entry.", path=path, key=key)
    else:
        fail_unknown(key, [*_MOVED, *_GUESTS, "lamps", "t_s", "over_s"], path=path, where=where)


def _changes_of_part(script: Script, name: str, table: object, when_s: tuple[float, float], path: str) -> Iterator[_Change]:
    where = f"at {when_s[0]:g} s: {name}"
    part = _part(script, name)
    named = dict(table) if isinstance(table, dict) else {}
    if name in _GUESTS and "here" in named:
        here = _pop_here({name: named}, name, path)
        yield _Change(name, "here", Move(t_s=when_s[0], over_s=0.0, value=here))
    if "persona" in named:
        fail(f"'{where}.persona' can't change", "Who it is, is said once.", path=path, key=f"{name}.persona")
    _refuse_computed(named, where, path)
    whole = {**named, "persona": msgspec.to_builtins(part)["persona"]} if name == "bystander" else named
    new = read(whole if isinstance(table, dict) else table, type(part), path=path, where=where)
    check_limits(new, where, path)
    for field in named:
        value: Value = getattr(new, field)
        yield _Change(name, field, Move(t_s=when_s[0], over_s=when_s[1] if isinstance(value, float) else 0.0, value=value))


def _part(script: Script, name: str) -> Part:
    """Return a part by its name: "subject", "lamps.window"."""
    first, _, lamp = name.partition(".")
    part: Part = script.lamps[lamp] if lamp else getattr(script, first)
    return part


def _number(table: object, key: str, usual: float | None, path: str) -> float:
    value = table.get(key, usual) if isinstance(table, dict) else None
    if isinstance(value, bool) or not isinstance(value, int | float) or not value >= 0:
        fail(f"an [[at]] table needs '{key}', a number of seconds from 0", path=path, key=f"at.{key}")
    return float(value)
