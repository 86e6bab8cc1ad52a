from __future__ import annotations

import msgspec
import numpy as np

from capture.script.people import named
from capture.script.persona import Glasses, Skin
from capture.studio import person as module
from capture.studio.person import build, person


def test_a_person_is_built_once_and_is_the_same_when_built_again() -> None:
    persona = named()["kai"]
    first = person(persona)
    assert person(msgspec.structs.replace(persona)) is first
    again = build(persona)
    assert np.array_equal(again.head.colours, first.head.colours)
    assert np.array_equal(again.head.points_mm, first.head.points_mm)


def test_another_skin_changes_the_skin_alone_whoever_was_built_before() -> None:
    persona = named()["kai"]
    deeper = msgspec.structs.replace(persona, skin=Skin(monk=9))
    light, deep = build(persona), build(deeper)
    assert np.array_equal(light.head.points_mm, deep.head.points_mm)
    assert deep.head.colours.mean() < light.head.colours.mean()
    (neck,), (light_neck,) = ([part for part in one.torso.parts if part.skin] for one in (deep, light))
    assert neck.paint.albedo.mean() < 0.5 * light_neck.paint.albedo.mean()
    module._in_any_skin.cache_clear()
    alone = build(deeper)
    assert np.array_equal(alone.head.colours, deep.head.colours)
    assert np.array_equal(alone.head.finish, deep.head.finish)
    assert [part.paint.albedo.tobytes() for part in alone.torso.parts] == [part.paint.albedo.tobytes() for part in deep.torso.parts]


def test_glasses_are_worn_by_those_who_wear_them() -> None:
    bare = person(named()["kai"])
    assert bare.spectacles is None
    worn = msgspec.structs.replace(named()["kai"], glasses=Glasses())
    assert person(worn).spectacles is not None
