from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona, Skin
from capture.studio import teeth

FRONT = np.array([2.0, 90.0, -70.0], np.float32)
LENS = np.array([2.0, 90.0, -700.0], np.float32)
YOUNG, OLD = (Persona(name="Nobody", seed=1, skin=Skin(age=age)) for age in (0.0, 1.0))


def look(row: teeth.Row, x_mm: np.ndarray, y_mm: np.ndarray) -> teeth.Seen:
    """Return what rays through places of the plane of the front teeth meet."""
    places = np.stack([x_mm + FRONT[0], y_mm + FRONT[1], np.full_like(x_mm, FRONT[2])], -1)
    rays = places - LENS
    rays /= np.linalg.norm(rays, axis=-1, keepdims=True)
    return teeth.meet(row, rays.astype(np.float32), LENS, 0.1)


def grid(x_mm: np.ndarray, y_mm: float) -> tuple[np.ndarray, np.ndarray]:
    x = x_mm.astype(np.float32)[None]
    return x, np.full_like(x, y_mm)


@pytest.mark.parametrize(("kind", "down"), [(teeth.UPPER, 1), (teeth.LOWER, -1)])
def test_teeth_end_at_their_edge_and_turn_to_gum(kind: teeth.RowKind, down: int) -> None:
    row = teeth.build(kind, FRONT, YOUNG)
    x = np.full((1, 4), 4.0, np.float32)
    y = -down * np.array([[-3.0, 2.0, 6.0, 14.0]], np.float32)
    met = look(row, x, y)
    assert met.share[0] == pytest.approx([0, 1, 1, 1], abs=0.01)
    redness = met.albedo[0, :, 0] / met.albedo[0, :, 2]
    assert redness[3] > 1.5 * redness[1]
    assert met.wet[0, 1] == pytest.approx(1)
    assert met.wet[0, 3] < 0.1


def test_both_sides_are_alike_and_front_teeth_have_their_breadth() -> None:
    row = teeth.build(teeth.UPPER, FRONT, YOUNG)
    x = np.linspace(-12, 12, 481)
    light = look(row, *grid(x, -3.0)).albedo[0].mean(axis=1)
    assert light == pytest.approx(light[::-1], abs=2e-3)
    crevices = x[1:-1][(light[1:-1] < light[:-2]) & (light[1:-1] <= light[2:]) & (light[1:-1] < 0.7 * light.max())]
    assert np.abs(crevices).min() < 0.3, "one between the two front teeth"
    beside = np.abs(crevices[np.abs(crevices) > 1])
    assert np.sort(beside)[:2] == pytest.approx([8.6, 8.6], abs=0.8)


def test_the_arch_goes_back_and_ends() -> None:
    row = teeth.build(teeth.UPPER, FRONT, YOUNG)
    met = look(row, *grid(np.array([0.0, 12.0, 24.0, 40.0]), -3.0))
    depth = met.depth_mm[0, :3]
    assert depth[0] == pytest.approx(0, abs=0.2)
    assert (np.diff(depth) > 1).all()
    assert met.share[0, 3] == 0, "beside the arch there are no teeth"
    assert met.normals[0, 2, 0] > 0.3 > abs(met.normals[0, 0, 0]) - 0.3


def test_normals_are_unit_and_face_the_lips() -> None:
    met = look(teeth.build(teeth.UPPER, FRONT, YOUNG), *grid(np.linspace(-20, 20, 41), -4.0))
    assert np.linalg.norm(met.normals, axis=-1) == pytest.approx(1, abs=1e-5)
    assert (met.normals[..., 2] < 0).mean() > 0.9


def test_age_yellows() -> None:
    young, old = (teeth.build(teeth.UPPER, FRONT, persona).enamel for persona in (YOUNG, OLD))
    assert old.mean() < young.mean()
    assert old[2] / old[0] < young[2] / young[0]
