"""What a set is chosen by: the profile's table `the_set`."""

from __future__ import annotations

from typing import Annotated

import msgspec

_Positive = Annotated[float, msgspec.Meta(gt=0)]
_Frac = Annotated[float, msgspec.Meta(ge=0, le=1)]


class Differs(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """By how much a measure must change for two photographs to be altogether different by it alone. Larger is less sensitive."""

    yaw_deg: _Positive
    pitch_deg: _Positive
    smile_frac: _Positive
    mouth_open_frac: _Positive
    gaze_yaw_deg: _Positive
    gaze_pitch_deg: _Positive
    face_height_frac: _Positive
    offset_frac: _Positive


class TheSet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How many photographs a finished set has at most, and how they are chosen."""

    size: Annotated[int, msgspec.Meta(ge=1)]
    variety: _Frac
    """What being different counts against being good: 0 takes the best ones, 1 the most different ones."""
    near_frac: _Frac
    """Less different than this, two photographs are nearly the same, and the set has one of them."""
    differs: Differs
