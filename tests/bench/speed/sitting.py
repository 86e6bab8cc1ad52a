"""One live sitting with its screen, in a process and a terminal of its own: when each picture was decided upon and drawn.

`python -m tests.bench.speed.sitting ADDRESS FOLDER SECONDS RETAKES NOTES` sits before a numbered camera and writes its notes as JSON. With RETAKES the look
is taken again and again.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from tests.bench.in_terminal import in_terminal
from tests.bench.speed.camera import PICTURES, Taken, number_of

if TYPE_CHECKING:

    from capture.camera import Source
    from capture.types import Frame
    from guidance.loaded import LeftAlone
    from guidance.snapshot import Snapshot

SETTLE_S = 4.0
"""After the first decision: everything is loaded and the face is found."""


class Notes(NamedTuple):
    """What became of a sitting's pictures: their numbers and how late, in ms, they were decided upon, applied to the screen and drawn; after it had settled.

    `seconds` is how long that was, `cores` what the process took of processors meanwhile; `kept` and `got_ms` are how many photographs were taken and how long
    each took to be on the disk.
    """

    decided: list[tuple[int, float]]
    applied: list[float]
    drawn: list[tuple[int, float]]
    seconds: float
    cores: float
    kept: int
    got_ms: list[float]

    @property
    def lost(self) -> int:
        """How many pictures were not analysed."""
        return _gaps([number for number, _ in self.decided])

    @property
    def unseen(self) -> int:
        """How many pictures were not drawn."""
        return _gaps([number for number, _ in self.drawn])


def _gaps(numbers: list[int]) -> int:
    steps = np.diff(numbers)
    # The screen is also told of what happens between two pictures: then the newest one comes once more.
    return int(((steps[steps != 0] - 1) % PICTURES).sum())


def hold(address: str, folder: Path, seconds: float, *, retakes: bool = False) -> Notes:
    """Return what became of a sitting of so many seconds, in a terminal that takes what it is given."""
    with TemporaryDirectory() as place:
        notes = Path(place) / "notes.json"
        words = ["-m", "tests.bench.speed.sitting", address, str(folder), str(seconds), str(int(retakes)), str(notes)]
        in_terminal([sys.executable, *words])
        found = json.loads(notes.read_text())
    return Notes(**found)


class Recorder:
    """Notes what becomes of the pictures of a rig and its screen."""

    def __init__(self, folder: Path, *, retakes: bool) -> None:
        self._taken = Taken(folder)
        self._retakes = retakes
        self._began_s: float | None = None
        self._spent: tuple[float, float] | None = None
        self._used_s = self._from_s = 0.0
        self._decided: list[tuple[int, float]] = []
        self._applied: list[float] = []
        self._drawn: list[tuple[int, float]] = []
        self._kept_s: dict[int, float] = {}
        self._got_ms: list[float] = []
        self._newest_s = 0.0
        self._left_alone = _left_alone()
        self.rig: Any = None

    def step(self, snapshot: Snapshot) -> None:
        """Take in a decision, on the coach's thread."""
        from guidance.snapshot import Command  # noqa: PLC0415 - the sitting's own imports come later

        self._left_alone.step(snapshot)
        frame: Frame = self.rig.frames.peek()[1]
        number, now_s = number_of(frame.rgb, frame.shrunk_by), time.monotonic()
        self._newest_s = self._taken.at_s(number)
        for shot in snapshot.kept:
            self._kept_s[id(shot)] = now_s
        for shot in snapshot.written:
            self._got_ms.append(1000 * (now_s - self._kept_s.pop(id(shot), now_s)))
            if self._retakes:
                self.rig.commands.put(Command.RETAKE)
        if self._settled(now_s):
            self._decided.append((number, 1000 * (now_s - self._newest_s)))

    def applied(self) -> None:
        """Take in that the screen's words are those of the newest decision."""
        if self._counting:
            self._applied.append(1000 * (time.monotonic() - self._newest_s))

    def drawn(self, frame: Frame) -> None:
        """Take in that a picture was made for the terminal."""
        if self._counting:
            number = number_of(frame.rgb, frame.shrunk_by)
            self._drawn.append((number, 1000 * (time.monotonic() - self._taken.at_s(number))))

    def _settled(self, now_s: float) -> bool:
        self._began_s = self._began_s or now_s
        if not self._from_s and now_s - self._began_s >= SETTLE_S:
            self._from_s, self._used_s = now_s, _used_s()
        return self._counting

    @property
    def _counting(self) -> bool:
        return self._from_s > 0 and self._spent is None

    def stop(self) -> None:
        """Take nothing more in: the screen closes now, and draws one last picture once it has waited for its keyboard."""
        seconds = max(time.monotonic() - self._from_s, 1e-6)
        self._spent = seconds, (_used_s() - self._used_s) / seconds

    def notes(self) -> Notes:
        """Return all that was taken in until `stop`."""
        seconds, cores = self._spent or (0.0, 0.0)
        return Notes(self._decided, self._applied, self._drawn, seconds, cores, len(self._got_ms) + len(self._kept_s), self._got_ms)


def _left_alone() -> LeftAlone:
    from guidance.loaded import LeftAlone  # noqa: PLC0415 - as the command line has it

    return LeftAlone()


def _used_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def sit(source: Source, address: str, recorder: Recorder, seconds: float) -> Notes:
    """Hold the sitting on the screen of this terminal."""
    from capture.session import Session  # noqa: PLC0415 - timed from here on
    from guidance.app import NorthlightApp  # noqa: PLC0415
    from guidance.profile import load  # noqa: PLC0415
    from guidance.rig import Rig  # noqa: PLC0415
    from guidance.screens.live import LiveScreen  # noqa: PLC0415
    from guidance.voice import Silent  # noqa: PLC0415
    from guidance.widgets.viewfinder import Viewfinder  # noqa: PLC0415

    profile = load("classic")
    shown: dict[str, Frame] = {}
    show, draw, apply = Viewfinder.show, Viewfinder._drawn, LiveScreen._show_snapshot

    def showing(self: Viewfinder, frame: Frame) -> None:
        shown["newest"] = frame
        show(self, frame)

    def drawing(self: Viewfinder, size_px: tuple[int, int]) -> Any:  # noqa: ANN401 - a canvas
        canvas = draw(self, size_px)
        recorder.drawn(shown["newest"])
        return canvas

    def applying(self: LiveScreen, snapshot: Snapshot) -> None:
        apply(self, snapshot)
        recorder.applied()

    Viewfinder.show, Viewfinder._drawn, LiveScreen._show_snapshot = showing, drawing, applying
    with TemporaryDirectory() as folder:
        session = Session.open(Path(folder) / "sitting", source=source.name, profile=profile.name)
        recorder.rig = rig = Rig(source, profile, session, Silent(), spec=address, on_step=recorder.step)
        app = NorthlightApp(rig)

        def end() -> None:
            recorder.stop()
            app.end()

        over = Timer(seconds + SETTLE_S, end)
        over.daemon = True
        rig.start()
        over.start()
        app.run()
        notes = recorder.notes()
        rig.stop()
        if rig.error is not None:
            raise rig.error
    return notes


def main(words: list[str]) -> None:
    """Be the sitting."""
    from capture.camera import open_source  # noqa: PLC0415 - timed from here on
    from tests.bench.speed.keeping import RawCamera  # noqa: PLC0415

    address, folder, seconds, retakes, notes = words
    source = RawCamera(Path(folder)) if address == "raw" else open_source(address)
    recorder = Recorder(Path(folder), retakes=retakes == "1")
    Path(notes).write_text(json.dumps(sit(source, address, recorder, float(seconds))._asdict()))


if __name__ == "__main__":
    main(sys.argv[1:])
