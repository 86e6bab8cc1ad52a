"""`northlight analyse`: a line of measures for each frame."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import msgspec

from capture.pipeline import analyse as analysed

if TYPE_CHECKING:
    import argparse

    from capture.types import Reading


def analyse(options: argparse.Namespace) -> int:
    """Measure every path and print; return the exit code.

    A path that gives no picture is told in one line and the others go on; the exit code is then 2.
    """
    failed = False
    say = as_json if options.json else in_words
    for line in analysed(options.path, every=options.every, hfov_deg=options.hfov):
        if line.error is not None:
            failed = True
            print(f"northlight: {line.error}", file=sys.stderr)
        if line.observation is not None:
            print(say(line.source, line.observation.reading), flush=True)
    return 2 if failed else 0


def as_json(source: str, reading: Reading) -> str:
    """Return the reading as one line of JSON that begins with its source."""
    fields = msgspec.to_builtins(reading)
    return msgspec.json.encode({"source": source, **fields}).decode()


def in_words(source: str, reading: Reading) -> str:
    """Return the reading as one line for people."""
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
    return " · ".join(parts)
