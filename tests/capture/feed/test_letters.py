from __future__ import annotations

import numpy as np
from pages import page

from capture.feed import letters, lines

WINDOWS = np.concatenate([line.windows() for line in lines.find(page())])


def test_a_window_and_its_mirror_image_get_the_same_answers_the_other_way_round() -> None:
    network = letters.load()
    own, other = network.ways(WINDOWS), network.ways(WINDOWS[:, :, ::-1])
    np.testing.assert_allclose(own, other[:, [letters.MIRRORED, letters.RIGHT, letters.NONE]], atol=1e-5)
    np.testing.assert_allclose(own.sum(axis=1), 1, atol=1e-5)


def test_most_letters_of_a_face_that_it_never_saw_are_read_right() -> None:
    ways = letters.load().ways(WINDOWS)
    told = np.abs(ways[:, letters.RIGHT] - ways[:, letters.MIRRORED]) > 0.3
    assert told.mean() > 0.4
    assert (ways[told, letters.RIGHT] > ways[told, letters.MIRRORED]).mean() > 0.7


def test_what_is_no_letter_is_told_so() -> None:
    rng = np.random.default_rng(0)
    noise = rng.standard_normal((200, lines.WINDOW_PX, lines.WINDOW_PX)).astype(np.float32)
    assert letters.load().ways(noise)[:, letters.NONE].mean() > 0.9
