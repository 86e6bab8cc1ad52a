"""`northlight calibrate`: a tape, or a bank card, or both, once before a camera; distances are in metres from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture import calibration, framing
from capture.camera import open_source
from capture.pipeline import open_analyser
from guidance.cli.sit import first_camera

if TYPE_CHECKING:
    import argparse

    from capture.types import Face, Frame, PoseReading

LOOK_S = 1.0
"""Frames of so long are measured, from the first with a face: medians of thirty frames forget a blink."""
PATIENCE_S = 20.0
"""So long a face is waited for."""
SETTLE_S = 0.5
"""The tracker's first frames of a face are not its best."""


def calibrate(options: argparse.Namespace) -> int:
    """Measure, say what was found, keep it, and return the exit code."""
    if options.tape is None and not options.card:
        calibration.calibrate([], (1, 1), tape_m=None, card=False)  # raises, in words
    with open_source(options.camera or first_camera()) as source, open_analyser(stills=source.stills) as analyser:
        name, shape = source.name, (1, 1)
        sightings: list[calibration.Sighting] = []
        print(f"{name}: look into the lens and hold still.", flush=True)
        begun_s: float | None = None
        for frame in source:
            begun_s = frame.t_s if begun_s is None else begun_s
            seen = analyser.observe(frame)
            if frame.t_s - begun_s >= (0 if source.stills else SETTLE_S) and seen.face is not None:
                shape = (frame.rgb.shape[0], frame.rgb.shape[1])
                sightings.append(_sighting(frame, seen.face, seen.reading.pose, card=options.card))
            enough = sightings and frame.t_s - begun_s >= SETTLE_S + LOOK_S
            if (enough and not source.stills) or frame.t_s - begun_s > PATIENCE_S:
                break
    found = calibration.calibrate(sightings, shape, tape_m=options.tape, card=options.card, hfov_deg=options.hfov)
    path = calibration.save(name, found)
    print("\n".join([*in_words(found), f"Kept in {path}; used whenever this camera is."]))
    return 0


def in_words(found: calibration.Calibration) -> list[str]:
    """Return what was found out as lines for people."""
    lines = []
    if found.hfov_deg is not None:
        lines.append(f"The camera sees {found.hfov_deg:.1f}° across.")
    if found.face_scale is not None:
        lines.append(f"Your face is {found.face_scale:.2f} times as large as people's usually are: distances allow for it.")
    elif found.hfov_deg is not None:
        lines.append("Distances are right for you, and within about 4 % for others. With a bank card (--card) the lens itself is known, for everybody.")
    if found.hfov_deg is None:
        lines.append("What the lens sees is not known yet, so distances stay a range: measure from it to your eyes and add --tape METRES.")
    return lines


def _sighting(frame: Frame, face: Face, pose: PoseReading | None, *, card: bool) -> calibration.Sighting:
    scale = framing.px_per_mm(face, pose)
    held = calibration.find(frame.rgb, face, scale) if card else None
    return calibration.Sighting(scale, None if held is None else held.px_per_mm)
