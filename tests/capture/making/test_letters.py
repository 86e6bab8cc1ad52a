"""The whole file takes a quarter of an hour to make again; its first pictures are drawn again here, and a little is learned again."""

from __future__ import annotations

import os

import numpy as np
import pytest

from capture.feed import letters
from capture.feed.letters import MIRRORED, NONE, RIGHT, Network
from capture.making import letters as making
from capture.making.letter_pictures import writing
from capture.making.no_writing import no_writing


def test_the_stored_network_was_learned_from_these_pictures() -> None:
    with np.load(making.TARGET) as stored:
        kept = stored["first_windows"].astype(np.float32)
    assert np.abs(making.first_windows() - kept).mean() < 0.05
    assert np.abs(kept[0] - kept[1]).mean() > 0.3


def test_the_stored_network_reads_pictures_that_it_has_not_seen() -> None:
    shown = [making.windows_of(writing, 0, making.LESSONS[0][1] + number, 60) for number in range(5)]
    ways = letters.load().ways(np.concatenate(shown))
    told = np.abs(ways[:, RIGHT] - ways[:, MIRRORED]) > 0.3
    assert (ways[told, RIGHT] > ways[told, MIRRORED]).mean() > 0.85
    others = np.concatenate([making.windows_of(no_writing, 1, making.LESSONS[1][1] + number, 60) for number in range(5)])
    assert letters.load().ways(others)[:, NONE].mean() > 0.75


def test_the_file_is_small() -> None:
    assert making.TARGET.stat().st_size < 200_000


def test_a_hook_is_told_from_its_mirror_image() -> None:
    rng = np.random.default_rng(1)
    hooks = 0.3 * rng.standard_normal((1400, 24, 24)).astype(np.float32)
    hooks[:700, 6:18, 9:11] += 2
    hooks[:700, 16:18, 9:16] += 2
    labels = np.where(np.arange(1400) < 700, RIGHT, NONE)
    network = making.learned(hooks, labels, epochs=3)
    assert network.ways(hooks[:200])[:, RIGHT].mean() > 0.9
    assert network.ways(hooks[:200, :, ::-1])[:, MIRRORED].mean() > 0.9
    assert network.ways(hooks[700:900])[:, NONE].mean() > 0.8


def test_slopes_are_those_of_the_loss() -> None:
    rng = np.random.default_rng(0)
    windows, labels = rng.standard_normal((6, 24, 24)).astype(np.float32), np.array([RIGHT, NONE, RIGHT, NONE, RIGHT, RIGHT])
    numbers = [part for inputs, outputs in letters.SHAPES for part in (rng.normal(0, (2 / inputs) ** 0.5, (inputs, outputs)), rng.normal(0, 0.1, outputs))]
    weight = np.ones(6, np.float32)

    def loss() -> float:
        network = Network(tuple(zip(numbers[::2], numbers[1::2], strict=True)))
        return float(-np.log(network.ways(windows).astype(np.float64)[np.arange(6), labels]).mean())

    slopes = making._slopes(Network(tuple(zip(numbers[::2], numbers[1::2], strict=True))), windows, labels, weight)
    for number, slope in zip(numbers, slopes, strict=True):
        direction = rng.choice([-1.0, 1.0], number.shape)
        kept = number.copy()
        number[:] = kept + 2e-4 * direction
        above = loss()
        number[:] = kept - 2e-4 * direction
        below = loss()
        number[:] = kept
        assert (above - below) / 4e-4 == pytest.approx(float((slope * direction).sum()), rel=0.1, abs=0.1)


@pytest.mark.skipif("NORTHLIGHT_REBUILD" not in os.environ, reason="makes the whole file again, a quarter of an hour: set NORTHLIGHT_REBUILD=1")
@pytest.mark.timeout(7200)
def test_the_whole_network_made_again_says_the_same() -> None:
    made = making.make()
    network = Network(tuple((made[f"weights_{n}"].astype(np.float32), made[f"offsets_{n}"]) for n in range(len(letters.SHAPES))))
    shown = making.windows_of(writing, 0, making.LESSONS[0][1], 60)
    assert np.abs(network.ways(shown) - letters.load().ways(shown)).mean() < 0.1
