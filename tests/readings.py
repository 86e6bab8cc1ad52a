"""Readings for tests: one that a photographer would shoot at once, changed by the part."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from faces import made_face

from capture.types import (
    BackgroundReading,
    CameraReading,
    ColourReading,
    ExposureReading,
    ExpressionReading,
    EyesReading,
    FocusReading,
    Frame,
    FramingReading,
    LightReading,
    Observation,
    Pattern,
    PoseReading,
    Reading,
)

if TYPE_CHECKING:
    from typing import Any

GOOD = Reading(
    index=0,
    t_s=0.0,
    faces=1,
    light=LightReading(35.0, 30.0, 35.0, 30.0, Pattern.LOOP, None, 1.2, 0.5, None, 0.9),
    exposure=ExposureReading(0.5, 0.0, 0.0, 0.0, -0.5, 0.01, 0.0),
    colour=ColourReading(6000.0, 0.0, 2.0),
    pose=PoseReading(0.0, 0.0, 0.0, 20.0),
    framing=FramingReading(0.35, 0.4, 0.12, 0.0, 120.0, 0.9),
    focus=FocusReading(0.6, 0.5),
    eyes=EyesReading(0.9, 0.9, 0.0, 0.0, 0.0),
    expression=ExpressionReading(0.0, 0.0, 0.0, 0.0),
    background=BackgroundReading(0.03, -0.5, 20.0),
    camera=CameraReading(0.2, 0.0, None),
)

FACE = made_face()


def reading(index: int = 0, t_s: float | None = None, **parts: Any) -> Reading:  # noqa: ANN401 - each part has fields of its own
    """Return the good reading as frame `index` at 30 frames a second, with parts changed: `pose={"yaw_deg": 20}`, `faces=0` (nothing of a face is
    known then), `light=None`."""
    if parts.get("faces") == 0:
        parts |= dict.fromkeys(("light", "exposure", "colour", "pose", "framing", "focus", "eyes", "expression", "background"))
    changed = {name: replace(getattr(GOOD, name), **value) if isinstance(value, dict) else value for name, value in parts.items()}
    return replace(GOOD, index=index, t_s=index / 30 if t_s is None else t_s, **changed)


def observation(index: int = 0, t_s: float | None = None, **parts: Any) -> Observation:  # noqa: ANN401 - as above
    """Return an observation with that reading; its frame's pixels say which frame it is."""
    measured = reading(index, t_s, **parts)
    rgb = np.full((4, 6, 3), index % 256, np.uint8)
    rgb.setflags(write=False)
    return Observation(Frame(measured.index, measured.t_s, rgb), FACE if measured.faces else None, measured)
