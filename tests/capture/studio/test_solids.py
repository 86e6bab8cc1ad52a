from __future__ import annotations

import numpy as np
import pytest

from capture.studio.solids import ball, limb, normals_at, soft_union, walk


def at(*points: tuple[float, float, float]) -> list[np.ndarray]:
    return list(np.array(points, np.float32).T)


def sphere(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> np.ndarray:
    return ball(x, y, z, (0, 0, 0), (50, 50, 50))


def test_a_sphere_tells_its_distance_inside_and_out() -> None:
    assert sphere(*at((80, 0, 0), (0, 50, 0), (0, 0, 20))) == pytest.approx([30, 0, -30], abs=1e-3)


def test_an_ellipsoid_is_zero_on_its_surface_and_negative_inside() -> None:
    found = ball(*at((30, 0, 0), (0, 60, 0), (0, 10, 10), (0, 0, 21)), (0, 0, 0), (30, 60, 20))
    assert found[:2] == pytest.approx([0, 0], abs=1e-3)
    assert found[2] < 0 < found[3]


def test_a_limb_tapers_from_end_to_end() -> None:
    found = limb(*at((15, 0, 0), (15, 100, 0), (0, -15, 0)), ((0, 0, 0), (0, 100, 0)), (10, 5))
    assert found == pytest.approx([5, 10, 5], abs=1e-3)


def test_a_soft_union_fills_the_groove_and_leaves_the_rest() -> None:
    one, other = np.float32([2, 30]), np.float32([2, 2])
    melted = soft_union(one, other, 8)
    assert melted[0] == pytest.approx(2 - 8 / 4)
    assert melted[1] == pytest.approx(2)


@pytest.mark.parametrize("ease_mm", [0.0, 7.0])
def test_a_walk_ends_at_its_distance_from_the_surface_or_at_its_reach(ease_mm: float) -> None:
    start = np.float32([[-200, 0, 0], [-200, 20, 0], [-200, 90, 0]])
    away = walk(sphere, start, np.float32([1, 0, 0]), 400, ease_mm)
    radius = 50 + ease_mm
    assert away[:2] == pytest.approx([200 - radius, 200 - np.sqrt(radius**2 - 400)], abs=0.05)
    assert away[2] == 400


def test_normals_point_out() -> None:
    assert np.allclose(normals_at(sphere, np.float32([[50, 0, 0], [0, -50, 0]])), [[1, 0, 0], [0, -1, 0]], atol=1e-3)
