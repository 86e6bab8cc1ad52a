from __future__ import annotations

import pytest

from guidance.widgets.sketch import Sketch

WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def test_a_disc_has_its_size_and_its_place() -> None:
    sketch = Sketch(40, BLACK)
    sketch.disc((0.5, -0.5), (0.25, 0.25), WHITE)
    picture = sketch.picture()[..., 0] / 255
    assert picture.sum() == pytest.approx(3.14159 * 5**2, rel=0.05)
    assert picture[10, 30] == 1
    assert picture[:, :20].sum() == 0


def test_an_arc_goes_from_right_downwards() -> None:
    sketch = Sketch(40, BLACK)
    sketch.arc(0.8, (0, 90), 0.2, WHITE)
    picture = sketch.picture()[..., 0]
    assert picture[22, 35] == picture[35, 22] == 255
    assert picture[:18].sum() == picture[:, :18].sum() == 0


def test_edges_are_even_between_two_colours() -> None:
    sketch = Sketch(9, BLACK)
    sketch.polygon([(-1, -1), (1, -1), (-1, 1)], WHITE)
    picture = sketch.picture()[..., 0]
    assert picture[0, 0] == 255
    assert picture[8, 8] == 0
    assert 60 < picture[4, 4] < 200


def test_a_line_goes_through_its_points() -> None:
    sketch = Sketch(20, BLACK)
    sketch.line([(-0.5, 0.0), (0.0, 0.5), (0.5, -0.5)], 0.2, WHITE)
    picture = sketch.picture()[..., 0]
    assert picture[10, 5] > 200
    assert picture[15, 10] > 200
    assert picture[5, 15] > 200
    assert picture[3, 3] == 0
