"""What the light is worth at each heading: the ring that a sitter sees who turns on the spot with the camera.

A room's key light comes from another side with every step of the turn, so its azimuth is the heading: turning to the left brings what was on the left
before the lens. Each heading's worth is how near its light comes to the profile's ideal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guidance.values import backlight_ev, light_ev

if TYPE_CHECKING:
    from capture.types import Reading
    from guidance.profile import Band, Profile

SECTORS = 24
SECTOR_DEG = 360 / SECTORS
MEMORY = 0.7
"""Share of what was seen before in a sector's worth: measures tremble, and somebody may walk by."""
NEARLY = 0.06
"""Nobody sees so small a difference between two headings: the nearer one is as good."""
MOST_TURNED_DEG = 15.0
"""A head that is turned further off the lens is lit from elsewhere than one that looks into it."""
UNSURE = 0.4
"""What a light that has no sure direction is worth at most: it is even, which is flat."""


@dataclass(frozen=True, slots=True)
class Ring:
    """`worths` (24,) from azimuth −180° on, 0..1, None where nothing was seen yet; the light's azimuth `now_deg`, and at the best heading, `best_deg`."""

    worths: tuple[float | None, ...]
    now_deg: float | None
    best_deg: float | None

    @property
    def seen_deg(self) -> float:
        """How much of the turn was seen."""
        return SECTOR_DEG * sum(worth is not None for worth in self.worths)

    @property
    def best_worth(self) -> float:
        """The worth of the best heading, 0 where nothing was seen."""
        return max((worth for worth in self.worths if worth is not None), default=0.0)

    @property
    def surrounded(self) -> bool:
        """Whether what lies to both sides of the best heading was seen too, so that no better one is next to it."""
        if self.best_deg is None:
            return False
        best = sector_of(self.best_deg)
        return all(self.worths[(best + side) % SECTORS] is not None for side in (-1, 1))

    @property
    def turn_left_deg(self) -> float | None:
        """How far to turn to the sitter's left, with the camera, to the best heading; to the right where it is negative. None where it is not known."""
        return None if self.now_deg is None or self.best_deg is None else _turn_deg(self.now_deg, self.best_deg)


class RingMaker:
    """Makes the ring from readings. A new one has seen nothing."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._worths: list[float | None] = [None] * SECTORS

    def look(self, reading: Reading) -> Ring:
        """Take in one reading and return the ring as it is now."""
        now_deg = None if reading.light is None else reading.light.azimuth_deg
        worth = worth_of(reading, self._profile)
        turned = reading.pose is None or abs(reading.pose.yaw_deg) > MOST_TURNED_DEG
        if now_deg is not None and worth is not None and not turned:
            sector = sector_of(now_deg)
            before = self._worths[sector]
            self._worths[sector] = worth if before is None else MEMORY * before + (1 - MEMORY) * worth
        return Ring(tuple(self._worths), now_deg, self._best_deg(now_deg))

    def _best_deg(self, now_deg: float | None) -> float | None:
        """Return the best heading; of several that are nearly as good, the one with the shortest way to it."""
        known = [(worth, middle_deg(sector)) for sector, worth in enumerate(self._worths) if worth is not None]
        if not known:
            return None
        most, best_deg = max(known)
        if now_deg is None:
            return best_deg
        return min((heading_deg for worth, heading_deg in known if worth >= most - NEARLY), key=lambda heading_deg: abs(_turn_deg(now_deg, heading_deg)))


def sector_of(azimuth_deg: float) -> int:
    """Return the number of the sector that holds an azimuth."""
    return int(((azimuth_deg + 180.0) % 360.0) / SECTOR_DEG) % SECTORS


def middle_deg(sector: int) -> float:
    """Return the azimuth in the middle of a sector."""
    return (sector + 0.5) * SECTOR_DEG - 180.0


def worth_of(reading: Reading, profile: Profile) -> float | None:
    """Return how near the light comes to the profile's ideal, 0..1; None where nobody is there to be lit."""
    light, lit_ev = reading.light, light_ev(reading)
    if light is None or lit_ev is None or reading.exposure is None:
        return None
    enough = _near(lit_ev, profile.bands.light_ev)
    behind_ev = backlight_ev(reading)
    enough = min(enough, 1.0 if behind_ev is None else _near(behind_ev, profile.bands.backlight_ev))
    if light.confidence_frac < profile.choosing.sure_light_frac:
        return UNSURE * enough
    ideal = profile.ideal
    parts = [_near(abs(light.face_azimuth_deg), ideal.light_azimuth_deg), _near(light.face_elevation_deg, ideal.light_elevation_deg)]
    if light.key_to_fill_ev is not None:
        parts.append(_near(light.key_to_fill_ev, ideal.key_to_fill_ev))
    product = 1.0
    for part in parts:
        product *= part
    return float(enough * product ** (1 / len(parts)))


def _turn_deg(from_deg: float, to_deg: float) -> float:
    return (from_deg - to_deg + 180.0) % 360.0 - 180.0


def _near(value: float, band: Band) -> float:
    """Return 1 within the band, 0 as far outside it as can be."""
    below = 0.0 if band.low is None else band.low - value
    above = 0.0 if band.high is None else value - band.high
    return max(0.0, 1.0 - max(below, above, 0.0) / band.far)
