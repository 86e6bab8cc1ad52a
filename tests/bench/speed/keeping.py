"""Whether keeping a photograph costs a live picture: a look that is taken again and again, before a camera that gives JPEGs, and one that gives raw frames."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
import simplejpeg

from capture.camera.closing import Closing
from capture.types import Frame
from tests.bench.measures.table import Row
from tests.bench.speed.camera import FPS, PICTURES, TIMES, camera

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 25.0


class RawCamera(Closing):
    """A live camera that gives a folder's pictures raw, each a copy in memory as a webcam's are."""

    live, stills, name, remark, horizontal_fov_deg = True, False, "Camera 0", None, 50.0

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._pictures = [simplejpeg.decode_jpeg(path.read_bytes(), colorspace="RGB") for path in sorted(folder.glob("*.jpg"))]
        self._taken_s = np.memmap(folder / TIMES, np.float64, "r+", shape=(PICTURES,))
        self.description = "raw"

    def __iter__(self) -> Iterator[Frame]:
        began_s, index = time.monotonic(), 0
        while not self._closed.wait(max(0.0, began_s + index / FPS - time.monotonic())):
            self._taken_s[index % PICTURES] = time.monotonic()
            rgb = self._pictures[index % PICTURES].copy()
            rgb.setflags(write=False)
            yield Frame(index, index / FPS, rgb)
            index += 1


def rows() -> Iterator[Row]:
    """Yield how many pictures were lost while photographs were taken, and how long each took to be on the disk."""
    from tests.bench.speed.sitting import hold  # noqa: PLC0415 - which runs this module's camera in another process

    with camera((1920, 1080)) as (address, folder):
        for kind, spec in (("its own JPEGs", address), ("raw", "raw")):
            plain, notes = hold(spec, folder, SECONDS / 2), hold(spec, folder, SECONDS, retakes=True)
            got = f"“Got it” after {np.median(notes.got_ms):.0f} ms, longest {max(notes.got_ms):.0f}" if notes.got_ms else "none on the disk"
            figure = f"{notes.lost} of {len(notes.decided)} lost with {notes.kept} kept ({plain.lost} of {len(plain.decided)} with none asked again); {got}"
            yield Row("keeping loses no picture", f"live 1080p, {kind}", figure, "none lost", notes.lost == 0 and notes.kept > 0)
