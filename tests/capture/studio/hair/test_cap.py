from __future__ import annotations

import numpy as np
from heads_of_hair import BROWN, at, bare_head, dressed, towards, wearing

from capture.script.persona import HairStyle


def test_a_hairline_is_soft() -> None:
    cover = dressed(wearing(HairStyle.SWEPT)).cover_frac
    line = np.concatenate([towards(longitude, latitude) for latitude in np.arange(44, 74, 0.25) for longitude in np.arange(-20, 21, 2.0)])
    share = at(cover, line).reshape(-1, 21).mean(axis=1)
    partly = np.mean((share > 0.08) & (share < 0.85)) * 30
    assert share[0] < 0.05
    assert share[-1] > 0.9
    assert partly > 3


def test_strands_differ_in_brightness_along_and_across() -> None:
    hairdo = dressed(wearing(HairStyle.SWEPT))
    rows, columns = slice(60, 160), slice(120, 240)
    patch = hairdo.albedo[rows, columns, 1]
    assert 0.5 * BROWN[1] < patch.mean() < 1.4 * BROWN[1]
    assert patch.std() / patch.mean() > 0.15


def test_a_parting_shows_the_scalp() -> None:
    for seed in range(1, 4):
        cover = dressed(wearing(HairStyle.PARTED, seed)).cover_frac
        across = np.concatenate([grid_line(x) for x in np.linspace(-0.5, 0.5, 201)])
        along = at(cover, across).reshape(201, -1).mean(axis=1)
        thinnest = np.linspace(-0.5, 0.5, 201)[int(np.argmin(along))]
        assert abs(abs(thinnest) - 0.31) < 0.02
        assert along.min() < 0.8 * np.median(along)


def grid_line(x: float) -> np.ndarray:
    rise = np.radians(np.linspace(70, 88, 12))
    level = np.sqrt(1 - x * x)
    return np.stack([np.full(12, x), -np.sin(rise) * level, -np.cos(rise) * level], 1)


def test_temples_have_hair_and_cheeks_none() -> None:
    cover = dressed(wearing(HairStyle.SHORT)).cover_frac
    side = np.concatenate([towards(92, 12), towards(-92, 12), towards(115, 30)])
    assert at(cover, side).mean() > 0.5
    assert at(cover, np.concatenate([towards(70, -10), towards(-70, -10)])).max() < 0.1
    assert at(cover, bare_head().landmarks_mm[[10]])[0] < 0.05
