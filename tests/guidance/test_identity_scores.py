from __future__ import annotations

import msgspec
import pytest

from capture import iso
from guidance.identity_scores import Iso

UNFAIR = {"LUMINANCE_MEAN", "LUMINANCE_VARIANCE", "DYNAMIC_RANGE", "UNDER_EXPOSURE_PREVENTION"}
OF_THE_CROP = {"HEAD_SIZE", "LEFTWARD_CROP", "RIGHTWARD_CROP", "MARGIN_ABOVE", "MARGIN_BELOW"}


def test_every_measure_can_be_asked_for_but_those_that_are_unfair_or_of_a_crop_to_come() -> None:
    known = {measure.name for measure in iso.Measure}
    assert {field.upper() for field in Iso.__struct_fields__} == known - UNFAIR - OF_THE_CROP


@pytest.mark.parametrize("score", [-1, 101])
def test_a_score_is_0_to_100(score: int) -> None:
    with pytest.raises(msgspec.ValidationError, match="eyes_open"):
        msgspec.convert({"eyes_open": score}, Iso)
