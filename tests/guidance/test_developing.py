from __future__ import annotations

from dataclasses import fields

import pytest

from capture.develop import Recipe
from capture.errors import ProfileError
from guidance.developing import Develop
from guidance.profile import load, parse


def mine(text: str) -> Develop:
    return parse(f'extends = "classic"\nname = "mine"\ntitle = "Mine"\n[develop]\n{text}', path="mine.toml").develop


def test_every_number_of_a_recipe_is_in_the_profile() -> None:
    assert {field.name for field in fields(Recipe)} <= set(Develop.__struct_fields__)


def test_a_profile_may_change_one_value_and_keeps_the_others() -> None:
    assert (mine("contrast = 1.0").contrast, mine("contrast = 1.0").plain) == (1.0, load("classic").develop.plain)


@pytest.mark.parametrize(
    ("text", "word"), [("contrast = 3", "develop.contrast"), ('plain = "red"', "develop.plain"), ("smoth = 1", "unknown key 'develop.smoth'")]
)
def test_wrong_values_are_named(text: str, word: str) -> None:
    with pytest.raises(ProfileError, match=word):
        mine(text)
