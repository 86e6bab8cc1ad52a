from __future__ import annotations

import re

import pytest

from capture.errors import ScriptError
from capture.script import people
from capture.script.persona import BeardStyle, Garment, GlassesStyle, HairStyle

ONE = "[ada]\nseed = 1\nskin = { monk = 3 }\n"


def test_the_named_cover_every_style_and_every_tone() -> None:
    everybody = people.named().values()
    assert len(everybody) >= 16
    assert {person.hair.style for person in everybody} == set(HairStyle)
    assert {person.beard.style for person in everybody} == set(BeardStyle)
    assert {person.glasses.style for person in everybody if person.glasses} == set(GlassesStyle)
    assert {person.clothes.garment for person in everybody} == set(Garment)
    assert {round(person.skin.monk) for person in everybody} == set(range(1, 11))


def test_the_named_are_told_apart_by_one_line_each() -> None:
    everybody = people.named()
    assert len({person.seed for person in everybody.values()}) == len(everybody)
    for name, person in everybody.items():
        assert person.name == name
        assert re.fullmatch(r"[a-z]{2,9}", name)
        assert 15 < len(person.about) < 80


def test_find_gives_the_named_and_strangers() -> None:
    assert people.find("amara") == people.named()["amara"]
    assert people.find("random:17") == people.random(17)
    assert people.random(17).name == "random:17"
    assert people.names() == sorted(people.names())


@pytest.mark.parametrize("word", ["random:", "random:x", "random:-1", "random:1.5", "random:²"])
def test_a_strangers_number_is_a_number(word: str) -> None:
    with pytest.raises(ScriptError, match="random:17"):
        people.find(word)


def test_an_unknown_name_is_told_with_the_nearest() -> None:
    with pytest.raises(ScriptError, match=r"There is no persona 'amarra'\. Did you mean 'amara'\?"):
        people.find("amarra")


@pytest.mark.parametrize(
    ("text", "key", "words"),
    [
        (ONE.replace("monk", "monkk"), "ada.skin.monkk", "Did you mean 'monk'"),
        (ONE.replace("seed", "sed"), "ada.sed", "Did you mean 'seed'"),
        (ONE.replace("3", '"3"'), "ada.skin.monk", "should be a number"),
        (ONE.replace("3", "11"), "ada.skin.monk", "is 11, and can be 1 to 10"),
        (ONE + 'hair = { style = "bobb" }', "ada.hair.style", "Did you mean 'bob'"),
        (ONE + "hair = { grey = 60 }", "ada.hair.grey", "can be 0 to 1"),
        (ONE + "shape = { width = 101 }", "ada.shape.width", "can be 0.8 to 1.25"),
        (ONE + "shape = { lips = nan }", "ada.shape.lips", "is nan"),
        (ONE + 'name = "eve"', "ada.name", "Leave it out"),
        (ONE + "iris = [0.1, 0.1, 25]", "ada.iris", "can be 0 to 1"),
        ("ada = 3", "ada", "should be a table"),
        (ONE.replace("seed = 1", ""), "ada.seed", "'ada.seed' is missing"),
        ("[ada", None, "is not valid TOML"),
    ],
)
def test_slips_of_the_pen_are_told_by_file_and_key(text: str, key: str | None, words: str) -> None:
    with pytest.raises(ScriptError) as caught:
        people.parse(text, path="mine.toml")
    assert "mine.toml" in str(caught.value)
    assert words in str(caught.value)
    assert caught.value.key == key
