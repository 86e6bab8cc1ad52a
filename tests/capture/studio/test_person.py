from __future__ import annotations

import msgspec
import numpy as np

from capture.script.people import named
from capture.script.persona import Glasses
from capture.studio.person import person


def test_a_person_is_built_once_and_is_the_same_when_built_again() -> None:
    persona = named()["kai"]
    first = person(persona)
    assert person(msgspec.structs.replace(persona)) is first
    person.cache_clear()
    again = person(persona)
    assert np.array_equal(again.head.colours, first.head.colours)
    assert np.array_equal(again.head.points_mm, first.head.points_mm)


def test_glasses_are_worn_by_those_who_wear_them() -> None:
    bare = person(named()["kai"])
    assert bare.spectacles is None
    worn = msgspec.structs.replace(named()["kai"], glasses=Glasses())
    assert person(worn).spectacles is not None
