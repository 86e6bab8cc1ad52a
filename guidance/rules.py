"""What is judged, in the order in which it is mended: a number, its band, a sentence for each side.

Row order is priority: first what blocks everything, then the light (it is changed once), then the camera and the distance, then body and head, then eyes
and expression, and at last what only a steady hand or a clean lens can mend. A new check is one number in `capture`, one band in the profile, one row
here and two sentences in the catalogue.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from capture.types import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from capture.types import Reading
    from guidance.profile import Band, Look, Profile


class Group(StrEnum):
    """The gauges on the screen, one for each group of rules."""

    SCENE = "scene"
    LIGHT = "light"
    EXPOSURE = "exposure"
    FRAMING = "framing"
    POSE = "pose"
    EYES = "eyes"
    EXPRESSION = "expression"
    FOCUS = "focus"


class State(StrEnum):
    """Where a value stands against its band."""

    OK = "ok"
    LOW = "low"
    HIGH = "high"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: `value` reads the number (None: can't tell), `band` names its band in the profile, `low` and `high` the prompts.

    `label` and `unit` are for gauges, `scale` is the range that a gauge draws. A rule with `blocks` must hold before
    the shutter; the others only advise. A frame that misses a `gate` is never chosen, whatever else it has. While the rule
    that `unless` names, an earlier one, is out of its band, this one can't be told. Where only a range is known, which `between` reads, its nearer end
    counts, if all of it lies outside the band.
    """

    id: str
    group: Group
    label: str
    unit: str
    scale: tuple[float, float]
    value: Callable[[Reading], float | None]
    band: str
    low: str | None
    high: str | None
    blocks: bool = True
    gate: bool = False
    unless: str | None = None
    between: Callable[[Reading], tuple[float, float] | None] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule applied to one reading. `low` and `high` are the band that applied (None: open), `miss` how far outside it the value is, 0 inside.

    `miss_frac` is the same in shares of what counts as far: 1 is as bad as can be.
    """

    rule: Rule
    value: float | None
    low: float | None
    high: float | None
    state: State
    miss: float
    miss_frac: float = 0.0

    @property
    def prompt(self) -> str | None:
        """The id of the prompt that would mend it."""
        return {State.LOW: self.rule.low, State.HIGH: self.rule.high}.get(self.state)


def _of(part: str, field: str) -> Callable[[Reading], float | None]:
    """Return a function that reads `field` of the reading's `part`, None where either is unknown."""

    def value(reading: Reading) -> float | None:
        measured = getattr(reading, part)
        return None if measured is None else getattr(measured, field)

    return value


def _light_off_nose(side: int) -> Callable[[Reading], float | None]:
    """Return a function that reads the key's angle off the nose where it comes from that side (1: the sitter's left)."""

    def value(reading: Reading) -> float | None:
        light = reading.light
        if light is None or light.pattern in _NO_SIDE or (light.face_azimuth_deg >= 0) != (side > 0):
            return None
        return abs(light.face_azimuth_deg)

    return value


def _ratio_with_shadow(side: int) -> Callable[[Reading], float | None]:
    """Return a function that reads the key-to-fill ratio where the shadow is on that side (1: the sitter's left)."""

    def value(reading: Reading) -> float | None:
        light = reading.light
        if light is None or (light.face_azimuth_deg < 0) != (side > 0):
            return None
        return light.key_to_fill_ev

    return value


def _light_ev(reading: Reading) -> float | None:
    """Return the light on the face; where it is not known, as much as there would have to be if the skin were of the deepest tone."""
    exposure = reading.exposure
    if exposure is None:
        return None
    return exposure.face_ev - _DEEP_SKIN_EV if exposure.light_ev is None else exposure.light_ev


def _backlight_ev(reading: Reading) -> float | None:
    """Return how far the background outshines the light on the face, whose skin may be of any tone."""
    light_ev = _light_ev(reading)
    if light_ev is None or reading.exposure is None or reading.exposure.background_ev is None:
        return None
    return reading.exposure.background_ev - light_ev


def _noise_frac(reading: Reading) -> float | None:
    """Return the noise that a grey card would show in the face's light: the same sensor in the same light is noisier on darker skin."""
    light_ev = _light_ev(reading)
    if light_ev is None or reading.exposure is None:
        return None
    return reading.exposure.noise_frac * float(2.0 ** (_NOISE_FALL * (reading.exposure.face_ev - light_ev)))


def _measured(reading: Reading) -> float | None:
    """Return whether the face can be measured, 1 or 0: a hand, a mask or a strong profile can hide what a detector still sees."""
    return None if reading.faces == 0 else float(reading.pose is not None and reading.eyes is not None)


def _shoulders_turn_deg(reading: Reading) -> float | None:
    turn_deg = None if reading.pose is None else reading.pose.shoulders_yaw_deg
    return None if turn_deg is None else abs(turn_deg)


def _distance_range_m(reading: Reading) -> tuple[float, float] | None:
    return None if reading.framing is None else reading.framing.distance_range_m


def _sharpness(*, smeared: bool) -> Callable[[Reading], float | None]:
    """Return a function that reads the sharpness of pictures that motion blurred, or of all others."""

    def value(reading: Reading) -> float | None:
        focus = reading.focus
        return None if focus is None or ((focus.smear_frac or 0.0) >= _SMEARED_FRAC) != smeared else focus.sharpness

    return value


def _eyes_open_frac(reading: Reading) -> float | None:
    return None if reading.eyes is None else min(reading.eyes.left_open_frac, reading.eyes.right_open_frac)


_DEEP_SKIN_EV = -1.8
"""The deepest skin over a grey card in the same light: a reflectance of 0.05."""
_NOISE_FALL = 0.17
"""Encoded noise falls by this power of the light that a surface sends back: 0.08 by photons and sRGB's curve, more where electronics add theirs."""
_SMEARED_FRAC = 0.38
"""Share of the blur with a direction from which on it was motion: eyes out of focus read up to 0.37 in the virtual studio, eyes in motion 0.39 and more."""
_NO_SIDE = (Pattern.FLAT, Pattern.BELOW, Pattern.OVERHEAD)
"""Lights that turning camera and chair would not mend, or whose side means little."""

_DISTANCE = Rule(
    "distance",
    Group.FRAMING,
    "Distance",
    "m",
    (0, 2.5),
    _of("framing", "distance_m"),
    "distance_m",
    "step_back",
    "come_closer",
    blocks=False,
    between=_distance_range_m,
)

RULES: tuple[Rule, ...] = (
    Rule("faces", Group.SCENE, "People", "", (0, 3), lambda reading: reading.faces, "faces", "no_face", "two_faces", gate=True),
    # Come nearer before anything else is judged: of a face too small for the mesh nothing but its size is known.
    Rule("near", Group.FRAMING, "Head size", "%", (0, 0.8), _of("framing", "face_height_frac"), "face_height_frac", "come_closer", "step_back"),
    Rule("measured", Group.SCENE, "Face", "", (0, 1), _measured, "measured", "show_face", None, gate=True),
    Rule("backlight", Group.LIGHT, "Backlight", "EV", (-4, 4), _backlight_ev, "backlight_ev", None, "backlit"),
    Rule("brightness", Group.EXPOSURE, "Light", "EV", (-6, 3), _light_ev, "light_ev", "more_light", None),
    Rule("highlights", Group.EXPOSURE, "Burnt out", "%", (0, 0.1), _of("exposure", "highlights_frac"), "highlights_frac", None, "less_light", gate=True),
    Rule("noise", Group.EXPOSURE, "Noise", "", (0, 0.06), _noise_frac, "noise_frac", None, "more_light"),
    Rule("flicker", Group.EXPOSURE, "Flicker", "", (0, 0.1), _of("exposure", "flicker_frac"), "flicker_frac", None, "lamp_flickers", blocks=False),
    Rule("light_height", Group.LIGHT, "High", "°", (-30, 90), _of("light", "face_elevation_deg"), "light_elevation_deg", "light_below", "light_overhead"),
    Rule("light_left", Group.LIGHT, "Light from left", "°", (0, 120), _light_off_nose(1), "light_azimuth_deg", "turn_camera_right", "turn_camera_left"),
    Rule("light_right", Group.LIGHT, "Light from right", "°", (0, 120), _light_off_nose(-1), "light_azimuth_deg", "turn_camera_left", "turn_camera_right"),
    Rule("fill_left", Group.LIGHT, "Ratio", "EV", (0, 4), _ratio_with_shadow(1), "key_to_fill_ev", "flat_light", "white_card_left"),
    Rule("fill_right", Group.LIGHT, "Ratio", "EV", (0, 4), _ratio_with_shadow(-1), "key_to_fill_ev", "flat_light", "white_card_right"),
    # More light would burn what is at the top already: where both ends are lost the light is too hard, which the rows above say.
    Rule("shadows", Group.EXPOSURE, "Sunk in black", "%", (0, 0.5), _of("exposure", "shadows_frac"), "shadows_frac", None, "more_light", unless="highlights"),
    Rule("mixed", Group.LIGHT, "Two colours", "mired", (0, 80), _of("colour", "mixed_light_mired"), "mixed_light_mired", None, "mixed_light", blocks=False),
    Rule("warmth", Group.LIGHT, "Warmth", "K", (2000, 12000), _of("colour", "warmth_k"), "warmth_k", "warm_light", "cold_light", blocks=False),
    Rule("shake", Group.SCENE, "Camera", "px", (0, 10), _of("camera", "shake_px"), "shake_px", None, "camera_shakes"),
    Rule("level", Group.SCENE, "Level", "°", (-15, 15), _of("camera", "level_deg"), "level_deg", "camera_leans_left", "camera_leans_right", blocks=False),
    _DISTANCE,
    Rule("headroom", Group.FRAMING, "Headroom", "%", (-0.1, 0.5), _of("framing", "headroom_frac"), "headroom_frac", "camera_up", "camera_down"),
    Rule("middle", Group.FRAMING, "Off middle", "%", (-0.5, 0.5), _of("framing", "offset_frac"), "offset_frac", "move_left", "move_right"),
    Rule("shoulders", Group.POSE, "Shoulders", "°", (0, 60), _shoulders_turn_deg, "shoulders_yaw_deg", "shoulders_turn", "shoulders_back", blocks=False),
    Rule("yaw", Group.POSE, "Turn", "°", (-60, 60), _of("pose", "yaw_deg"), "yaw_deg", "turn_left", "turn_right"),
    Rule("pitch", Group.POSE, "Chin", "°", (-30, 30), _of("pose", "pitch_deg"), "pitch_deg", "chin_up", "chin_down"),
    Rule("roll", Group.POSE, "Tilt", "°", (-30, 30), _of("pose", "roll_deg"), "roll_deg", "tilt_left", "tilt_right"),
    Rule("lids", Group.EYES, "Eyes open", "", (0, 1), _eyes_open_frac, "eyes_open_frac", "open_eyes", None, gate=True),
    Rule("gaze_across", Group.EYES, "Gaze", "°", (-30, 30), _of("eyes", "gaze_yaw_deg"), "gaze_yaw_deg", "look_lens", "look_lens"),
    Rule("gaze_height", Group.EYES, "Gaze height", "°", (-30, 30), _of("eyes", "gaze_pitch_deg"), "gaze_pitch_deg", "look_lens", "look_lens"),
    Rule("glare", Group.EYES, "Glare", "", (0, 0.3), _of("eyes", "glare_frac"), "glare_frac", None, "glasses_glare", blocks=False),
    Rule("smile", Group.EXPRESSION, "Smile", "", (-0.5, 1), _of("expression", "smile_frac"), "smile_frac", "smile_more", "smile_less"),
    Rule("mouth", Group.EXPRESSION, "Mouth open", "", (0, 1), _of("expression", "mouth_open_frac"), "mouth_open_frac", None, "close_mouth"),
    Rule("brows", Group.EXPRESSION, "Brows", "", (-1, 1), _of("expression", "brow_frac"), "brow_frac", "relax_brows", "relax_brows"),
    Rule("motion", Group.FOCUS, "Motion", "px", (0, 12), _of("focus", "motion_px"), "motion_px", None, "hold_still"),
    Rule("smear", Group.FOCUS, "Sharpness", "", (0, 1), _sharpness(smeared=True), "sharpness", "hold_still", None),
    Rule("sharpness", Group.FOCUS, "Sharpness", "", (0, 1), _sharpness(smeared=False), "sharpness", "soft_picture", None),
    Rule("clutter", Group.SCENE, "Background", "", (0, 0.3), _of("background", "clutter_frac"), "clutter_frac", None, "busy_background", blocks=False),
)


def judge(reading: Reading, profile: Profile, look: Look | None, before: Mapping[str, State] | None = None) -> tuple[Finding, ...]:
    """Return one finding for each rule, in the rules' order.

    `before` holds the states of the last reading by rule id: a value that was fine may leave its band by the band's `ease` before it counts as out.
    """
    earlier = before or {}
    if reading.light is not None and reading.light.confidence_frac < profile.choosing.sure_light_frac:
        reading = replace(reading, light=None)
    states: dict[str, State] = {}
    findings = []
    for rule in RULES:
        told = rule.unless is None or states[rule.unless] in (State.OK, State.UNKNOWN)
        band = profile.band(rule.band, look)
        finding = _find(rule, _value(rule, reading, band) if told else None, band, earlier.get(rule.id))
        states[rule.id] = finding.state
        findings.append(finding)
    return tuple(findings)


def _value(rule: Rule, reading: Reading, band: Band) -> float | None:
    """Return the rule's number; of a range that lies outside the band, its end nearest to it."""
    value = rule.value(reading)
    if value is not None or rule.between is None:
        return value
    low, high = rule.between(reading) or (-math.inf, math.inf)
    if band.high is not None and low > band.high:
        return low
    return high if band.low is not None and high < band.low else None


def _find(rule: Rule, value: float | None, band: Band, before: State | None) -> Finding:
    if value is None:
        return Finding(rule, None, band.low, band.high, State.UNKNOWN, 0.0)
    ease = band.ease if before is State.OK else 0.0
    below = 0.0 if band.low is None else band.low - ease - value
    above = 0.0 if band.high is None else value - band.high - ease
    if below > 0 or above > 0:
        state, miss = (State.LOW, below + ease) if below > 0 else (State.HIGH, above + ease)
        return Finding(rule, value, band.low, band.high, state, miss, min(1.0, miss / band.far))
    return Finding(rule, value, band.low, band.high, State.OK, 0.0)


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings outside their bands that have something to say, in the rules' order."""
    return [finding for finding in findings if finding.state in (State.LOW, State.HIGH) and finding.prompt is not None]


def ready(findings: Iterable[Finding]) -> bool:
    """Return whether nothing that blocks is outside its band; what can't be told does not block, except that there must be one face."""
    return all(finding.state is State.OK or (finding.state is State.UNKNOWN and finding.rule.id != "faces") for finding in findings if finding.rule.blocks)
