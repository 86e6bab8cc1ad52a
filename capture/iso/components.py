"""The names of the standard's quality components that are computed here, their codes, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """A component by OFIQ's name of it, in the order of the codes; the unit of its native value."""

    BACKGROUND_UNIFORMITY = "BackgroundUniformity"
    """Mean length of the luminance gradient behind the sitter (Scharr's operator on 8 bits); 0 is a blank wall."""
    ILLUMINATION_UNIFORMITY = "IlluminationUniformity"
    """Overlap 0..1 of the two cheeks' luminance histograms."""
    LUMINANCE_MEAN = "LuminanceMean"
    """Mean linear luminance 0..1 of the face's region."""
    LUMINANCE_VARIANCE = "LuminanceVariance"
    """Its variance; best at 1/60."""
    UNDER_EXPOSURE_PREVENTION = "UnderExposurePrevention"
    """Share 0..1 of the region with linear luminance of at most 25/255."""
    OVER_EXPOSURE_PREVENTION = "OverExposurePrevention"
    """Share 0..1 of the region with linear luminance of at least 247/255."""
    DYNAMIC_RANGE = "DynamicRange"
    """Entropy of the region's luminance histogram: 0..8 bits."""
    NATURAL_COLOUR = "NaturalColour"
    """Distance in CIELAB (D50) of the cheeks' mean colour from what skin has: 0 within 5..25 of a* and 5..35 of b*."""
    SINGLE_FACE_PRESENT = "SingleFacePresent"
    """Area 0..1 of the second largest face over the largest's; 0 with one face."""
    EYES_OPEN = "EyesOpen"
    """Opening of the less open eye over the distance from the eyes to the chin."""
    MOUTH_CLOSED = "MouthClosed"
    """Opening of the lips over that distance."""
    INTER_EYE_DISTANCE = "InterEyeDistance"
    """Pixels between the eyes' centres, over the cosine of yaw."""
    HEAD_SIZE = "HeadSize"
    """Distance from the eyes to the chin over the picture's height; best at 0.45."""
    LEFTWARD_CROP = "LeftwardCropOfTheFaceImage"
    """From the picture's left edge to the far eye, in eye distances."""
    RIGHTWARD_CROP = "RightwardCropOfTheFaceImage"
    """From the picture's right edge to the far eye, in eye distances."""
    MARGIN_ABOVE = "MarginAboveOfTheFaceImage"
    """From the picture's top to the eyes, in distances from the eyes to the chin."""
    MARGIN_BELOW = "MarginBelowOfTheFaceImage"
    """From the eyes to the picture's bottom, in the same distances."""
    HEAD_POSE_YAW = "HeadPoseYaw"
    """Degrees, in the signs of ISO/IEC 39794-5: yaw as in `PoseReading`, pitch and roll turned round (chin down and a lean to the right shoulder are +)."""
    HEAD_POSE_PITCH = "HeadPosePitch"
    HEAD_POSE_ROLL = "HeadPoseRoll"


CODES = {
    Measure.BACKGROUND_UNIFORMITY: 0x42,
    Measure.ILLUMINATION_UNIFORMITY: 0x43,
    Measure.LUMINANCE_MEAN: 0x44,
    Measure.LUMINANCE_VARIANCE: 0x45,
    Measure.UNDER_EXPOSURE_PREVENTION: 0x46,
    Measure.OVER_EXPOSURE_PREVENTION: 0x47,
    Measure.DYNAMIC_RANGE: 0x48,
    Measure.NATURAL_COLOUR: 0x4B,
    Measure.SINGLE_FACE_PRESENT: 0x4C,
    Measure.EYES_OPEN: 0x4D,
    Measure.MOUTH_CLOSED: 0x4E,
    Measure.INTER_EYE_DISTANCE: 0x52,
    Measure.HEAD_SIZE: 0x53,
    Measure.LEFTWARD_CROP: 0x54,
    Measure.RIGHTWARD_CROP: 0x55,
    Measure.MARGIN_ABOVE: 0x56,
    Measure.MARGIN_BELOW: 0x57,
    Measure.HEAD_POSE_YAW: 0x58,
    Measure.HEAD_POSE_PITCH: 0x59,
    Measure.HEAD_POSE_ROLL: 0x5A,
}
"""The standard's code of each."""


@dataclass(frozen=True, slots=True)
class Component:
    """One component: its native value, and its score 0 (worst) to 100; both None on failure to assess."""

    native: float | None
    scalar: int | None
