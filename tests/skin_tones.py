"""One person in ten skin tones, under lights of many kinds and strengths, and what is advised about the exposure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from capture.closeup import closeup
from capture.pixels import luminance
from capture.script import people
from capture.script.scene import Ambient, Backdrop, Camera, Lamp, Room, Scene
from capture.tones import HIGHLIGHT
from guidance import profile
from guidance.rules import State, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.persona import Persona
    from capture.types import Face, Reading, Rgb

TONES = range(1, 11)
"""The Monk scale."""
PROFILE = profile.load("classic")
SIGNS = {"more_light": "+", "less_light": "-", "backlit": "B"}
RULES = ("backlight", "brightness", "highlights", "noise", "shadows")

LIGHTS: dict[str, Scene] = {
    "soft, 40° aside": Scene(persona=people.random(3), lamps=(Lamp(azimuth_deg=40, radius_deg=20),), ambient=Ambient(strength_ev=-1.5)),
    "hard, 70° aside": Scene(persona=people.random(3), lamps=(Lamp(azimuth_deg=-70, elevation_deg=20, radius_deg=5),), ambient=Ambient(strength_ev=-4)),
    "from the front": Scene(persona=people.random(3), lamps=(Lamp(azimuth_deg=5, elevation_deg=15, radius_deg=25),), ambient=Ambient(strength_ev=-1)),
    "from overhead": Scene(persona=people.random(3), lamps=(Lamp(azimuth_deg=10, elevation_deg=70, radius_deg=10),), ambient=Ambient(strength_ev=-3)),
    "warm": Scene(persona=people.random(3), lamps=(Lamp(kelvin=3000),), ambient=Ambient(strength_ev=-2, kelvin=3000)),
    "window behind": Scene(
        persona=people.random(3),
        lamps=(Lamp(azimuth_deg=170, elevation_deg=20),),
        ambient=Ambient(strength_ev=-2.5),
        backdrop=Backdrop(room=Room.WINDOW, strength_ev=1.0),
    ),
    "before a white wall": Scene(
        persona=people.random(3), lamps=(Lamp(azimuth_deg=30),), ambient=Ambient(strength_ev=-1.5), backdrop=Backdrop(strength_ev=0.5)
    ),
}
LEVELS = ((-6, 0), (-5, 0), (-3, 0), (0, 0), (-3, 3), (-5, 5), (-6, 6), (0, 1), (0, 2))
"""Stops of (light, exposure): dark, dark and pushed by the camera, good, burnt."""


BURNT = 0.005
"""Share of burnt skin from which "less light" is due to that very skin."""
DARKER_EV = 4.0


def in_tones(persona: Persona) -> Iterator[Persona]:
    """Yield the person with skin of every tone of the Monk scale, all else the same."""
    for monk in TONES:
        yield msgspec.structs.replace(persona, name=f"{persona.name} in tone {monk}", skin=msgspec.structs.replace(persona.skin, monk=float(monk)))


def at_level(scene: Scene, light_ev: float, exposure_ev: float) -> Scene:
    """Return the scene with all its lamps dimmed and the camera's exposure raised by stops."""
    change = msgspec.structs.replace
    return change(
        scene,
        lamps=tuple(change(lamp, strength_ev=lamp.strength_ev + light_ev) for lamp in scene.lamps),
        ambient=change(scene.ambient, strength_ev=scene.ambient.strength_ev + light_ev),
        backdrop=change(scene.backdrop, strength_ev=scene.backdrop.strength_ev + light_ev),
        camera=Camera(exposure_ev=exposure_ev),
    )


def burnt_frac(darker: Rgb, face: Face) -> float:
    """Return the share of the skin, its gloss included, that is burnt in a picture `DARKER_EV` brighter than this one."""
    close = closeup(darker, face)
    skin = luminance(close.rgb)[close.skin > 0]
    assert skin.max() < HIGHLIGHT
    return float((skin >= HIGHLIGHT / 2**DARKER_EV).mean())


def advice(reading: Reading) -> str:
    """Return what is advised about the exposure: signs of `SIGNS`, "." for nothing, "x" where no face was found."""
    if reading.exposure is None:
        return "x"
    out = [finding for finding in judge(reading, PROFILE, None) if finding.state in (State.LOW, State.HIGH) and finding.rule.id in RULES]
    return "".join(sorted({SIGNS[str(finding.prompt)] for finding in out})) or "."
