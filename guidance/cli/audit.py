"""`northlight audit`: what portraits look like from outside, as lines, as JSON, or as a page."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from capture import atomic
from capture.audit import audit as audited
from capture.errors import NorthlightError, in_utf8, visible
from guidance.audit import LIMITS, Weight, findings, notes
from guidance.audit.page import page

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from capture.audit import Audit
    from guidance.audit import Finding

SIGNS = {Weight.REMARK: "!", Weight.PLAIN: " ", Weight.UNJUDGED: "–"}


class PageError(NorthlightError):
    """The page could not be written."""


def audit(options: argparse.Namespace) -> int:
    """Audit every picture and print; return the exit code.

    A file that can't be read is told in one line and the others go on; the exit code is then 2.
    """
    failed = False
    told: list[tuple[str, Audit]] = []
    for line in audited(options.image, against=options.against):
        if line.error is not None:
            failed = True
            print(f"northlight: {line.error}", file=sys.stderr)
        if line.audit is not None:
            found = findings(line.audit)
            print(as_json(line.source, line.audit, found) if options.json else "\n".join(in_words(line.source, line.audit, found)), flush=True)
            if options.html is not None:
                told.append((visible(line.source), line.audit))
    if options.html is not None and told:
        atomic.write(Path(options.html), page(told).encode(), PageError)
        if not options.json:
            print(f"The page is {options.html}.")
    return 2 if failed else 0


def in_words(source: str, of: Audit, found: Sequence[Finding]) -> list[str]:
    """Return an audit as lines for people: a head, a line for each finding, and what they can't tell."""
    height, width = of.portrait.rgb.shape[:2]
    remarks = [finding for finding in found if finding.weight is Weight.REMARK]
    count = {0: "nothing worth a remark", 1: "1 finding worth a look (!)"}.get(len(remarks), f"{len(remarks)} findings worth a look (!)")
    lines = [f"{source}: {of.portrait.kind}, {width} × {height} px; {count}", *(f"    {note}" for note in notes(of))]
    lines += [f"  {SIGNS[finding.weight]} {finding.line}" for finding in found]
    lines += ["  What they can't tell:"] + [f"    {finding.what}: {finding.cannot_tell}." for finding in remarks if finding.cannot_tell]
    return [*lines, f"    {LIMITS}"]


def as_json(source: str, of: Audit, found: Sequence[Finding]) -> str:
    """Return an audit as one line of JSON."""
    height, width = of.portrait.rgb.shape[:2]
    fields = {"source": in_utf8(source), "width_px": width, "height_px": height, "kind": of.portrait.kind, "notes": notes(of)}
    return msgspec.json.encode(fields | {"findings": msgspec.to_builtins(list(found))}).decode()
