from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from screen_samples import drawn_face

from guidance.themes import THEMES
from guidance.widgets.colour_depth import Depth
from guidance.widgets.palette import FOUR_GREYS, in_few, luma, nearest_indexed, nearest_of_sixteen

# Written down from xterm's own table, apart from the program's.
XTERM = {16: (0, 0, 0), 21: (0, 0, 255), 67: (95, 135, 175), 196: (255, 0, 0), 231: (255, 255, 255), 232: (8, 8, 8), 244: (128, 128, 128), 255: (238, 238, 238)}
FACE = drawn_face(80, 48)


@pytest.mark.parametrize(("number", "colour"), XTERM.items())
def test_xterms_own_colours_are_themselves(number: int, colour: tuple[int, int, int]) -> None:
    assert nearest_indexed(*colour) == number


@given(st.tuples(*[st.integers(0, 255)] * 3))
@example((36, 48, 117))  # a grey is nearest there, though one of its channels is 49 off
def test_no_other_colour_is_nearer(colour: tuple[int, int, int]) -> None:
    levels = (0, 95, 135, 175, 215, 255)
    cube = [(red, green, blue) for red in levels for green in levels for blue in levels]
    off = [sum((one - other) ** 2 for one, other in zip(shown, colour, strict=True)) for shown in [*cube, *((8 + 10 * step,) * 3 for step in range(24))]]
    assert off[nearest_indexed(*colour) - 16] == min(off) <= 3 * 48**2


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_good_and_asking_differ_among_sixteen_colours_and_from_the_ground(theme: object) -> None:
    def number(colour: str) -> int:
        return nearest_of_sixteen(*bytes.fromhex(colour.removeprefix("#")))

    numbers = [number(getattr(theme, name)) for name in ("success", "warning", "background", "foreground")]
    assert len(set(numbers)) == 4


def test_greys_stay_greys_among_sixteen_colours() -> None:
    assert [nearest_of_sixteen(level, level, level) for level in (0, 20, 120, 190, 250)] == [0, 0, 8, 7, 15]
    assert nearest_of_sixteen(240, 182, 94) == 11
    assert nearest_of_sixteen(20, 96, 45) == 2


def test_a_picture_has_only_colours_that_the_terminal_has() -> None:
    assert in_few(FACE, Depth.TRUE) is FACE
    indexed = in_few(FACE, Depth.INDEXED)
    assert np.abs(indexed.astype(int) - FACE).max() <= 52
    for colour in np.unique(indexed.reshape(-1, 3), axis=0).tolist():
        assert nearest_indexed(*colour) >= 16
        assert colour[0] in (0, 95, 135, 175, 215, 255) or colour[0] == colour[1] == colour[2]
    assert set(np.unique(in_few(FACE, Depth.SIXTEEN)).tolist()) == set(FOUR_GREYS)


def test_without_colours_a_cell_is_one_shade_or_an_edge() -> None:
    shown = in_few(FACE, Depth.NONE)[..., 0].astype(int)
    upper, lower = shown[0::2], shown[1::2]
    assert set(np.unique(shown).tolist()) == {0, 63, 127, 191, 255}
    assert ((upper == lower) | (np.abs(upper - lower) == 255)).all()
    assert (upper != lower).any(), "the chin and the shirt are edges"


@pytest.mark.parametrize("depth", [Depth.SIXTEEN, Depth.NONE])
def test_of_few_greys_a_dim_picture_makes_as_many_as_a_bright_one(depth: Depth) -> None:
    dim = (FACE // 3 + 10).astype(np.uint8)
    assert len(np.unique(in_few(dim, depth))) == len(np.unique(in_few(FACE, depth)))
    even = np.full((8, 8, 3), 90, np.uint8)
    assert len(np.unique(in_few(even, depth))) == 1


def test_the_eye_is_most_sensitive_to_green() -> None:
    assert luma(0, 255, 0) > luma(255, 0, 0) > luma(0, 0, 255)
    assert luma(255, 255, 255) == pytest.approx(255)
