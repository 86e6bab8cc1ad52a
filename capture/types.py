"""Every noun that crosses a module border.

Conventions, for this whole program:

- **Units are in names**: `_px _deg _s _ms _ev _frac _k _mm _m`. A float without a suffix is dimensionless, and its docstring says of what.
- **Axes**: x right in the image, y down, z away from the camera. Images are never mirrored; only the viewfinder is.
- **Sides are the subject's own.** `yaw_deg > 0`: they turn to their left (the image's right). `pitch_deg > 0`: chin up. `roll_deg > 0`: the head leans
  to their left shoulder. Light `azimuth_deg`: 0 from the lens, positive from their left, ±180 from behind; `elevation_deg`: positive from above.
  ISO/IEC 39794-5 has the same yaw, while its pitch and roll have the opposite sign.
- **Head pose** is R = Ry(yaw)·Rx(pitch)·Rz(roll), relative to the line of sight to the lens: "looking into the lens" is 0 wherever the face is.
- **Unknown is `None`**, never NaN or −1.
- **Arrays are RGB, uint8, sRGB-encoded, read-only**, in fields named `rgb`. BGR exists only inside the modules that call OpenCV's readers and writers.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rgb: TypeAlias = NDArray[np.uint8]
    Floats: TypeAlias = NDArray[np.float32]


# ---------------------------------------------------------------------------------------------------------------- pictures


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture of the sitter.

    `index` counts the source's frames from 0, dropped ones included. `t_s` is the source's own time in seconds, never falling. `rgb` is (H, W, 3),
    turned upright. `encoded` is the camera's own JPEG (or the file's own bytes) where the source gave one; decoding it gives `rgb` again.
    """

    index: int
    t_s: float
    rgb: Rgb
    encoded: bytes | None = None


@dataclass(frozen=True, slots=True, eq=False)
class FaceBox:
    """A face that a detector found, in pixels of the frame; `eyes_px` are the subject's (left, right) eye centres, shape (2, 2)."""

    left_px: float
    top_px: float
    width_px: float
    height_px: float
    eyes_px: Floats
    score_frac: float


@dataclass(frozen=True, slots=True, eq=False)
class Eye:
    """One eye. `upper_px` and `lower_px` are matching lid points (N, 2) from the outer to the inner corner; `contour_px` (M, 2) goes round the opening."""

    outer_px: Floats
    inner_px: Floats
    upper_px: Floats
    lower_px: Floats
    contour_px: Floats
    iris_px: Floats
    iris_radius_px: float


@dataclass(frozen=True, slots=True, eq=False)
class Mouth:
    """The mouth: corners (2,) named by the subject's sides, the inner lip line as matching (N, 2) points above and below, the outer contour (M, 2)."""

    left_corner_px: Floats
    right_corner_px: Floats
    inner_upper_px: Floats
    inner_lower_px: Floats
    contour_px: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """The sitter's face by its features' names, in pixels of the frame.

    `mesh_px` is (468, 3) in the vertex order of `capture.mean_face`; z has the scale of x and grows away from the camera. `outline_px` (M, 2) goes round
    the face from the hairline to the chin. `shoulders_px` is (2, 2): the subject's left and right; `shoulders_yaw_deg` their turn, in the same sign as
    the head's yaw. `matte` (h, w) is the person's share 0..1 of each cell of a coarse grid over the whole frame. `confidence_frac` is 0..1.
    """

    mesh_px: Floats
    outline_px: Floats
    left_eye: Eye
    right_eye: Eye
    mouth: Mouth
    nose_tip_px: Floats
    chin_px: Floats
    forehead_px: Floats
    confidence_frac: float
    shoulders_px: Floats | None = None
    shoulders_yaw_deg: float | None = None
    matte: Floats | None = None

    @property
    def eye_distance_px(self) -> float:
        """Distance between the two eyes' centres (the mean of each eye's corners), in pixels."""
        left = (self.left_eye.outer_px + self.left_eye.inner_px) / 2
        right = (self.right_eye.outer_px + self.right_eye.inner_px) / 2
        return float(((left - right) ** 2).sum() ** 0.5)


@dataclass(frozen=True, slots=True, eq=False)
class Tracking:
    """What a tracker says of one frame: the sitter's `face` (None when none is large enough to measure) and every face's box, the sitter's first."""

    face: Face | None
    boxes: tuple[FaceBox, ...] = ()


# ---------------------------------------------------------------------------------------------------------------- readings


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
    highlights_frac: float
    """Share of the face's skin at the top of the scale."""
    shadows_frac: float
    """Share of the face's skin sunk into black."""
    background_ev: float | None
    noise_frac: float
    """Standard deviation of the pixel noise on the face, of full scale (sRGB-encoded)."""
    flicker_frac: float | None
    """Standard deviation of the picture's brightness from frame to frame, of its mean; None until enough frames have passed."""


@dataclass(frozen=True, slots=True)
class ColourReading:
    """The colour of the light."""

    warmth_k: float | None
    """Correlated colour temperature that the picture's illuminant has as rendered: 6500 is neutral, lower is warmer."""
    tint: float | None
    """Distance from the daylight locus in u'v' of that illuminant, in thousandths: positive is green, negative is magenta."""
    mixed_light_deg: float | None
    """Hue difference of the two cheeks in CIELAB."""


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


@dataclass(frozen=True, slots=True)
class FocusReading:
    """How crisp the face is."""

    sharpness: float
    """Fine detail at the eyes against coarse detail, free of scale and of contrast: about 0 blurred, 1 as crisp as pixels can be."""
    motion_px: float | None
    """Movement of the face since the frame before, in pixels, at a pace of 30 frames a second; None for stills and first frames."""


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
    squint_frac: float
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
    """Movement of the background since the frame before; None for stills and first frames."""
    level_deg: float | None
    """The camera's lean, from the background's upright and level lines: positive when it leans clockwise as seen from behind it."""
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


@dataclass(frozen=True, slots=True, eq=False)
class Observation:
    """What capture hands over: the picture, the sitter's face in it, and the numbers."""

    frame: Frame
    face: Face | None
    reading: Reading


# ------------------------------------------------------------------------------------------------------------------- shots


class Cause(StrEnum):
    """Why a shot was kept."""

    MOMENT = "moment"
    """The look's bands held: the best frame of that moment."""
    ASKED = "asked"
    """The sitter pressed the key."""
    BEST_SO_FAR = "best so far"
    """The sitting ended before the look was met: the nearest frame to it."""


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """One photograph to keep: the observation it was, the look's name, its score 0..1, why it was chosen, and what it misses (sentences)."""

    observation: Observation
    look: str
    cause: Cause
    score: float
    reasons: tuple[str, ...]
    misses: tuple[str, ...] = ()
