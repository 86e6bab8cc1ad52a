"""Bad input, by the thousand: `python -m tests.bench.fuzz [--cases N | --seconds N] [--kind KIND] [--first NUMBER]`.

Each case lies in a folder of its own, made by its kind and number alone, and is given to the command line in a forked child. Prints how many of each kind were
answered as they should be, and each that was not, with how to run it alone. Exits with 1 where there is one.
"""

from __future__ import annotations

import argparse
import importlib
import shlex
import sys
import time
from collections import Counter
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


def main() -> int:
    """Run the cases and return the exit code."""
    parser = argparse.ArgumentParser(description="Give Northlight bad input and look at its answers.")
    parser.add_argument("--cases", type=int, default=2000, metavar="N", help="about so many, shared out among the kinds (default: 2000)")
    parser.add_argument("--seconds", type=float, metavar="N", help="stop after so long")
    parser.add_argument("--kind", choices=sorted(KINDS), help="of one kind only")
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER", help="the first case's number (default: 0)")
    parser.add_argument("--slice", nargs="+", metavar="KIND=N", help="so many of each kind instead")
    parser.add_argument("--tell", action="store_true", help="print every answer")
    options = parser.parse_args()
    warm()
    begun_s, wrong, codes, slowest, largest = time.monotonic(), [], Counter[tuple[str, int]](), 0.0, 0
    sliced = [(kind, number) for word in options.slice or () for kind, _, count in [word.partition("=")] for number in range(int(count))]
    for kind, number in sliced or cases(options.kind, options.cases, options.first):
        if options.seconds is not None and time.monotonic() - begun_s > options.seconds:
            break
        one = answer(KINDS[kind][0], kind, number)
        codes[kind, one.code] += 1
        slowest, largest = max(slowest, one.took_s), max(largest, one.resident_mb)
        if one.faults:
            wrong.append((kind, number))
        if one.faults or options.tell:
            print(told(kind, number, one), flush=True)
    print(f"\n{'kind':22}{'cases':>7}{'done (0)':>10}{'yours (2)':>11}{'wrong':>7}")
    for kind in KINDS:
        count = sum(of for (each, _), of in codes.items() if each == kind)
        if count:
            print(f"{kind:22}{count:7}{codes[kind, 0]:10}{codes[kind, 2]:11}{sum(each == kind for each, _ in wrong):7}")
    print(f"{sum(codes.values())} cases in {time.monotonic() - begun_s:.0f} s, {len(wrong)} wrong; the slowest took {slowest:.1f} s, the largest {largest} MB.")
    return int(bool(wrong))


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
        f"    code {one.code}, {one.took_s:.1f} s, {one.resident_mb} MB; {'; '.join(one.faults[:6]) or 'as it should be'}",
        f"    again: python -m tests.bench.fuzz --kind {kind} --first {number} --cases 1 --tell",
        *(f"    | {line}" for line in said.split("\n")),
    ]
    return visible("\n".join(lines))


if __name__ == "__main__":
    sys.exit(main())
