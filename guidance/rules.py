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

import msgspec

from guidance.values import (
    backlight_ev,
    distance_range_m,
    eyes_open_frac,
    lens_height_deg,
    light_ev,
    light_off_nose,
    measured,
    noise_frac,
    ratio_with_shadow,
    reads,
    sharpness,
    shoulders_turn_deg,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

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


BEFORE_LOOKS = (Group.SCENE, Group.LIGHT, Group.EXPOSURE, Group.FRAMING)


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
    the shutter; the others only advise, unless the profile blocks them too. A frame that misses a `gate` is never chosen, whatever else it has. While the rule
    that `unless` names, an earlier one, is out of its band and not settled, this one can't be told. Where only a range is
    known, which `between` reads, its nearer end counts, if all of it lies outside the band. What a `once` rule asks for is
    done at the tripod: it counts until the first photograph of a sitting, and nobody is sent back there in mid-set. Where a rule `interrupts`,
    its low side is told at once, whatever is being said.
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
    once: bool = False
    interrupts: bool = False
    between: Callable[[Reading], tuple[float, float] | None] | None = None


class Finding(msgspec.Struct, frozen=True):  # there are a hundred in each frame: a dataclass takes ten times as long to be made
    """One rule applied to one reading. `low` and `high` are the band that applied (None: open), `miss` how far outside it the value is, 0 inside.

    `miss_frac` is the same in shares of what counts as far: 1 is as bad as can be. `much` says that more than a little has to change; `settled` that this
    is no longer the time to mend it. `far` is how far outside counts as far.
    """

    rule: Rule
    value: float | None
    low: float | None
    high: float | None
    state: State
    miss: float
    miss_frac: float = 0.0
    much: bool = False
    settled: bool = False
    far: float = 1.0

    @property
    def prompt(self) -> str | None:
        """The id of the prompt that would mend it; None where nothing would, or where it is too late."""
        return None if self.settled else {State.LOW: self.rule.low, State.HIGH: self.rule.high}.get(self.state)

    @property
    def interrupts(self) -> bool:
        """Whether what is being said is of no use any more."""
        return self.rule.interrupts and self.state is State.LOW

    @property
    def blocks(self) -> bool:
        """Whether the shutter waits for it."""
        return self.rule.blocks and not self.settled


_DISTANCE = Rule(
    "distance",
    Group.FRAMING,
    "Distance",
    "m",
    (0, 2.5),
    reads("framing", "distance_m"),
    "distance_m",
    "step_back",
    "come_closer",
    blocks=False,
    between=distance_range_m,
)

RULES: tuple[Rule, ...] = (
    Rule("faces", Group.SCENE, "People", "", (0, 3), lambda reading: reading.faces, "faces", "no_face", "two_faces", gate=True, interrupts=True),
    # Come nearer before anything else is judged: of a face too small for the mesh nothing but its size is known.
    Rule("near", Group.FRAMING, "Head size", "%", (0, 0.8), reads("framing", "face_height_frac"), "face_height_frac", "come_closer", "step_back"),
    Rule("measured", Group.SCENE, "Face", "", (0, 1), measured, "measured", "show_face", None, gate=True),
    Rule("backlight", Group.LIGHT, "Backlight", "EV", (-4, 4), backlight_ev, "backlight_ev", None, "backlit"),
    Rule("brightness", Group.EXPOSURE, "Light", "EV", (-6, 3), light_ev, "light_ev", "more_light", None),
    Rule("highlights", Group.EXPOSURE, "Burnt out", "%", (0, 0.1), reads("exposure", "highlights_frac"), "highlights_frac", None, "less_light", gate=True),
    Rule("noise", Group.EXPOSURE, "Noise", "", (0, 0.06), noise_frac, "noise_frac", None, "more_light"),
    Rule("flicker", Group.EXPOSURE, "Flicker", "", (0, 0.1), reads("exposure", "flicker_frac"), "flicker_frac", None, "lamp_flickers", blocks=False),
    Rule(
        "light_height", Group.LIGHT, "High", "°", (-30, 90),
        reads("light", "face_elevation_deg"), "light_elevation_deg", "light_below", "light_overhead", once=True,
    ),
    Rule(
        "light_left", Group.LIGHT, "Light, left", "°", (0, 120), light_off_nose(1),
        "light_azimuth_deg", "turn_camera_right", "turn_camera_left", once=True,
    ),
    Rule(
        "light_right", Group.LIGHT, "Light, right", "°", (0, 120), light_off_nose(-1),
        "light_azimuth_deg", "turn_camera_left", "turn_camera_right", once=True,
    ),
    Rule("fill_left", Group.LIGHT, "Ratio", "EV", (0, 4), ratio_with_shadow(1), "key_to_fill_ev", "flat_light", "white_card_left", once=True),
    Rule("fill_right", Group.LIGHT, "Ratio", "EV", (0, 4), ratio_with_shadow(-1), "key_to_fill_ev", "flat_light", "white_card_right", once=True),
    # More light would burn what is at the top already: where both ends are lost the light is too hard, which the rows above say.
    Rule("shadows", Group.EXPOSURE, "Sunk", "%", (0, 0.5), reads("exposure", "shadows_frac"), "shadows_frac", None, "more_light", unless="highlights"),
    Rule(
        "mixed", Group.LIGHT, "Two colours", "mired", (0, 80),
        reads("colour", "mixed_light_mired"), "mixed_light_mired", None, "mixed_light", blocks=False, once=True,
    ),
    Rule("warmth", Group.LIGHT, "Warmth", "K", (2000, 12000), reads("colour", "warmth_k"), "warmth_k", "warm_light", "cold_light", blocks=False, once=True),
    Rule("shake", Group.SCENE, "Camera", "px", (0, 10), reads("camera", "shake_px"), "shake_px", None, "camera_shakes"),
    Rule(
        "level", Group.SCENE, "Level", "°", (-15, 15),
        reads("camera", "level_deg"), "level_deg", "camera_leans_left", "camera_leans_right", blocks=False, once=True,
    ),
    Rule("height", Group.SCENE, "Lens height", "°", (-30, 30), lens_height_deg, "lens_height_deg", "camera_raise", "camera_lower", blocks=False, once=True),
    _DISTANCE,
    Rule("headroom", Group.FRAMING, "Headroom", "%", (-0.1, 0.5), reads("framing", "headroom_frac"), "headroom_frac", "camera_up", "camera_down", once=True),
    Rule("crown", Group.FRAMING, "Crown", "%", (-0.1, 0.5), reads("framing", "headroom_frac"), "headroom_frac", "sit_lower", "sit_taller", unless="headroom"),
    Rule("middle", Group.FRAMING, "Off middle", "%", (-0.5, 0.5), reads("framing", "offset_frac"), "offset_frac", "move_left", "move_right"),
    Rule("shoulders", Group.POSE, "Shoulders", "°", (0, 60), shoulders_turn_deg, "shoulders_yaw_deg", "shoulders_turn", "shoulders_back", blocks=False),
    Rule("yaw", Group.POSE, "Turn", "°", (-60, 60), reads("pose", "yaw_deg"), "yaw_deg", "turn_left", "turn_right"),
    Rule("pitch", Group.POSE, "Chin", "°", (-30, 30), reads("pose", "pitch_deg"), "pitch_deg", "chin_up", "chin_down"),
    Rule("roll", Group.POSE, "Tilt", "°", (-30, 30), reads("pose", "roll_deg"), "roll_deg", "tilt_left", "tilt_right"),
    Rule("lids", Group.EYES, "Eyes open", "", (0, 1), eyes_open_frac, "eyes_open_frac", "open_eyes", None, gate=True),
    Rule("gaze_across", Group.EYES, "Gaze", "°", (-30, 30), reads("eyes", "gaze_yaw_deg"), "gaze_yaw_deg", "look_lens", "look_lens"),
    Rule("gaze_height", Group.EYES, "Gaze height", "°", (-30, 30), reads("eyes", "gaze_pitch_deg"), "gaze_pitch_deg", "look_lens", "look_lens"),
    Rule("glare", Group.EYES, "Glare", "", (0, 0.3), reads("eyes", "glare_frac"), "glare_frac", None, "glasses_glare", blocks=False),
    Rule("smile", Group.EXPRESSION, "Smile", "", (-0.5, 1), reads("expression", "smile_frac"), "smile_frac", "smile_more", "smile_less"),
    Rule("mouth", Group.EXPRESSION, "Mouth open", "", (0, 1), reads("expression", "mouth_open_frac"), "mouth_open_frac", None, "close_mouth"),
    Rule("brows", Group.EXPRESSION, "Brows", "", (-1, 1), reads("expression", "brow_frac"), "brow_frac", "relax_brows", "relax_brows"),
    Rule("motion", Group.FOCUS, "Motion", "px", (0, 12), reads("focus", "motion_px"), "motion_px", None, "hold_still"),
    Rule("smear", Group.FOCUS, "Sharpness", "", (0, 1), sharpness(smeared=True), "sharpness", "hold_still", None),
    Rule("sharpness", Group.FOCUS, "Sharpness", "", (0, 1), sharpness(smeared=False), "sharpness", "soft_picture", None),
    # A lens that is wiped for its softness is clean of haze as well.
    Rule(
        "haze", Group.FOCUS, "Haze", "%", (0, 0.5),
        reads("focus", "haze_frac"), "haze_frac", None, "hazy_picture", blocks=False, once=True, unless="sharpness",
    ),
    Rule("clutter", Group.SCENE, "Background", "", (0, 0.3), reads("background", "clutter_frac"), "clutter_frac", None, "busy_background", blocks=False),
)


_BLOCKING = {rule.id: replace(rule, blocks=True) for rule in RULES}


def judge(  # noqa: PLR0913 - how it was judged before, and for which others, are two things
    reading: Reading,
    profile: Profile,
    look: Look | None,
    before: Mapping[str, State] | None = None,
    *,
    begun: bool = False,
    usual: Sequence[Finding] = (),
) -> tuple[Finding, ...]:
    """Return one finding for each rule, in the rules' order.

    `before` holds the states of the last reading by rule id: a value that was fine may leave its band by the band's `ease` before it counts as out. Once the
    set is `begun`, what is done at the tripod is settled. Who judges one reading for look after look gives its findings for no look, judged in the same way, as
    `usual`: what a look has no band of its own for is not worked out again.
    """
    earlier = before or {}
    own = look.bands if look is not None else {}
    if reading.light is not None and reading.light.confidence_frac < profile.choosing.sure_light_frac:
        reading = replace(reading, light=None)
    found = {finding.rule.id: finding for finding in usual}
    for row in RULES:
        if usual and row.unless is None and row.band not in own:
            continue
        rule = _BLOCKING[row.id] if row.band in profile.blocks else row
        told = row.unless is None or not _is_out(found[row.unless])
        band = profile.band(row.band, look)
        found[row.id] = _find(rule, _value(row, reading, band) if told else None, band, earlier.get(row.id), settled=begun and row.once)
    return tuple(found.values())


def _is_out(finding: Finding) -> bool:
    return finding.state in (State.LOW, State.HIGH) and not finding.settled


def _value(rule: Rule, reading: Reading, band: Band) -> float | None:
    """Return the rule's number; of a range that lies outside the band, its end nearest to it."""
    value = rule.value(reading)
    if value is not None or rule.between is None:
        return value
    low, high = rule.between(reading) or (-math.inf, math.inf)
    if band.high is not None and low > band.high:
        return low
    return high if band.low is not None and high < band.low else None


def _find(rule: Rule, value: float | None, band: Band, before: State | None, *, settled: bool = False) -> Finding:
    if value is None:
        return Finding(rule, None, band.low, band.high, State.UNKNOWN, 0.0, settled=settled)
    ease = band.ease if before is State.OK else 0.0
    below = 0.0 if band.low is None else band.low - ease - value
    above = 0.0 if band.high is None else value - band.high - ease
    if below > 0 or above > 0:
        state, miss = (State.LOW, below + ease) if below > 0 else (State.HIGH, above + ease)
        much = band.much is not None and miss >= band.much
        return Finding(rule, value, band.low, band.high, state, miss, min(1.0, miss / band.far), much, settled)
    return Finding(rule, value, band.low, band.high, State.OK, 0.0, settled=settled, far=band.far)


def faults(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings outside their bands that have something to say, in the rules' order."""
    return [finding for finding in findings if finding.state in (State.LOW, State.HIGH) and finding.prompt is not None]


def ready(findings: Iterable[Finding]) -> bool:
    """Return whether nothing that blocks is outside its band; what can't be told does not block, except that there must be one face."""
    return all(finding.state is State.OK or (finding.state is State.UNKNOWN and finding.rule.id != "faces") for finding in findings if finding.blocks)


def upset(findings: Iterable[Finding]) -> bool:
    """Return whether something is still to be mended that comes before any look: who is there, the light, the camera, the distance."""
    return any(finding.blocks and finding.rule.group in BEFORE_LOOKS and finding.state in (State.LOW, State.HIGH) for finding in findings)
