from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from readings import reading

from guidance.lids_lips import in_blinks, mid_word, open_frac
from guidance.profile import load

if TYPE_CHECKING:
    from capture.types import Reading

CHOOSING = load("classic").choosing
FPS = 30


def lids(*open_fracs: float) -> list[bool]:
    return in_blinks([reading(index, eyes={"left_open_frac": value, "right_open_frac": 0.95}) for index, value in enumerate(open_fracs)], CHOOSING)


def mouths(*open_fracs: float) -> list[bool]:
    return mid_word([reading(index, expression={"mouth_open_frac": value}) for index, value in enumerate(open_fracs)], CHOOSING)


def test_a_blink_takes_its_neighbours_with_it() -> None:
    out = lids(*[0.9] * 10, 0.5, 0.1, 0.1, 0.4, 0.7, *[0.9] * 10)
    assert [index for index, blink in enumerate(out) if blink] == list(range(7, 18)), "three frames, a tenth of a second, to either side"


def test_of_a_blink_that_only_ends_or_only_begins_here_the_open_half_is_out_too() -> None:
    assert lids(0.6, 0.75, *[0.9] * 12) == [True] * 5 + [False] * 9
    assert lids(*[0.9] * 12, 0.75, 0.6) == [False] * 9 + [True] * 5


def test_at_a_slow_pace_the_frame_beside_is_out_however_far_it_is() -> None:
    slow = [reading(index, index / 5, eyes={"left_open_frac": value, "right_open_frac": value}) for index, value in enumerate([0.9, 0.9, 0.2, 0.9, 0.9])]
    assert in_blinks(slow, CHOOSING) == [False, True, True, True, False]


def test_narrow_eyes_and_eyes_that_tremble_are_no_blink() -> None:
    assert not any(lids(*[0.5] * 8))
    assert not any(lids(*(0.93 + 0.02 * np.random.default_rng(3).standard_normal(60))))
    assert lids(0.9) == [False]


def test_a_heavy_blinker_is_held_to_his_open_eyes() -> None:
    assert lids(*[0.9] * 6, *[0.1] * 14, *[0.9] * 8)[10:16] == [True] * 6


def test_where_no_eye_is_seen_none_is_open() -> None:
    assert open_frac(reading(eyes=None)) == 0
    assert open_frac(reading(eyes={"right_open_frac": 0.3})) == 0.3


def speech(wide: float, seconds: float = 1.0, mean: float = 0.0) -> list[float]:
    return [mean + wide * (0.7 - 0.3 * math.cos(2 * math.pi * 4.5 * index / FPS)) for index in range(round(seconds * FPS))]


@pytest.mark.parametrize("wide", [0.12, 0.3, 0.5])
def test_every_frame_of_a_word_is_mid_word_also_between_two_syllables(wide: float) -> None:
    out = mouths(*speech(wide))
    assert all(out[4:-4])


def test_a_mouth_at_rest_closed_or_in_a_broad_smile_speaks_not() -> None:
    rng = np.random.default_rng(4)
    for level in (0.02, 0.3):
        assert not any(mouths(*(level + 0.01 * rng.standard_normal(90))))


def test_a_pause_between_words_is_free_of_them() -> None:
    out = mouths(*speech(0.4), *[0.02] * 45, *speech(0.4))
    assert not any(out[50:55])
    assert out[10]
    assert out[-10]


def test_an_unseen_mouth_is_not_judged() -> None:
    unseen: list[Reading] = [reading(index, expression=None) for index in range(5)]
    assert mid_word(unseen, CHOOSING) == [False] * 5


def test_a_gap_too_short_for_a_pause_belongs_to_the_word() -> None:
    spoken = speech(0.3)
    for quiet, free in ((8, False), (16, False), (45, True)):
        out = mouths(*spoken, *[spoken[-1]] * quiet, *spoken)
        assert all(out[4:30])
        assert (not all(out[30 : 30 + quiet])) == free
