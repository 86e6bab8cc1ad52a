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

from typing import TYPE_CHECKING

from capture.types.pictures import Eye, Face, FaceBox, Frame, Mouth, Tracking
from capture.types.readings import (
    BackgroundReading,
    CameraReading,
    Catchlight,
    ColourReading,
    ExposureReading,
    ExpressionReading,
    EyesReading,
    FocusReading,
    FramingReading,
    Gesture,
    LightReading,
    Pattern,
    PoseReading,
    Reading,
)
from capture.types.shots import Cause, Observation, PassedOver, Shot

if TYPE_CHECKING:
    from capture.types.pictures import Floats as Floats
    from capture.types.pictures import Rgb as Rgb

__all__ = [
    "BackgroundReading",
    "CameraReading",
    "Catchlight",
    "Cause",
    "ColourReading",
    "ExposureReading",
    "ExpressionReading",
    "Eye",
    "EyesReading",
    "Face",
    "FaceBox",
    "FocusReading",
    "Frame",
    "FramingReading",
    "Gesture",
    "LightReading",
    "Mouth",
    "Observation",
    "PassedOver",
    "Pattern",
    "PoseReading",
    "Reading",
    "Shot",
    "Tracking",
]
