from __future__ import annotations

import cv2
import numpy as np
import pytest
from painted_skin import PLAIN, at, lab, lower_lip, painted, plan, vertex, with_skin

from capture.studio import grid
from capture.studio.surface import pigment, regions


def cheek_colour(persona: object = PLAIN) -> np.ndarray:
    weight = cv2.resize(regions.cheeks(plan()), grid.TEXTURE[::-1])[..., None]
    return np.asarray((painted(persona).albedo * weight).sum(axis=(0, 1)) / weight.sum())


@pytest.mark.parametrize("monk", [1, 4, 7, 10])
def test_the_cheeks_mean_is_the_tone(monk: int) -> None:
    assert np.linalg.norm(lab(cheek_colour(with_skin(monk=monk))) - lab(pigment.tone(monk))) < 2


def test_lips_and_cheeks_are_redder_than_the_forehead() -> None:
    albedo = painted(with_skin(zones=0.0)).albedo
    lip, cheek, forehead = (lab(at(place, albedo))[1] for place in (lower_lip(), vertex(50), vertex(151)))
    assert lip > cheek + 6
    assert cheek > forehead + 1


def test_redness_reddens_the_cheeks() -> None:
    assert lab(cheek_colour(with_skin(redness=0.9)))[1] > lab(cheek_colour())[1] + 1.5


def test_freckles_are_many_small_dark_spots_on_the_cheeks() -> None:
    plain, freckled = (painted(with_skin(monk=2, freckles=share)).albedo[..., 1] for share in (0.0, 1.0))
    x, y = plan().texels(vertex(50)).round().astype(int)
    here = np.s_[y - 40 : y + 40, x - 40 : x + 40]
    darker = (freckled[here] < 0.85 * plain[here]).astype(np.uint8)
    count, _ = cv2.connectedComponents(darker)
    assert count > 15
    assert darker.mean() < 0.3


def test_spots_come_with_age() -> None:
    young, old = (regions.melanin(plan(with_skin(age=age, freckles=0.0))) for age in (0.3, 1.0))
    more = old - young
    assert (more > 0.1).mean() > 3 * (more < -0.1).mean()


def test_zones_darken_the_lower_face_and_the_temples_and_leave_the_cheeks() -> None:
    even, zoned = (painted(with_skin(zones=share)).albedo for share in (0.0, 1.0))
    chin, temple = (float(at(vertex(place), zoned)[1] / at(vertex(place), even)[1]) for place in (199, 21))
    assert chin < 0.92
    assert temple < 0.92
    assert cheek_colour(with_skin(zones=1.0)) == pytest.approx(cheek_colour(with_skin(zones=0.0)), rel=0.03)
