from __future__ import annotations

import numpy as np
import pytest

from capture.median import median


@pytest.mark.parametrize("shape", [(1,), (2,), (7,), (60, 2), (61, 2), (5, 3, 4)])
def test_it_is_numpys(shape: tuple[int, ...]) -> None:
    values = np.random.default_rng(len(shape)).normal(size=shape)
    assert median(values) == pytest.approx(np.median(values, axis=0))
    assert median(values).shape == shape[1:]
