from __future__ import annotations

import numpy as np
import pytest

from capture.making.strangers import SEEDS, examples
from capture.making.turns import ANCHORS, FIRST_KEPT, MIRRORED_PLACE, learned, seen, spread
from capture.making.turns import TARGET as FILE
from capture.mean_face import VERTICES_MM
from capture.mean_face import turns as stored
from capture.pose import Anchors


def test_the_stored_anchors_lie_all_over_the_face_and_have_mirror_images() -> None:
    made = spread(ANCHORS)
    assert (made == stored.ANCHORS).all()
    places = VERTICES_MM[made]
    assert np.linalg.norm(VERTICES_MM[:, None] - places[None], axis=2).min(axis=1).max() < 12
    assert np.linalg.norm(places[:, None] * MIRRORED_PLACE - places[None], axis=2).min(axis=1).max() < 0.1


def test_the_stored_model_was_learned_from_these_strangers() -> None:
    with np.load(FILE) as arrays:
        kept = arrays["first_missing_deg"]
    *_, missing_deg = seen(examples(SEEDS[:1], FIRST_KEPT), Anchors(stored.ANCHORS))
    assert np.abs(missing_deg - kept).max() < 0.3
    assert np.abs(kept).max() > 0.3


def test_a_turn_that_hides_in_the_mesh_is_learned_and_mirrors() -> None:
    rng = np.random.default_rng(5)
    twins = np.array([1, 0, 2])
    terms = np.zeros((400, 15))
    terms[:, 0] = 1
    off_mm = rng.normal(0, 1, (400, 3, 3))
    missing_deg = np.column_stack([off_mm[:, 2, 1], 2 * (off_mm[:, 0, 2] - off_mm[:, 1, 2]), np.zeros(400)])
    by_angle, by_place = learned(terms, off_mm, missing_deg, twins)
    assert by_place[2, 1, 0] == pytest.approx(1, abs=0.25)
    assert by_place[0, 2, 1] == pytest.approx(2, abs=0.5)
    assert by_place[1, 2, 1] == pytest.approx(-by_place[0, 2, 1], abs=1e-6)
    assert by_angle[0] == pytest.approx((0, 0, 0), abs=0.2)
