"""How soon there is something to see: the program's help, and the first live picture of a sitting before a camera over HTTP.

As installed: its modules were compiled before, in the first turn of each, which does not count.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

from tests.bench.in_terminal import in_terminal
from tests.bench.measures.table import Row
from tests.bench.speed.camera import camera

if TYPE_CHECKING:
    from collections.abc import Iterator

TURNS = 5
HELP_S, PICTURE_S = 0.3, 2.5
CELLS = 800
"""Half-blocks on the terminal by which there is a picture."""


def rows() -> Iterator[Row]:
    """Yield what Python alone takes, and what ours takes."""
    with TemporaryDirectory() as compiled:
        before = dict(os.environ)
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = compiled
        try:
            yield from _rows()
        finally:
            os.environ.clear()
            os.environ |= before


def _rows() -> Iterator[Row]:
    own = [sys.executable, "-m", "guidance", "--help"]
    python_s, help_s = (np.median([_took_s(command) for _ in range(1 + TURNS)][1:]) for command in ([sys.executable, "-c", "pass"], own))
    yield Row("--help", "", f"{help_s:.2f} s, of which Python alone {python_s:.2f}", f"≤ {HELP_S} s", bool(help_s <= HELP_S))
    with camera((1920, 1080)) as (address, _):
        took_s = [_first_picture_s(address) for _ in range(1 + TURNS)][1:]
    figure = f"median {np.median(took_s):.2f}, longest {max(took_s):.2f} s"
    yield Row("first live picture", "HTTP, 1080p", figure, f"median ≤ {PICTURE_S} s", bool(np.median(took_s) <= PICTURE_S))


def _took_s(command: list[str]) -> float:
    began_s = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - began_s


def _first_picture_s(address: str) -> float:
    seen_s: list[float] = []

    def enough(written: bytearray) -> bool:
        if written.count("▀".encode()) < CELLS:
            return False
        seen_s.append(time.monotonic())
        return True

    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "guidance", "--camera", address, "--session", str(Path(folder) / "sitting"), "--profile", "classic", "--no-voice"]
        began_s = time.monotonic()
        in_terminal(command, until=enough)
    return seen_s[0] - began_s
