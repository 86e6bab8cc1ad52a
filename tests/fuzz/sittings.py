"""Sittings and sets whose files say what is not so: for every command that reads one."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from stat import S_IMODE
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fuzz.bombs import BOMBS
from fuzz.case import REVIEW, Case
from fuzz.hostile import TRAVERSALS, damaged, hostile_json
from kept_shots import cartoon, jpeg_of, pixels_of, shot
from reviewed import taken

from capture.export import Order, export
from capture.export.presets import presets
from capture.session import Decisions, Mark, Session
from capture.types import Frame

if TYPE_CHECKING:
    from random import Random

    from fuzz.case import Place

FILES = ("session.json", "shots/001_straight.json", "shots/001_straight.json", "shots/002_smile.json", "shots/001_straight.burst/frames.json")
LINES = ("journal.jsonl", "decisions.jsonl")


def a_small_sitting(folder: Path) -> Path:
    """Write a sitting of two photographs, the first with a burst, decided about, with a set of one crop, and return its folder."""
    for name, mode, content in _written():
        path = folder / name
        if content is None:
            path.mkdir(parents=True)
        else:
            path.write_bytes(content)
        path.chmod(mode | 0o055 if content is None else mode | 0o044)
    return folder


def sitting(chance: Random, place: Place) -> Case:
    """Return a sitting one file of which says what nobody wrote."""
    folder = a_small_sitting(place.inputs / "sitting")
    name = chance.choice((*FILES, *LINES))
    path = folder / name
    if name in LINES:
        what, data = _hostile_lines(chance, path.read_bytes())
    elif chance.random() < 0.2 and name.startswith("shots/0"):
        what, data = _renamed(chance, path.read_bytes())
    else:
        what, data = hostile_json(chance, path.read_bytes())
    path.write_bytes(data)
    return _asked(chance, place, f"{name}: {what}", folder)


def pictures(chance: Random, place: Place) -> Case:
    """Return a sitting one picture of which is another, or none."""
    folder = a_small_sitting(place.inputs / "sitting")
    found = sorted(path for path in folder.rglob("*") if path.suffix in {".jpg", ".png"})
    path = chance.choice(found)
    before = path.read_bytes()
    what, data = _bomb(chance) if chance.random() < 0.4 else damaged(chance, before)
    path.write_bytes(data)
    if chance.random() < 0.6:
        what = f"{what}, vouched for"
        _vouch(folder, before, data)
    return _asked(chance, place, f"{path.name}: {what}", folder)


def _bomb(chance: Random) -> tuple[str, bytes]:
    """Return a picture that is larger than any, or long work, as a camera might have written it."""
    name = chance.choice(sorted(name for name, (suffix, _) in BOMBS.items() if suffix in {".jpg", ".png"}))
    return name, BOMBS[name][1]()


def _vouch(folder: Path, before: bytes, now: bytes) -> None:
    """Let each file that names a picture by its hash name the other one."""
    old, new = (hashlib.sha256(data).hexdigest().encode() for data in (before, now))
    for path in folder.rglob("*.json"):
        path.write_bytes(path.read_bytes().replace(old, new))


def receipt(chance: Random, place: Place) -> Case:
    """Return a set whose receipt, page or picture says what is not so."""
    folder = a_small_sitting(place.inputs / "sitting")
    the_set = folder / "set"
    way = chance.choice(("receipt", "receipt", "receipt", "names", "file", "bomb"))
    if way == "bomb":
        path = the_set / "01_straight_linkedin.jpg"
        before = path.read_bytes()
        what, data = _bomb(chance)
        _vouch(folder, before, data)
        # The size that the set says it has.
        listed = the_set / "receipt.json"
        size = b'"width_px": %d,\n      "height_px": %d,\n      "eff' % chance.choice(((20_000, 20_000), (8_000, 8_000), (4_000, 4_000), (65_500, 65_500)))
        listed.write_bytes(listed.read_bytes().replace(b'"width_px": 310,\n      "height_px": 310,\n      "eff', size, 1))
    elif way == "file":
        path = chance.choice(sorted(the_set.iterdir()))
        what, data = damaged(chance, path.read_bytes())
    else:
        path = the_set / "receipt.json"
        what, data = _renamed(chance, path.read_bytes()) if way == "names" else hostile_json(chance, path.read_bytes())
    path.write_bytes(data)
    commands = (
        ["verify", str(the_set)],
        ["verify", str(the_set)],
        ["verify", "--json", str(the_set)],
        ["purge", str(folder), "--yes"],
        ["export", str(folder), "--preset", "linkedin", "--single"],
        ["export", str(folder), "--preset", "square", "--like", str(the_set), "--to", str(place.results / "set")],
    )
    arguments = chance.choice(commands)
    return Case(what=f"{path.name}: {what}", arguments=arguments, writes=_writable(arguments, folder, place))


def cameras(chance: Random, place: Place) -> Case:
    """Return what is known of cameras, or pledged to them, as nobody wrote it."""
    if chance.random() < 0.5:
        known = {"Camera": {"hfov_deg": 62.0, "size_px": [640, 480], "face_scale": 1.0}, "Other": {"size_px": [16, 9]}}
        what, data = hostile_json(chance, json.dumps(known).encode())
        (place.settings / "cameras.json").write_bytes(data)
        picture = place.inputs / "a.jpg"
        picture.write_bytes(_jpeg(1))
        return Case(what=f"cameras.json: {what}", arguments=["analyse", "--camera-name", "Camera", str(picture)])
    pledges = place.home / ".local" / "state" / "northlight" / "cameras"
    pledges.mkdir(parents=True)
    pledge = {"camera": "Camera", "bus": "usb", "changes": [[1, 1, 2]]}
    what, data = hostile_json(chance, json.dumps(pledge).encode())
    name = chance.choice(("0123456789abcdef.pledge", "0123456789abcdef.pledge", "x.new", "\n.pledge"))
    (pledges / name).write_bytes(data)
    return Case(what=f"pledge {name!r}: {what}", arguments=["cameras"])


def _asked(chance: Random, place: Place, what: str, folder: Path) -> Case:
    at, to = str(folder), place.results
    commands = (
        ["replay", at],
        ["replay", at],
        [REVIEW, at],
        [REVIEW, at],
        ["purge", at, "--yes"],
        ["verify", f"{at}/set"],
        ["export", at, "--preset", "linkedin"],
        ["export", at, "--preset", "square", "--to", f"{to}/set"],
        ["sit", "--headless", "--no-voice", "--camera", str(_picture(place)), "--session", at],
        ["audit", str(_picture(place)), "--against", at],
        ["sit", "--headless", "--no-voice", "--camera", str(_picture(place)), "--like", at, "--session", f"{to}/new"],
    )
    arguments = chance.choice(commands)
    return Case(what=what, arguments=arguments, writes=_writable(arguments, folder, place))


def _writable(arguments: list[str], folder: Path, place: Place) -> tuple[Path, ...]:
    """Return what a command may change: its sitting where it writes to one, the results, and nothing where it only reads."""
    match arguments[0]:
        case "replay" | "verify" | "audit":
            return ()
        case "sit":
            return (Path(arguments[-1]),)
        case "export":
            return (place.results,) if "--to" in arguments else (folder / "set",)
        case "purge":
            return (folder,)
        case _:
            return (folder / "decisions.jsonl", folder / ".lock")


def _hostile_lines(chance: Random, data: bytes) -> tuple[str, bytes]:
    """Return what was done to a file of one JSON object a line, and the file."""
    lines = data.splitlines()
    if not lines or chance.random() < 0.25:
        return damaged(chance, data)
    place = chance.randrange(len(lines))
    what, lines[place] = hostile_json(chance, lines[place])
    return f"line {place + 1}: {what}", b"\n".join(lines) + chance.choice((b"\n", b""))


def _renamed(chance: Random, data: bytes) -> tuple[str, bytes]:
    """Return the JSON with one of its files named elsewhere."""
    tree = json.loads(data)
    name = chance.choice(TRAVERSALS)
    waiting, named = [tree], []
    while waiting:
        one = waiting.pop()
        named += [(one, key) for key in ("image", "name", "file", "shot") if isinstance(one, dict) and isinstance(one.get(key), str)]
        waiting += [each for each in (one.values() if isinstance(one, dict) else one) if isinstance(each, dict | list)]
    holder, key = chance.choice(named)
    holder[key] = name
    return f"{key} = {name[:30]!r}", json.dumps(tree).encode("utf-8", "surrogatepass")


def _picture(place: Place) -> Path:
    path = place.inputs / "portrait.jpg"
    path.write_bytes(_jpeg(1))
    return path


@cache
def _jpeg(seed: int) -> bytes:
    return jpeg_of(cartoon(seed=seed))


def _frame(index: int) -> Frame:
    return Frame(index, index / 4, pixels_of(_jpeg(index)), _jpeg(index))


@cache
def _written() -> list[tuple[Path, int, bytes | None]]:
    with TemporaryDirectory() as place:
        folder = Path(place) / "sitting"
        with Session.open(folder, source="Camera 0", profile="classic") as session:
            for look, index in (("straight", 7), ("smile", 12)):
                one = shot(look, index=index, rgb=_frame(index).rgb, encoded=_jpeg(index))
                reading = taken(look, index=index).observation.reading
                observation = type(one.observation)(one.observation.frame, one.observation.face, reading)
                kept = session.keep(type(one)(observation, look, one.cause, one.score, one.reasons))
                if look == "straight":
                    session.keep_burst(kept, [_frame(8), _frame(9)])
        with Decisions(folder) as book:
            book.mark("001_straight", Mark.FAVOURITE)
            book.note("002_smile", "no")
            book.mark("002_smile", Mark.REJECTED)
        export(folder, order=Order(("linkedin",), presets(), merging=False))
        return [
            (path.relative_to(folder), S_IMODE(path.stat().st_mode), None if path.is_dir() else path.read_bytes())
            for path in [folder, *sorted(folder.rglob("*"))]
            if os.path.lexists(path)
        ]
