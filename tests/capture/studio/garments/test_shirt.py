from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import layout, shirt
from capture.studio.garments.cloth import Fabric

if TYPE_CHECKING:
    from capture.studio.parts import Part

BODY = physique.build(Persona(name="Nobody", seed=1))
COLOUR = (0.2, 0.3, 0.6)


def fabric() -> Fabric:
    return Fabric(COLOUR, np.random.default_rng(1), 0.035)


@cache
def outfit() -> shirt.Outfit:
    return shirt.shirt(BODY, fabric())


def colour_at(part: Part, x_mm: float, y_mm: float) -> np.ndarray:
    points = layout.stretched(part.sheet.points_mm, part.paint.albedo.shape[:2])
    away = np.hypot(points[..., 0] - x_mm, points[..., 1] - y_mm) + 1e3 * (points[..., 2] > 30)
    return part.paint.albedo[np.unravel_index(np.argmin(away), away.shape)]


def test_it_opens_in_a_v_above_the_first_button() -> None:
    edge = outfit().before[0].sheet.points_mm[0]
    middle = edge[len(edge) // 2]
    assert middle[1] == pytest.approx(236, abs=2)
    assert middle[1] < shirt.BUTTONS_Y_MM[0]


def test_two_leaves_come_to_points_beside_the_opening() -> None:
    points = outfit().before[1].sheet.points_mm
    middle = points.shape[1] // 2
    for leaf, side in ((points[:, :middle], 1), (points[:, middle:], -1)):
        lowest = leaf.reshape(-1, 3)[np.argmax(leaf[..., 1])]
        assert side * lowest[0] == pytest.approx(66, abs=5)
        assert lowest[1] == pytest.approx(222, abs=5)
        x, y, z = (leaf[..., axis] for axis in range(3))
        assert np.median(BODY.distance_mm(x, y, z)) > 5, "they stand off"


def test_the_collars_inside_shows_behind_the_neck() -> None:
    lining = outfit().behind[-1]
    back = lining.sheet.points_mm[0, lining.sheet.points_mm.shape[1] // 2]
    assert back[2] > 80
    assert lining.sheet.normals[0, lining.sheet.points_mm.shape[1] // 2, 2] < 0, "it faces forwards"


def test_buttons_are_pale_on_a_coloured_shirt() -> None:
    body = outfit().before[0]
    button, beside = colour_at(body, 0, shirt.BUTTONS_Y_MM[1] + 3.2), colour_at(body, 60, shirt.BUTTONS_Y_MM[1])
    assert button[0] > 1.5 * beside[0]
    assert beside / beside.sum() == pytest.approx(np.array(COLOUR) / sum(COLOUR), abs=0.01)


def test_the_placket_has_an_edge_on_one_side_only() -> None:
    body = outfit().before[0]
    edge, other = (colour_at(body, side * shirt.PLACKET_MM, 300).sum() for side in (-1, 1))
    assert edge < 0.85 * other


def test_the_leaves_shade_the_shirt() -> None:
    body = outfit().before[0]
    assert colour_at(body, 75, 190).sum() < 0.75 * colour_at(body, 150, 210).sum()


def test_under_a_jacket_only_what_the_opening_shows_is_kept() -> None:
    under = shirt.shirt(BODY, fabric(), under_jacket=True)
    assert under.before[0].sheet.points_mm.shape[1] < 0.5 * outfit().before[0].sheet.points_mm.shape[1]
    assert np.abs(under.before[0].sheet.points_mm[0, [0, -1], 0]).min() > 45
