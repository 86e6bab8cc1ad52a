from __future__ import annotations

from capture.export.measures import measures, said_of
from capture.types import ColourReading, ExposureReading, FramingReading, LightReading, Pattern, Reading


def test_numbers_have_their_units_and_what_was_not_measured_is_left_out() -> None:
    light = LightReading(36.25, 30.0, 36.0, 33.0, Pattern.LOOP, None, 0.495, None, None, 0.66)
    told = dict(
        measures(
            Reading(
                7,
                1.75,
                1,
                light=light,
                exposure=ExposureReading(-0.79, None, 0.02, 0.0, None, 0.0065, None, (0.5, 0.5)),
                colour=ColourReading(6712.4, 4.8, 0.98),
                framing=FramingReading(0.3, 0.44, 0.25, 0.03, 52.0, 0.835),
            )
        )
    )
    assert list(told) == ["light", "exposure", "colour", "framing"]
    assert told["light"][:2] == [("azimuth", "36.2°"), ("elevation", "30°")]
    assert ("pattern", "loop") in told["light"]
    assert told["exposure"] == [("face", "-0.79 EV"), ("highlights", "2 %"), ("shadows", "0 %"), ("noise", "0.65 %")]
    assert told["colour"] == [("warmth", "6712 K"), ("tint", "4.8"), ("mixed light", "0.98 mired")]
    assert told["light"][2] == ("face azimuth", "36°")
    assert ("distance", "0.835 m") in told["framing"]
    assert ("eye distance", "52 px") in told["framing"]


def test_what_is_next_to_nothing_is_nothing() -> None:
    assert said_of("shadows_frac", 2.84e-11) == "0 %"
    assert said_of("roll_deg", -1.51e-11) == "0°"
    assert said_of("width_px", 1920) == "1920 px"
