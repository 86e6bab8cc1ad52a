from __future__ import annotations

import platform
import subprocess
import sys

import pytest

from guidance import kept_memory

PICTURES = """
import resource, sys
import numpy as np
from guidance import kept_memory

if sys.argv[1] == "kept":
    kept_memory.keep()

def three() -> None:
    pictures = [np.ones(720 * 1280 * 3, np.uint8) for _ in range(3)]

three()
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(50):
    three()
print((resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / 50)
"""


def faults(how: str) -> float:
    """Return how many pages the system gives for three pictures of 675 that are let go together, each time."""
    return float(subprocess.run([sys.executable, "-c", PICTURES, how], capture_output=True, text=True, check=True, timeout=60).stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="it is glibc's malloc that is told")
def test_the_pages_of_pictures_are_asked_for_once() -> None:
    assert faults("kept") < 20
    assert faults("as it was") > 500, "else there is no need for it any more"


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    kept_memory.keep()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr("ctypes.CDLL", lambda _: object())
    kept_memory.keep()
