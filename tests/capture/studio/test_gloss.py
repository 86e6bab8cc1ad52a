from __future__ import annotations

import numpy as np

from capture.axes import direction
from capture.studio import gloss
from capture.studio.sheet import unit
from capture.studio.stage import Light

TO_LENS = np.array([0, 0, -1], np.float32)


def lamp(azimuth: float, elevation: float = 0.0) -> Light:
    towards = direction(azimuth, elevation).astype(np.float32)
    return Light(towards, towards, np.ones(3, np.float32), 10.0)


def lobes(normal: np.ndarray, light: Light, *, sharp: bool = True) -> float:
    normals = unit(np.asarray(normal, np.float32))[None, None]
    lit = np.clip(normals @ light.towards_head, 0, 1)
    return float(gloss.skin_lobes(normals, lit, light, TO_LENS, sharp=sharp)[0, 0])


def test_the_highlight_is_where_the_normal_is_midway_between_lamp_and_lens() -> None:
    light = lamp(60)
    mirror, facing_lens, facing_lamp = lobes(direction(30, 0), light), lobes(direction(0, 0), light), lobes(direction(60, 0), light)
    assert mirror > 1.5 * facing_lens
    assert mirror > facing_lamp
    assert lobes(direction(30, 0), light, sharp=False) < mirror


def test_skin_mirrors_more_at_grazing_angles() -> None:
    half = gloss.half_vector(lamp(150).towards_head, TO_LENS)
    assert gloss.fresnel(half, TO_LENS) > 5 * gloss.fresnel(TO_LENS, TO_LENS)
    assert 0.025 < gloss.fresnel(TO_LENS, TO_LENS) < 0.03


def test_hair_shines_in_a_band_across_the_strands() -> None:
    light = lamp(0, 60)
    angles = np.radians(np.linspace(-80, 80, 81))
    # Strands that run down over a ball before the lens: their tangents lie in the plane of lamp and lens.
    tangents = np.stack([np.zeros_like(angles), np.cos(angles), -np.sin(angles)], -1)[None].astype(np.float32)
    band = gloss.hair_band(tangents, np.ones((1, 81), np.float32), light, TO_LENS)[0]
    peak = int(band.argmax())
    assert 10 < peak < 70
    assert band[peak] > 5 * max(band[0], band[-1])


def test_no_light_no_highlight() -> None:
    zero = np.zeros((1, 1), np.float32)
    normals = np.array([[[0, 0, -1]]], np.float32)
    assert gloss.skin_lobes(normals, zero, lamp(20), TO_LENS, sharp=True)[0, 0] == 0
    assert gloss.hair_band(normals, zero, lamp(20), TO_LENS)[0, 0] == 0
