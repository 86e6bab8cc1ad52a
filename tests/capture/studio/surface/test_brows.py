from __future__ import annotations

import msgspec
import numpy as np
from painted_skin import PLAIN, at, painted, plan, shape, vertex, with_skin

from capture.mean_face import features
from capture.script.persona import Hair, Persona


def brow_box() -> tuple[slice, slice]:
    corners = plan().texels(shape().landmarks_mm[features.LEFT_BROW])
    (left, top), (right, bottom) = corners.min(axis=0).astype(int), corners.max(axis=0).astype(int)
    return slice(top, bottom), slice(left, right)


def test_brows_have_hair_in_its_own_colour() -> None:
    blond = msgspec.structs.replace(PLAIN, hair=Hair(colour=(0.3, 0.2, 0.1)))
    hairy = painted(PLAIN).beard_frac[brow_box()] > 0.4
    dark_brow, fair_brow = (painted(who).albedo[brow_box()][hairy].mean() for who in (PLAIN, blond))
    assert 0.15 < hairy.mean() < 0.8
    assert dark_brow < 0.6 * at(vertex(151), painted(PLAIN).albedo).mean()
    assert dark_brow < 0.8 * fair_brow
    assert at(vertex(151), painted(PLAIN).beard_frac) < 0.02


def test_people_differ_in_their_brows() -> None:
    def density(who: Persona) -> float:
        return float(painted(who).beard_frac[brow_box()].mean())

    seeds = [density(msgspec.structs.replace(PLAIN, seed=seed)) for seed in range(1, 4)]
    assert np.ptp(seeds) > 0.02
    assert density(with_skin(age=1.0)) < density(with_skin(age=0.0))
