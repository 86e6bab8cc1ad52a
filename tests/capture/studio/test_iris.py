from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import iris

BLUE, BROWN = (0.10, 0.16, 0.22), (0.10, 0.055, 0.025)


def built(colour: tuple[float, float, float], seed: int = 3) -> iris.Iris:
    return iris.build(Persona(name="Nobody", seed=seed, iris=colour))


def test_the_rim_is_dark_and_the_colour_is_the_personas() -> None:
    blue, brown = built(BLUE).albedo, built(BROWN).albedo
    rows = iris.POLAR[0]
    assert blue[-3:].mean() < 0.6 * blue[rows // 2 : -rows // 4].mean()
    middle = slice(rows // 2, -rows // 4)
    assert blue[middle, :, 2].mean() > blue[middle, :, 0].mean()
    assert brown[middle, :, 0].mean() > 2 * brown[middle, :, 2].mean()
    assert blue[middle, :, 1].std() > 0.1 * blue[middle, :, 1].mean(), "fibres"


def test_the_texture_goes_round_without_a_seam() -> None:
    albedo = built(BLUE).albedo[..., 1]
    steps = np.abs(np.diff(albedo, axis=1)).mean(axis=0)
    assert steps[-8:].max() < 2.5 * np.percentile(steps, 95)


def test_the_same_seed_gives_the_same_eye() -> None:
    assert np.array_equal(built(BLUE).albedo, built(BLUE).albedo)
    assert not np.array_equal(built(BLUE).albedo, built(BLUE, seed=4).albedo)


def test_a_look_beyond_the_rim_sees_the_rim() -> None:
    texture = built(BLUE)
    right, down = np.array([[0.6, 1.0, 3.0]], np.float32), np.zeros((1, 3), np.float32)
    seen = iris.look(texture, right, down)[0]
    assert seen[2] == pytest.approx(seen[1], abs=1e-3)
    assert seen[0].mean() > seen[1].mean()


def test_light_closes_the_pupil() -> None:
    sizes = [iris.pupil_frac(light) for light in (0.02, 0.2, 1.0, 4.0)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4
    assert 0.2 < sizes[-1] < sizes[0] < 0.6
