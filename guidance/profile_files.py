"""Which profile files there are, and what they say together: a file may extend another, and the user's own single values lie over all of them.

- `guidance/profiles/NAME.toml`: the profiles that come with the program.
- `profiles/NAME.toml` in the user's folder of settings: their own, by name.
- `profile.toml` there: single values of theirs, over whichever profile is chosen.
"""

from __future__ import annotations

import math
import tomllib
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import platformdirs

from capture.errors import ProfileError, nearest
from capture.plain_file import from_toml, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.resources.abc import Traversable

USUAL_PROFILE = "classic"
"""The profile of a sitting for which none is named."""

SINGLE_VALUES = ("bands", "timing", "choosing", "weights", "the_set", "develop", "like", "ideal", "iso", "hands_free", "language", "voice")
"""What the user's own single values may touch: what a profile is called and which pictures it takes belongs to a profile with a name."""


class Layer(NamedTuple):
    """What one file says, before anything else is known of it; `path` is for messages."""

    path: str
    table: dict[str, Any]
    lies_over_all: bool = False
    """It holds the user's single values, and is no profile by itself."""


def own_folder() -> Path:
    """Return the folder of the user's own settings; it may not exist."""
    return Path(platformdirs.user_config_dir("northlight", appauthor=False))


def own_values(own: Path) -> Path:
    """Return the file of single values in the user's folder; it may not exist."""
    return own / "profile.toml"


def names(own: Path | None = None) -> list[str]:
    """Return the names of the profiles that come with the program and, where the user's folder `own` is given, of those in it. Raises ProfileError."""
    return sorted(_shipped() | _in_folder(own))


def own_names(own: Path) -> list[str]:
    """Return the names of the profiles in the user's folder. Raises ProfileError where it can't be read."""
    return sorted(_in_folder(own))


def layers(name_or_path: str, own: Path | None = None) -> tuple[Layer, ...]:
    """Return what makes up the profile of that name, or in that file: what it extends before itself, the user's single values last. Raises ProfileError."""
    known = names(own)
    if name_or_path in known:
        last = _named(name_or_path, own)
    elif Path(name_or_path).suffix == ".toml":
        last = _read(Path(name_or_path).expanduser(), f"Give a TOML file or one of: {', '.join(known)}.")
    else:
        raise ProfileError(f"There is no profile '{name_or_path}'.", nearest(name_or_path, known), path=name_or_path)
    return (*_with_ancestors(last, own), *(_values(own) if own else ()))


def layers_of(text: str, *, path: str) -> tuple[Layer, ...]:
    """Return what makes up the profile that the TOML `text` holds; `path` is for messages. Raises ProfileError."""
    return _with_ancestors(_parsed(text, path), None)


def merged(parts: Sequence[Layer]) -> dict[str, Any]:
    """Return what the layers say together: tables are laid over tables, anything else takes the place of what was there. An infinite edge is an open one."""
    table: dict[str, Any] = {}
    for part in parts:
        table = _over(table, part.table)
    return {key: _opened(value) for key, value in table.items() if key != "extends"}


def source(parts: Sequence[Layer], keys: Sequence[str]) -> str:
    """Return the file that had the last word on the value at `keys`; the profile's own where none has it."""
    profile = [part.path for part in parts if not part.lies_over_all][-1]
    return next((part.path for part in reversed(parts) if _holds(part.table, keys)), profile) if keys else profile


def _shipped() -> set[str]:
    return {Path(entry.name).stem for entry in _shipped_folder().iterdir() if entry.name.endswith(".toml")}


def _shipped_folder() -> Traversable:
    return resources.files("guidance") / "profiles"


def _in_folder(own: Path | None) -> set[str]:
    if own is None:
        return set()
    folder = own / "profiles"
    try:
        return {path.stem for path in folder.iterdir() if path.suffix == ".toml"}
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except OSError as error:
        raise ProfileError(f"The folder {folder} can't be read: {error.strerror}.", "Give yourself the right to read it.", path=str(folder)) from error


def _named(name: str, own: Path | None) -> Layer:
    """Return the file of that name, which exists: the program's, or the user's."""
    in_own = own / "profiles" / f"{name}.toml" if own and name in _in_folder(own) else None
    if in_own is None:
        return _parsed((_shipped_folder() / f"{name}.toml").read_text(encoding="utf-8"), f"{name}.toml", name)
    if name in _shipped():
        remedy = f"Rename your file; to change single values of every profile, put them into {in_own.parents[1] / 'profile.toml'}."
        raise ProfileError(f"{in_own} has the name of a profile that comes with Northlight.", remedy, path=str(in_own))
    return _read(in_own, "Give yourself the right to read it, or delete it.")


def _read(path: Path, remedy: str) -> Layer:
    try:
        text = read_text(path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ProfileError(f"The profile {path} can't be read: {reason}.", remedy, path=str(path)) from error
    return _parsed(text, str(path), path.stem)


def _parsed(text: str, path: str, stem: str | None = None) -> Layer:
    """Return the file as a layer. One that extends another is called as its file is, unless it says otherwise."""
    try:
        table = from_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{path} is not valid TOML: {error}.", "Mend that line.", path=path) from error
    if "extends" in table and "name" not in table:
        table["name"] = stem or Path(path).stem
    return Layer(path, table)


def _with_ancestors(last: Layer, own: Path | None) -> tuple[Layer, ...]:
    """Return the file behind what it extends, which may extend another one in turn."""
    line = [last]
    while "extends" in line[0].table:
        child, parent = line[0].path, line[0].table["extends"]
        if not isinstance(parent, str):
            raise ProfileError(f"{child}: 'extends' should be text, a profile's name.", f"Known: {', '.join(names(own))}.", path=child, key="extends")
        if parent not in names(own):
            what = f"{child} extends '{parent}', and there is no such profile."
            raise ProfileError(what, nearest(parent, names(own)), path=child, key="extends")
        found = _named(parent, own)
        paths = [part.path for part in line]
        if found.path in paths:
            round_it = reversed(line[: paths.index(found.path) + 1])
            what = f"{child} extends itself in a circle: {' → '.join([parent, *(part.table['extends'] for part in round_it)])}."
            raise ProfileError(what, "Let one of them extend a profile that comes with Northlight.", path=child, key="extends")
        line.insert(0, found)
    return tuple(line)


def _values(own: Path) -> tuple[Layer, ...]:
    """Return the user's single values, nothing where there is no such file."""
    path = own_values(own)
    try:
        layer = _read(path, "Give yourself the right to read it, or delete it.")
    except ProfileError as error:
        if isinstance(error.__cause__, FileNotFoundError | NotADirectoryError):
            return ()
        raise
    for key in layer.table:
        if key in ("name", "title", "looks", "extends"):
            remedy = f"Put it into a profile with a name of its own: {own / 'profiles' / 'NAME.toml'}."
            raise ProfileError(f"{path} changes single values of every profile, so it can't hold '{key}'.", remedy, path=str(path), key=key)
        if key not in SINGLE_VALUES:
            raise ProfileError(f"{path} has an unknown key '{key}'.", nearest(key, SINGLE_VALUES), path=str(path), key=key)
    return (layer._replace(lies_over_all=True),)


def _over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {key: _over(below[key], above[key]) for key in above if isinstance(above[key], dict) and isinstance(below.get(key), dict)}
    return below | above | both


def _opened(value: Any) -> Any:  # noqa: ANN401 - whatever TOML can hold
    """Return the value without edges at infinity: TOML has no word for nothing, and a file must be able to open an edge that the one below has."""
    if isinstance(value, list):
        return [_opened(entry) for entry in value]
    if isinstance(value, dict):
        return {key: _opened(entry) for key, entry in value.items() if (key, entry) not in (("low", -math.inf), ("high", math.inf))}
    return value


def _holds(value: Any, keys: Sequence[str]) -> bool:  # noqa: ANN401 - as above
    """Return whether the value at `keys` is there. Entries of a list come from one file together."""
    for key in keys:
        if isinstance(value, list):
            return True
        if not isinstance(value, dict) or key not in value:
            return False
        value = value[key]
    return True
