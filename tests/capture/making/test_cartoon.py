from __future__ import annotations

import numpy as np

from capture.making.cartoon import draw


def test_a_seed_is_a_face() -> None:
    assert np.array_equal(draw(3), draw(3))
    assert not np.array_equal(draw(3), draw(4))
    assert draw(3).shape == (768, 768, 3)


def test_it_has_dark_irises_in_white_eyes() -> None:
    face = draw(0).astype(int)
    for x in (384 - 64, 384 + 64):
        assert face[362, x].sum() < 200
        assert face[362, x - 22].sum() > 550
