from __future__ import annotations

import numpy as np
import pytest

from guidance.voice.edges import edged


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_edges_rise_and_fall_smoothly_and_leave_the_middle_alone(kind: type[np.floating]) -> None:
    flat = np.ones(1000, kind)
    shaped = edged(flat, 100, 200)
    assert shaped.dtype == kind
    assert shaped[0] == 0
    assert shaped[-1] == 0
    assert shaped[50] == pytest.approx(0.5)
    assert shaped[-101] == pytest.approx(0.5)
    assert (np.diff(shaped[:101]) > 0).all()
    assert (np.diff(shaped[-201:]) < 0).all()
    assert (shaped[100:800] == 1).all()
    assert (flat == 1).all()


def test_a_sound_shorter_than_its_edges_is_shaped_whole() -> None:
    assert edged(np.ones(10), 100, 100).max() < 1
    assert edged(np.ones(0), 100, 100).size == 0
