"""Odd names, links that lead nowhere or everywhere, what is no file at all, folders without rights, full disks, and folders with nothing or far too much in them."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fuzz.case import REVIEW, Case
from fuzz.hostile import hostile_toml
from fuzz.sittings import a_small_sitting
from fuzz.tables import PRESETS, SCRIPT
from fuzz.videos import clip
from kept_shots import cartoon, jpeg_of

if TYPE_CHECKING:
    from random import Random

    from fuzz.case import Place

NAMES = (
    "\u202egpj.exe", "a\nb", "\x1b[31mred\x1b[0m", "bell\x07", "tab\there", " ", "-rf", "--help", "a b", "'quoted\"", "$HOME", "%s%d%n", "[bold]x[/bold]", "\U0001f469\u200d\U0001f467", "\u0639\u0631\u0628\u064a",
    "\u4e2d\u6587", "e\u0301\u0301\u0301", "\ufeffbom", "x" * 200, "\u00e9" * 110, "nul", "con", "0", "1.0", "http:", "sample:x", "a\udcff\udcfeb", "\udc80", "a:b", "?*", "\\", "\u2028line", "\x7f", "\x85", "rtsp", "~", "#",
)  # fmt: skip


def name(chance: Random, place: Place) -> Case:
    """Return good files in folders and under names that nobody types, or typed names of nothing."""
    called = chance.choice(NAMES)
    way = chance.choice(("picture", "picture", "sitting", "nothing", "person", "results", "script", "video", "folder"))
    results = place.results / "set"
    if way == "sitting":
        folder = a_small_sitting(place.inputs / called)
        commands = (["replay", str(folder)], [REVIEW, str(folder)], ["purge", str(folder), "--yes"], ["export", str(folder), "--preset", "linkedin"], ["verify", f"{folder}/set"])
        return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), writes=(folder,))
    if way == "person":
        folder = a_small_sitting(place.inputs / "sitting")
        long = called * chance.choice((1, 1, 40))
        return Case(what=f"{way} {called!r}", arguments=["export", str(folder), "--preset", "linkedin", "--to", str(results), f"--name={long}"], writes=(results,))
    if way == "results":
        folder = a_small_sitting(place.inputs / "sitting")
        results = place.results / called
        return Case(what=f"{way} {called!r}", arguments=["export", str(folder), "--preset", "linkedin", "--to", str(results)], writes=(results,))
    if way == "nothing":
        at = str(place.inputs / (called * chance.choice((1, 1, 30))))
        commands = (["analyse", at], ["audit", at], ["replay", at], [REVIEW, at], ["export", at], ["verify", at], ["purge", at, "--yes"], ["rehearse", f"{at}.toml", "--headless"], ["sit", "--headless", f"--camera={at}"])
        return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), least=2)
    suffix = {"script": ".toml", "video": ".mp4"}.get(way, ".jpg")
    parent = place.inputs / called if way == "folder" else place.inputs
    parent.mkdir(exist_ok=True)
    path = parent / f"{called}{suffix}"
    path.write_bytes({"script": SCRIPT.encode(), "video": clip(".mp4")}.get(way, a_jpeg()))
    sitting = place.results / "sitting"
    at = str(parent if way == "folder" else path)
    sat = ["sit", "--headless", "--no-voice", f"--camera={at}", "--session", str(sitting)]
    commands = (["analyse", at], ["analyse", "--json", at], ["audit", str(path)], ["audit", "--json", str(path)], sat)
    if way == "script":
        commands = (["rehearse", at, "--tracker", "studio", "--headless", "--no-voice", "--session", str(sitting)],)
    return Case(what=f"{way} {called!r}", arguments=chance.choice(commands), writes=(sitting,))


def link(chance: Random, place: Place) -> Case:
    """Return what is no plain file where one is expected: a link, a pipe, a socket, a device, a folder."""
    folder = a_small_sitting(place.inputs / "sitting")
    outside = place.inputs / "outside"
    outside.mkdir()
    (outside / "private.json").write_text("{}\n", encoding="utf-8")
    kinds = ("loop", "pipe", "socket", "zero", "random", "full", "nowhere", "outside", "outside folder", "folder", "itself", "parent", "process", "memory")
    kind = chance.choice(kinds)
    of_sitting = ("session.json", "journal.jsonl", "decisions.jsonl", ".lock", "shots", "shots/001_straight.json", "shots/001_straight.jpg", "shots/001_straight.burst", "shots/001_straight.burst/frames.json",
                  "shots/001_straight.burst/frame_00008.jpg", "set", "set/receipt.json", "set/receipt.html", "set/01_straight_linkedin.jpg", "shots/003_new.json", "shots/003_new.jpg", "shots/.tmp", "")  # fmt: skip
    if chance.random() < 0.35:
        return _named(chance, place, folder, kind)
    where = chance.choice(of_sitting)
    path = folder / where
    put(path, kind, place)
    at = str(folder)
    portrait = place.inputs / "portrait.jpg"
    portrait.write_bytes(a_jpeg())
    sat = ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", at]
    commands = (["replay", at], [REVIEW, at], ["export", at, "--preset", "linkedin"], ["verify", f"{at}/set"], ["purge", at, "--yes"], sat, ["audit", str(portrait), "--against", at], ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--like", at, "--session", str(place.results / "new")])
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
    commands = [["analyse", at], ["audit", at], ["analyse", str(beside)], ["sit", "--headless", "--no-voice", "--camera", str(beside), "--session", str(sitting)], ["sit", "--headless", "--no-voice", "--camera", at, "--session", str(sitting)],
                ["rehearse", f"{at}" if suffix == ".toml" else "x.toml", "--headless"], ["replay", str(folder), "--profile", str(place.inputs / "thing.toml")], ["analyse", str(beside / "a.jpg"), str(beside / "b.jpg")],
                ["audit", str(beside / "b.jpg"), "--html", at], ["export", str(folder), "--to", at, "--preset", "linkedin"]]  # fmt: skip
    arguments = chance.choice(commands)
    if chance.random() < 0.4:
        (place.settings / own).parent.mkdir(exist_ok=True)
        put(place.settings / own, kind, place)
        own_commands = (["replay", str(folder)], ["replay", str(folder), "--profile", "mine"], ["export", str(folder), "--preset", "linkedin"], ["analyse", "--camera-name", "C", str(beside / "b.jpg")])
        arguments = chance.choice(own_commands)
        return Case(what=f"{own} is {kind}", arguments=arguments, writes=(folder / "set", folder / ".lock"))
    # Who names a place to write to means it.
    named = (path,) if at in arguments and arguments[0] in {"audit", "export"} and kind not in {"outside"} else ()
    return Case(what=f"{path.name} is {kind}", arguments=arguments, writes=(sitting, *named, *((place.inputs / "outside",) if kind == "outside folder" and named else ())))


def put(path: Path, kind: str, place: Place) -> None:
    """Put such a thing in the place of whatever is there."""
    if path.is_dir() and not path.is_symlink():
        path.rename(path.with_name(f"{path.name} before"))
    path.unlink(missing_ok=True)
    leads = {
        "loop": path.name, "zero": "/dev/zero", "random": "/dev/urandom", "full": "/dev/full", "nowhere": "not there", "outside": str(place.inputs / "outside" / "private.json"),
        "outside folder": str(place.inputs / "outside"), "itself": ".", "parent": "..", "process": "/proc/self/environ", "memory": "/proc/self/mem",
    }  # fmt: skip
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
        return Case(what=f"{count} {way}", arguments=chance.choice((["purge", str(folder), "--yes"], ["analyse", str(deep)], ["verify", str(folder / "set")])), writes=(folder,))
    if way == "lines":
        line = (folder / "decisions.jsonl").read_bytes().splitlines(keepends=True)[0]
        (folder / "decisions.jsonl").write_bytes(line * count)
        (folder / "journal.jsonl").write_bytes(b'{"event":"x","t_s":null}\n' * count)
    elif way == "profiles":
        (place.settings / "profiles").mkdir()
        _fill(place.settings / "profiles", min(count, 1000), ".toml")
    elif way == "arguments":
        return Case(what=f"{count} {way}", arguments=["analyse", *[str(place.inputs / f"none{number}.jpg") for number in range(min(count, 1000) or 1)]], least=2)
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
        ["replay", at], [REVIEW, at], ["export", at, "--preset", "linkedin"], ["export", at, "--preset", "linkedin", "--to", to], ["verify", f"{at}/set"], ["purge", at, "--yes"],
        ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", at], ["sit", "--headless", "--no-voice", "--camera", str(portrait), "--session", str(place.results / "new")],
        ["audit", str(portrait), "--html", str(place.results / "page.html")],
    )  # fmt: skip
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


@cache
def a_jpeg() -> bytes:
    """Return a whole picture."""
    return jpeg_of(cartoon())
