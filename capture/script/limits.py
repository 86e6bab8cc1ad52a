"""What a script's numbers can be: slips of the pen (metres for millimetres, a percentage for a share) are told before anything is rendered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.script.tables import fail, joined

if TYPE_CHECKING:
    import msgspec

    from capture.script.timeline import Script

_LIMITS = {
    "hfov_deg": (10.0, 150.0),
    "radius_deg": (0.2, 90.0),
    "elevation_deg": (-90.0, 90.0),
    "distance_mm": (150.0, 20000.0),
    "aperture_mm": (0.1, 100.0),
    "haze_frac": (0.0, 1.0),
    "focus_mm": (20.0, 100000.0),
    "shutter_ms": (0.01, 1000.0),
    "hunting_s": (0.1, 60.0),
    "mains_hz": (10.0, 400.0),
    "jpeg_quality": (0.0, 100.0),
    "noise": (0.0, 50.0),
    "blinks_per_minute": (0.0, 140.0),
}
"""The least and most of fields with limits of their own."""

_LIMITS_BY_UNIT = {
    "_deg": (-180.0, 180.0),
    "_frac": (-1.0, 1.0),
    "_ev": (-20.0, 20.0),
    "kelvin": (1000.0, 25000.0),
    "_k": (1000.0, 25000.0),
    "_mm": (-20000.0, 20000.0),
}
"""Those of all others, by the end of their names."""

_FPS = (1.0, 120.0)
_SECONDS = (0.1, 3600.0)
_SIDE_PX = (64, 4096)


def check_limits(part: msgspec.Struct, where: str, path: str) -> None:
    """Raise ScriptError for the first number of `part` that can't be meant; numbers that are none (nan, inf) never are."""
    for field in part.__struct_fields__:
        value = getattr(part, field)
        limits = _LIMITS.get(field) or next((both for end, both in _LIMITS_BY_UNIT.items() if field.endswith(end)), None)
        if limits is not None and isinstance(value, int | float) and not limits[0] <= value <= limits[1]:
            key = joined(where, field)
            fail(f"'{key}' is {value:g}, and can be {limits[0]:g} to {limits[1]:g}", path=path, key=key)


def check_script(script: Script, path: str) -> None:
    """Raise ScriptError where the script itself, its parts at the beginning or its expectations can't be meant."""
    for key, value, (low, high) in (("fps", script.fps, _FPS), ("seconds", script.seconds, _SECONDS), *(("size", side, _SIDE_PX) for side in script.size)):
        if not low <= value <= high:
            fail(f"'{key}' is {value:g}, and can be {low:g} to {high:g}", path=path, key=key)
    if not script.lamps:
        fail("there is no lamp", "Add one, such as [lamps.window].", path=path, key="lamps")
    for name in ("subject", "life", "ambient", "camera", "backdrop", "bystander", "hand", "held"):
        part = getattr(script, name)
        if part is not None:
            check_limits(part, name, path)
    for name, lamp in script.lamps.items():
        check_limits(lamp, f"lamps.{name}", path)
    _check_expectations(script, path)


def _check_expectations(script: Script, path: str) -> None:
    expect = script.expect
    spans = [("prompts", said.from_s, said.by_s) for said in expect.prompts]
    spans += [("shots", 0.0, taken.by_s) for taken in expect.shots]
    spans += [("no_shots", span.from_s, script.seconds if span.to_s is None else span.to_s) for span in expect.no_shots]
    for name, from_s, to_s in spans:
        if not 0 <= from_s < to_s <= script.seconds:
            what = f"'expect.{name}' asks for {from_s:g} s to {to_s:g} s of {script.seconds:g} s"
            fail(what, "Keep it within the script.", path=path, key=f"expect.{name}")
