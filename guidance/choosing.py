"""The profile's numbers about which frame is kept: what rules one out, and how much each part of its score counts."""

from __future__ import annotations

from typing import Annotated

import msgspec

_NotNegative = Annotated[float, msgspec.Meta(ge=0)]


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much each part of a frame's score counts; they are divided by their sum."""

    bands: _NotNegative
    """Nearness to the look's bands."""
    inside: _NotNegative
    """How well inside the look's bands head and smile are."""
    eyes: _NotNegative
    gaze: _NotNegative
    """Nearness of the gaze to the lens."""
    mouth: _NotNegative
    """How closed it is."""
    sharpness: _NotNegative
    stillness: _NotNegative


class Choosing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """When a frame is good enough to keep. Fractions; smaller is stricter but for `half_blink_frac` and `soft_frac`, where larger is."""

    half_blink_frac: float
    """An eye open by less than this share of what is usual in the moment is on its way down or up."""
    blink_reach_s: float
    """So are the frames this near to one, and those right beside it."""
    word_frac: float
    """A mouth whose opening scatters (standard deviation) by more than this speaks."""
    word_reach_s: float
    """Within this time to either side."""
    still_frac: float
    """A face that goes further than this in a thirtieth of a second, in distances between its eyes, is not kept where the moment has stiller ones."""
    soft_frac: float
    """A frame less sharp than this share of what nine of ten of the moment's reach is not kept."""
    near_frac: float
    """At the end an unmet look is kept only where what makes it that look (its own bands) is missed by no more than this share of `far`."""
    merge_frames: Annotated[int, msgspec.Meta(ge=1)]
    """A photograph is merged from at most this many frames, itself among them; 1: it stays the single frame."""
    merge_reach_s: float
    """They lie within this time before or after it."""
    sure_light_frac: float
    """A light measured with less confidence than this is not spoken of. Below 0.2 its direction errs by 25 degrees in the middle."""
    fleeting_frac: float
    """A face in fewer of a sitting's frames than this was a passer-by, or none: detectors see a face in a curtain now and then."""
