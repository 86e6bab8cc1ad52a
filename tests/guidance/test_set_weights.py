from __future__ import annotations

import pytest

from capture.errors import ProfileError
from guidance.profile import load, parse
from guidance.set_weights import Differs
from guidance.the_set import _MEASURES


def wrong(text: str) -> str:
    with pytest.raises(ProfileError) as raised:
        parse(f'extends = "classic"\nname = "mine"\ntitle = "Mine"\n{text}', path="mine.toml")
    return str(raised.value)


def test_every_measure_has_its_weight_and_every_weight_its_measure() -> None:
    assert {measure.name for measure in _MEASURES} == set(Differs.__struct_fields__)


def test_a_profile_may_change_one_value_and_keeps_the_others() -> None:
    mine = parse('extends = "classic"\nname = "mine"\ntitle = "Mine"\n[the_set]\nsize = 3\n[the_set.differs]\nyaw_deg = 5', path="mine.toml").the_set
    usual = load("classic").the_set
    assert (mine.size, mine.variety, mine.differs.yaw_deg, mine.differs.pitch_deg) == (3, usual.variety, 5, usual.differs.pitch_deg)


def test_wrong_values_are_told_in_words() -> None:
    assert "'the_set.size' should be 1 or more" in wrong("[the_set]\nsize = 0")
    assert "'the_set.variety' should be 1 or less" in wrong("[the_set]\nvariety = 3")
    assert "'the_set.differs.yaw_deg' should be above 0" in wrong("[the_set.differs]\nyaw_deg = 0")
    assert "Did you mean 'yaw_deg'?" in wrong("[the_set.differs]\nyaw = 3")
    assert "Did you mean 'variety'?" in wrong("[the_set]\nvarity = 0.3")
