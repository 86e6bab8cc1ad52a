from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import turtleneck
from capture.studio.garments.cloth import Fabric

if TYPE_CHECKING:
    from capture.studio.parts import Part

BODY = physique.build(Persona(name="Nobody", seed=1))


@cache
def outfit() -> turtleneck.Outfit:
    return turtleneck.turtleneck(BODY, Fabric((0.1, 0.1, 0.1), np.random.default_rng(1), 0.06))


def collar() -> Part:
    return outfit().before[-1]


def test_the_collar_goes_up_to_the_chin_and_folds_over() -> None:
    y = collar().sheet.points_mm[..., 1]
    middle = y.shape[1] // 2
    assert 90 < y[:, middle].min() < 115
    assert y[0, middle] > y[:, middle].min() + 5, "it begins inside, below the fold"
    assert y[-1, middle] > 150


def test_the_outer_layer_lies_over_the_inner_one() -> None:
    x, y, z = (collar().sheet.points_mm[..., axis] for axis in range(3))
    off_mm = np.median(BODY.distance_mm(x, y, z), axis=1)
    assert off_mm[7] > off_mm[0] + 3
    assert off_mm[-1] < off_mm[7], "its edge turns in"


def test_the_fold_takes_part_in_the_heads_turn_and_the_edge_does_not() -> None:
    share = collar().head_frac
    assert share is not None
    assert share[3].min() > 0.2
    assert share[-1].max() == 0


def test_the_jersey_under_it_begins_behind_the_collar() -> None:
    jersey = outfit().before[0].sheet.points_mm[0]
    edge = collar().sheet.points_mm[-1]
    assert jersey[len(jersey) // 2, 1] < edge[len(edge) // 2, 1]
    assert np.median(edge[:, 1] - jersey[:, 1]) > 5


def test_the_seam_behind_closes() -> None:
    behind = outfit().behind[-1].sheet.points_mm
    steps = np.linalg.norm(np.diff(behind, axis=1), axis=-1)
    assert steps.max() < 4 * np.median(steps)
