from __future__ import annotations

import msgspec
import numpy as np
from painted_skin import PLAIN, painted, shape, with_skin

from capture.studio import grid, surface


def test_textures_have_the_maps_shape_and_range() -> None:
    skin = painted(PLAIN)
    assert skin.albedo.shape == (*grid.TEXTURE, 3)
    for texture in (skin.gloss, skin.relief_u, skin.relief_v, skin.beard_frac):
        assert texture.shape == grid.TEXTURE
        assert texture.dtype == np.float32
        assert np.isfinite(texture).all()
    assert skin.albedo.dtype == np.float32
    assert 0 < skin.albedo.min() < skin.albedo.max() < 0.97
    assert skin.gloss.min() >= 0


def test_the_same_persona_has_the_same_skin_in_any_order() -> None:
    first = painted(PLAIN)
    surface.paint(shape(), with_skin(age=0.9))
    again = surface.paint(shape(), PLAIN)
    assert np.array_equal(first.albedo, again.albedo)
    assert np.array_equal(first.relief_u, again.relief_u)
    other = painted(msgspec.structs.replace(PLAIN, seed=1))
    assert not np.array_equal(first.albedo, other.albedo)


def test_shine_is_for_skin_not_for_beards_and_brows() -> None:
    skin = painted(PLAIN)
    assert skin.gloss[skin.beard_frac > 0.6].mean() < 0.6 * skin.gloss[300:700, 350:670].mean()
    assert painted(with_skin(shine=0.9)).gloss.mean() > painted(with_skin(shine=0.1)).gloss.mean()
