"""`northlight analyse`: a line of measures for each frame; with `--iso` its worth as an identity photograph too."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from capture import calibration, iso
from capture.errors import NorthlightError, in_utf8
from capture.pipeline import analyse as analysed

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from capture.types import Reading

    Scores = Mapping[iso.Measure, iso.Component]

TABLE_HEAD = "  As an identity photograph (ISO/IEC 29794-5): score 0 to 100, native value; – can't be assessed"
TABLE_COLUMNS = 2
TOLD_APART = 50
"""Paths without a picture that get a line each."""


def analyse(options: argparse.Namespace) -> int:
    """Measure every path and print; return the exit code.

    A path that gives no picture is told in one line and the others go on; the exit code is then 2. After many of them the others are only counted.
    """
    failed = 0
    known = None if options.camera_name is None else _calibration(options.camera_name)
    say = as_json if options.json else in_words
    for line in analysed(options.path, every=options.every, hfov_deg=options.hfov, calibration=known):
        if line.error is not None:
            failed += 1
            if failed <= TOLD_APART:
                print(f"northlight: {line.error}", file=sys.stderr)
        if line.observation is not None:
            scores = iso.measure(line.observation) if options.iso else None
            print(say(line.source, line.observation.reading, scores), flush=True)
    if failed > TOLD_APART:
        print(f"northlight: {failed - TOLD_APART} more could not be measured either.", file=sys.stderr)
    return 2 if failed else 0


def _calibration(camera: str) -> calibration.Calibration:
    """Return what is known of a camera by its name or a part of it."""
    known = calibration.names()
    found = calibration.load(camera if camera in known else next((name for name in known if camera.casefold() in name.casefold()), camera))
    if found is None:
        listed = f"Known are: {', '.join(known)}." if known else "Calibrate it: northlight calibrate --camera 0 --tape 0.80"
        raise NorthlightError(f"Nothing is known of a camera '{camera}'.", listed)
    return found


def as_json(source: str, reading: Reading, scores: Scores | None = None) -> str:
    """Return the reading as one line of JSON that begins with its source, and ends with "iso" where there are scores: by name, with the standard's code."""
    fields = {"source": in_utf8(source), **msgspec.to_builtins(reading)}
    if scores is not None:
        fields["iso"] = {each: {"code": f"0x{iso.CODES[each]:02x}", **msgspec.to_builtins(found)} for each, found in scores.items()}
    return msgspec.json.encode(fields).decode()


def in_words(source: str, reading: Reading, scores: Scores | None = None) -> str:
    """Return the reading as one line for people; below it a table of scores, where there are some."""
    line = _line(source, reading)
    return line if scores is None else "\n".join([line, *_table(scores)])


def _table(scores: Scores) -> list[str]:
    """Return the scores as rows: for each component its code, its name, its score and its native value, a dash where it can't be assessed."""
    cells = []
    for each, found in scores.items():
        score, native = ("–", "–") if found.native is None else (str(found.scalar), f"{found.native:.4g}")
        cells.append(f"  0x{iso.CODES[each]:02x} {each:29}{score:>4}  {native:<10}")
    rows = -(-len(cells) // TABLE_COLUMNS)
    return [TABLE_HEAD, *("".join(cells[row::rows]).rstrip() for row in range(rows))]


def _line(source: str, reading: Reading) -> str:
    parts = [f"{source} {reading.index} {reading.t_s:.2f} s", f"faces {reading.faces}"]
    if reading.light:
        light = reading.light
        ratio = "" if light.key_to_fill_ev is None else f", {2**light.key_to_fill_ev:.1f}:1"
        parts.append(f"light {light.pattern} from {light.azimuth_deg:+.0f}°, {light.elevation_deg:+.0f}° up{ratio}")
    if reading.pose:
        parts.append(f"turn {reading.pose.yaw_deg:+.0f}°, chin {reading.pose.pitch_deg:+.0f}°, tilt {reading.pose.roll_deg:+.0f}°")
    if reading.exposure:
        parts.append(f"face {reading.exposure.face_ev:+.1f} EV")
    if reading.eyes:
        parts.append(f"eyes {reading.eyes.left_open_frac:.2f}/{reading.eyes.right_open_frac:.2f}")
    if reading.expression:
        parts.append(f"smile {reading.expression.smile_frac:.2f}")
    if reading.framing and reading.framing.distance_m:
        parts.append(f"{reading.framing.distance_m:.2f} m")
    elif reading.framing and reading.framing.distance_range_m:
        near_m, far_m = reading.framing.distance_range_m
        parts.append(f"{near_m:.1f} to {far_m:.1f} m")
    return " · ".join(parts)
