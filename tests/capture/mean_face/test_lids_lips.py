from __future__ import annotations

import numpy as np
import pytest

from capture.mean_face.lids_lips import LIPS, SQUINT
from capture.patches import EYE_CELLS, MOUTH_CELLS, answer


@pytest.mark.parametrize(("layers", "known"), [(SQUINT, 2 * EYE_CELLS[0] * EYE_CELLS[1] + 2), (LIPS, 2 * MOUTH_CELLS[0] * MOUTH_CELLS[1] + 6)])
def test_layers_fit_one_another_and_the_patches(layers: tuple[tuple[np.ndarray, np.ndarray], ...], known: int) -> None:
    for weights, offsets in layers:
        assert weights.shape == (known, *offsets.shape)
        assert weights.dtype == offsets.dtype == np.float32
        known = len(offsets)
    assert known == 1


def test_taller_gaps_on_the_mesh_read_wider() -> None:
    blank = np.zeros(2 * MOUTH_CELLS[0] * MOUTH_CELLS[1], np.float32)
    said = answer(LIPS, np.stack([np.concatenate([blank, np.float32([0, gap, 0, gap, 0, gap])]) for gap in (0.0, 0.8, 1.6)])).tolist()
    assert said == sorted(said)
