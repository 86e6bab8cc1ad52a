from __future__ import annotations

import numpy as np
import pytest

from capture.making import letter_pictures
from capture.making.letter_pictures import ALPHABETS, FACES, FOREIGN, SIZE_PX, compressed, writing
from capture.studio import lettering


def test_a_seed_is_one_picture_and_another_seed_another() -> None:
    first, again, other = (writing(np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert first.shape == SIZE_PX[::-1]
    assert first.dtype == np.uint8
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


@pytest.mark.parametrize("known", [True, False])
def test_pictures_hold_lines_of_ink(known: bool) -> None:
    spread = [float(writing(np.random.default_rng(seed), known=known).std()) for seed in range(6)]
    assert np.median(spread) > 8


def test_what_the_studio_is_lettered_in_was_not_learned_from() -> None:
    assert not set(lettering._FILES.values()) & set(FACES)


@pytest.mark.parametrize("name", FACES)
def test_every_face_is_at_hand_and_has_the_letters_that_are_asked_of_it(name: str) -> None:
    font = letter_pictures.face(name, 30)
    letters = {each for spelt in ALPHABETS for each in spelt if each.isalpha()} if name.startswith("DejaVu") else set("abcxyzABCXYZ")
    missing = bytes(font.getmask("\uffff"))
    assert [each for each in letters if bytes(font.getmask(each)) == missing] == []


def test_words_have_their_languages_letters() -> None:
    rng = np.random.default_rng(0)
    for spelt, most in zip((*ALPHABETS, *FOREIGN), ("e", "e", "e", "e", "о", "α"), strict=True):  # noqa: RUF001
        alphabet = letter_pictures._alphabet(spelt)
        assert alphabet[1].sum() == pytest.approx(1)
        text = "".join(letter_pictures._word(alphabet, 0.5, 0.0, rng) for _ in range(300)).lower()
        assert max(set(text), key=text.count) == most


def test_a_jpeg_changes_a_picture_a_little_and_none_leaves_it() -> None:
    picture = writing(np.random.default_rng(5))
    assert compressed(picture, 0) is picture
    assert 0 < np.abs(compressed(picture, 60).astype(int) - picture).mean() < 8
