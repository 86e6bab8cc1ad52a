"""Is anything lost by whatever ends a program or a disk: `python -m tests.bench.kills [--quick] [--kills N] [--at-once N] [PART …]`.

- Real headless sittings, and exports of them, are killed with signal 9: half at random moments, half within a random operation on a file, so that kills fall
  inside the writes. Each photograph that had been announced must be there whole, each file complete or absent, and the sitting is gone on with.
- Each operation on a file of a sitting fails in turn, and of an export, as on a full disk and on a broken one, from then on or once.
- Where this may mount one: a disk of a few sizes that is really full, and one that may only be read.
- A second program is refused.
- How long after its shutter a photograph is on the disk, and so announced.

Exits with 1 where anything was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1]))

import cv2
import numpy as np
from fault_runs import hold, lost, operations, taken
from faults import BROKEN, FULL, Disk, on
from kept_shots import jpeg_of, pixels_of, shot
from killed_sitting import drawn, make_set, one_kill, refused, some_kill, undisturbed
from whole_folder import flaws

from capture.errors import ExportError, SessionError
from capture.session import Session, SessionWriter

if TYPE_CHECKING:
    from collections.abc import Callable

MODES = ((FULL, True), (FULL, False), (BROKEN, True), (BROKEN, False))
DISK_SIZES_KB = range(8, 200, 4)
READING = 3
"""The first commands of those that are tried on a disk that may only be read do not write there."""


def kills(place: Path, count: int, seed: int, at_once: int) -> list[str]:
    """Kill so many sittings, some of them at once; print and return what was lost."""
    pictures = drawn(place)
    undisturbed(pictures, place / "warm", exported=False)
    took = {exported: undisturbed(pictures, place / f"timed{exported}", exported=exported) for exported in (False, True)}
    rng = random.Random(seed)  # noqa: S311 - no secret
    was = announced = 0
    found: list[str] = []
    drawn_kills = [some_kill(rng, took) for _ in range(count)]
    with ThreadPoolExecutor(at_once) as pool:
        endings = pool.map(lambda number: one_kill(pictures, place / f"kill{number}", drawn_kills[number]), range(count))
        for number, ended in enumerate(endings):
            was += ended.was
            announced += ended.announced
            found += ended.found
            print(*ended.found, sep="\n", end="\n" if ended.found else "")
            if number % 20 == 19:
                print(f"  {number + 1} sittings, {was} killed before their end, {announced} photographs announced, {len(found)} lost or broken", flush=True)
    print(f"killed with signal 9: {was} of {count} sittings before their end; {announced} photographs announced by then, {len(found)} lost or files broken")
    return found


def failing_disks(place: Path, step: int) -> list[str]:
    """Let each operation of a sitting fail; print and return what was lost."""
    (place / "good").mkdir()
    count = operations(place / "good")
    found: list[str] = []
    runs = 0
    for mode, (code, for_good) in enumerate(MODES):
        for number in range(mode % step, count, step):
            folder = place / f"disk{mode}_{number}"
            folder.mkdir()
            found += [f"operation {number}, {os.strerror(code)}: {line}" for line in lost(folder, number, code, for_good=for_good)]
            shutil.rmtree(folder)
            runs += 1
    print(f"a disk that fails at each of the {count} operations of a sitting: {runs} sittings, {len(found)} photographs lost or files broken")
    return found


def failing_exports(place: Path, step: int) -> list[str]:
    """Let each operation of an export fail; print and return what was broken."""
    folder = place / "exported"
    with Session.open(folder, source="x", profile="classic") as session:
        for one in taken():
            kept = session.keep(one)
            if one.burst:
                session.keep_burst(kept, one.burst)
    with on(Disk(folder / "set")) as disk:
        make_set(folder)
    count, runs = len(disk.done), 0
    found: list[str] = []
    for mode, (code, for_good) in enumerate(MODES):
        for number in range(mode % step, count, step):
            shutil.rmtree(folder / "set")
            told = _told(lambda number=number, code=code, for_good=for_good: _export_on(folder, Disk(folder / "set", number, code, for_good)))
            runs += 1
            found += [f"operation {number}, {os.strerror(code)}: {line}" for line in flaws(folder, leftovers=code == BROKEN)]
            if str(folder) not in told:
                found.append(f"operation {number}, {os.strerror(code)}: it was told {told!r}")
            make_set(folder)
    print(f"a disk that fails at each of the {count} operations of an export: {runs} exports, {len(found)} files broken or failures not told")
    return found


def _export_on(folder: Path, disk: Disk) -> None:
    with on(disk):
        make_set(folder)


def _told(do: Callable[[], None]) -> str:
    try:
        do()
    except (ExportError, SessionError) as error:
        return str(error)
    return "nothing"


def full_disks(place: Path) -> list[str]:
    """Hold a sitting on disks that are really full after a while; print and return what was lost. Nothing where no disk may be mounted."""
    found: list[str] = []
    rescued = kept = 0
    mount = shutil.which("mount")
    usual, tempfile.tempdir = tempfile.tempdir, str(place)
    for size_kb in DISK_SIZES_KB:
        disk = place / f"full{size_kb}"
        disk.mkdir()
        command = [mount or "mount", "-t", "tmpfs", "-o", f"size={size_kb}k", "tmpfs", str(disk)]
        if mount is None or subprocess.run(command, check=False, capture_output=True).returncode != 0:
            print("a disk that is really full: not tried, since none may be mounted here")
            break
        try:
            shots, told = taken(), []
            try:
                unsaved = hold(disk / "sitting", Disk(place / "nowhere"), shots, told)
            except SessionError:
                continue
            kept, rescued = kept + len(told), rescued + sum(one.rescued is not None for one in unsaved)
            found += [f"{size_kb} kB: {line}" for line in flaws(disk / "sitting", leftovers=False)]
            if len(told) + sum(one.rescued is not None for one in unsaved) != len(shots) or len(Session.read(disk / "sitting").shots) != len(told):
                found.append(f"{size_kb} kB: {len(told)} told, {len(unsaved)} unsaved of {len(shots)}")
        finally:
            subprocess.run([shutil.which("umount") or "umount", str(disk)], check=True)
    tempfile.tempdir = usual
    print(f"{len(DISK_SIZES_KB)} disks that are really full: {kept} photographs kept, {rescued} rescued, {len(found)} lost or files broken")
    return found


def read_only_disk(place: Path) -> list[str]:
    """Use a sitting on a disk that may only be read; print and return what was wrong with that. Nothing where no disk may be mounted."""
    disk = place / "read only"
    disk.mkdir()
    mount, umount = (shutil.which(name) or name for name in ("mount", "umount"))
    if shutil.which("mount") is None or subprocess.run([mount, "-t", "tmpfs", "tmpfs", str(disk)], check=False, capture_output=True).returncode != 0:
        print("a disk that may only be read: not tried, since none may be mounted here")
        return []
    found = []
    try:
        folder = disk / "sitting"
        hold(folder, Disk(place / "nowhere"), taken(), [])
        make_set(folder)
        subprocess.run([mount, "-o", "remount,ro", str(disk)], check=True)
        sat = ("sit", "--headless", "--no-voice", "--camera", str(folder / "shots" / "002_smile.jpg"), "--session")
        asked = (
            ("replay", str(folder)),
            ("verify", str(folder / "set")),
            ("export", str(folder), "--preset", "linkedin", "--to", str(place / "elsewhere")),
            (*sat, str(folder)),
            (*sat, str(disk / "new")),
            ("export", str(folder), "--preset", "linkedin"),
            ("purge", str(folder), "--yes"),
        )
        for place_in_list, words in enumerate(asked):
            done = subprocess.run([sys.executable, "-m", "guidance", *words], check=False, capture_output=True, text=True)
            reads = place_in_list < READING
            lines = done.stderr.splitlines()
            if done.returncode != (0 if reads else 2) or (not reads and (len(lines) != 1 or "read-only" not in lines[0])):
                found.append(f"on a disk that may only be read {words[0]} ended with {done.returncode} and said {done.stderr!r}")
        found += flaws(folder, leftovers=False)
    finally:
        subprocess.run([umount, str(disk)], check=True)
    print(f"a disk that may only be read: {len(asked)} commands, {len(found)} files broken or failures not told")
    return found


def words_follow(place: Path) -> list[str]:
    """Print how long after its shutter a photograph is on the disk, and so announced; nothing is lost by that."""
    rng = np.random.default_rng(3)
    rgb = cv2.resize(rng.integers(0, 255, (270, 480, 3), np.uint8), (1920, 1080), interpolation=cv2.INTER_CUBIC)
    encoded = jpeg_of(rgb)
    for kind, one in (("as PNG", shot(rgb=rgb)), ("as the camera's own JPEG", shot(rgb=pixels_of(encoded), encoded=encoded))):
        writer = SessionWriter(Session.open(place / kind, source="x", profile="classic"))
        took_ms = []
        for _ in range(30):
            began_s = time.monotonic()
            writer.keep(one)
            writer.settle()
            took_ms.append(1000 * (time.monotonic() - began_s))
        writer.close()
        print(f"1080p {kind}: on the disk {np.median(took_ms):.0f} ms after the shutter, at the 95th percentile {np.percentile(took_ms, 95):.0f} ms")
    return []


def second_program(place: Path) -> list[str]:
    """Start Northlight on a folder that a sitting is held in; print what it says, and return what is wrong with that."""
    folder = place / "in use"
    with Session.open(folder, source="x", profile="classic"):
        command = [sys.executable, "-m", "guidance", "sit", "--headless", "--no-voice", "--camera", "sample:talker", "--session", str(folder)]
        second = subprocess.run(command, check=False, capture_output=True, text=True)
        here = refused(folder)
    print(f"a second program: exit code {second.returncode}, {second.stderr.strip()!r}")
    clear = "Another Northlight is writing to the sitting"
    good = second.returncode == 2 and clear in second.stderr and clear in here and len(second.stderr.splitlines()) == 1
    return [] if good else [f"a second program was told {second.stderr!r}"]


def main() -> int:
    """Try all of it, and return 1 where anything was lost."""
    parts = ["words", "second", "full", "readonly", "failing", "exports", "kills"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", choices=[[], *parts], help="which of these; all where none is named")
    parser.add_argument("--quick", action="store_true", help="eight kills, and every tenth operation")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at-once", type=int, default=1, help="so many sittings at once: each waits for its threads more than it works")
    options = parser.parse_args()
    step = 10 if options.quick else 1
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for part in options.what or parts:
            match part:
                case "words":
                    found += words_follow(place)
                case "second":
                    found += second_program(place)
                case "full":
                    found += full_disks(place)
                case "readonly":
                    found += read_only_disk(place)
                case "failing":
                    found += failing_disks(place, step)
                case "exports":
                    found += failing_exports(place, step)
                case _:
                    found += kills(place, 8 if options.quick else options.kills, options.seed, options.at_once)
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
