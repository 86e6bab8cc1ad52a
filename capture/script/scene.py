"""What stands before the virtual camera at one instant: the sitter, the lights, the lens, the room.

Angles and sides are those of `capture.types`: the sitter's own left is +, chin up is +, a lamp's azimuth is + from their left. Lengths are millimetres in
camera axes (x right in the image, y down, z away from the lens). Strengths are stops: a lamp of 0 EV gives a white surface that faces it the linear value
1.0, the top of the scale, at exposure 0 EV; skin then comes to rest near middle grey to half.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from capture.script.persona import Persona  # noqa: TC001 - msgspec reads the types

FAR_MM = 20000.0
"""A lamp that stands this far off shines alike on all of a face."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a scene: numbers and words with a usual value each."""


class Subject(Part, frozen=True):
    """The sitter's place, turn and face. The head turns about the neck; its pose is relative to the line of sight to the lens."""

    yaw_deg: float = 0.0
    pitch_deg: float = 0.0
    roll_deg: float = 0.0
    x_mm: float = 0.0
    """Where the eyes' middle would be if the head were straight: right of the lens's axis in the image, and below it."""
    y_mm: float = 0.0
    distance_mm: float = 700.0
    """Along the lens's axis, to that same point."""
    shoulders_yaw_deg: float = 0.0
    shoulders_roll_deg: float = 0.0
    gaze_yaw_deg: float = 0.0
    gaze_pitch_deg: float = 0.0
    """Where the eyes look, off the line to the lens: 0, 0 looks into it whatever the head does."""
    left_open_frac: float = 1.0
    right_open_frac: float = 1.0
    smile_frac: float = 0.0
    """0 neutral, 1 as far as it goes; over 0.6 the lips part and show teeth."""
    mouth_open_frac: float = 0.0
    squint_frac: float = 0.0
    """Lower lids raised, as in a squinch: 1 is nearly at the line between the eye's corners. The upper lids stay where `_open_frac` says."""
    brow_frac: float = 0.0
    speed_mm_s: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """How fast that point moves; `turn_deg_s` how fast yaw, pitch and roll change. Only the shutter sees them."""
    turn_deg_s: tuple[float, float, float] = (0.0, 0.0, 0.0)


class Lamp(Part, frozen=True):
    """An area light: a disc of `radius_deg` (half its angular size) as seen from the face. Directions are in camera axes."""

    azimuth_deg: float = 40.0
    elevation_deg: float = 30.0
    strength_ev: float = 0.0
    radius_deg: float = 14.0
    kelvin: float = 5500.0
    distance_mm: float = FAR_MM
    """From the middle of the face, where its strength holds: the nearer it is, the more its light falls off to the face's other side."""


class Ambient(Part, frozen=True):
    """Light from all round, a little more from above."""

    strength_ev: float = -2.0
    kelvin: float = 5500.0


class Curve(StrEnum):
    """How linear light becomes codes: the standard's own curve, and what phones and webcams make of it."""

    SRGB = "srgb"
    PHONE = "phone"
    """Shadows lifted, a long shoulder."""
    CONTRAST = "contrast"
    """An S: deep shadows, bright mids."""
    FLAT = "flat"
    """Close to a logarithm."""


class Camera(Part, frozen=True):
    """A pinhole with a lens's blur and a sensor's flaws."""

    hfov_deg: float = 62.0
    height_deg: float = 0.0
    """Elevation over the sitter's level look of a lens that they sit straight before: the body leans by it."""
    lean_deg: float = 0.0
    """Clockwise as seen from behind the camera: the picture then leans the other way."""
    shake_px: float = 0.0
    """Standard deviation of the whole picture's wander, at 1280 pixels of width."""
    exposure_ev: float = 0.0
    hunting_ev: float = 0.0
    """Amplitude of an auto-exposure that swings, with a period of `hunting_s`."""
    hunting_s: float = 1.6
    white_balance_k: float = 5500.0
    """The colour of light that is rendered as neutral."""
    focus_mm: float | None = None
    """Distance in focus; None follows the face."""
    aperture_mm: float = 2.0
    """Diameter of the lens's opening: 1 to 2 a webcam's, 35 a portrait lens's."""
    haze_frac: float = 0.0
    """Share of the light that a fingerprint or breath on the lens spreads over the picture: 0 clean, 0.2 a touch, 0.5 fog."""
    shutter_ms: float = 8.0
    noise: float = 1.0
    """In a usual webcam's; exposure_ev adds its share by itself."""
    flicker_frac: float = 0.0
    """Depth of the lamps' swing on the mains, of `mains_hz`, seen as bands and as a beat."""
    mains_hz: float = 50.0
    jpeg_quality: int = 0
    """1 to 100; 0 gives pixels that no JPEG has touched."""
    curve: Curve = Curve.SRGB


class Typeface(StrEnum):
    """What writing is set in."""

    PLAIN = "plain"
    SERIF = "serif"
    BOLD = "bold"
    """With serifs, heavy."""
    SANS = "sans"


class Writing(Part, frozen=True):
    """A sheet with lines of text, centred on it; where it is and how it is turned is its middle's, as seen from the lens."""

    text: str
    """Lines are parted by line breaks."""
    capital_mm: float = 60.0
    """Height of a capital."""
    x_mm: float = 0.0
    y_mm: float = 0.0
    """Right of the lens's axis, and below it."""
    turn_deg: float = 0.0
    """Clockwise in its own plane: 90 as on the back of a book, 180 upside down."""
    face: Typeface = Typeface.PLAIN
    ink: tuple[float, float, float] = (0.02, 0.02, 0.02)
    paper: tuple[float, float, float] = (0.75, 0.74, 0.72)
    """Linear RGB reflectance of both."""


class Held(Writing, frozen=True):
    """Such a sheet held up before the sitter, `yaw_deg` turned about the upright as a head is; below the face, since the studio's tracker looks through it."""

    capital_mm: float = 20.0
    y_mm: float = 150.0
    distance_mm: float = 500.0
    yaw_deg: float = 0.0


class Room(StrEnum):
    """What is behind the sitter."""

    WALL = "wall"
    DARK = "dark"
    OFFICE = "office"
    WINDOW = "window"
    STRIPES = "stripes"
    """A busy pattern: posters and shelves, edge to edge."""


class Backdrop(Part, frozen=True):
    """The room behind, on a plane; `strength_ev` brightens it apart from the lamps."""

    room: Room = Room.WALL
    distance_mm: float = 2600.0
    strength_ev: float = -1.0
    kelvin: float = 5500.0
    writing: tuple[Writing, ...] = ()
    """Posters, signs and backs of books on that plane, before all else there."""


class Bystander(Part, frozen=True):
    """Someone else in the room, by the place of their eyes; always behind the sitter."""

    persona: Persona
    x_mm: float = 600.0
    y_mm: float = 0.0
    distance_mm: float = 1600.0
    yaw_deg: float = 0.0


class Hand(Part, frozen=True):
    """A hand before the face: `x_mm` and `y_mm` of the palm's middle from the tip of the nose, `turn_deg` clockwise of the fingers from upright."""

    x_mm: float = 0.0
    y_mm: float = 0.0
    turn_deg: float = -20.0


class Scene(Part, frozen=True):
    """All that a picture is made of. Two equal scenes give the same pixels."""

    persona: Persona
    size_px: tuple[int, int] = (1280, 720)
    """Width, height."""
    seed: int = 1
    t_s: float = 0.0
    subject: Subject = Subject()
    lamps: tuple[Lamp, ...] = (Lamp(),)
    """The first is the key."""
    ambient: Ambient = Ambient()
    camera: Camera = Camera()
    backdrop: Backdrop = Backdrop()
    bystander: Bystander | None = None
    hand: Hand | None = None
    held: Held | None = None
