from __future__ import annotations

import numpy as np
import pytest

from capture.script import people, strangers
from capture.script.persona import BeardStyle, HairStyle, Persona

COVERED = (HairStyle.HEADSCARF, HairStyle.TURBAN)


@pytest.fixture(scope="module")
def crowd() -> list[Persona]:
    return [people.random(seed) for seed in range(600)]


def brightness(colour: tuple[float, float, float]) -> float:
    return float(np.mean(colour))


def test_the_same_seed_is_the_same_person_and_another_seed_another(crowd: list[Persona]) -> None:
    assert people.random(17) == crowd[17]
    assert len({person.shape.jaw_width for person in crowd}) > 0.95 * len(crowd)


def test_tones_are_spread_evenly(crowd: list[Persona]) -> None:
    counts, _ = np.histogram([person.skin.monk for person in crowd], bins=9, range=(1, 10))
    assert counts.min() > 600 / 9 * 0.6


def test_shares_are_those_of_the_constants(crowd: list[Persona]) -> None:
    assert np.mean([person.glasses is not None for person in crowd]) == pytest.approx(strangers.GLASSES_SHARE, abs=0.05)
    assert np.mean([person.hair.style in COVERED for person in crowd]) == pytest.approx(strangers.COVERED_SHARE, abs=0.035)
    assert np.mean([person.beard.style is not BeardStyle.NONE for person in crowd]) == pytest.approx(strangers.BEARD_SHARE / 2, abs=0.06)


def test_every_hair_and_beard_occurs(crowd: list[Persona]) -> None:
    assert {person.hair.style for person in crowd} == set(HairStyle)
    assert {person.beard.style for person in crowd} == set(BeardStyle)


def test_hair_darkens_with_skin_and_greys_with_age(crowd: list[Persona]) -> None:
    bare = [person for person in crowd if person.hair.style not in COVERED]
    light = [brightness(person.hair.colour) for person in bare if person.skin.monk < 3]
    deep = [brightness(person.hair.colour) for person in bare if person.skin.monk > 7]
    assert np.median(light) > 2.5 * np.median(deep)
    assert max(deep) < 0.03
    grey = np.array([(person.skin.age, person.hair.grey) for person in bare])
    assert grey[grey[:, 0] > 0.6, 1].mean() > grey[grey[:, 0] < 0.3, 1].mean() + 0.4


def test_light_eyes_go_with_light_hair(crowd: list[Persona]) -> None:
    bare = [person for person in crowd if person.hair.style not in COVERED]
    fair = [person.iris[2] > 0.09 for person in bare if brightness(person.hair.colour) > 0.10]
    dark = [person.iris[2] > 0.09 for person in bare if brightness(person.hair.colour) < 0.02]
    assert np.mean(fair) > np.mean(dark) + 0.3


def test_eumelanin_darkens_and_pheomelanin_reddens() -> None:
    blond, black, red = strangers._hair_colour(0.3, 0.1), strangers._hair_colour(6.0, 0.1), strangers._hair_colour(0.3, 2.0)
    assert brightness(blond) > 8 * brightness(black)
    assert red[0] / red[1] > blond[0] / blond[1] + 0.4
