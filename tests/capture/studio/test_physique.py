from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.persona import Persona, Shape
from capture.studio import physique
from capture.studio.physique import level_mm, surface_mm

PERSONA = Persona(name="Nobody", seed=1)
BODY = physique.build(PERSONA)
AROUND = np.radians(np.linspace(-180, 180, 73)).astype(np.float32)


def widest_mm(y_mm: float) -> float:
    level = level_mm(BODY.distance_mm, AROUND, np.full_like(AROUND, y_mm))
    return float(np.abs(surface_mm(BODY.distance_mm, AROUND, level)[:, 0]).max())


def test_points_lie_on_the_body() -> None:
    points = surface_mm(BODY.distance_mm, AROUND, np.linspace(80, 600, 30, dtype=np.float32)[:, None])
    off_mm = np.abs(BODY.distance_mm(points[..., 0], points[..., 1], points[..., 2]))
    assert np.percentile(off_mm, 98) < 0.1


def test_the_body_has_a_persons_measures() -> None:
    assert 48 < widest_mm(105) < 62, "half a neck"
    assert 200 < widest_mm(230) < 245, "half of what is across the deltoids"
    front = surface_mm(BODY.distance_mm, np.float32([0]), level_mm(BODY.distance_mm, np.float32([0]), np.float32([110, 330])))
    assert front[0, 2] > -40, "the throat lies behind the chin"
    assert front[1, 2] < front[0, 2] - 40, "the chest before the throat"


def test_shoulders_slope() -> None:
    """Half widths rise steadily from the neck's side to the shoulder's tip: neither a step nor a shelf."""
    widths = np.array([widest_mm(y) for y in (120, 135, 150, 165, 180)])
    assert (np.diff(widths) > 8).all()
    assert (np.diff(widths) < 60).all()


def test_both_sides_are_alike() -> None:
    points = surface_mm(BODY.distance_mm, AROUND, np.float32([[150], [250], [400]]))
    assert np.allclose(points[:, ::-1, 0], -points[..., 0], atol=0.3)


def test_cloth_bridges_hollows() -> None:
    x, y, z = (np.float32([value]) for value in (62.0, 118.0, 40.0))
    assert BODY.under_cloth_mm(x, y, z) < BODY.distance_mm(x, y, z)


def test_ease_lifts_the_surface() -> None:
    level = np.float32([[200], [300], [420]])
    bare, eased = (surface_mm(BODY.distance_mm, AROUND, level, ease) for ease in (0.0, 6.0))
    lift = BODY.distance_mm(eased[..., 0], eased[..., 1], eased[..., 2])
    assert np.median(lift) == pytest.approx(6, abs=0.1)
    assert np.linalg.norm(eased[..., [0, 2]], axis=-1).mean() > np.linalg.norm(bare[..., [0, 2]], axis=-1).mean()


def test_a_sturdy_jaw_goes_with_broad_shoulders_and_flesh_hides_the_collarbones() -> None:
    sturdy, slight = (physique.build(msgspec.structs.replace(PERSONA, shape=Shape(jaw_width=jaw))) for jaw in (0.8, -0.8))
    assert sturdy.breadth > slight.breadth
    assert sturdy.girth > slight.girth
    full = physique.build(msgspec.structs.replace(PERSONA, shape=Shape(fullness=1.0)))
    assert full.relief < BODY.relief
