from __future__ import annotations

import numpy as np
import pytest
from painted_skin import PLAIN, plan, shape, vertex

from capture.studio import grid
from capture.studio.surface.plan import filled, stretched, strokes


def test_stretched_fields_keep_their_places() -> None:
    across, _ = grid.angles_rad(grid.GEOMETRY)
    fine = stretched(across)
    assert fine.shape == grid.TEXTURE
    assert fine[:, 0] == pytest.approx(across[0, 0])
    assert fine[:, -1] == pytest.approx(across[0, -1], abs=1e-3)
    expected, _ = grid.angles_rad(grid.TEXTURE)
    assert np.abs(fine - expected).max() < 0.02


def test_a_spot_is_1_at_its_place_and_0_on_the_other_side() -> None:
    spot = stretched(plan().near(vertex(50), (10, 10)))
    (x, y), (far_x, far_y) = (plan().texels(vertex(number)).round().astype(int) for number in (50, 280))
    assert spot[y, x] == pytest.approx(1, abs=0.03)
    assert spot[far_y, far_x] < 1e-3
    assert spot[:, :40].max() == 0


def test_both_sides_are_mirrored() -> None:
    spots = stretched(plan().both(50, 280, (8, 8)))
    for number in (50, 280):
        x, y = plan().texels(vertex(number)).round().astype(int)
        assert spots[y, x] == pytest.approx(1, abs=0.03)


def test_noise_is_quiet_at_the_poles_and_the_same_each_time() -> None:
    noise = plan().noise(1, 3.0)
    assert np.abs(noise[[0, -1]]).max() < 1e-4
    assert 0.8 < noise[300:700].std() < 1.2
    assert np.array_equal(noise, plan().noise(1, 3.0))
    assert not np.array_equal(noise, plan().noise(2, 3.0))


def test_rings_are_filled_and_strokes_have_their_strength() -> None:
    ring = np.array([[100, 100], [200, 100], [200, 200], [100, 200]], np.float32)
    inside = filled([ring], 0.5)
    assert inside[150, 150] == pytest.approx(1, abs=0.01)
    assert inside[150, 250] == 0
    lines = strokes(np.array([[[100, 50], [300, 50]], [[100, 90], [300, 90]]], np.float32), np.array([1.0, 0.5]))
    assert 220 < lines[50, 200] <= 255
    assert lines[90, 200] == pytest.approx(lines[50, 200] / 2, abs=2)


def test_the_plan_is_of_its_persona() -> None:
    assert plan().persona is PLAIN
    assert np.array_equal(plan().mesh_mm, shape().landmarks_mm)
