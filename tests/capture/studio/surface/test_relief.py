from __future__ import annotations

import numpy as np
from painted_skin import PLAIN, at, painted, plan, vertex, with_skin

from capture.studio.surface import relief

YOUNG, OLD = with_skin(age=0.0), with_skin(age=1.0)


def test_age_draws_folds_beside_the_mouth() -> None:
    fold = (vertex(206) + vertex(203)) / 2
    assert at(fold, painted(OLD).albedo, 2).mean() < 0.85 * at(fold, painted(YOUNG).albedo, 2).mean()


def test_folds_deepen_with_age_and_leave_most_skin_smooth() -> None:
    means = [float(relief.folds(plan(with_skin(age=age))).mean()) for age in (0.0, 0.4, 0.7, 1.0)]
    assert means == sorted(means)
    assert means[-1] > 3 * means[0]
    assert (relief.folds(plan(OLD)) < 0.05).mean() > 0.9


def test_foreheads_lines_lie_level() -> None:
    rows = slice(*sorted(int(plan().texels(vertex(number))[1]) for number in (10, 9)))
    middle = slice(430, 590)
    depth = relief.folds(plan(OLD))[rows, middle]
    down, across = np.abs(np.diff(depth, axis=0)).mean(), np.abs(np.diff(depth, axis=1)).mean()
    assert down > 4 * across
    assert painted(OLD).relief_v[rows, middle].std() > 1.1 * painted(YOUNG).relief_v[rows, middle].std()


def test_pores_give_slopes_that_are_small_and_mean_nothing() -> None:
    slope = painted(PLAIN).relief_u[450:650, 330:690]
    assert 0.01 < slope.std() < 0.12
    assert abs(slope.mean()) < 0.003


def test_slopes_are_a_heights_rise_per_texel() -> None:
    down, across = np.mgrid[0:20, 0:30].astype(np.float32)
    along_u, along_v = relief.slopes(0.2 * across - 0.1 * down)
    assert np.allclose(along_u[2:-2, 2:-2], 0.2, atol=1e-5)
    assert np.allclose(along_v[2:-2, 2:-2], -0.1, atol=1e-5)
