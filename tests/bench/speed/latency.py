"""How late a picture from a camera over HTTP is here, beside `cv2.VideoCapture` on the same stream: turn by turn, in processes that do nothing else.

At 4K it is the picture at half its size, as sittings have it while they are live. A camera that tells no lengths is one whose pictures' ends must be found:
cv2's reader waits for the next picture to begin.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.measures.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = {"1080p": (1920, 1080), "4K": (3840, 2160)}
TURNS, SETTLE, FRAMES = 5, 30, 120
MOST_RATIO = 0.5


def rows() -> Iterator[Row]:
    """Yield the latency at each size."""
    from tests.bench.speed.camera import camera  # noqa: PLC0415 - a reader's process needs no studio

    for name, lengths in (*((name, True) for name in SIZES), ("1080p", False)):
        found: dict[str, list[list[float]]] = {"own": [], "cv2": []}
        with camera(SIZES[name], lengths=lengths) as (address, folder):
            for _ in range(TURNS):
                for reader, ms in found.items():
                    ms.append(_late(reader, address, folder))
        for at in (50, 95):
            own_ms, cv2_ms = (float(np.median([np.percentile(turn, at) for turn in found[reader]])) for reader in ("own", "cv2"))
            figure = f"{own_ms:.1f} ms, cv2.VideoCapture {cv2_ms:.1f}: {own_ms / cv2_ms:.2f} of it"
            met = bool(own_ms <= MOST_RATIO * cv2_ms) if at == 50 else None
            yield Row(f"latency, {at}th percentile", f"HTTP, {name}" if lengths else f"HTTP, {name}, no lengths told", figure, f"≤ {MOST_RATIO} of cv2's", met)


def _late(reader: str, address: str, folder: Path) -> list[float]:
    """Return by how many milliseconds each picture was late with that reader."""
    command = [sys.executable, "-m", "tests.bench.speed.latency", reader, address, str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    return [float(word) for word in done.stdout.split()]


def read(reader: str, address: str, folder: Path) -> None:
    """Be a reader, and print how late each picture was."""
    from tests.bench.speed.camera import Taken, number_of  # noqa: PLC0415 - as above

    taken, late_ms = Taken(folder), []
    for rgb, shrunk_by in _own(address) if reader == "own" else _cv2(address):
        now_s = time.monotonic()
        late_ms.append(1000 * (now_s - taken.at_s(number_of(rgb, shrunk_by))))
        if len(late_ms) == SETTLE + FRAMES:
            break
    print(*late_ms[SETTLE:])


def _own(address: str) -> Iterator[tuple[np.ndarray, int]]:
    from capture.camera import frames, open_source  # noqa: PLC0415 - each reader loads its own

    with frames(open_source(address)) as source:
        for frame in source:
            yield frame.rgb, frame.shrunk_by


def _cv2(address: str) -> Iterator[tuple[np.ndarray, int]]:
    import cv2  # noqa: PLC0415 - as above

    stream = cv2.VideoCapture(address)
    while True:
        read, bgr = stream.read()
        assert read
        yield bgr, 1


if __name__ == "__main__":
    read(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
