from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import at, bare_head, dressed, inner_face, towards, wearing

from capture.script.persona import Beard, BeardStyle, Hair, HairStyle, Persona
from capture.studio import grid
from capture.studio.hair import Place, dress

WITH_HAIR = [style for style in HairStyle if style not in (HairStyle.BALD, HairStyle.HEADSCARF, HairStyle.TURBAN)]


@pytest.mark.parametrize("style", HairStyle)
def test_nothing_hides_eyes_nose_mouth_and_cheeks(style: HairStyle) -> None:
    hairdo = dressed(wearing(style, 5, volume=1.0))
    places = bare_head().landmarks_mm[inner_face()]
    assert at(hairdo.cover_frac, places).max() < 0.02
    assert np.abs(at(hairdo.bulge_mm, places)).max() < 0.5
    eyes_mm = np.abs(bare_head().left_eye.outer_mm[0])
    for hanging in hairdo.hangings:
        if hanging.place is Place.AROUND:
            points = hanging.sheet.points_mm
            before_eyes = points[(points[..., 2] < -20) & (points[..., 1] < 64)]
            assert np.abs(before_eyes[:, 0]).min() > eyes_mm + 8


@pytest.mark.parametrize("style", [HairStyle.PARTED, HairStyle.CURLY, HairStyle.LONG, HairStyle.HEADSCARF])
def test_the_same_persona_has_the_same_hairs_in_any_order(style: HairStyle) -> None:
    persona = wearing(style, 3)
    first = dress(bare_head(), persona)
    dress(bare_head(), wearing(HairStyle.BUZZ, 9))
    again = dress(bare_head(), persona)
    assert np.array_equal(first.albedo, again.albedo)
    assert np.array_equal(first.bulge_mm, again.bulge_mm)
    for one, other in zip(first.hangings, again.hangings, strict=True):
        assert np.array_equal(one.sheet.points_mm, other.sheet.points_mm)
        assert np.array_equal(one.paint.albedo, other.paint.albedo)
    assert not np.array_equal(first.bulge_mm, dressed(wearing(style, 4)).bulge_mm)


@pytest.mark.parametrize("style", WITH_HAIR)
def test_hair_covers_the_crown_and_has_strands(style: HairStyle) -> None:
    hairdo = dressed(wearing(style))
    crown = np.concatenate([towards(180, 75), towards(120, 60), towards(-120, 60)])
    assert at(hairdo.cover_frac, crown).min() > 0.6
    assert at(hairdo.strand_frac, crown).min() > 0.2
    assert np.allclose(np.linalg.norm(hairdo.tangents, axis=-1), 1, atol=1e-3)
    assert hairdo.cover_frac.shape == grid.TEXTURE
    assert 0 <= hairdo.cover_frac.min() <= hairdo.cover_frac.max() <= 1 + 1e-6


@pytest.mark.parametrize("style", [HairStyle.SHORT, HairStyle.SWEPT, HairStyle.TIED, HairStyle.BUZZ])
def test_ears_are_free_of_short_hair_and_hidden_by_long(style: HairStyle) -> None:
    ears = bare_head().points_mm[bare_head().ear_frac > 0.9]
    assert np.mean(at(dressed(wearing(style)).cover_frac, ears)) < 0.1
    for hidden in (HairStyle.LONG, HairStyle.HEADSCARF):
        assert np.percentile(at(dressed(wearing(hidden)).cover_frac, ears), 10) > 0.85


def test_a_bald_head_shows_its_skin() -> None:
    hairdo = dressed(wearing(HairStyle.BALD, volume=1.0))
    assert hairdo.cover_frac.max() < 0.35
    assert not hairdo.bulge_mm.any()
    assert hairdo.loose is None


def test_grey_hair_is_lighter_and_receding_hair_leaves_the_forehead_free() -> None:
    dark, white = (dressed(wearing(HairStyle.SHORT, grey=grey)).albedo[:120].mean() for grey in (0.0, 0.8))
    assert white > 3 * dark
    corner = np.concatenate([towards(34, 58), towards(-34, 58)])
    full, bare = (at(dressed(wearing(HairStyle.SWEPT, receding=share)).cover_frac, corner).mean() for share in (0.0, 0.9))
    assert full > 0.5
    assert bare < 0.05


def test_cloth_has_no_strands_and_a_turban_shows_hair_at_the_temples() -> None:
    scarf = dressed(wearing(HairStyle.HEADSCARF))
    assert not scarf.strand_frac.any()
    turban = dressed(wearing(HairStyle.TURBAN))
    on_top = np.concatenate([towards(0, 75), towards(90, 65), towards(180, 25)])
    assert at(turban.strand_frac, on_top).max() < 0.01
    assert at(turban.cover_frac, on_top).min() > 0.99
    assert (turban.strand_frac * turban.cover_frac).max() > 0.3


def test_hair_under_a_turban_has_the_brows_colour() -> None:
    persona = Persona(name="anyone", seed=1, hair=Hair(style=HairStyle.TURBAN, colour=(0.6, 0.2, 0.02), brows=(0.01, 0.01, 0.05)))
    hairdo = dressed(persona)
    red, _, blue = hairdo.albedo[(hairdo.strand_frac > 0.5) & (hairdo.cover_frac > 0.3)].mean(axis=0)
    assert blue > 2 * red


def test_the_beard_and_the_hair_do_not_pile_up() -> None:
    bearded = Persona(name="anyone", seed=1, hair=Hair(style=HairStyle.LONG), beard=Beard(style=BeardStyle.FULL, strength=1.0))
    shaved = Persona(name="anyone", seed=1, hair=Hair(style=HairStyle.LONG))
    more = dressed(bearded).bulge_mm - dressed(shaved).bulge_mm
    assert at(more, bare_head().landmarks_mm[[152]])[0] > 4
    assert np.abs(more[dressed(shaved).bulge_mm > 4]).max() < 0.1
