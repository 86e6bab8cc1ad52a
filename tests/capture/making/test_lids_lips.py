from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from capture.making.grimaces import VARIED_SEEDS, photographed, varied
from capture.making.lids_lips import FIRST_KEPT, TARGET, learned, lessons, slip
from capture.patches import answer


def test_the_stored_networks_were_learned_from_these_strangers() -> None:
    with np.load(TARGET) as arrays:
        kept_lips, kept_gaps = arrays["first_lips"], arrays["first_gaps"]
    pictures = photographed(islice(varied(VARIED_SEEDS[0]), FIRST_KEPT))
    _, (lips, gaps) = lessons(pictures, count=1)
    assert gaps == pytest.approx(kept_gaps, abs=1e-6)
    assert np.abs(lips - kept_lips).mean() < 0.02
    assert np.abs(kept_lips[0] - kept_lips[1]).mean() > 0.04


def test_the_file_is_small() -> None:
    assert TARGET.stat().st_size < 300_000


def test_a_curve_is_learned() -> None:
    rng = np.random.default_rng(2)
    known = rng.normal(0, 1, (3000, 6)).astype(np.float32)
    wanted = np.float32(0.4) * np.abs(known[:, 0]) + np.float32(0.1) * known[:, 3]
    layers = learned(known[:2500], wanted[:2500], epochs=40)
    said = answer(layers, known[2500:])
    assert np.corrcoef(said, wanted[2500:])[0, 1] > 0.97
    assert np.std(np.array(said) - wanted[2500:]) < 0.08


def test_slips_are_small_and_go_every_way() -> None:
    rng = np.random.default_rng(0)
    slips = np.array([slip(rng, 0.03) for _ in range(300)])
    assert slips.mean(axis=0) == pytest.approx(np.array([[1, 0, 0], [0, 1, 0]]), abs=0.01)
    assert slips[:, :, 2].std(axis=0) == pytest.approx((0.03, 0.03), abs=0.005)
