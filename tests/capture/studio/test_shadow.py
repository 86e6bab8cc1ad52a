from __future__ import annotations

from functools import lru_cache

import numpy as np

from capture.axes import direction
from capture.script.persona import Persona
from capture.studio import grid, shadow, shape
from capture.studio.head import closed_normals
from capture.studio.stage import Light


@lru_cache
def head() -> tuple[shadow.Occluder, np.ndarray, np.ndarray]:
    built = shape.build(Persona(name="Nobody", seed=3))
    return shadow.occluder(built.radius_mm), built.points_mm, closed_normals(built.points_mm)


def lamp(azimuth: float, elevation: float, radius_deg: float = 8.0) -> Light:
    towards = direction(azimuth, elevation).astype(np.float32)
    return Light(towards, towards, np.ones(3, np.float32), radius_deg)


def seen(azimuth: float, elevation: float, radius_deg: float = 8.0) -> np.ndarray:
    """Return the visible share, 0 where the surface faces away."""
    towards = direction(azimuth, elevation).astype(np.float32)
    return shadow.visible_frac(*head(), lamp(azimuth, elevation, radius_deg)) * (head()[2] @ towards > 0)


def at(field: np.ndarray, x: float, y: float, z: float = -90.0) -> float:
    rows, columns = grid.GEOMETRY
    u, v = grid.place(np.array([x, y, z])) * np.array([columns - 1, rows - 1])
    return float(field[round(v), round(u)])


def test_a_lamp_at_the_lens_leaves_no_shadow_on_the_cheeks() -> None:
    field = seen(0, 0)
    assert at(field, 40, 40) > 0.95
    assert at(field, -40, 40) > 0.95


def test_the_nose_throws_its_shadow_away_from_the_lamp() -> None:
    from_left = seen(55, 20)
    assert at(from_left, 30, 40) > 0.9
    assert at(from_left, -20, 45) < 0.4
    from_right = seen(-55, 20)
    assert at(from_right, -30, 40) > 0.9
    assert at(from_right, 20, 45) < 0.4


def test_a_lamp_overhead_shades_the_eye_sockets_and_the_upper_lip() -> None:
    overhead = seen(0, 75, 4.0)
    assert at(overhead, 22, -8, -66) < 0.5
    assert at(overhead, 0, 60) < 0.3
    assert at(overhead, 0, -50) > 0.95


def test_a_larger_lamp_has_softer_shadows() -> None:
    half_lit = [(np.abs(seen(50, 15, radius) - 0.5) < 0.4)[40:130, 50:140].sum() for radius in (3.0, 30.0)]
    assert half_lit[1] > 1.8 * half_lit[0]


def test_the_sky_is_open_on_the_forehead_and_narrow_beside_the_nose() -> None:
    field = shadow.open_sky_frac(*head())
    assert at(field, 0, -50) > 0.9
    assert at(field, 18, 30) < at(field, 0, -50) - 0.1
    assert field.min() >= 0
    assert field.max() <= 1.001


def test_the_neck_below_the_jaw_casts_no_shadow_of_the_heads_map() -> None:
    blocker, _, _ = head()
    neck = np.array([[0.0, 150.0, -30.0]], np.float32)
    normals = np.array([[0.0, 0, -1]], np.float32)
    assert shadow.visible_frac(blocker, neck, normals, lamp(0, 0))[0] > 0.95
    overhead = shadow.visible_frac(blocker, neck, normals, lamp(0, 60), reach_mm=250.0)
    assert overhead[0] < 0.3
