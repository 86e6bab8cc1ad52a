"""A live sitting before a camera over HTTP, with its screen at 120 by 40 cells: whether every picture is analysed and drawn, how late its words are.

Beside it the same with two programs that do nothing but compute. "To the words" is from the moment at which the camera began to send a picture until the
screen has what was decided of it.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.measures.table import Row
from tests.bench.speed.camera import FPS, camera
from tests.bench.speed.latency import SIZES
from tests.bench.speed.sitting import hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bench.speed.sitting import Notes

SECONDS, SHARE_S = 15.0, 1.5
MOST_PERIODS = {"1080p": 0.75, "4K": 0.85}
MOST_CORES = 0.4 * 2
"""0.4 of two cores."""
HOGS = 2
LIVE_FRAC = 0.9
"""Share of the pictures that must be analysed for a sitting to be live beside hogs."""


def rows() -> Iterator[Row]:
    """Yield what became of the pictures at each size."""
    for name, size_px in SIZES.items():
        with camera(size_px) as (address, folder):
            yield Row("a busy loop gets", "this machine, now", f"{_share():.2f} of a core", "", None)
            yield from _rows(f"HTTP, {name} at {FPS}", hold(address, folder, SECONDS), MOST_PERIODS[name])
            with hogs():
                notes = hold(address, folder, SECONDS)
        seen = len(notes.decided) / max(len(notes.decided) + notes.lost, 1)
        figure = f"{100 * seen:.0f} % analysed, to the words median {np.median(notes.applied):.1f}, 95th {np.percentile(notes.applied, 95):.1f} ms"
        yield Row("live beside two hogs", f"HTTP, {name} at {FPS}", figure, f"≥ {100 * LIVE_FRAC:.0f} % analysed", seen >= LIVE_FRAC)


def _rows(where: str, notes: Notes, most_periods: float) -> Iterator[Row]:
    decided_ms, drawn_ms = ([ms for _, ms in each] for each in (notes.decided, notes.drawn))
    yield Row("pictures analysed", where, f"{len(decided_ms)}, {notes.lost} lost", "none lost", notes.lost == 0)
    yield Row("pictures drawn", where, f"{len(drawn_ms)}, {notes.unseen} not", "none lost", notes.unseen == 0)
    yield Row("to the picture", where, f"median {np.median(drawn_ms):.1f}, 95th {np.percentile(drawn_ms, 95):.1f} ms", "", None)
    yield Row("to the decision", where, f"median {np.median(decided_ms):.1f}, 95th {np.percentile(decided_ms, 95):.1f} ms", "", None)
    periods = float(np.percentile(notes.applied, 95)) * FPS / 1000
    figure = f"median {np.median(notes.applied):.1f}, 95th {np.percentile(notes.applied, 95):.1f} ms: {periods:.2f} of a period"
    yield Row("to the words", where, figure, f"95th ≤ {most_periods} of a period", periods <= most_periods)
    each_ms = 1000 * notes.cores * notes.seconds / max(len(decided_ms), 1)
    figure = f"{notes.cores:.2f} cores: {notes.cores / 2:.2f} of two, {each_ms:.1f} ms a picture analysed"
    yield Row("processor", where, figure, f"≤ {MOST_CORES / 2} of two cores", notes.cores <= MOST_CORES)


def _share() -> float:
    """Return what other programs leave of a core to one that is always busy: what is late on a busy machine need not be slow."""
    began_s, worked_s = time.monotonic(), time.process_time()
    while time.monotonic() < began_s + SHARE_S:
        pass
    return (time.process_time() - worked_s) / (time.monotonic() - began_s)


@contextmanager
def hogs() -> Iterator[None]:
    """Run programs that do nothing but compute."""
    with ExitStack() as stack:
        for _ in range(HOGS):
            hog = stack.enter_context(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
            stack.callback(hog.kill)
        yield
