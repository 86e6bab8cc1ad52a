"""What the program asks of its voice's process, first of all to be which voice, and what it hears back: one line of JSON each."""

from __future__ import annotations

import msgspec

from guidance.snapshot import Cue  # noqa: TC001 - msgspec reads the annotations
from guidance.speech import Speech


class Order(msgspec.Struct, frozen=True, omit_defaults=True):
    """Say `cue`; without one, end: what is being said may go on for at most `last_words_s`."""

    cue: Cue | None = None
    last_words_s: float = 0.0


class Report(msgspec.Struct, frozen=True, omit_defaults=True):
    """How the voice fares: whether the device is `open`, what keeps the voice from being heard (None: nothing), how often the device ran dry, its name."""

    open: bool = False
    notice: str | None = None
    underruns: int = 0
    device: str = ""


def settings(argument: str) -> Speech:
    """Return what the process is started with: how it shall sound, `pack` always the name of one."""
    return msgspec.json.decode(argument, type=Speech)


def line(message: Speech | Order | Report) -> bytes:
    """Return `message` as the line that carries it."""
    return msgspec.json.encode(message) + b"\n"


def order(text: bytes) -> Order | None:
    """Return the order that a line carries; None where it carries none, as the half line of a program that was killed."""
    try:
        return msgspec.json.decode(text, type=Order)
    except msgspec.DecodeError:
        return None


def report(text: bytes) -> Report | None:
    """Return the report that a line carries; None where it carries none."""
    try:
        return msgspec.json.decode(text, type=Report)
    except msgspec.DecodeError:
        return None
