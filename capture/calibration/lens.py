"""From sightings of a face, and of a card at it, to the camera's field of view and the sitter's own size."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Annotated

import msgspec

from capture.axes import focal_px
from capture.errors import NorthlightError

if TYPE_CHECKING:
    from collections.abc import Sequence

CARD_NEARER_M = 0.012
"""A card flat on forehead or chin is nearer to the lens than the eyes, where the tape ends: 8 mm and 18 mm on the mean face."""
LIKELY_M = 0.7
"""A distance for that correction where none is known: between 0.5 and 1 m it is off by less than 1 %."""
LENSES_DEG = (15.0, 130.0)
"""Fields of view that cameras for people have."""
FACE_SCALES = (0.85, 1.17)
"""Three standard deviations of the sizes of people's faces, and a little."""
STEADY = 0.02
"""Median distance from the median, relative: a sitter who holds still stays within 0.01."""
LEAST_SHARE = 0.5
"""Of the frames, those in which a card must be found."""


_Side = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class Calibration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a camera, and of who sat before it when it was found out."""

    hfov_deg: Annotated[float, msgspec.Meta(ge=1, le=179)] | None = None
    """Horizontal field of view at pictures of the proportions of `size_px` (width, height)."""
    size_px: tuple[_Side, _Side]
    face_scale: Annotated[float, msgspec.Meta(ge=0.1, le=10)] | None = None
    """The size of the sitter's face in mean ones; None where no card was held."""

    def hfov_for(self, shape: tuple[int, int]) -> float | None:
        """Return the horizontal field of view of a picture (height, width); None where it has other proportions: how sensors are cut then is not known."""
        ratio = self.size_px[0] / self.size_px[1] * shape[0] / shape[1]
        return self.hfov_deg if abs(ratio - 1) < 0.02 else None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One frame: the scale at the eyes if the face were a mean one (`capture.framing.px_per_mm`), and the card's own where one was found."""

    face_px_per_mm: float
    card_px_per_mm: float | None = None


def calibrate(
    sightings: Sequence[Sighting],
    shape: tuple[int, int],
    *,
    tape_m: float | None,
    card: bool,
    hfov_deg: float | None = None,
) -> Calibration:
    """Return what `sightings` in pictures of `shape` (height, width) tell.

    `tape_m` is the measured distance from the lens to the eyes, `card` whether a card was held, `hfov_deg` the field of view where it is known already.
    Raises NorthlightError in words for the sitter where that is nothing, or can't be true.
    """
    if tape_m is None and not card:
        raise NorthlightError(
            "Nothing is known to measure by.",
            "Measure from the lens to your eyes and say --tape METRES, or hold a bank card and say --card, or both.",
        )
    if not sightings:
        raise NorthlightError("No face was found.", "Sit before the camera, look into it, and try again.")
    height, width = shape
    face = _steady([sighting.face_px_per_mm for sighting in sightings], "Your face")
    guessed_m = LIKELY_M if hfov_deg is None else focal_px(shape, hfov_deg) / face / 1000
    lens_m = guessed_m if tape_m is None else tape_m
    face_scale = face / (_card(sightings) * (1 - CARD_NEARER_M / lens_m)) if card else None
    if face_scale is not None and not FACE_SCALES[0] <= face_scale <= FACE_SCALES[1]:
        raise NorthlightError(
            f"By the card your face is {face_scale:.2f} times as large as people's usually are, which can't be.",
            "Hold a bank card flat against your forehead or chin, its whole outline in sight, and try again.",
        )
    if tape_m is not None:
        hfov_deg = math.degrees(2 * math.atan(width / 2 / (tape_m * 1000 * face / (face_scale or 1.0))))
    if hfov_deg is not None and not LENSES_DEG[0] <= hfov_deg <= LENSES_DEG[1]:
        raise NorthlightError(
            f"At {tape_m:g} m the camera would see {hfov_deg:.0f}° across, which no camera for people does.",
            "Measure from the lens to your eyes, in metres: --tape 0.80",
        )
    return Calibration(hfov_deg=hfov_deg, size_px=(width, height), face_scale=face_scale)


def _card(sightings: Sequence[Sighting]) -> float:
    found = [sighting.card_px_per_mm for sighting in sightings if sighting.card_px_per_mm is not None]
    if len(found) < LEAST_SHARE * len(sightings):
        raise NorthlightError(
            "No bank card was found beside the face.",
            "Hold it flat against your forehead or chin, its whole outline in sight, no finger over a corner; or leave --card out and use --tape alone.",
        )
    return _steady(found, "The card")


def _steady(scales: Sequence[float], what: str) -> float:
    middle = median(scales)
    if median(abs(scale / middle - 1) for scale in scales) > STEADY:
        raise NorthlightError(f"{what} moved too much to be measured.", "Hold still for a second, and try again.")
    return middle
