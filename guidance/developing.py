"""How a finished set is developed, where it is asked for: the profile's table `develop`."""

from __future__ import annotations

from typing import Annotated

import msgspec

_NotNegative = Annotated[float, msgspec.Meta(ge=0)]


class Develop(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How much is mended of light that was not as wanted, and what a changed background looks like."""

    light_ev: float
    """The light on the face that is wanted, as it is measured: 0 puts a grey card at middle grey."""
    leave_ev: _NotNegative
    """Up to so far from it nothing is done; beyond, it is brought to that border."""
    most_ev: Annotated[float, msgspec.Meta(ge=0, le=3)]
    leave_mired: _NotNegative
    """The same for the colour of the light, from neutral along the daylight locus."""
    most_mired: Annotated[float, msgspec.Meta(ge=0, le=100)]
    leave_tint: _NotNegative
    """And beside it, green to magenta, in thousandths of u'v'."""
    most_tint: Annotated[float, msgspec.Meta(ge=0, le=20)]
    contrast: Annotated[float, msgspec.Meta(ge=0.8, le=1.25)]
    """The slope of shown stops over seen stops about middle grey; 1 for none."""
    blur_frac: Annotated[float, msgspec.Meta(gt=0, le=0.3)]
    """How far a blurred background spreads, in face heights."""
    plain: Annotated[str, msgspec.Meta(pattern="^#[0-9a-f]{6}$")]
    """The colour of a plain background where none is named."""
