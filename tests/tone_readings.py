"""What a frame's brightness and colour are measured as, in the order in which `capture.analysis` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture import background, colour, exposure, noise
from capture.closeup import closeup
from capture.overview import overview

if TYPE_CHECKING:
    from capture.types import BackgroundReading, ColourReading, ExposureReading, Face, Rgb


def exposure_of(rgb: Rgb, face: Face) -> ExposureReading:
    return exposure.measure(closeup(rgb, face), overview(rgb, face.matte), noise.measure(rgb, face))


def colour_of(rgb: Rgb, face: Face) -> ColourReading:
    return colour.measure(closeup(rgb, face), face)


def background_of(rgb: Rgb, face: Face) -> BackgroundReading | None:
    return background.measure(overview(rgb, face.matte), exposure_of(rgb, face).face_ev)
