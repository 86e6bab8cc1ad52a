"""One sitting held to another: the bands of a profile closed round what was measured in a reference sitting, for people who are to look alike in a row.

Which values count and how far off one may be is the profile's `like`. They are taken from the photographs that look straight on, since a turned head has
its light from elsewhere. A band that a look has of its own stays. The light that is looked for is that sitting's, too.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

import msgspec

from capture.errors import SessionError
from guidance.profile import Band
from guidance.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from capture.types import Reading
    from guidance.profile import Profile


def towards(profile: Profile, readings: Iterable[Reading], *, path: str) -> Profile:
    """Return the profile that coaches towards the sitting in `path` (for messages), of whose photographs these are the readings.

    What was not measured there keeps the profile's own band. Raises SessionError where no photograph looks straight on.
    """
    straight = [_sure(reading, profile) for reading in readings if _is_straight(reading, profile.bands.yaw_deg)]
    if not straight:
        what = f"No photograph in {path} looks straight on, so nobody can be coached towards it."
        raise SessionError(what, "Name a sitting with a photograph that looks into the lens.")
    measured = {key: _measured(key, straight) for key in profile.like}
    closed = {key: _round(value, key, profile) for key, value in measured.items() if value is not None}
    sought = {key: Band(low=band.low, high=band.high, far=band.far) for key, band in closed.items() if key in profile.ideal.__struct_fields__}
    return msgspec.structs.replace(
        profile,
        bands=msgspec.structs.replace(profile.bands, **closed),
        ideal=msgspec.structs.replace(profile.ideal, **sought),
    )


def _is_straight(reading: Reading, yaw_deg: Band) -> bool:
    """Return whether the head looks straight on, as far as a photograph may: by the band and its ease."""
    low = -math.inf if yaw_deg.low is None else yaw_deg.low - yaw_deg.ease
    high = math.inf if yaw_deg.high is None else yaw_deg.high + yaw_deg.ease
    return reading.pose is not None and low <= reading.pose.yaw_deg <= high


def _sure(reading: Reading, profile: Profile) -> Reading:
    """Return the reading without what rules judge with a guess: a light hardly measured, an exposure without the white of an eye."""
    light, exposure = reading.light, reading.exposure
    if light is not None and light.confidence_frac < profile.choosing.sure_light_frac:
        light = None
    if exposure is not None and exposure.light_ev is None:
        exposure = None
    return replace(reading, light=light, exposure=exposure)


def _measured(key: str, readings: Sequence[Reading]) -> float | None:
    """Return the middle of what the rules of that band read; None where they read nothing. Of two rules for two sides each reading tells one."""
    values = [rule.value(reading) for rule in RULES if rule.band == key for reading in readings]
    known = [value for value in values if value is not None]
    return median(known) if known else None


def _round(value: float, key: str, profile: Profile) -> Band:
    """Return the band closed round the value, on the sides on which there is something to say: nobody could mend what no sentence tells."""
    band: Band = getattr(profile.bands, key)
    reach = profile.like[key]
    rules = [rule for rule in RULES if rule.band == key]
    low = value - reach if all(rule.low for rule in rules) else band.low
    high = value + reach if all(rule.high for rule in rules) else band.high
    return Band(low=low, high=high, ease=min(band.ease, reach / 2), far=band.far, much=band.much)
