from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from studio_views import head, view

from capture.script.scene import Subject
from capture.studio import grid, patch


def eye_corners() -> np.ndarray:
    return np.stack([head().left_eye.outer_mm, head().left_eye.inner_mm])


def test_each_pixel_has_its_place_on_the_head() -> None:
    seen = view(Subject(yaw_deg=15, pitch_deg=5))
    part = patch.cut(seen, eye_corners(), 8)
    assert part is not None
    x0, y0, x1, y1 = part.box
    places = seen.project(np.stack([part.x_mm, part.y_mm, part.z_mm], -1))
    across, down = np.meshgrid(np.arange(x0, x1), np.arange(y0, y1))
    assert np.abs(places - np.stack([across, down], -1)).max() < 0.8
    assert part.px_per_mm == pytest.approx(seen.lens.focal_px / 650, rel=0.1)


def test_a_part_within_a_part() -> None:
    part = patch.cut(view(), eye_corners(), 8)
    assert part is not None
    inner = part.within((slice(3, 9), slice(2, 12)))
    assert inner.box == (part.box[0] + 2, part.box[1] + 3, part.box[0] + 12, part.box[1] + 9)
    assert np.array_equal(inner.x_mm, part.x_mm[3:9, 2:12])
    seen = view()
    assert np.array_equal(seen.u[inner.window], seen.u[part.window][3:9, 2:12])


def test_nothing_is_cut_where_nothing_is_seen() -> None:
    assert patch.cut(view(Subject(x_mm=170)), eye_corners(), 2) is None


def test_where_a_share_is() -> None:
    share = np.zeros((9, 9), np.float32)
    assert patch.where(share) is None
    share[2:5, 6] = 1
    assert patch.where(share) == (slice(2, 5), slice(6, 7))


def test_the_share_of_a_lamp_is_the_maps_there() -> None:
    seen = view()
    left_half = np.zeros(grid.GEOMETRY, np.float32)
    left_half[:, grid.GEOMETRY[1] // 2 :] = 1
    seen = replace(seen, visible_frac=(left_half,))
    left, right = head().left_eye.centre_mm[None], head().right_eye.centre_mm[None]
    assert patch.lit_share(seen, left) == [1.0]
    assert patch.lit_share(seen, right) == [0.0]
