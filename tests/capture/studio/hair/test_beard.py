from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import at, bare_head

from capture.mean_face import features
from capture.script.persona import Beard, BeardStyle, Persona
from capture.studio.hair import beard_bulge


def bulge(style: BeardStyle, strength: float = 1.0) -> np.ndarray:
    return beard_bulge(bare_head(), Persona(name="anyone", seed=1, beard=Beard(style=style, strength=strength)))


@pytest.mark.parametrize("style", [BeardStyle.NONE, BeardStyle.STUBBLE])
def test_stubble_adds_no_bulk(style: BeardStyle) -> None:
    assert not bulge(style).any()


def test_a_full_beard_is_thickest_at_the_chin_and_leaves_lips_nose_and_eyes_bare() -> None:
    full, mesh = bulge(BeardStyle.FULL), bare_head().landmarks_mm
    chin, jaw = at(full, mesh[[features.CHIN, 172]])
    assert chin > jaw + 2 > 4
    free = mesh[[features.NOSE_TIP, features.LEFT_EYE[0], features.RIGHT_EYE[0], 50, 280, 13, 14]]
    assert np.abs(at(full, free)).max() < 1.2
    assert full.min() > -1


def test_styles_differ_in_where_they_are() -> None:
    mesh = bare_head().landmarks_mm
    for style, on_chin, on_jaw, on_lip in ((BeardStyle.GOATEE, True, False, True), (BeardStyle.MOUSTACHE, False, False, True)):
        thick = bulge(style)
        chin, jaw, lip = at(thick, mesh[[199, 172, 164]])
        assert (chin > 2, jaw > 2, lip > 0.6) == (on_chin, on_jaw, on_lip)


def test_strength_scales_it_and_both_sides_are_alike() -> None:
    assert bulge(BeardStyle.FULL, 0.5) == pytest.approx(bulge(BeardStyle.FULL) / 2, abs=1e-4)
    goatee = bulge(BeardStyle.GOATEE)
    assert np.abs(goatee - goatee[:, ::-1]).max() < 3
