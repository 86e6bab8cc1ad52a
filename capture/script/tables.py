"""Tables of a TOML file turned strictly into structs, with errors that name the file, the key and the nearest known key."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import Any, NoReturn, TypeVar, get_args, get_origin, get_type_hints

import msgspec

from capture.errors import ScriptError, nearest

_Struct = TypeVar("_Struct", bound=msgspec.Struct)

_KINDS = {"float": "a number", "int": "a whole number", "str": "text", "object": "a table", "array": "a list", "bool": "true or false"}


def read(table: object, kind: type[_Struct], *, path: str, where: str = "") -> _Struct:
    """Return the struct that `table` holds; `where` is its key in the file `path`, for messages. Raises ScriptError."""
    _check_names(table, kind, path, where)
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        inner = (re.search(r"at `\$\.?([^`]*)`", str(error)) or [None, ""])[1] or ""
        missing = re.search(r"missing required field `([^`]+)`", str(error))
        key = joined(joined(where, inner), missing[1] if missing else "")
        fail(f"'{key}' is missing" if missing else _in_words(str(error), key), path=path, key=key)


def fail(what: str, remedy: str = "Mend that value.", *, path: str, key: str | None = None) -> NoReturn:
    """Raise a ScriptError whose sentence begins with the file."""
    raise ScriptError(f"{path}: {what}.", remedy, path=path, key=key)


def fail_unknown(key: str, known: list[str], *, path: str, where: str) -> NoReturn:
    """Raise a ScriptError for a key that does not exist there."""
    raise ScriptError(f"{path} has an unknown key '{joined(where, key)}'.", nearest(key, known), path=path, key=joined(where, key))


def joined(where: str, key: str) -> str:
    """Return the dotted key."""
    return ".".join(part for part in (where, key) if part)


def _check_names(value: object, kind: Any, path: str, where: str) -> None:  # noqa: ANN401 - a type hint may be anything
    """Look through tables and lists for keys and words that do not exist: msgspec would not tell what is near them."""
    if isinstance(value, dict):
        hints = _hints(kind)
        for key, inner in value.items():
            if hints is not None and key not in hints:
                fail_unknown(key, list(hints), path=path, where=where)
            _check_names(inner, _of_values(kind) if hints is None else hints[key], path, joined(where, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            _check_names(inner, _of_values(kind), path, f"{where}[{place}]")
    elif isinstance(kind, type) and issubclass(kind, StrEnum) and isinstance(value, str):
        known = [str(word) for word in kind]
        if value not in known:
            fail(f"'{where}' can't be '{value}'", nearest(value, known), path=path, key=where)


@cache
def _hints(kind: Any) -> dict[str, Any] | None:  # noqa: ANN401 - as above
    """Return the fields of a struct, or of the struct in "struct or None", with their types; None for any other type."""
    struct = next((option for option in (kind, *get_args(kind)) if isinstance(option, type) and issubclass(option, msgspec.Struct)), None)
    if struct is None or get_origin(kind) in (dict, tuple):
        return None
    hints = get_type_hints(struct)
    return {name: hints[name] for name in struct.__struct_fields__}


def _of_values(kind: Any) -> Any:  # noqa: ANN401 - as above
    """Return the type of what a dict[str, …] or tuple[…, ...] holds; None for other types, which are left to msgspec."""
    kinds = get_args(kind)
    if get_origin(kind) is dict:
        return kinds[1]
    return kinds[0] if get_origin(kind) is tuple else None


def _in_words(message: str, where: str) -> str:
    """Say msgspec's message as a person would: "subject.yaw_deg should be a number, not text"."""
    expected = re.search(r"Expected `([^`]+)`(?: of length (\d+))?, got `?(\w+)`?", message)
    if expected is None:
        return f"'{where}': {message}"
    wanted = " or ".join(_KINDS.get(kind.strip(), kind.strip()) for kind in expected[1].split("|") if kind.strip() != "null")
    if expected[2]:
        return f"'{where}' should be {wanted} of {expected[2]}, not of {expected[3]}"
    return f"'{where}' should be {wanted}, not {_KINDS.get(expected[3], expected[3])}"
