"""What is no plain file where one is expected: links that lead nowhere or everywhere, pipes, sockets, devices, folders."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz.case import REVIEW, Case
from fuzz.pictures import a_jpeg
from fuzz.sittings import a_small_sitting

if TYPE_CHECKING:
    from random import Random

    from fuzz.case import Place


def link(chance: Random, place: Place) -> Case:
    """Return what is no plain file where one is expected: a link, a pipe, a socket, a device, a folder."""
    folder = a_small_sitting(place.inputs / "sitting")
    outside = place.inputs / "outside"
    outside.mkdir()
    (outside / "private.json").write_text("{}\n", encoding="utf-8")
    kinds = ("loop", "pipe", "socket", "zero", "random", "full", "nowhere", "outside", "outside folder", "folder", "itself", "parent", "process", "memory")
    kind = chance.choice(kinds)
    of_sitting = (
        "session.json",
        "journal.jsonl",
        "decisions.jsonl",
        ".lock",
        "shots",
        "shots/001_straight.json",
        "shots/001_straight.jpg",
        "shots/001_straight.burst",
        "shots/001_straight.burst/frames.json",
        "shots/001_straight.burst/frame_00008.jpg",
        "set",
        "set/receipt.json",
        "set/receipt.html",
        "set/01_straight_linkedin.jpg",
        "shots/003_new.json",
        "shots/003_new.jpg",
        "shots/.tmp",
        "",
    )
    if chance.random() < 0.35:
        return _named(chance, place, folder, kind)
    where = chance.choice(of_sitting)
    path = folder / where
    put(path, kind, place)
    at = str(folder)
    portrait = place.inputs / "portrait.jpg"
    portrait.write_bytes(a_jpeg())
    sat = ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", at]
    commands = (
        ["replay", at],
        [REVIEW, at],
        ["export", at, "--preset", "linkedin"],
        ["verify", f"{at}/set"],
        ["purge", at, "--yes"],
        sat,
        ["audit", str(portrait), "--against", at],
        ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--like", at, "--session", str(place.results / "new")],
    )
    return Case(what=f"{where or 'the sitting'} is {kind}", arguments=chance.choice(commands), writes=(folder, place.results / "new"))


def _named(chance: Random, place: Place, folder: Path, kind: str) -> Case:
    """Return what is no plain file, named on the command line or in the folder of settings."""
    suffix = chance.choice((".jpg", ".png", ".mp4", ".toml", ""))
    path = place.inputs / f"thing{suffix}"
    put(path, kind, place)
    at, sitting = str(path), place.results / "sitting"
    beside = place.inputs / "pictures"
    beside.mkdir()
    put(beside / "a.jpg", kind, place)
    (beside / "b.jpg").write_bytes(a_jpeg())
    own = chance.choice(("profile.toml", "presets.toml", "cameras.json", "profiles", "profiles/mine.toml"))
    commands = [
        ["analyse", at],
        ["audit", at],
        ["analyse", str(beside)],
        ["sit", "--headless", "--no-voice", "--camera", str(beside), "--session", str(sitting)],
        ["sit", "--headless", "--no-voice", "--camera", at, "--session", str(sitting)],
        ["rehearse", f"{at}" if suffix == ".toml" else "x.toml", "--headless"],
        ["replay", str(folder), "--profile", str(place.inputs / "thing.toml")],
        ["analyse", str(beside / "a.jpg"), str(beside / "b.jpg")],
        ["audit", str(beside / "b.jpg"), "--html", at],
        ["export", str(folder), "--to", at, "--preset", "linkedin"],
    ]
    arguments = chance.choice(commands)
    if chance.random() < 0.4:
        (place.settings / own).parent.mkdir(exist_ok=True)
        put(place.settings / own, kind, place)
        own_commands = (
            ["replay", str(folder)],
            ["replay", str(folder), "--profile", "mine"],
            ["export", str(folder), "--preset", "linkedin"],
            ["analyse", "--camera-name", "C", str(beside / "b.jpg")],
        )
        arguments = chance.choice(own_commands)
        return Case(what=f"{own} is {kind}", arguments=arguments, writes=(folder / "set", folder / ".lock"))
    # Who names a place to write to means it.
    led = [path.resolve()] if kind in {"itself", "parent"} else []
    named = (path, *led) if at in arguments and arguments[0] in {"audit", "export"} and kind != "outside" else ()
    return Case(
        what=f"{path.name} is {kind}",
        arguments=arguments,
        writes=(sitting, *named, *((place.inputs / "outside",) if kind == "outside folder" and named else ())),
    )


def put(path: Path, kind: str, place: Place) -> None:
    """Put such a thing in the place of whatever is there."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name} before"))
    path.unlink(missing_ok=True)
    leads = {
        "loop": path.name,
        "zero": "/dev/zero",
        "random": "/dev/urandom",
        "full": "/dev/full",
        "nowhere": "not there",
        "outside": str(place.inputs / "outside" / "private.json"),
        "outside folder": str(place.inputs / "outside"),
        "itself": ".",
        "parent": "..",
        "process": "/proc/self/environ",
        "memory": "/proc/self/mem",
    }
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            here = Path.cwd()
            os.chdir(path.parent)  # a socket's whole path has 107 letters at most
            try:
                with socket.socket(socket.AF_UNIX) as door:
                    door.bind(path.name)
            finally:
                os.chdir(here)
        case "folder":
            path.mkdir()
        case _:
            path.symlink_to(leads[kind])
