from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import knit
from capture.studio.garments.cloth import Fabric

if TYPE_CHECKING:
    from capture.studio.garments.outfit import Outfit

BODY = physique.build(Persona(name="Nobody", seed=1))
COLOUR = (0.5, 0.25, 0.1)


def fabric(seed: int = 3) -> Fabric:
    return Fabric(COLOUR, np.random.default_rng(seed), 0.06)


def front(outfit: Outfit) -> np.ndarray:
    """Return the heights of the edge's first row, and its x."""
    return outfit.before[0].sheet.points_mm[0]


def test_a_crew_neck_is_round_and_lies_below_the_throat() -> None:
    edge = front(knit.crew(BODY, fabric()))
    middle = edge[len(edge) // 2]
    assert middle[1] == pytest.approx(174, abs=3)
    assert edge[:, 1].max() == middle[1]
    shoulder = edge[np.argmax(edge[:, 0])]
    assert shoulder[1] < 145


def test_a_v_neck_comes_to_a_point() -> None:
    edge = front(knit.v_neck(BODY, fabric()))
    tip = len(edge) // 2
    assert edge[tip, 1] == pytest.approx(236, abs=2)
    slopes = np.diff(edge[tip : tip + 5, 1]) / np.diff(edge[tip : tip + 5, 0])
    assert (slopes < -0.8).all()


def test_the_edge_lies_on_the_skin_and_the_cloth_has_a_thickness() -> None:
    points = knit.crew(BODY, fabric()).before[0].sheet.points_mm
    off_mm = BODY.distance_mm(points[..., 0], points[..., 1], points[..., 2])
    assert np.median(off_mm[0]) < 0.5
    assert np.median(off_mm[4]) == pytest.approx(knit.THICK_MM, abs=0.7)


def test_the_colour_is_the_fabrics_and_the_band_is_ribbed() -> None:
    part = knit.crew(BODY, fabric()).before[0]
    albedo = part.paint.albedo
    assert albedo[200:].mean(axis=(0, 1)) == pytest.approx(COLOUR, rel=0.1)
    ribbed, plain = (float(np.diff(albedo[row, :, 0]).std()) for row in (70, 220))
    assert ribbed > 1.5 * plain, "ribs in the band, jersey below"


def test_the_seed_settles_the_folds() -> None:
    same, again, other = (knit.crew(BODY, fabric(seed)).before[0].sheet.points_mm for seed in (3, 3, 4))
    assert np.array_equal(same, again)
    assert np.abs(same - other).max() > 1
