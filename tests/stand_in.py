"""A program that stands in for a speech engine: it notes how it was called and writes a sound."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_SCRIPT = """#!{python}
import json, sys
arguments = sys.argv[1:]
with open({calls!r}, "a", encoding="utf-8") as calls:
    calls.write(json.dumps([arguments, sys.stdin.buffer.read().decode("utf-8")]) + "\\n")
if {fails!r}:
    sys.exit({fails!r})
if {after!r} in arguments:
    import numpy, soundfile
    t_s = numpy.arange(8000) / 16000
    soundfile.write(arguments[arguments.index({after!r}) + 1], numpy.sin(2 * numpy.pi * 440 * t_s) * 0.3, 16000, format="WAV")
sys.stdout.buffer.write({says!r}.encode("utf-8"))
"""


class Call(NamedTuple):
    """One call: its arguments, and what it read."""

    arguments: list[str]
    text: str


class StandIn:
    """A program called `name`, first on the PATH; half a second of a tone at 16 kHz goes into the file that is named `after` a word."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, after: str, *, says: str = "", fails: str = "") -> None:
        self._calls = folder / f"{name}.calls"
        programs = folder / "programs"
        programs.mkdir(exist_ok=True)
        program = programs / name
        program.write_text(_SCRIPT.format(python=sys.executable, calls=str(self._calls), after=after, says=says, fails=fails), encoding="utf-8")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")

    @property
    def calls(self) -> list[Call]:
        """Every call so far."""
        return [Call(*json.loads(line)) for line in self._calls.read_text(encoding="utf-8").splitlines()] if self._calls.exists() else []
