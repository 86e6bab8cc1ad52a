from __future__ import annotations

import numpy as np
import pytest

from capture.studio.raster import cover


def flat(left: float, top: float, width: float, height: float, *, rows: int = 5, columns: int = 7) -> np.ndarray:
    across, down = np.meshgrid(np.linspace(left, left + width, columns), np.linspace(top, top + height, rows))
    return np.stack([across, down], -1).astype(np.float32)


def at(points: np.ndarray, depth: float = 500.0) -> np.ndarray:
    return np.full(points.shape[:2], depth, np.float32)


def test_lattice_coordinates_run_evenly_over_a_flat_sheet() -> None:
    points = flat(10, 20, 60, 40)
    found = cover(points, at(points), (100, 100))
    assert found is not None
    x0, y0, _, _ = found.box
    for x, y in ((15, 25), (40, 40), (65, 55)):
        assert found.u[y - y0, x - x0] == pytest.approx((x - 10) / 60, abs=0.02)
        assert found.v[y - y0, x - x0] == pytest.approx((y - 20) / 40, abs=0.02)
        assert found.alpha[y - y0, x - x0] == 1


@pytest.mark.parametrize("beyond", [0.0, 0.25, 0.5, 0.75])
def test_coverage_adds_up_to_the_sheets_area_wherever_its_edges_are(beyond: float) -> None:
    points = flat(20 + beyond, 30 + beyond / 2, 31, 22)
    found = cover(points, at(points), (100, 100))
    assert found is not None
    assert found.alpha.sum() == pytest.approx(31 * 22, rel=0.03)


def test_an_outline_moves_smoothly_with_the_sheet() -> None:
    sums = []
    for beyond in np.linspace(0, 1, 9):
        points = flat(20 + beyond, 30, 31, 22)
        found = cover(points, at(points), (100, 100))
        assert found is not None
        x0, y0, _, _ = found.box
        sums.append(found.alpha[40 - y0, : 36 - x0].sum())
    steps = np.diff(sums)
    assert (steps <= 0).all()
    assert np.abs(steps).max() < 0.3


def test_the_nearer_fold_hides_the_farther_one() -> None:
    # A sheet folded to and fro: its columns go right, come back nearer, and go right again.
    across = np.array([10.0, 60, 10, 60])
    points = np.stack(np.meshgrid(across, np.array([10.0, 50])), -1).astype(np.float32)
    depth = np.tile(np.array([900.0, 800, 500, 400], np.float32), (2, 1))
    found = cover(points, depth, (80, 80))
    assert found is not None
    x0, y0, _, _ = found.box
    assert found.u[30 - y0, 35 - x0] > 2 / 3


def test_the_back_is_seen_only_when_asked_for() -> None:
    mirrored = flat(70, 20, -50, 30)
    assert cover(mirrored, at(mirrored), (100, 100)) is None
    assert cover(mirrored, at(mirrored), (100, 100), facing=-1) is not None


def test_nothing_is_drawn_outside_the_picture_or_behind_the_lens() -> None:
    points = flat(10, 20, 60, 40)
    assert cover(points + 500, at(points), (100, 100)) is None
    assert cover(points, at(points, -5.0), (100, 100)) is None
    found = cover(points - 30, at(points), (100, 100))
    assert found is not None
    assert found.box[:2] == (0, 0)
