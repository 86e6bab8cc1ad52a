"""A camera over HTTP in a process of its own, whose pictures bear their numbers, so that any reader's pixels tell when they were taken.

`python -m tests.bench.speed.camera FOLDER [NO_LENGTHS]` serves the folder's pictures and prints the address; it ends with its standard input. Cameras tell how
many bytes each picture has, or leave that to be found out: with NO_LENGTHS it does.
"""

from __future__ import annotations

import mmap
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import cv2
import numpy as np
import simplejpeg

sys.path.append(str(Path(__file__).resolve().parents[2]))

from phone import Phone

from capture.script.scene import Backdrop, Camera, Room, Scene, Subject
from capture.studio import render
from tests.bench.measures.views import everybody

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Rgb

FPS, PICTURES, DRAWN = 30, 64, 8
"""A round of pictures takes two seconds: nothing may be later than that."""
MARK_PX, BITS = 32, 6
TIMES = "taken"
QUALITY = 88
NO_LENGTHS = "no-lengths"


class Numbered(Phone):
    """A phone that notes in a file when it began to send each picture of its round."""

    def __init__(self, folder: Path, *, lengths: bool = True) -> None:
        super().__init__([path.read_bytes() for path in sorted(folder.glob("*.jpg"))], fps=FPS, content_length=lengths)
        self._file = (folder / TIMES).open("r+b")
        self._taken_s = np.frombuffer(mmap.mmap(self._file.fileno(), PICTURES * 8), np.float64)

    def _part(self, number: int, jpeg: bytes) -> bytes:
        self._taken_s[number % PICTURES] = time.monotonic()
        return super()._part(number, jpeg)


class Taken:
    """Says when pictures were taken."""

    def __init__(self, folder: Path) -> None:
        with (folder / TIMES).open("r+b") as file:
            self._taken_s = np.frombuffer(mmap.mmap(file.fileno(), PICTURES * 8), np.float64)

    def at_s(self, number: int) -> float:
        """Return the moment, by the monotonic clock, at which the last picture of that number was sent."""
        return float(self._taken_s[number])


def number_of(rgb: Rgb, shrunk_by: int = 1) -> int:
    """Return the number that a picture (H, W, 3) bears, which was read at one `shrunk_by`th of its size."""
    mark_px = MARK_PX // shrunk_by
    return sum(int(rgb[mark_px // 2, mark_px * bit + mark_px // 2, 1] > 127) << bit for bit in range(BITS))


def draw(folder: Path, size_px: tuple[int, int]) -> None:
    """Write a round of pictures of that (width, height): a sitter who sways before a noisy camera. Beyond 1080p they are enlarged from it."""
    noise = np.random.default_rng(1).normal(0, 2.5, (2, 1080, 1920, 3))
    drawn = []
    for index in range(DRAWN):
        turn = np.pi * index / DRAWN
        subject = Subject(x_mm=12.0 * np.cos(turn), yaw_deg=2.0 * np.cos(turn))
        scene = Scene(
            persona=everybody()[0], size_px=(1920, 1080), t_s=index / FPS, subject=subject, camera=Camera(hfov_deg=50), backdrop=Backdrop(room=Room.OFFICE)
        )
        drawn.append(np.clip(render(scene) + noise[index % 2], 0, 255).astype(np.uint8))
    there_and_back = [*range(DRAWN), *reversed(range(DRAWN))]
    for number in range(PICTURES):
        rgb = cv2.resize(drawn[there_and_back[number % len(there_and_back)]], size_px, interpolation=cv2.INTER_LINEAR)
        for bit in range(BITS):
            rgb[:MARK_PX, MARK_PX * bit : MARK_PX * (bit + 1)] = 255 * (number >> bit & 1)
        (folder / f"{number:02d}.jpg").write_bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(rgb), quality=QUALITY, colorsubsampling="420"))
    (folder / TIMES).write_bytes(bytes(PICTURES * 8))


@contextmanager
def camera(size_px: tuple[int, int], *, lengths: bool = True) -> Iterator[tuple[str, Path]]:
    """Give the address of a camera of that (width, height), which tells its pictures' `lengths` or not, and the folder with its times."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        draw(folder, size_px)
        with serving(folder, lengths=lengths) as address:
            yield address, folder


@contextmanager
def serving(folder: Path, *, lengths: bool = True) -> Iterator[str]:
    """Give the address at which another process serves a folder's pictures."""
    command = [sys.executable, "-m", "tests.bench.speed.camera", str(folder), *([] if lengths else [NO_LENGTHS])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()
            server.wait(10)


if __name__ == "__main__":
    with Numbered(Path(sys.argv[1]), lengths=NO_LENGTHS not in sys.argv) as phone:
        print(phone.url, flush=True)
        sys.stdin.read()
