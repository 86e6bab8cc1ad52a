from __future__ import annotations

import numpy as np
import pytest

from capture.making import no_writing as module
from capture.making.letter_pictures import SIZE_PX
from capture.making.no_writing import no_writing


def test_a_seed_is_one_picture() -> None:
    for seed in range(4):
        first, again = (no_writing(np.random.default_rng(seed)) for _ in range(2))
        assert first.dtype == np.uint8
        assert np.array_equal(first, again)


@pytest.mark.parametrize(
    "kind", [module._bars, module._checks, module._blobs, module._strands, module._ovals, module._strokes_in_rows, module._blocks, module._noise]
)
def test_every_kind_has_light_and_dark(kind) -> None:  # noqa: ANN001
    covers = [kind(np.random.default_rng(seed)) for seed in range(4)]
    assert all(cover.shape == SIZE_PX[::-1] and 0 <= cover.min() <= cover.max() <= 1 for cover in covers)
    assert np.median([cover.std() for cover in covers]) > 0.1


def test_a_third_of_ornaments_signs_are_their_own_mirror_image() -> None:
    rng = np.random.default_rng(0)
    whole = 0
    for _ in range(60):
        strokes = module._sign(rng)
        half = len(strokes) // 2
        whole += len(strokes) % 2 == 0 and all(np.allclose(a * [-1, 1] + [0.75, 0], b) for a, b in zip(strokes[:half], strokes[half:], strict=True))
    assert 10 < whole < 32


def test_a_room_has_somebody_in_it() -> None:
    picture = module.room(np.random.default_rng(2))
    assert picture.ndim == 2
    assert picture.std() > 10
