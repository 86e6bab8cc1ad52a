from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture import noise

SHAPE = (360, 480)


def _face(**more: object) -> object:
    return made_face(SHAPE, px_per_mm=1.2, **more)


@pytest.mark.parametrize("sigma", [2.0, 5.0, 10.0])
def test_noise_reads_as_it_was_added(sigma: float) -> None:
    rng = np.random.default_rng(3)
    ramp = np.linspace(90, 150, SHAPE[1])[None, :, None]
    picture = np.clip(np.round(ramp + rng.normal(0, sigma, (*SHAPE, 3))), 0, 255).astype(np.uint8)
    assert noise.measure(picture, _face()) * 255 == pytest.approx(sigma, rel=0.08)


def test_a_clean_ramp_has_no_noise() -> None:
    picture = np.repeat(np.round(np.linspace(20, 230, SHAPE[1]))[None, :, None], SHAPE[0], axis=0).repeat(3, axis=2).astype(np.uint8)
    assert noise.measure(picture, _face()) < 0.002


@pytest.mark.parametrize("centre_px", [(0.0, 0.0), (479.0, 359.0), (-3000.0, 50.0)])
def test_a_face_across_the_edge_has_its_noise(centre_px: tuple[float, float]) -> None:
    picture = np.clip(np.round(np.random.default_rng(1).normal(128, 4, (*SHAPE, 3))), 0, 255).astype(np.uint8)
    assert noise.measure(picture, _face(centre_px=centre_px)) * 255 == pytest.approx(4, rel=0.1)
