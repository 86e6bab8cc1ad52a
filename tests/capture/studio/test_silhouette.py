from __future__ import annotations

import numpy as np
import pytest

from capture.script.scene import Camera
from capture.studio import silhouette, stage

SIZE_PX = (1280, 720)
LENS = stage.lens(SIZE_PX, Camera(hfov_deg=60), 1, 0.0)


def ball(radius_mm: float, centre_mm: tuple[float, float, float]) -> np.ndarray:
    down, round_ = np.meshgrid(np.linspace(0, np.pi, 40), np.linspace(0, 2 * np.pi, 60), indexing="ij")
    points = np.stack([np.sin(down) * np.cos(round_), np.cos(down), np.sin(down) * np.sin(round_)], -1)
    return (points * radius_mm + np.array(centre_mm)).astype(np.float32)


def test_a_ball_covers_its_disc() -> None:
    share = silhouette.matte([ball(100, (0, 0, 2000))], LENS)
    assert share.shape == (144, 256)
    radius_cells = 100 * LENS.focal_px / 2000 / 5
    assert float(share.sum()) == pytest.approx(np.pi * radius_cells**2, rel=0.04)
    assert share[72, 128] == 1
    assert share[10, 10] == 0
    assert ((share > 0.1) & (share < 0.9)).any(), "edges are shares"


def test_its_middle_is_where_the_picture_has_it() -> None:
    share = silhouette.matte([ball(100, (300, -200, 2000))], LENS)
    rows, columns = np.mgrid[:144, :256] + 0.5
    x, y = LENS.project(np.float32([300, -200, 2000])) + 0.5
    assert (columns * share).sum() / share.sum() * 5 == pytest.approx(x, abs=1)
    assert (rows * share).sum() / share.sum() * 5 == pytest.approx(y, abs=1)


def test_what_lies_behind_the_lens_is_left_out() -> None:
    assert silhouette.matte([ball(100, (0, 0, 20))], LENS).max() == 0


def test_upright_pictures_have_as_many_cells_down() -> None:
    assert silhouette.grid_of((720, 1280)) == (256, 144)
