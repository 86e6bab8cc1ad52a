"""`northlight rehearse`: a whole sitting before the virtual studio, up to the finished set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from capture.script import sessions
from guidance.cli.export import export_usual, told
from guidance.cli.screen import with_or_without
from guidance.cli.sit import hold, kept

if TYPE_CHECKING:
    import argparse

    from capture.script.timeline import Script
    from capture.tracker import Tracker


def rehearse(options: argparse.Namespace) -> int:
    """Hold the sample sitting, export its set, and return the exit code."""
    if options.list:
        for name in sessions.names():
            print(in_words(sessions.load(name)))
        return 0
    script = sessions.load(options.name)
    options = with_or_without(options)
    print(f"{script.title}. {script.lesson}", flush=True)
    rig, made = hold(options, f"sample:{options.name}", _tracker(options.tracker, script), set_follows=True)
    if not kept(rig):
        return 0
    return export_usual(Path(rig.folder)) if made is None else told(made, made.last_lines)


def in_words(script: Script) -> str:
    """Return a sample sitting as two lines for people."""
    return f"{script.name:20} {script.seconds:3.0f} s  {script.persona.name:12} {script.title}\n{'':20} {script.lesson}"


def _tracker(name: str, script: Script) -> Tracker | None:
    """Return the tracker of that name; None is the usual one."""
    if name != "studio":
        return None
    from capture.studio.tracker import StudioTracker  # noqa: PLC0415 - the studio's geometry is loaded by those who ask for it

    return StudioTracker(script)
