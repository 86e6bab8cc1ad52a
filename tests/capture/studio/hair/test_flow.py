from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import towards

from capture.studio.hair import flow
from capture.studio.hair.cuts import behind

FOREHEAD, VERTEX, LEFT, RIGHT, NAPE = (towards(0, 56), towards(0, 89), towards(90, 35), towards(-90, 35), towards(180, -15))


def way(field: flow.Flow, place: np.ndarray) -> np.ndarray:
    return flow.along(field(place), place)[0]


@pytest.mark.parametrize(
    "field",
    [flow.from_whorl(1.0, 0.6), flow.from_parting(0.3, 0.2, 1.0), flow.swept_back(0.3), flow.towards_point(behind(50)), flow.with_fringe(flow.swept_back(0.3))],
)
def test_every_flow_touches_the_head(field: flow.Flow) -> None:
    places = np.concatenate([FOREHEAD, VERTEX, LEFT, RIGHT, NAPE])
    ways = flow.along(field(places), places)
    assert np.linalg.norm(ways, axis=1) == pytest.approx(1, abs=1e-4)
    assert np.abs((ways * places).sum(axis=1)).max() < 1e-4


def test_hair_falls_on_the_forehead_unless_it_is_swept_aside_or_back() -> None:
    falling, aside = way(flow.from_whorl(1.0, 0.0), FOREHEAD), way(flow.from_whorl(1.0, 1.0), FOREHEAD)
    assert falling[1] > 0.5
    assert aside[0] > 0.5
    assert way(flow.from_whorl(-1.0, 1.0), FOREHEAD)[0] < -0.5
    assert way(flow.swept_back(0.2), FOREHEAD)[2] > 0.5
    assert way(flow.with_fringe(flow.swept_back(0.2)), FOREHEAD)[1] > 0.5


def test_a_parting_divides_left_from_right_and_all_falls_down() -> None:
    parted = flow.from_parting(0.0, 0.1, 1.0)
    assert way(parted, towards(30, 75))[0] > 0.5
    assert way(parted, towards(-30, 75))[0] < -0.5
    for place in (LEFT, RIGHT, NAPE):
        assert way(parted, place)[1] > 0.5


def test_tied_hair_leads_to_its_knot() -> None:
    knot = behind(14)
    for place in (FOREHEAD, LEFT, RIGHT):
        nearer = place[0] + 0.1 * way(flow.towards_point(knot), place)
        assert nearer @ knot / np.linalg.norm(nearer) > place[0] @ knot


def test_turning_is_by_the_angle() -> None:
    ahead = flow.along(flow.swept_back(0.0)(LEFT), LEFT)
    turned = flow.turned(ahead, LEFT, np.radians(np.array([30.0])))
    assert float((turned * ahead).sum()) == pytest.approx(np.cos(np.radians(30)), abs=1e-4)
