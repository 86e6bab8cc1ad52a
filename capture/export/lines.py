"""A set's files as lines for the terminal: each file's size, and once for each preset what its files lack and what had to give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from capture.export.shortfall import TIMES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from capture.provenance import FileReceipt

_NUMBER = r"(\d+(?:\.\d+)?)"
_BESIDE_RULE = re.compile(rf"{_NUMBER} mm of {_NUMBER} to {_NUMBER}")
_AMOUNT = re.compile(rf"{_NUMBER}(?: px|°)")


def file_line(file: FileReceipt) -> str:
    """Return a file's name with its size, and its dots an inch where it is for paper."""
    dpi = "" if file.effective_dpi is None else f"  {file.effective_dpi:.0f} dpi"
    return f"{file.name}  {file.width_px}{TIMES}{file.height_px} px{dpi}"


def missing_lines(files: Sequence[FileReceipt]) -> list[str]:
    """Return a line for each preset that wants more pixels than there are, told by the file that comes nearest to it."""
    nearest: dict[str, FileReceipt] = {}
    for file in files:
        if file.missing_pixels and (file.preset not in nearest or file.width_px > nearest[file.preset].width_px):
            nearest[file.preset] = file
    return [f"{preset}: {file.missing_pixels}" for preset, file in nearest.items()]


def note_lines(files: Sequence[FileReceipt]) -> list[str]:
    """Return what had to give in a preset's files, each once, with the photographs that it is true of: a small camera is no fault of every single one."""
    shots: dict[str, set[str]] = {}
    told: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for file in files:
        shots.setdefault(file.preset, set()).update(origin.shot for origin in file.made_of)
        for note in file.notes:
            told.setdefault((file.preset, note.partition(":")[0]), []).append((file.made_of[0].shot, note))
    return [f"{preset}{_which([shot for shot, _ in notes], shots[preset])}: {_said(what, notes)}" for (preset, what), notes in told.items()]


def _which(shots: Sequence[str], of: set[str]) -> str:
    """Return the photographs' numbers in brackets; "all" of several, and nothing where there is but one."""
    if len(of) == 1:
        return ""
    return f" (all {len(of)})" if set(shots) == of else f" ({_numbers(shots)})"


def _numbers(shots: Iterable[str]) -> str:
    """Return the shots' numbers as they stand in the files' names."""
    return ", ".join(f"{int(number):02d}" for number in sorted({shot.partition("_")[0] for shot in shots}))


def _said(what: str, notes: Sequence[tuple[str, str]]) -> str:
    """Return the note where it is the same for all; else the one of the photograph that it is worst of."""
    if len({note for _, note in notes}) == 1:
        return notes[0][1]
    shot, worst = max(notes, key=lambda each: _amount(each[1]))
    if _amount(worst) <= 0:
        return f"{what}; the numbers of each are in receipt.html."
    return f"{what}, most of all in {_numbers([shot])}:{worst.removeprefix(f'{what}:')}"


def _amount(note: str) -> float:
    """Return how bad it is, as far as the note tells numbers: how far a length is beyond its rule in millimetres, else the most pixels or degrees."""
    beyond = [max(float(low) - float(value), float(value) - float(high)) for value, low, high in _BESIDE_RULE.findall(note)]
    return max(beyond or [float(amount) for amount in _AMOUNT.findall(note)], default=0.0)
