"""A headless sitting and its export in a process of their own, killed on command, and what is left of them."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import signal
import sys
import time
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from typing import TYPE_CHECKING

import pytest
import simplejpeg
from faults import Disk, on
from kept_shots import shot
from small_session import small_session
from whole_folder import flaws

from capture.camera.closing import Closing
from capture.errors import NorthlightError, SessionError
from capture.export import Order, export
from capture.script import sessions
from capture.session import Session
from capture.studio import render
from capture.studio.tracker import StudioTracker
from capture.types import Frame
from guidance.cli.sit import Teller, kept
from guidance.own_presets import known_presets
from guidance.profile import load
from guidance.rig import Rig
from guidance.snapshot import Command
from guidance.voice import Silent

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

    from guidance.snapshot import Snapshot

FPS, SECONDS, SIZE_PX = 5, 8, (320, 240)
TAKEN, TAKEN_BACK = {3, 7, 11, 20, 31, 35}, {12, 36}
"""At which frames a key asks for a photograph, and for taking the last one back."""
_KEEP = re.compile(r"^ *([0-9.]+) s  keep  (\S+) \(")


NEVER = 10**9


@dataclass(frozen=True, slots=True)
class Kill:
    """When a sitting is killed: after so many seconds, or within that operation on a file; and what kind of sitting it is."""

    after_s: float | None
    at: int | None
    live: bool
    exported: bool

    def __str__(self) -> str:
        kind = f"{'live' if self.live else 'from a file'}{', exported' if self.exported else ''}"
        return f"killed {f'within operation {self.at}' if self.after_s is None else f'after {self.after_s:.2f} s'} ({kind})"


@dataclass(frozen=True, slots=True)
class Killed:
    """What became of it: whether it was killed before its end, how many photographs it had announced, and a line for whatever was lost or is broken."""

    was: bool
    announced: int
    found: list[str]


@dataclass(frozen=True, slots=True)
class Pictures:
    """A script and its frames as a camera's JPEGs, drawn once."""

    script: str
    jpegs: tuple[bytes, ...]


def drawn(folder: Path) -> Pictures:
    """Return the pictures of a sitter who keeps still, a new one every two seconds; their script is written into `folder`."""
    path = folder / "small.toml"
    path.write_text(small_session(SECONDS, FPS, SIZE_PX), encoding="utf-8")
    script = sessions.load(str(path))
    few = [bytes(simplejpeg.encode_jpeg(render(script.at(t_s)), quality=90)) for t_s in range(0, SECONDS, 2)]
    return Pictures(str(path), tuple(few[index // FPS // 2] for index in range(FPS * SECONDS)))


class Camera(Closing):
    """Gives the drawn pictures once, as fast as they are taken."""

    live = False
    stills = False
    name = "Camera 0"
    description = "drawn pictures"
    horizontal_fov_deg = 62.0
    remark = None

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self._jpegs = pictures.jpegs

    def __iter__(self) -> Iterator[Frame]:
        for index, jpeg in enumerate(self._jpegs):
            if self._closed.is_set():
                return
            rgb = simplejpeg.decode_jpeg(jpeg)
            rgb.setflags(write=False)
            yield Frame(index, index / FPS, rgb, jpeg if index % 2 else None)


def sit(pictures: Pictures, folder: Path, told: Path, kill_at: int | None, *, live: bool, exported: bool) -> None:
    """Hold a sitting in `folder`, and export it where that is wanted, telling in the file `told`. Runs in a process of its own.

    With `kill_at` this process is killed within that operation on a file. With `live` frames don't wait for the disk, as a camera's don't.
    """
    with told.open("a") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.stdout = os.fdopen(1, "w", buffering=1, closefd=False)
    disk = Disk(folder, kill_at, instead=lambda: os.kill(os.getpid(), signal.SIGKILL))
    with nullcontext() if kill_at is None else on(disk):
        profile = load("classic")
        session = Session.open(folder, source=Camera.name, profile=profile.name)
        teller = Teller()
        teller.begin("drawn", profile.title, str(folder), len(session.shots))

        def step(snapshot: Snapshot) -> None:
            teller.tell(snapshot)
            index = snapshot.reading.index
            if index in TAKEN | TAKEN_BACK:
                rig.commands.put(Command.TAKE_NOW if index in TAKEN else Command.UNDO)

        tracker = StudioTracker(sessions.load(pictures.script))
        rig = Rig(Camera(pictures), profile, session, Silent(), spec="drawn", tracker=tracker, on_step=step)
        rig._frames_wait = not live
        rig.start()
        rig.finished.wait()
        rig.stop()
        if kept(rig) and exported:
            make_set(folder)
    sys.stdout.write(f"operations: {len(disk.done)}\n")


def make_set(folder: Path) -> None:
    """Export a small set."""
    export(folder, order=Order(("linkedin",), known_presets()))


def process(*arguments: object, live: bool, exported: bool) -> multiprocessing.process.BaseProcess:
    """Return a process that runs `sit`, ready to be started: from one that has loaded everything already, so that most of its time is the sitting's."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    with pytest.MonkeyPatch.context() as patched:
        # Python 3.11's server does not take over where its modules are.
        patched.setenv("PYTHONPATH", os.pathsep.join(sys.path))
        forkserver.ensure_running()
    return context.Process(target=sit, args=arguments, kwargs={"live": live, "exported": exported}, daemon=True)


def undisturbed(pictures: Pictures, place: Path, *, exported: bool) -> tuple[float, int]:
    """Hold a sitting that is not killed; return how long it took in seconds, and how many operations on files. Raises AssertionError where it is not whole."""
    place.mkdir()
    began_s = time.monotonic()
    run = process(pictures, place / "sitting", place / "told.txt", NEVER, live=True, exported=exported)
    run.start()
    run.join(300)
    took_s = time.monotonic() - began_s
    told = (place / "told.txt").read_text()
    found = lost(place / "sitting", told)
    assert found == [], (found, told)
    shutil.rmtree(place)
    return took_s, int(told.rsplit("operations: ", 1)[1])


def killed(pictures: Pictures, place: Path, kill: Kill) -> tuple[bool, str]:
    """Hold a sitting in `place`/sitting that is killed; return whether it was, and what it had told."""
    told = place / "told.txt"
    told.touch()
    run = process(pictures, place / "sitting", told, kill.at, live=kill.live, exported=kill.exported)
    run.start()
    if kill.after_s is not None:
        run.join(kill.after_s)
        with suppress(ProcessLookupError):
            os.kill(run.pid or 0, signal.SIGKILL)
    run.join(300)
    return run.exitcode == -signal.SIGKILL, told.read_text()


def lost(folder: Path, told: str) -> list[str]:
    """Return a line for each photograph that was announced and is not there whole, and for each file that is broken."""
    if not folder.exists():
        return ["a photograph was announced and there is no folder"] * bool(_KEEP.search(told))
    found = flaws(folder)
    announced = [(round(float(match[1]), 2), match[2]) for match in map(_KEEP.match, told.splitlines()) if match]
    there = {(round(one.sidecar.t_s, 2), one.sidecar.look) for one in Session.read(folder)._all} if (folder / "session.json").exists() else set()
    found += [f"{look} at {t_s} s was announced and is not there" for t_s, look in announced if (t_s, look) not in there]
    if "Traceback" in told:
        found.append(f"a traceback: {told[told.index('Traceback') :]}")
    return found


def gone_on_with(folder: Path, *, exported: bool) -> list[str]:
    """Go on with the sitting, keep one more, and export it where that is wanted; return a line for whatever does not work then."""
    try:
        with Session.open(folder, source="x", profile="classic") as again:
            before = {one.sidecar.number for one in again._all}
            number = again.keep(shot("straight", index=900)).sidecar.number
        if exported:
            make_set(folder)
    except NorthlightError as error:
        return [f"it can't be gone on with: {error}"]
    # A set that is not made anew keeps what an export that was cut off left in it.
    unfinished = flaws(folder, leftovers=not exported)
    return unfinished + [f"number {number} was given twice"] * (number in before)


def refused(folder: Path) -> str:
    """Return what a second program is told of a sitting that another one holds."""
    try:
        Session.open(folder, source="x", profile="classic").close()
    except SessionError as error:
        return str(error)
    return "nothing"


def one_kill(pictures: Pictures, place: Path, kill: Kill) -> Killed:
    """Kill a sitting in the new folder `place`, go on with it, and return what became of it; what is whole is removed."""
    place.mkdir()
    was, told = killed(pictures, place, kill)
    found = lost(place / "sitting", told)
    found += gone_on_with(place / "sitting", exported=kill.exported)
    if not found:
        shutil.rmtree(place)
    return Killed(was, sum(_KEEP.match(line) is not None for line in told.splitlines()), [f"{kill}: {line}" for line in found])


def some_kill(rng: random.Random, took: dict[bool, tuple[float, int]]) -> Kill:
    """Return a random moment of a sitting, by the clock or by its operations, one in six of them exported; `took` has how long each kind takes."""
    exported = rng.random() < 1 / 6
    took_s, operations = took[exported]
    live = rng.random() < 0.7
    return Kill(rng.uniform(0, took_s), None, live, exported) if rng.random() < 0.5 else Kill(None, rng.randrange(operations), live, exported)
