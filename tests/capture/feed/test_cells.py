from __future__ import annotations

import numpy as np
import pytest
import simplejpeg

from capture.feed.cells import CELL_PX, SCALES, blockiness, cells

SHAPE = (192, 256)


def noisy(codes: float, count: int = 3, seed: int = 1) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [np.clip(128 + rng.normal(0, codes, (*SHAPE, 3)) + 0.5, 0, 255).astype(np.uint8) for _ in range(count)]


@pytest.mark.parametrize("codes", [1.0, 3.0, 8.0])
def test_the_noise_is_read_at_each_scale_as_its_means_have_it(codes: float) -> None:
    seen = cells(noisy(codes))
    assert seen.noise.shape == (SCALES, SHAPE[0] // CELL_PX, SHAPE[1] // CELL_PX)
    for scale in range(SCALES):
        assert float(seen.noise[scale].mean()) == pytest.approx(codes / 2**scale, rel=0.1)
    assert float(seen.level.mean()) == pytest.approx(128, abs=0.5)


def test_what_stands_still_and_what_brightens_evenly_is_no_noise() -> None:
    texture = noisy(20.0, 1)[0]
    assert float(cells([texture] * 3).noise.max()) == 0
    ramp = [np.full((*SHAPE, 3), level, np.uint8) for level in (100, 104, 108)]
    assert float(cells(ramp).noise.max()) == 0
    lamp_on = [np.full((*SHAPE, 3), level, np.uint8) for level in (100, 104, 160)]
    assert float(cells(lamp_on).noise.max()) == 0, "what changes alike over the picture is light"


def test_a_slope_is_steep_where_an_edge_is() -> None:
    edge = np.full((*SHAPE, 3), 60, np.uint8)
    edge[:, 100:] = 180
    seen = cells([edge] * 3)
    assert float(seen.slope[:, 100 // CELL_PX].min()) > 6
    assert float(seen.slope[:, : 100 // CELL_PX - 1].max()) == 0


def test_jpegs_blocks_are_seen_and_gone_after_a_blur() -> None:
    shade = np.linspace(90, 150, SHAPE[1])[None, :, None] + np.linspace(0, 40, SHAPE[0])[:, None, None]
    rng = np.random.default_rng(4)
    rgb = np.clip(shade + rng.normal(0, 2.0, (*SHAPE, 3)), 0, 255).astype(np.uint8)
    everywhere = np.ones((SHAPE[0] // CELL_PX, SHAPE[1] // CELL_PX), np.bool_)
    assert blockiness(rgb, everywhere) == pytest.approx(1, abs=0.05)
    packed = simplejpeg.decode_jpeg(simplejpeg.encode_jpeg(rgb, quality=75, colorspace="RGB"))
    assert blockiness(packed, everywhere) > 1.4
    assert blockiness(np.asarray(np.roll(packed, 3, axis=1)), everywhere) < 1, "blocks lie where JPEG puts them"
    assert blockiness(packed, np.zeros_like(everywhere)) == 1
