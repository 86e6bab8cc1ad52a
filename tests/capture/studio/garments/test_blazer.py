from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.studio import physique
from capture.studio.garments import blazer, shirt
from capture.studio.garments.cloth import Fabric

if TYPE_CHECKING:
    from capture.studio.parts import Part

BODY = physique.build(Persona(name="Nobody", seed=1))
WOOL, COTTON = (0.03, 0.04, 0.08), (0.7, 0.7, 0.7)
SHIRT, _, JACKET, LEFT, RIGHT, COLLAR = range(6)


@cache
def made() -> blazer.Outfit:
    rng = np.random.default_rng(1)
    return blazer.blazer(BODY, Fabric(WOOL, rng, 0.07), Fabric(COTTON, rng, 0.035))


def part(number: int) -> Part:
    return made().before[number]


def test_a_shirt_shows_in_a_long_opening() -> None:
    assert part(SHIRT).paint.albedo[10:, :, 0].mean() > 0.5
    edge = part(JACKET).sheet.points_mm[0]
    assert edge[len(edge) // 2, 1] > 400
    assert made().edge_level_mm.min() == pytest.approx(shirt.shirt(BODY, Fabric(COTTON, np.random.default_rng(1), 0)).edge_level_mm.min())


def test_jacket_lapels_and_collar_are_of_one_cloth() -> None:
    for number in (JACKET, LEFT, RIGHT, COLLAR):
        mean = part(number).paint.albedo.mean(axis=(0, 1))
        assert mean / mean.sum() == pytest.approx(np.array(WOOL) / sum(WOOL), abs=0.01)


def test_lapels_mirror_each_other_and_face_the_front() -> None:
    assert np.allclose(part(LEFT).sheet.points_mm[:, ::-1] * [-1, 1, 1], part(RIGHT).sheet.points_mm, atol=0.6)
    for lapel in (LEFT, RIGHT):
        assert part(lapel).sheet.normals[..., 2].mean() < -0.4


def test_the_lapel_is_widest_at_its_notch_and_narrows_to_the_button() -> None:
    fold, edge = part(LEFT).sheet.points_mm[0], part(LEFT).sheet.points_mm[-1]
    order = np.argsort(edge[:, 1])
    width = np.linalg.norm(edge - fold, axis=1)[order]
    assert width[1:8].max() > 60
    assert width[-1] < 15


def test_the_lapels_point_stands_out_past_the_collars_end() -> None:
    collar = part(COLLAR).sheet.points_mm
    assert part(LEFT).sheet.points_mm[..., 0].max() > collar[-1, 0, 0] + 10, "a notch"


def test_the_jacket_lies_over_the_shirt_and_is_padded_at_the_shoulders() -> None:
    points = part(JACKET).sheet.points_mm
    off_mm = BODY.distance_mm(points[..., 0], points[..., 1], points[..., 2])
    assert np.median(off_mm[6:]) > blazer.EASE_MM - 1
    shoulder = np.hypot(np.abs(points[..., 0]) - 175, points[..., 1] - 180) < 25
    assert np.median(off_mm[shoulder]) > np.median(off_mm[6:]) + 2
