from __future__ import annotations

import numpy as np
import pytest

from capture.script import people
from capture.studio.surface import hairs


def test_a_hair_leaves_its_root_at_its_angle_and_has_its_length() -> None:
    path = hairs.bent(np.array([[100.0, 200.0]]), np.array([np.pi / 2]), np.array([20.0]), np.zeros(1))[0]
    assert path[0] == pytest.approx([100, 200])
    assert path[-1] == pytest.approx([100, 220], abs=1e-3)


def test_a_bend_turns_the_tip() -> None:
    path = hairs.bent(np.zeros((1, 2)), np.zeros(1), np.array([20.0]), np.array([1.0]))[0]
    assert path[-1, 1] > 5
    assert path[1, 1] == pytest.approx(0, abs=1e-3)


def test_crossing_hairs_hide_more_than_one() -> None:
    down = hairs.bent(np.array([[300.0, 300.0]]), np.array([np.pi / 2]), np.array([40.0]), np.zeros(1))
    across = hairs.bent(np.array([[280.0, 320.0]]), np.zeros(1), np.array([40.0]), np.zeros(1))
    one = hairs.opacity(down, np.full(1, 0.6))
    both = hairs.opacity(np.concatenate([down, across]), np.full(2, 0.6))
    assert both[320, 300] > one[320, 300] + 0.05
    assert both[310, 300] == pytest.approx(one[310, 300], abs=0.01)


def test_under_cloth_hair_has_the_brows_colour() -> None:
    covered, bare = people.find("jaspreet"), people.find("freya")
    assert hairs.colour(covered) == pytest.approx(covered.hair.brows)
    assert hairs.colour(bare) == pytest.approx(bare.hair.colour)


def test_white_hairs_are_a_share() -> None:
    paths = np.zeros((1000, 5, 2), np.float32)
    dark, white = hairs.split_white(paths, np.arange(1000.0), 0.3, np.random.default_rng(1))
    assert len(white[0]) == pytest.approx(300, abs=50)
    assert sorted([*dark[1], *white[1]]) == list(range(1000))
