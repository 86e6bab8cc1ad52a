"""What was measured of one frame: only numbers, words and None."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Pattern(StrEnum):
    """The name of a key light's place, by where it strikes the face (practice of portrait lighting; borders in `capture.pattern`)."""

    FLAT = "flat"
    BUTTERFLY = "butterfly"
    LOOP = "loop"
    REMBRANDT = "rembrandt"
    SPLIT = "split"
    LOW = "low"
    BELOW = "below"
    OVERHEAD = "overhead"
    BACK = "back"


class Gesture(StrEnum):
    """What a raised hand says."""

    PALM = "palm"
    """An open hand, fingers up and spread."""
    THUMB_UP = "thumb up"


@dataclass(frozen=True, slots=True)
class Catchlight:
    """A light's reflection in an eye. `eye` is the subject's "left" or "right"; `clock_deg` 0 is 12 o'clock as the viewer sees it, clockwise."""

    eye: str
    clock_deg: float
    radius_frac: float
    """Distance from the iris centre, in iris radii."""
    area_frac: float
    """Share of the iris disc."""


@dataclass(frozen=True, slots=True)
class LightReading:
    """Where the key light is and how hard it works."""

    azimuth_deg: float
    elevation_deg: float
    """Both seen from the camera: 0, 0 is a light at the lens."""
    face_azimuth_deg: float
    face_elevation_deg: float
    """Both in the face's own axes: 0, 0 is a light straight before the nose. Patterns are named by these."""
    pattern: Pattern
    short: bool | None
    """True for short light (the key on the cheek turned away from the camera), False for broad, None near the straight look or a centred key."""
    key_to_fill_ev: float | None
    """log2 of linear light on the lit over the shadow cheek: (key + fill) over fill, which is what a camera sees."""
    softness_frac: float | None
    """0 a point of light, 1 a light that wraps half round the head."""
    catchlights: tuple[Catchlight, ...] | None
    """None where the eyes are too few pixels to judge."""
    confidence_frac: float


@dataclass(frozen=True, slots=True)
class ExposureReading:
    """How bright the face is, and what the sensor lost."""

    face_ev: float
    """log2 of the face's mean linear luminance over 18 % grey."""
    light_ev: float | None
    """What `face_ev` would be if the skin were an 18 % grey card: the light on the face, whatever its skin. None where no white of an eye is seen."""
    highlights_frac: float
    """Share of the face's skin at the top of the scale."""
    shadows_frac: float
    """Share of the face's skin that gets so little light that light skin would sink into black there."""
    background_ev: float | None
    """log2 of the mean linear luminance of all that is not the person over 18 % grey: as `face_ev`, of the background."""
    noise_frac: float
    """Standard deviation of the pixel noise on the face, of full scale (sRGB-encoded)."""
    flicker_frac: float | None
    """Standard deviation of the picture's brightness from frame to frame, of its mean; None until enough frames have passed."""
    tones_frac: tuple[float, ...] = ()
    """Shares of the face's skin by sixteenths of the encoded scale, darkest first, which sum to 1: its histogram. Empty where it was not counted."""


@dataclass(frozen=True, slots=True)
class ColourReading:
    """The colour of the light."""

    warmth_k: float | None
    """Correlated colour temperature that the picture's illuminant has as rendered: 6500 is neutral, lower is warmer."""
    tint: float | None
    """Distance from the daylight locus in u'v' of that illuminant, in thousandths: positive is green, negative is magenta."""
    mixed_light_mired: float | None
    """How far apart in colour the light on the two cheeks is, in mired (1e6/K): 0 is light of one colour."""


@dataclass(frozen=True, slots=True)
class PoseReading:
    """Which way the head points, relative to the line of sight to the lens."""

    yaw_deg: float
    pitch_deg: float
    roll_deg: float
    shoulders_yaw_deg: float | None


@dataclass(frozen=True, slots=True)
class FramingReading:
    """Where the head is in the frame. `_frac` values are of the frame's height, except `offset_frac`, which is of its width."""

    face_height_frac: float
    """Chin to hairline."""
    eye_line_frac: float
    """The eyes below the top edge."""
    headroom_frac: float
    """Free space above the crown."""
    offset_frac: float
    """The face's centre right of the frame's centre (towards the subject's left)."""
    eye_distance_px: float
    """Between the eyes' centres, mended for yaw where the pose is known."""
    distance_m: float | None
    """From the lens to the face; None where the field of view is not known."""
    distance_range_m: tuple[float, float] | None = None
    """Where that is not known: between which distances any camera's usual field of view puts the face; None where `distance_m` is told."""


@dataclass(frozen=True, slots=True)
class FocusReading:
    """How crisp the face is, and how clear the lens."""

    sharpness: float
    """Fine detail at the eyes against coarse detail, free of scale and of contrast: about 0 blurred, 1 as crisp as pixels can be."""
    motion_px: float | None
    """Movement of the face since the frame before, in pixels, at a pace of 30 frames a second; None for stills and first frames."""
    smear_frac: float | None = None
    """Share of the blur that has a direction: about 0.2 in or out of focus, over 0.4 smeared by motion; None where there is no edge to judge."""
    haze_frac: float | None = None
    """Share of the light that grease or breath on the lens spreads over the picture: under 0.1 clean, 0.2 clearly hazy; None where it can't be told."""


@dataclass(frozen=True, slots=True)
class EyesReading:
    """Lids, gaze and glare. Openness 1 is a widely open eye, 0 a closed one."""

    left_open_frac: float
    right_open_frac: float
    gaze_yaw_deg: float | None
    gaze_pitch_deg: float | None
    """Where the eyes look, off the line to the lens; positive to the subject's left and up."""
    glare_frac: float
    """Share of the eye region hidden by reflections (glasses)."""


@dataclass(frozen=True, slots=True)
class ExpressionReading:
    """The face's expression, in fractions of what people can do: 0 neutral, 1 as far as it goes. A smile below 0 is corners turned down."""

    smile_frac: float
    mouth_open_frac: float
    squint_frac: float | None
    """None while the eyes are nearly shut: lower lids rise in a blink too."""
    brow_frac: float


@dataclass(frozen=True, slots=True)
class BackgroundReading:
    """What is behind the sitter."""

    clutter_frac: float
    """Mean edge strength behind the person, of full scale in linear light."""
    brightness_ev: float
    """log2 of the background's mean linear luminance over the face's."""
    separation: float | None
    """CIELAB distance between the person's edge and what is just behind it; about 2 is barely seen."""


@dataclass(frozen=True, slots=True)
class CameraReading:
    """How the camera stands."""

    shake_px: float | None
    """Movement of the background since the frame before, at a pace of 30 frames a second; None for stills and first frames."""
    level_deg: float | None
    """The camera's lean, from the background's lines or the sitter's shoulders: positive when it leans clockwise as seen from behind it."""
    height_deg: float | None
    """Elevation of the lens over the sitter's own level look; None until their neutral is known."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was measured of one frame: only numbers, words and None. It is the journal's line and all that `guidance` ever needs."""

    index: int
    t_s: float
    faces: int
    light: LightReading | None = None
    exposure: ExposureReading | None = None
    colour: ColourReading | None = None
    pose: PoseReading | None = None
    framing: FramingReading | None = None
    focus: FocusReading | None = None
    eyes: EyesReading | None = None
    expression: ExpressionReading | None = None
    background: BackgroundReading | None = None
    camera: CameraReading | None = None
    gesture: Gesture | None = None
    """What a hand beside the head says; None where none is raised, it says nothing, or it was not looked at in this frame."""
