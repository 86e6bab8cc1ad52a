"""Bad input, by the thousand: `python -m tests.bench.fuzz [--cases N | --seconds N] [--kind KIND] [--first NUMBER] [--skip N]`.

Each case lies in a folder of its own, made by its kind and number alone, and is given to the command line in a forked child. Prints how many of each kind were
answered as they should be, and each that was not, with how to run it alone. Exits with 1 where there is one. A run that is stopped (Ctrl-C,
SIGTERM) tells of the cases until then.
"""

from __future__ import annotations

import argparse
import importlib
import shlex
import signal
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1]))

from fuzz.kinds import KINDS
from fuzz.running import answer

from capture.errors import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fuzz.running import Answer

WARM = (
    "analyse",
    "audit",
    "calibrate",
    "check",
    "export",
    "purge",
    "rehearse",
    "replay",
    "review",
    "screen",
    "set_up",
    "sit",
    "verify",
)
"""Commands whose modules are loaded before the first fork."""
SHOWN = 1500
PROGRESS = 100


def main() -> int:
    """Run the cases and return the exit code."""
    parser = argparse.ArgumentParser(description="Give Northlight bad input and look at its answers.")
    parser.add_argument("--cases", type=int, default=2000, metavar="N", help="about so many, shared out among the kinds (default: 2000)")
    parser.add_argument("--seconds", type=float, metavar="N", help="stop after so long")
    parser.add_argument("--kind", choices=sorted(KINDS), help="of one kind only")
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="the first case's number (default: 0)")
    parser.add_argument("--skip", type=int, default=0, metavar="N", help="leave out the first N of them, as a run that was stopped has done them")
    parser.add_argument("--slice", nargs="+", metavar="KIND=N", help="so many of each kind instead")
    parser.add_argument("--tell", action="store_true", help="print every answer")
    options = parser.parse_args()
    warm()
    sliced = [(kind, number) for word in options.slice or () for kind, _, count in [word.partition("=")] for number in range(int(count))]
    tally = Tally(options.tell)
    for each in (signal.SIGINT, signal.SIGTERM):  # also where it was started in the background
        signal.signal(each, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        for kind, number in islice(sliced or cases(options.kind, options.cases, options.first), options.skip, None):
            if options.seconds is not None and tally.since_s > options.seconds:
                break
            tally.add(kind, number, answer(KINDS[kind][0], kind, number))
    tally.table()
    return int(bool(tally.wrong))


class Tally:
    """What came of the cases so far; each that is wrong is told at once, and with `tell` each."""

    def __init__(self, tell: bool) -> None:
        self._tell = tell
        self._begun_s = time.monotonic()
        self._codes: dict[str, list[int]] = {}
        self._worked_s = Counter[str]()
        self._slowest_s, self._largest_mb = 0.0, 0
        self.wrong = Counter[str]()

    @property
    def since_s(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self._begun_s

    def add(self, kind: str, number: int, one: Answer) -> None:
        """Take in an answer."""
        self._codes.setdefault(kind, []).append(one.code)
        self._worked_s[kind] += one.worked_s
        self._slowest_s, self._largest_mb = max(self._slowest_s, one.took_s), max(self._largest_mb, one.resident_mb)
        self.wrong[kind] += bool(one.faults)
        if one.faults or self._tell:
            print(told(kind, number, one), flush=True)
        if (done := sum(map(len, self._codes.values()))) % PROGRESS == 0:
            print(f"… {done} cases in {self.since_s:.0f} s, {self.wrong.total()} wrong", flush=True)

    def table(self) -> None:
        """Print a line for each kind, and one for all."""
        print(f"\n{'kind':22}{'cases':>7}{'done (0)':>10}{'yours (2)':>11}{'wrong':>7}{'CPU s':>8}")
        for kind, codes in self._codes.items():
            print(f"{kind:22}{len(codes):7}{codes.count(0):10}{codes.count(2):11}{self.wrong[kind]:7}{self._worked_s[kind]:8.1f}")
        count = sum(map(len, self._codes.values()))
        print(
            f"{count} cases in {self.since_s:.0f} s, {self.wrong.total()} wrong; the slowest took {self._slowest_s:.1f} s, the largest {self._largest_mb} MB."
        )


def warm() -> None:
    """Load what the children need, so that none of them waits for it. No face tracker is opened: its threads would not outlive a fork."""
    importlib.import_module("mediapipe")
    for name in WARM:
        importlib.import_module(f"guidance.cli.{name}")


def cases(kind: str | None, count: int, first: int) -> Iterator[tuple[str, int]]:
    """Yield about `count` cases, the kinds in turn by their shares."""
    shares = {each: share for each, (_, share) in KINDS.items() if kind in (None, each)}
    whole = sum(shares.values())
    done = dict.fromkeys(shares, first)
    for number in range(count):
        for each, share in shares.items():
            due = first + (number + 1) * share / whole
            while done[each] < int(due):
                yield each, done[each]
                done[each] += 1


def told(kind: str, number: int, one: Answer) -> str:
    """Return an answer in words, and how to have it again."""
    said = one.said.strip()
    said = said if len(said) < SHOWN else f"{said[: SHOWN // 3]} … {said[-SHOWN:]}"
    lines = [
        f"{kind} {number}: {one.case.what}",
        f"    asked: {shlex.join(one.case.arguments)[:400]}",
        f"    code {one.code}, {one.took_s:.1f} s ({one.worked_s:.1f} s of work), {one.resident_mb} MB; {'; '.join(one.faults[:6]) or 'as it should be'}",
        f"    again: python -m tests.bench.fuzz --kind {kind} --first {number} --cases 1 --tell",
        *(f"    | {line}" for line in said.split("\n")),
    ]
    return visible("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
