"""What the live picture costs: `python -m tests.bench.screen_speed [CLIP]` plays one clip in 120 by 40 cells with Northlight's screen, mpv and timg.

Northlight's row is that of half-blocks; its pictures for terminals that draw them have rows of their own.

Tracker and measures are off: only the picture is compared. Each player shows a short and a long part of the clip at its own pace in a pseudo-terminal of ours;
the difference of their processor times over the difference of their frames is what a frame costs, without the start. Bytes are those that reach the terminal.
Where no clip is named, one is drawn by the virtual studio: a sitter who sways. Players that are not installed are left out.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

import av
import numpy as np

from capture.camera import open_source
from capture.mailbox import Latest
from capture.script.scene import Backdrop, Room, Scene, Subject
from capture.studio import render
from capture.types import Frame, Reading
from guidance import kept_memory
from guidance.app import NorthlightApp
from guidance.rig import SWITCH_S
from guidance.snapshot import Command, Phase, Snapshot
from tests.bench.in_terminal import COLUMNS, ROWS, in_terminal
from tests.bench.measures.views import everybody

if TYPE_CHECKING:
    from collections.abc import Sequence

FPS, SHORT, LONG = 30, 60, 300
OWN = {"northlight": "blocks", "as kitty": "kitty", "as iterm2": "iterm2"}
"""Northlight's ways to draw. Nobody reads shared memory here, so kitty's pictures go through the line."""
MOST_CPU = {"mpv": 1.0, "timg": 1.3}
MOST_BYTES = {"mpv": 0.4}


class ClipSitting:
    """A sitting without a coach: a clip's frames at their own pace, and one snapshot."""

    title, folder, set_follows = "clip", ".", False

    def __init__(self, clip: str, frames: int) -> None:
        self.frames: Latest[Frame] = Latest()
        self.screen: Latest[Snapshot] = Latest()
        self.commands: SimpleQueue[Command] = SimpleQueue()
        self.screen.put(Snapshot(0.0, Reading(0, 0.0, 1), (), None, None, Phase.SEEKING, 0.0, ()))
        self._clip, self._count = clip, frames

    def play(self, app: NorthlightApp) -> None:
        """Put the frames, one each thirtieth of a second, and end the screen after the last."""
        with open_source(self._clip) as source:
            began_s = time.monotonic()
            for index, frame in zip(range(self._count), source, strict=False):
                time.sleep(max(0.0, began_s + index / FPS - time.monotonic()))
                self.frames.put(frame)
        app.end()


def show(clip: str, frames: int) -> None:
    """Be the player that is measured: show so many frames of the clip and end."""
    # As `Rig.start` has it.
    sys.setswitchinterval(SWITCH_S)
    kept_memory.keep()
    sitting = ClipSitting(clip, frames)
    app = NorthlightApp(sitting)
    Thread(target=sitting.play, args=(app,), daemon=True).start()
    app.run()


def drawn(target: Path) -> None:
    """Write ten seconds of a sitter who sways, as MJPEG."""
    with av.open(str(target), "w") as file:
        stream = file.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 1280, 720, "yuvj420p"
        stream.options = {"qscale": "3"}
        for index in range(LONG):
            turn = 2 * np.pi * index / 90
            subject = Subject(distance_mm=840, y_mm=-78, yaw_deg=8 * float(np.sin(turn)), x_mm=25 * float(np.sin(0.7 * turn)))
            rgb = render(Scene(persona=everybody()[0], seed=index, t_s=index / FPS, subject=subject, backdrop=Backdrop(room=Room.OFFICE)))
            file.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(rgb), format="rgb24")))
        file.mux(stream.encode())


def cost(command: Sequence[str]) -> tuple[float, int]:
    """Run a player in a terminal of its own; return the seconds of processor time that it took, and the bytes that it wrote."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    written = in_terminal(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, written


def players(clip: str) -> dict[str, list[list[str]]]:
    """Return for each player its commands for the short and the long part."""
    own = [[sys.executable, "-m", "tests.bench.screen_speed", clip, str(frames)] for frames in (SHORT, LONG)]
    found = {name: [["env", f"NORTHLIGHT_PICTURE={setting}", *command] for command in own] for name, setting in OWN.items()}
    if shutil.which("mpv"):
        found["mpv"] = [["mpv", "--vo=tct", "--really-quiet", "--no-audio", "--no-config", f"--length={frames / FPS}", clip] for frames in (SHORT, LONG)]
    if shutil.which("timg"):
        found["timg"] = [["timg", "-p", "half", "-g", f"{COLUMNS}x{ROWS}", f"--frames={frames}", "--loops=1", clip] for frames in (SHORT, LONG)]
    return found


def main(clip: str | None) -> int:
    """Print what each player costs a frame, and return 1 where a target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        if clip is None:
            clip = str(Path(folder) / "clip.mkv")
            drawn(Path(clip))
        figures: dict[str, tuple[float, float]] = {}
        for name, (short, long) in players(clip).items():
            (short_s, short_bytes), (long_s, long_bytes) = cost(short), cost(long)
            figures[name] = 1000 * (long_s - short_s) / (LONG - SHORT), (long_bytes - short_bytes) / (LONG - SHORT) / 1000
    own_ms, own_kb = figures["northlight"]
    missed = 0
    for name, (cpu_ms, kilobytes) in figures.items():
        shares = f"northlight takes {own_ms / cpu_ms:.2f} and {own_kb / kilobytes:.2f} of it"
        print(f"{name:10}  {cpu_ms:5.1f} ms of processor and {kilobytes:6.1f} kB a frame; {shares}")
        missed += own_ms > MOST_CPU.get(name, np.inf) * cpu_ms or own_kb > MOST_BYTES.get(name, np.inf) * kilobytes
    return int(missed > 0)


if __name__ == "__main__":
    if len(sys.argv) > 2:
        show(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
