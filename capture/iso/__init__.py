"""Face image quality by ISO/IEC 29794-5: how good a photograph is for an identity document.

Native values and scores are those of the standard's reference implementation, OFIQ 1.0.3 (BSI, 2024), written anew from its definitions. They answer "would
this do in a passport?", not "is this a good headshot?": a headshot's head is smaller than `HEAD_SIZE` wants, its light has a side, which
`ILLUMINATION_UNIFORMITY` punishes, and `LUMINANCE_MEAN` marks deep skin down for being deep. Northlight's own coaching uses none of them.

Exact in formula, on MediaPipe's points (not rounded to whole pixels) instead of ADNet's 98: `LUMINANCE_MEAN`, `LUMINANCE_VARIANCE`, `DYNAMIC_RANGE`,
`ILLUMINATION_UNIFORMITY`, `NATURAL_COLOUR`, `EYES_OPEN`, `MOUTH_CLOSED`, `INTER_EYE_DISTANCE`, `HEAD_SIZE`, the two crops and the two margins. The face's
region is the convex hull of jaw and brows, as ADNet's points have it: no forehead. It is filled directly, not by way of OFIQ's grid of 224, so its edge may
differ by a pixel or two. `HEAD_POSE_YAW`, `_PITCH` and `_ROLL` score Northlight's pose instead of 3DDFA-V2's.

Approximate: `UNDER_EXPOSURE_PREVENTION` and `OVER_EXPOSURE_PREVENTION` count the whole region, where OFIQ leaves out what an occlusion network finds hidden;
`BACKGROUND_UNIFORMITY` uses Northlight's matte instead of a face parsing network; `SINGLE_FACE_PRESENT` uses its face detector, which passes over faces of
less than `BYSTANDER_AREA_FRAC` of the sitter's.

Not computed, since each needs a trained model that is not here: UnifiedQualityScore, Sharpness, CompressionArtifacts, EyesVisible, MouthOcclusionPrevention,
FaceOcclusionPrevention, ExpressionNeutrality, NoHeadCoverings.

None is a failure to assess: no face, no pose, no background, or points that lie as no face's do. What of the face is beyond the picture's edge is black.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.iso import background, colour, geometry, luminance
from capture.iso.aligned import align
from capture.iso.components import CODES, Component, Measure
from capture.iso.mappings import scalar
from capture.whole import whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from capture.types import FaceBox, Observation

__all__ = ["CODES", "Component", "Measure", "measure"]


def measure(seen: Observation) -> Mapping[Measure, Component]:
    """Return all components of an observation, in the order of the standard's codes."""
    seen = whole(seen)
    natives = {Measure.SINGLE_FACE_PRESENT: _second_face_frac(seen.boxes)}
    face, rgb = seen.face, seen.frame.rgb
    if face is not None:
        natives |= geometry.natives((rgb.shape[0], rgb.shape[1]), face, seen.reading.pose)
        aligned = align(rgb, face)
        if aligned is not None:
            natives |= luminance.natives(aligned)
            natives[Measure.NATURAL_COLOUR] = colour.off_skin(aligned)
            natives[Measure.BACKGROUND_UNIFORMITY] = background.gradient(aligned, face.matte, (rgb.shape[0], rgb.shape[1]))
    return {each: _component(each, natives.get(each)) for each in Measure}


def _component(each: Measure, native: float | None) -> Component:
    return Component(native, None if native is None else scalar(each, native))


def _second_face_frac(boxes: tuple[FaceBox, ...]) -> float | None:
    """Return the area 0..1 of the second largest face over the largest's; None without a face."""
    areas = sorted((box.width_px * box.height_px for box in boxes), reverse=True)
    if not areas:
        return None
    return areas[1] / areas[0] if len(areas) > 1 else 0.0
