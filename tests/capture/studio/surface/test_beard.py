from __future__ import annotations

import msgspec
import numpy as np
import pytest
from painted_skin import PLAIN, at, painted, vertex

from capture.script.persona import Beard, BeardStyle, Hair, HairStyle, Persona


def bearded(style: BeardStyle, **traits: float) -> Persona:
    return msgspec.structs.replace(PLAIN, beard=Beard(style=style, **({"strength": 0.9} | traits)))


@pytest.mark.parametrize(
    ("style", "chin", "lip", "cheek"),
    [
        (BeardStyle.NONE, (0, 0.01), (0, 0.01), (0, 0.01)),
        (BeardStyle.STUBBLE, (0.03, 0.6), (0.03, 0.6), (0, 0.02)),
        (BeardStyle.MOUSTACHE, (0, 0.05), (0.4, 1), (0, 0.01)),
        (BeardStyle.GOATEE, (0.5, 1), (0.3, 1), (0, 0.01)),
        (BeardStyle.FULL, (0.6, 1), (0.4, 1), (0, 0.02)),
    ],
)
def test_beards_grow_where_they_are_worn(style: BeardStyle, chin: tuple[float, float], lip: tuple[float, float], cheek: tuple[float, float]) -> None:
    cover = painted(bearded(style)).beard_frac
    over_lip = (vertex(164) + 2 * vertex(0)) / 3 + np.float32([9, -2, 0])
    for place, (low, high) in ((vertex(199), chin), (over_lip, lip), (vertex(50), cheek)):
        assert low <= float(at(place, cover)) <= high


def test_beards_leave_the_lips_free() -> None:
    cover = painted(bearded(BeardStyle.FULL)).beard_frac
    assert at((vertex(14) + vertex(17)) / 2, cover, 2) < 0.35


def test_a_beards_grey_is_lighter_than_its_dark() -> None:
    dark, grey = (painted(bearded(BeardStyle.FULL, grey=share)).albedo for share in (0.0, 0.9))
    assert at(vertex(199), grey).mean() > 3 * at(vertex(199), dark).mean()


def test_stubble_shades_the_jaw_the_more_the_stronger() -> None:
    shades = [float(at(vertex(199), painted(bearded(BeardStyle.STUBBLE, strength=strength)).albedo, 12).mean()) for strength in (0.1, 0.9)]
    assert shades == sorted(shades, reverse=True)
    assert shades[-1] > 0.3 * float(at(vertex(199), painted(PLAIN).albedo, 12).mean())


def test_a_turbans_cloth_does_not_colour_the_beard() -> None:
    turban = Hair(style=HairStyle.TURBAN, colour=(0.6, 0.2, 0.02), brows=(0.014, 0.011, 0.009))
    who = msgspec.structs.replace(bearded(BeardStyle.FULL), hair=turban)
    assert at(vertex(199), painted(who).albedo)[0] < 0.1
