from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from studio_views import EVEN, head, view

from capture.script.scene import Lamp, Subject
from capture.studio import eyeball, iris
from capture.studio.eyeball import Ball, Colours, Opening

if TYPE_CHECKING:
    from capture.studio.stage import View

WHITE = np.array([0.6, 0.6, 0.6], np.float32)


def ball(gaze: tuple[float, float, float] = (0, 0, -1)) -> Ball:
    return Ball(head().left_eye.centre_mm, 12.0, np.array(gaze, np.float32))


def seen(before: View, whose: Ball, above_mm: float = 5.0, below_mm: float = 5.0, lit_frac: float = 1.0) -> tuple[np.ndarray, np.ndarray]:
    """Return (light (h, w, 3), pixels from the iris's middle (h, w, 2)) of an eyeball without lids near it."""
    x, y = before.project(whose.iris_mm).round().astype(int)
    box = (x - 30, y - 30, x + 31, y + 31)
    shape = (61, 61)
    lit = tuple(np.full(shape, lit_frac, np.float32) for _ in before.lights)
    opening = Opening(np.zeros(shape, np.float32), np.full(shape, above_mm, np.float32), np.full(shape, below_mm, np.float32), lit, 0.2)
    light = eyeball.shade(before.rays(box), before, whose, opening, Colours(iris.build(EVEN), WHITE))
    across, down = np.meshgrid(np.arange(-30, 31), np.arange(-30, 31))
    return light, np.hypot(across, down)


def test_pupil_iris_and_white_lie_round_one_another() -> None:
    before = view(Subject(), lamps=(Lamp(azimuth_deg=0, elevation_deg=70, radius_deg=30),))
    light, away_px = seen(before, ball())
    radius_px = iris.RADIUS_MM * before.lens.focal_px / 690
    pupil, ring, white = (
        light[(away_px > low * radius_px) & (away_px < high * radius_px)].mean() for low, high in ((0, 0.15), (0.5, 0.8), (1.2, 1.5))
    )
    assert pupil < 0.5 * ring < 0.5 * white


def test_the_iriss_axes_are_square_to_the_gaze() -> None:
    whose = ball((0.6, 0.0, -0.8))
    right, down = whose.axes
    for axis in (right, down):
        assert float(axis @ whose.gaze) == pytest.approx(0, abs=1e-6)
        assert float(np.linalg.norm(axis)) == pytest.approx(1, abs=1e-6)
    assert down[1] > 0.99
    assert np.linalg.norm(whose.iris_mm - whose.centre_mm) == pytest.approx(iris.ARM_MM)


def test_the_lid_shades_what_is_just_under_it() -> None:
    before = view()
    free, shaded = (seen(before, ball(), above_mm)[0].mean() for above_mm in (5.0, 0.3))
    assert shaded < 0.6 * free


def test_a_stronger_lamp_lights_the_eye_more_and_from_its_side() -> None:
    dim, bright = (seen(view(lamps=(Lamp(azimuth_deg=70, elevation_deg=0, strength_ev=ev),)), ball())[0] for ev in (-2, 0))
    assert bright.mean() > 1.5 * dim.mean()
    assert bright[:, 45:].mean() > bright[:, :16].mean()


def test_the_far_side_of_the_iris_lights_up() -> None:
    """The cornea focuses a lamp at the side on the iris's other side."""
    before = view(lamps=(Lamp(azimuth_deg=75, elevation_deg=0, radius_deg=3),))
    light, away_px = seen(before, ball())
    radius_px = iris.RADIUS_MM * before.lens.focal_px / 690
    ring = (away_px > 0.5 * radius_px) & (away_px < 0.75 * radius_px)
    left, right = ring.copy(), ring.copy()
    left[:, 20:], right[:, :41] = False, False
    diffuse_left, diffuse_right = np.median(light[left]), np.median(light[right])
    assert diffuse_left > 1.1 * diffuse_right


def test_a_lamp_that_the_socket_does_not_see_gives_neither_light_nor_a_glint() -> None:
    lamp, none = (view(lamps=lamps) for lamps in ((Lamp(azimuth_deg=10, elevation_deg=10),), ()))
    hidden, room = seen(lamp, ball(), lit_frac=0.0)[0], seen(none, ball())[0]
    assert hidden == pytest.approx(room, rel=1e-4)
    assert seen(lamp, ball())[0].max() > 4 * room.max()


def test_a_lamp_behind_lights_no_part_of_the_ball_that_the_lens_sees_straight() -> None:
    behind, room = (seen(view(lamps=lamps), ball())[0][20:41, 20:41].mean() for lamps in ((Lamp(azimuth_deg=150, elevation_deg=10),), ()))
    assert behind == pytest.approx(room, rel=0.02)


def test_each_lid_shades_the_eye_from_its_own_side() -> None:
    above, below = (view(lamps=(Lamp(azimuth_deg=0, elevation_deg=elevation_deg, radius_deg=3),)) for elevation_deg in (50, -50))

    def left_frac(before: View, above_mm: float, below_mm: float) -> float:
        return float(np.median(seen(before, ball(), above_mm, below_mm)[0]) / np.median(seen(before, ball())[0]))

    assert left_frac(above, 0.8, 5.0) < 0.6 * left_frac(below, 0.8, 5.0)
    assert left_frac(below, 5.0, 0.2) < 0.8 * left_frac(above, 5.0, 0.2)
