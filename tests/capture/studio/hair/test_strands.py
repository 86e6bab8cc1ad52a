from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import BROWN, towards

from capture.script.persona import Hair
from capture.studio.hair import flow, strands
from capture.studio.hair.chart import FIELD_PX, SCALP
from capture.studio.sheet import unit


def test_roots_are_as_dense_on_every_piece_of_skin() -> None:
    density = np.ones((FIELD_PX, FIELD_PX), np.float32)
    root = strands.roots(density, SCALP, 20000, np.random.default_rng(1))
    assert np.allclose(np.linalg.norm(root, axis=1), 1, atol=1e-4)
    near, far = (np.mean(np.degrees(np.arccos(root @ SCALP.middle)) < limit) for limit in (40, 80))
    # The share of a cap's area is that of 1 − cos.
    whole = 1 - np.cos(np.radians(SCALP.radius_deg))
    assert near == pytest.approx((1 - np.cos(np.radians(40))) / whole, rel=0.05)
    assert far == pytest.approx((1 - np.cos(np.radians(80))) / whole, rel=0.05)


def test_nothing_roots_where_the_density_is_none() -> None:
    density = np.zeros((FIELD_PX, FIELD_PX), np.float32)
    density[:, FIELD_PX // 2 + 10 :] = 1
    assert (strands.roots(density, SCALP, 500, np.random.default_rng(1))[:, 0] > 0).all()


def test_a_strand_is_as_long_as_asked_and_follows_the_flow() -> None:
    root = np.concatenate([towards(0, 60), towards(50, 40)])
    path = strands.trace(root, np.array([34.0, 68.0], np.float32), flow.swept_back(0.0), np.zeros(2), 12)
    steps = np.degrees(np.arccos(np.clip((path[:, 1:] * path[:, :-1]).sum(-1), -1, 1))).sum(axis=1)
    assert steps * strands.MM_PER_DEG == pytest.approx([34, 68], rel=0.03)
    assert path[0, -1, 2] > path[0, 0, 2] + 0.25


def test_waves_leave_the_root_and_swing_to_both_sides() -> None:
    path = np.linspace(towards(0, 80)[0], towards(0, 40)[0], 40, dtype=np.float32)[None]
    path = unit(path)
    waved = strands.waved(path, 4.0, np.array([2.0]), np.array([0.0]))
    assert np.allclose(waved[0, 0], path[0, 0], atol=1e-5)
    assert waved[0, :, 0].max() > 0.02
    assert waved[0, :, 0].min() < -0.02


def test_white_hairs_make_up_the_share_of_grey() -> None:
    level = np.zeros(4000, np.float32)
    none, some = (strands.colours(Hair(colour=BROWN, grey=grey), level, np.random.default_rng(1)) for grey in (0.0, 0.3))
    assert none == pytest.approx(np.tile(np.float32(BROWN), (4000, 1)))
    assert some.mean(axis=0) == pytest.approx(strands.mean_colour(Hair(colour=BROWN, grey=0.3)), rel=0.05)
    assert np.median(some[:, 0]) < some[:, 0].mean()


def test_a_line_covers_what_it_crosses_in_its_own_colour() -> None:
    canvas = strands.Canvas.blank((40, 40))
    canvas.fill(np.array([0.04, 0.04, 0.04], np.float32), np.full((40, 40), 0.5, np.float32))
    canvas.draw(np.array([[[5.0, 20.0], [35.0, 20.0]]]), np.array([[0.4, 0.1, 0.05]], np.float32), 3)
    albedo, cover = canvas.read()
    assert albedo[20, 20] == pytest.approx([0.4, 0.1, 0.05], abs=0.01)
    assert cover[20, 20] == pytest.approx(1, abs=0.01)
    assert albedo[5, 5] == pytest.approx([0.04, 0.04, 0.04], abs=0.005)
    assert cover[5, 5] == pytest.approx(0.5, abs=0.01)


def test_gaps_between_strands_glint_less() -> None:
    albedo = np.full((60, 60, 3), 0.02, np.float32)
    albedo[:, ::3] = 0.2
    glint = strands.glint_frac(albedo)
    assert glint[30, 30] > 2 * glint[30, 31]
