"""Odd names, folders without rights, full disks, and folders with nothing or far too much in them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from fuzz.case import REVIEW, Case
from fuzz.hostile import hostile_toml
from fuzz.links import put
from fuzz.pictures import a_jpeg
from fuzz.sittings import a_small_sitting
from fuzz.tables import PRESETS, SCRIPT
from fuzz.videos import clip

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

    from fuzz.case import Place

NAMES = (
    "\u202egpj.exe",
    "a\nb",
    "\x1b[31mred\x1b[0m",
    "bell\x07",
    "tab\there",
    " ",
    "-rf",
    "--help",
    "a b",
    "'quoted\"",
    "$HOME",
    "%s%d%n",
    "[bold]x[/bold]",
    "\U0001f469\u200d\U0001f467",
    "\u0639\u0631\u0628\u064a",
    "\u4e2d\u6587",
    "e\u0301\u0301\u0301",
    "\ufeffbom",
    "x" * 200,
    "\u00e9" * 110,
    "nul",
    "con",
    "0",
    "1.0",
    "http:",
    "sample:x",
    "a\udcff\udcfeb",
    "\udc80",
    "a:b",
    "?*",
    "\\",
    "\u2028line",
    "\x7f",
    "\x85",
    "rtsp",
    "~",
    "#",
)


def name(chance: Random, place: Place) -> Case:
    """Return good files in folders and under names that nobody types, or typed names of nothing."""
    called = chance.choice(NAMES)
    way = chance.choice(("picture", "picture", "sitting", "nothing", "person", "results", "script", "video", "folder"))
    results = place.results / "set"
    if way == "sitting":
        folder = a_small_sitting(place.inputs / called)
        commands = (
            ["replay", str(folder)],
            [REVIEW, str(folder)],
            ["purge", str(folder), "--yes"],
            ["export", str(folder), "--preset", "linkedin"],
            ["verify", f"{folder}/set"],
        )
        return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), writes=(folder,))
    if way == "person":
        folder = a_small_sitting(place.inputs / "sitting")
        long = called * chance.choice((1, 1, 40))
        return Case(
            what=f"{way} {called!r}", arguments=["export", str(folder), "--preset", "linkedin", "--to", str(results), f"--name={long}"], writes=(results,)
        )
    if way == "results":
        folder = a_small_sitting(place.inputs / "sitting")
        results = place.results / called
        return Case(what=f"{way} {called!r}", arguments=["export", str(folder), "--preset", "linkedin", "--to", str(results)], writes=(place.results,))
    if way == "nothing":
        at = str(place.inputs / (called * chance.choice((1, 1, 30))))
        commands = (
            ["analyse", at],
            ["audit", at],
            ["replay", at],
            [REVIEW, at],
            ["export", at],
            ["verify", at],
            ["purge", at, "--yes"],
            ["rehearse", f"{at}.toml", "--headless"],
            ["sit", "--headless", f"--camera={at}"],
        )
        return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), least=2)
    suffix = {"script": ".toml", "video": ".mp4"}.get(way, ".jpg")
    parent = place.inputs / called if way == "folder" else place.inputs
    path = parent / f"{called}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)  # one of the names has a slash
    path.write_bytes({"script": SCRIPT.encode(), "video": clip(".mp4")}.get(way, a_jpeg()))
    sitting = place.results / "sitting"
    at = str(parent if way == "folder" else path)
    sat = ["sit", "--headless", "--no-voice", f"--camera={at}", "--session", str(sitting)]
    commands = (["analyse", at], ["analyse", "--json", at], ["audit", str(path)], ["audit", "--json", str(path)], sat)
    if way == "script":
        commands = (["rehearse", at, "--tracker", "studio", "--headless", "--no-voice", "--session", str(sitting)],)
    return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), writes=(sitting,))


def without_rights(chance: Random, place: Place) -> Case:
    """Return a sitting that may be read and not written, or not even read."""
    folder = a_small_sitting(place.inputs / "sitting")
    way = chance.choice(("read only", "read only", "closed", "one file closed", "results closed", "settings closed", "home closed"))
    paths = [folder, *folder.rglob("*")]
    match way:
        case "read only":
            for path in paths:
                path.chmod(0o555 if path.is_dir() else 0o444)
        case "closed":
            folder.chmod(0)
        case "one file closed":
            chance.choice(paths[1:]).chmod(0)
        case "results closed":
            place.results.chmod(0o555)
        case "settings closed":
            (place.settings / "profile.toml").write_text("hands_free = false\n", encoding="utf-8")
            chance.choice((place.settings, place.settings / "profile.toml")).chmod(0)
        case _:
            place.home.chmod(0o555)
    arguments = _commands(chance, place, folder)
    return Case(what=way, arguments=arguments, writes=(folder, place.results), without_rights=True)


def full(chance: Random, place: Place) -> Case:
    """Return a disk that is full after so many bytes of any file."""
    folder = a_small_sitting(place.inputs / "sitting")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    size = chance.choice((0, 1, 10, 100, 1000, 4096, 10_000, 50_000, 100_000, 300_000))
    return Case(what=f"full after {size} bytes", arguments=_commands(chance, place, folder), writes=(folder, place.results), largest_file_bytes=size)


def many(chance: Random, place: Place) -> Case:
    """Return folders with nothing in them, or with very much."""
    count = chance.choice((0, 0, 1, 1000, 100_000))
    way = chance.choice(("pictures", "shots", "set", "deep", "lines", "profiles", "arguments"))
    folder = a_small_sitting(place.inputs / "sitting")
    results = place.results / "sitting"
    if way == "pictures":
        pictures = place.inputs / "pictures"
        pictures.mkdir()
        _fill(pictures, count, chance.choice((".jpg", ".txt", "")))
        sat = ["sit", "--headless", "--no-voice", "--camera", str(pictures), "--session", str(results)]
        return Case(what=f"{count} {way}", arguments=chance.choice((["analyse", str(pictures)], sat)), writes=(results,), least=2)
    if way == "deep":
        deep = place.inputs / "/".join(["d"] * min(count, 900))
        deep.mkdir(parents=True, exist_ok=True)
        (folder / "deep").mkdir()
        (folder / "deep" / "/".join(["d"] * min(count, 900))).mkdir(parents=True, exist_ok=True)
        return Case(
            what=f"{count} {way}",
            arguments=chance.choice((["purge", str(folder), "--yes"], ["analyse", str(deep)], ["verify", str(folder / "set")])),
            writes=(folder,),
        )
    if way == "lines":
        line = (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)[0]
        (folder / "decisions.jsonl").write_bytes(line * count)
        (folder / "journal.jsonl").write_bytes(b'{"event":"x","t_s":null}\n' * count)
    elif way == "profiles":
        (place.settings / "profiles").mkdir()
        _fill(place.settings / "profiles", min(count, 1000), ".toml")
    elif way == "arguments":
        return Case(
            what=f"{count} {way}", arguments=["analyse", *[str(place.inputs / f"none{number}.jpg") for number in range(min(count, 1000) or 1)]], least=2
        )
    else:
        _fill(folder / way, count, chance.choice((".json", ".jpg", ".txt")))
    return Case(what=f"{count} {way}", arguments=_commands(chance, place, folder), writes=(folder, place.results))


def _fill(folder: Path, count: int, suffix: str) -> None:
    """Make empty files: links to one of them, which is quicker than as many files."""
    first = folder / f"100_many{suffix}"
    if not count:
        return
    first.touch()
    for number in range(1, count):
        if number % 30_000 == 0:  # a file can have no more names
            first = folder / f"{100 + number}_many{suffix}"
            first.touch()
        else:
            os.link(first, folder / f"{100 + number}_many{suffix}")


def _commands(chance: Random, place: Place, folder: Path) -> list[str]:
    at, to = str(folder), str(place.results / "set")
    portrait = place.inputs / "portrait.jpg"
    portrait.write_bytes(a_jpeg())
    commands = (
        ["replay", at],
        [REVIEW, at],
        ["export", at, "--preset", "linkedin"],
        ["export", at, "--preset", "linkedin", "--to", to],
        ["verify", f"{at}/set"],
        ["purge", at, "--yes"],
        ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", at],
        ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", str(place.results / "new")],
        ["audit", str(portrait), "--html", str(place.results / "page.html")],
    )
    return chance.choice(commands)


def mixed(chance: Random, place: Place) -> Case:
    """Return a folder in which good pictures lie beside bad ones, all to be gone through in one run."""
    folder = place.inputs / "pictures"
    folder.mkdir()
    put(folder / "1 pipe.jpg", "pipe", place)
    put(folder / "2 zero.jpg", "zero", place)
    (folder / "3 good.jpg").write_bytes(a_jpeg())
    (folder / "4 empty.jpg").write_bytes(b"")
    (folder / "5 cut.jpg").write_bytes(a_jpeg()[: chance.randrange(len(a_jpeg()))])
    (folder / "6 presets.jpg").write_bytes(hostile_toml(chance, PRESETS)[1])
    sitting = place.results / "sitting"
    at = str(folder)
    commands = (["analyse", at], ["sit", "--headless", "--no-voice", "--camera", at, "--session", str(sitting)], ["audit", *sorted(map(str, folder.iterdir()))])
    return Case(what="a folder of all sorts", arguments=chance.choice(commands), writes=(sitting,))
