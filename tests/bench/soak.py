"""Whether a sitting that never ends takes more and more: `python -m tests.bench.soak [truth|pixels] [--frames N]` prints what the process holds on its way.

`truth`: a million frames (nine hours at 30 a second) of sitters who are stirred up and coached again, on their scenes' truth, through coach and folder.
`pixels`: an hour at ten frames a second of a rehearsal that begins again and again, a camera's JPEGs, through decoder, MediaPipe, measures, coach, folder.
Each look is taken again once the last but one is there, so that photographs are kept all the time. Linux only, since it reads /proc. Exits with 1 where memory,
threads or open files grow, or where anything lies in the folder that is no whole photograph.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np

sys.path.append(str(Path(__file__).resolve().parents[1]))

import simplejpeg
from obedient_sitter import ObedientSitter, random_parts
from truth_observer import TruthObserver
from whole_folder import flaws

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.camera.virtual import VirtualCamera
from capture.script import people, sessions
from capture.session import Session
from capture.types import Frame
from guidance.guide import Guide
from guidance.keeping import Keeping
from guidance.profile import load
from guidance.rig import Rig
from guidance.snapshot import Command
from guidance.voice import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Observation
    from guidance.snapshot import Snapshot

FRAMES = {"truth": 1_000_000, "pixels": 36_000}
TRUTH_FPS, PIXELS_FPS = 30, 10
STIRRED_EVERY = 45 * TRUTH_FPS
PEOPLE = 4
"""The studio keeps what belongs to a person; of thirty that would be as much as a sitting."""
RECORDED = 14 * STIRRED_EVERY
"""Frames whose truth is worked out: it takes five times as long as all that the coach does with it."""
SIZE, QUALITY = (640, 360), 90
SAMPLES = 20
WARM_FRAC = 0.25
"""Until here caches fill: growth is counted from there on."""
MOST_GROWTH_MB = 25.0
"""From there to the end, beside what follows."""
SIDECAR_KB = 8.0
"""What a photograph leaves in memory: its measures, its features, and why other frames of its moment were not taken."""
PROFILE = load("classic")


@dataclass(frozen=True)
class Held:
    """What the process holds after so many frames."""

    frames: int
    resident_mb: float
    threads: int
    files: int
    kept: int
    disk_mb: float


@dataclass
class Ledger:
    """Notes what is held, `SAMPLES` times over so many frames."""

    frames: int
    folder: Path
    held: list[Held] = field(default_factory=list)
    kept: int = 0

    def note(self, seen: int) -> None:
        """Note it where it is due, and print it."""
        if seen % max(1, self.frames // SAMPLES):
            return
        status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines())
        disk = sum(path.stat().st_size for path in self.folder.rglob("*") if path.is_file())
        resident_mb, files = int(status["VmRSS"].split()[0]) / 1024, len(list(Path("/proc/self/fd").iterdir()))
        now = Held(seen, resident_mb, int(status["Threads"]), files, self.kept, disk / 2**20)
        self.held.append(now)
        told = f"{now.threads:3} threads  {now.files:3} files  {now.kept:5} kept, {now.disk_mb:.0f} MB"
        print(f"{now.frames:9} frames  {now.resident_mb:6.0f} MB  {told}", flush=True)

    def faults(self) -> list[str]:
        """Return what grew, and what lies in the folder that should not."""
        late = [held for held in self.held if held.frames >= WARM_FRAC * self.frames]
        slope, _ = np.polyfit([held.frames for held in late], [held.resident_mb for held in late], 1)
        growth_mb = float(slope) * (late[-1].frames - late[0].frames)
        most_mb = MOST_GROWTH_MB + SIDECAR_KB / 1024 * (late[-1].kept - late[0].kept)
        print(f"memory grew by {growth_mb:.1f} MB from frame {late[0].frames} on, in {late[-1].kept - late[0].kept} photographs (at most {most_mb:.0f})")
        middle = len(late) // 2
        grown = [f"memory grew by {growth_mb:.0f} MB"] * (growth_mb > most_mb)
        for what in ("threads", "files"):
            # The least of each half: while a photograph is written a file is open more.
            before, after = (min(getattr(held, what) for held in part) for part in (late[:middle], late[middle:]))
            grown += [f"{what} went from {before} to {after}"] * (after > before)
        there = len(Session.read(self.folder).shots)
        lost = [f"{self.kept} were kept and {there} are there"] * (there != self.kept)
        return grown + lost + ["nothing was kept"] * (not self.kept) + flaws(self.folder, leftovers=False)


def again(kept: int) -> list[Command]:
    """Return the keys after so many photographs: once only the last look is left, those that take another one of the looks again."""
    before = len(PROFILE.looks) - 1
    return [Command.RETAKE] * (1 + kept % before if kept >= before else 0)


class Rehearsal(Closing):
    """Gives the frames of a rehearsal again and again, as a camera's JPEGs, in a time that goes on."""

    live = False
    stills = False
    name = "Camera 0"
    description = f"{SIZE[0]}×{SIZE[1]}"
    horizontal_fov_deg = 62.0

    def __init__(self, frames: int) -> None:
        super().__init__()
        script = msgspec.structs.replace(sessions.load("all-right"), size=SIZE, fps=float(PIXELS_FPS))
        with VirtualCamera(script) as camera:
            self._pictures = [bytes(simplejpeg.encode_jpeg(frame.rgb, quality=QUALITY)) for frame in camera]
        self._frames = frames

    def __iter__(self) -> Iterator[Frame]:
        for index in range(self._frames):
            if self._closed.is_set():
                return
            encoded = self._pictures[index % len(self._pictures)]
            rgb = jpeg.decode(encoded)
            assert rgb is not None
            rgb.setflags(write=False)
            yield Frame(index, index / PIXELS_FPS, rgb, encoded)


def on_truth(frames: int, ledger: Ledger) -> None:
    """Coach sitters on their scenes' truth; after a while each is another one, who begins anywhere. What was seen then comes again and again."""
    guide = Guide(PROFILE)
    keeping = Keeping(Session.open(ledger.folder, source="truth", profile=PROFILE.name), PROFILE)
    sitters = Sitters()
    for index in range(frames):
        snapshot = guide.step(sitters.seen(index))
        sitters.hear(snapshot)
        keeping.carry_out(snapshot)
        if snapshot.kept:
            keeping.settle()
        keeping.look_after()
        ledger.kept += len(snapshot.kept)
        for command in again(ledger.kept) if snapshot.kept else ():
            guide.command(command)
        ledger.note(index + 1)
    unsaved = keeping.close()
    assert not unsaved, keeping.notices


class Sitters:
    """What a tracker would have said of them, from frame to frame: worked out for the first `RECORDED` frames, and from then on said again at later times."""

    def __init__(self) -> None:
        self._observe = TruthObserver(0)
        self._seen: list[Observation] = []
        self._heard = ""
        self._sitter = _anybody(0)

    def seen(self, index: int) -> Observation:
        """Return the observation of the frame `index`."""
        t_s = index / TRUTH_FPS
        if index < RECORDED:
            if index % STIRRED_EVERY == 0:
                self._sitter = _anybody(index // STIRRED_EVERY)
            self._seen.append(self._observe(self._sitter.scene(t_s), index))
            return self._seen[-1]
        before = self._seen[index % RECORDED]
        return replace(before, frame=replace(before.frame, index=index, t_s=t_s), reading=replace(before.reading, index=index, t_s=t_s))

    def hear(self, snapshot: Snapshot) -> None:
        """Let the one who sits do what he is told."""
        prompt = "" if snapshot.prompt is None else snapshot.prompt.id
        if prompt and (prompt != self._heard or (snapshot.cue is not None and snapshot.cue.clip is not None)):
            self._sitter.hear(prompt)
        self._heard = prompt


def _anybody(number: int) -> ObedientSitter:
    names = people.names()
    parts = random_parts(np.random.default_rng((number, 11)), bad=2)
    return ObedientSitter(people.find(names[number % PEOPLE]), parts, hfov_deg=62, seed=number, size_px=(1280, 720))


def through_pixels(frames: int, ledger: Ledger) -> None:
    """Hold one sitting before the rehearsal's frames."""

    def look(snapshot: Snapshot) -> None:
        ledger.kept += len(snapshot.kept)
        for command in again(ledger.kept) if snapshot.kept else ():
            rig.commands.put(command)
        ledger.note(snapshot.reading.index + 1)

    camera = Rehearsal(frames)
    session = Session.open(ledger.folder, source=camera.name, profile=PROFILE.name)
    rig = Rig(camera, PROFILE, session, Silent(), spec="0", on_step=look)
    rig.start()
    rig.finished.wait()
    rig.stop()
    if rig.error is not None:
        raise rig.error


def main() -> int:
    """Run the parts and return 1 where something grew or is not whole."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("part", nargs="*", choices=[*FRAMES, []], help="which (default: both)")
    parser.add_argument("--frames", type=int, metavar="N", help="instead of each part's own")
    options = parser.parse_args()
    wrong = 0
    for part in options.part or FRAMES:
        frames = options.frames or FRAMES[part]
        begun_s = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            ledger = Ledger(frames, Path(folder) / "sitting")
            print(f"{part}: {frames} frames", flush=True)
            (on_truth if part == "truth" else through_pixels)(frames, ledger)
            faults = ledger.faults()
        print(f"{part}: {'; '.join(faults) or 'nothing grew, all is whole'}; {time.monotonic() - begun_s:.0f} s")
        wrong += bool(faults)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
