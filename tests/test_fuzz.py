"""A slice of the bad input that `python -m tests.bench.fuzz` gives by the thousand: the first cases of each kind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

SLICE = {
    "corrupted": 4,
    "odd": 3,
    "bomb": 2,
    "video": 3,
    "stream": 8,
    "script": 8,
    "profile": 10,
    "presets": 8,
    "settings": 6,
    "sitting": 6,
    "picture-of-a-sitting": 2,
    "receipt": 10,
    "cameras": 8,
    "name": 5,
    "link": 5,
    "rights": 2,
    "full": 2,
    "many": 1,
    "mixed": 1,
}
"""How many cases of each kind."""


pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def told() -> str:
    words = [f"{kind}={count}" for kind, count in SLICE.items()]
    done = subprocess.run([sys.executable, "-m", "tests.bench.fuzz", "--slice", *words], cwd=ROOT, capture_output=True, text=True, check=False, timeout=280)
    return done.stdout + done.stderr


@pytest.mark.parametrize("kind", sorted(SLICE))
def test_bad_input_of_this_kind_is_answered_in_words(kind: str, told: str) -> None:
    rows = [line.split() for line in told.splitlines() if line.startswith(f"{kind} ")]
    assert [row[0] for row in rows] == [kind], told[-6000:]
    assert [int(number) for number in rows[0][1::3]] == [SLICE[kind], 0], told[-6000:]
