from __future__ import annotations

import numpy as np
import pytest

from capture.studio.canvas import Canvas, Rect, mirrored, moved, oval, toned


def blank(px_per_mm: float = 0.5, size: tuple[int, int] = (120, 200)) -> Canvas:
    height, width = size
    return Canvas(np.ones((height, width, 3), np.float32), np.zeros((height, width, 3), np.float32), px_per_mm, ((width - 1) / 2, (height - 1) / 2))


def test_a_box_covers_its_millimetres_and_nothing_else() -> None:
    canvas = blank()
    canvas.box(Rect(-40.3, -20.4, 59.7, 29.6), (0.2, 0.4, 0.6))
    red = 1 - canvas.surface[..., 0]
    assert red.sum() / 0.8 == pytest.approx(100 * 50 * 0.5**2, rel=1e-3)
    rows, columns = np.nonzero(red > 0.4)
    assert columns.min() == pytest.approx(99.5 - 20, abs=1)
    assert columns.max() == pytest.approx(99.5 + 30, abs=1)
    assert rows.max() == pytest.approx(59.5 + 15, abs=1)
    assert canvas.surface[60, 100] == pytest.approx([0.2, 0.4, 0.6])


def test_a_thin_line_and_a_soft_box_have_the_light_of_their_width() -> None:
    thin, soft = blank(), blank()
    thin.box(Rect(10, -300, 10.7, 300), (0, 0, 0))
    soft.box(Rect(-30, -300, 30, 300), (0, 0, 0), soft_mm=12)
    assert (1 - thin.surface[60, :, 0]).sum() == pytest.approx(0.35, rel=0.01)
    assert (1 - soft.surface[60, :, 0]).sum() == pytest.approx(30, rel=0.01)
    assert soft.surface[60, 99 - 15, 0] == pytest.approx(0.5, abs=0.1)


def test_a_shape_off_the_canvas_changes_nothing_wherever_it_is() -> None:
    canvas = blank()
    for far in (500.0, 1e7):
        canvas.box(Rect(far, 0, far + 100, 50), (0, 0, 0))
        canvas.shade(Rect(-50, -far - 100, 50, -far).outline, 0.5, 10)
    assert (canvas.surface == 1).all()


def test_a_surface_hides_what_glows_and_a_glow_what_reflects() -> None:
    canvas = blank()
    canvas.box(Rect(-50, -50, 50, 50), (3, 3, 3), glows=True)
    assert canvas.glow[60, 100] == pytest.approx([3, 3, 3])
    assert canvas.surface[60, 100] == pytest.approx([0, 0, 0])
    canvas.box(Rect(-10, -50, 10, 50), (0.5, 0.5, 0.5))
    assert canvas.glow[60, 100] == pytest.approx([0, 0, 0])
    assert canvas.surface[60, 100] == pytest.approx([0.5, 0.5, 0.5])


def test_a_soft_shadow_darkens_the_middle_most_and_fades_outwards() -> None:
    canvas = blank()
    canvas.shade(Rect(-40, -40, 40, 40).outline, 0.5, 20)
    row = canvas.surface[60, 100:, 1]
    assert row[0] < 0.6
    assert (np.diff(row) >= 0).all()
    assert 0.6 < row[20] < 0.95
    assert row[-1] == pytest.approx(1, abs=0.01)


def test_a_texture_stays_on_the_wall_when_the_picture_grows() -> None:
    near, far = blank(0.5), blank(1.0, (239, 399))
    coarse, fine = (canvas.flecks(np.random.default_rng(3), 60.0, octaves=1) for canvas in (near, far))
    assert np.abs(coarse - fine[::2, ::2]).max() < 0.02 * coarse.std()


def test_a_texture_finer_than_a_pixel_fades() -> None:
    canvas = blank(0.1)
    assert canvas.flecks(np.random.default_rng(3), 2.0).std() < 0.35 * canvas.flecks(np.random.default_rng(3), 60.0).std()


def test_outlines() -> None:
    round_one = oval((10, 20), (30, 5), 90)
    assert round_one.max(axis=0) == pytest.approx([15, 50], abs=0.1)
    assert mirrored([(-3.0, 0.0), (-1.0, -9.0)]) == [(-3.0, 0.0), (-1.0, -9.0), (1.0, -9.0), (3.0, 0.0)]
    assert moved([(1.0, 2.0)], 10, 20) == [(11.0, 22.0)]
    assert toned((0.1, 0.2, 0.3), 2) == pytest.approx((0.2, 0.4, 0.6))
    assert Rect(0, 0, 10, 20).inset(2) == Rect(2, 2, 8, 18)
