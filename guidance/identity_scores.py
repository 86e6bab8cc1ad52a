"""The part of a profile that says how good a photograph must be for an identity document."""

from __future__ import annotations

from typing import Annotated

import msgspec

_Score = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Iso(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The score (0 to 100) that measures of ISO/IEC 29794-5 must reach in a photograph for an identity document; those left out are not asked for.

    Left out for good are those that mark down deep skin for being deep (luminance, its variance, dynamic range, under-exposure), and those of a crop that
    the export has yet to make (head size, crops, margins).
    """

    background_uniformity: _Score | None = None
    illumination_uniformity: _Score | None = None
    over_exposure_prevention: _Score | None = None
    natural_colour: _Score | None = None
    single_face_present: _Score | None = None
    eyes_open: _Score | None = None
    mouth_closed: _Score | None = None
    inter_eye_distance: _Score | None = None
    head_pose_yaw: _Score | None = None
    head_pose_pitch: _Score | None = None
    head_pose_roll: _Score | None = None
