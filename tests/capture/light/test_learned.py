from __future__ import annotations

import numpy as np
import pytest

from capture.light import learned
from capture.mean_face.skin import SKIN, mirrored

MODEL = learned.load()
TWIN = np.searchsorted(SKIN, mirrored(SKIN))
ALL = np.ones(len(SKIN), np.bool_)


def drawn(seed: int) -> np.ndarray:
    """Return a profile that the shapes can make."""
    shapes = MODEL.shapes
    amounts = np.random.default_rng(seed).normal(size=len(shapes.spread)) * shapes.spread
    return (shapes.mean + 0.3 + shapes.basis @ amounts).astype(np.float32)


def test_the_file_is_small_and_its_shapes_are_orthonormal() -> None:
    shapes = MODEL.shapes
    assert MODEL.rows.shape[0] > 3000
    assert MODEL.rows.shape[1] == shapes.basis.shape[1] == 64
    np.testing.assert_allclose(shapes.basis.T @ shapes.basis, np.eye(64), atol=0.02)
    np.testing.assert_allclose(np.linalg.norm(MODEL.rows, axis=1), 1, atol=0.05)


def test_shapes_are_alike_or_opposite_in_the_mirror() -> None:
    basis = MODEL.shapes.basis
    signs = np.where(MODEL.shapes.odd, -1, 1)
    assert ((basis[TWIN] * basis * signs).sum(axis=0) > 0.98).all()
    assert 10 < MODEL.shapes.odd.sum() < 54


@pytest.mark.parametrize("brighter", [-1.0, 0.0, 2.0])
def test_exposure_is_no_shape(brighter: float) -> None:
    profile = drawn(1)
    np.testing.assert_allclose(MODEL.shapes.amounts(profile + np.float32(brighter), ALL), MODEL.shapes.amounts(profile, ALL), atol=0.01)


def test_what_is_not_seen_is_made_up_for() -> None:
    profile = drawn(2)
    seen = ALL.copy()
    seen[::3] = False
    whole, part = MODEL.shapes.amounts(profile, ALL), MODEL.shapes.amounts(profile, seen)
    assert float(whole @ part) > 0.9


def test_a_dark_lock_over_the_brow_is_passed_over() -> None:
    profile = drawn(3)
    locked = profile.copy()
    locked[:20] -= 1.0
    assert float(MODEL.shapes.amounts(profile, ALL) @ MODEL.shapes.amounts(locked, ALL)) > 0.93


def test_the_mirror_image_is_lit_from_the_other_side() -> None:
    profile = drawn(4)
    own = MODEL.direction(MODEL.shapes.amounts(profile, ALL))
    other = MODEL.direction(MODEL.shapes.amounts(profile[TWIN], ALL))
    np.testing.assert_allclose(other * [-1, 1, 1], own, atol=0.02)


def test_what_looks_like_nothing_learned_is_not_sure() -> None:
    known = np.linalg.norm(MODEL.direction(MODEL.rows[10]))
    strange = np.random.default_rng(5).normal(size=64)
    unknown = np.linalg.norm(MODEL.direction((strange / np.linalg.norm(strange)).astype(np.float32)))
    assert known > 0.5
    assert unknown < 0.6 * known
