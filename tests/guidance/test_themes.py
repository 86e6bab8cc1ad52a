from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from guidance.themes import THEMES, after

if TYPE_CHECKING:
    from textual.theme import Theme


def linear(colour: str) -> np.ndarray:
    codes = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    return float(linear(colour) @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["success", "warning", "error", "foreground", "primary", "quiet"])
def test_words_are_legible_on_every_ground(theme: Theme, name: str) -> None:
    colour = theme.variables.get(name) or getattr(theme, name)
    for ground in (theme.background, theme.surface, theme.panel):
        assert ground is not None
        dim, bright = sorted((luminance(colour), luminance(ground)))
        # WCAG 2.1 asks for 4.5; a glance from a metre wants more.
        assert (bright + 0.05) / (dim + 0.05) > 5.5


def test_only_the_light_theme_lights_the_face() -> None:
    assert [luminance(theme.background or "") > 0.5 for theme in THEMES] == [False, True, False]
    assert [theme.dark for theme in THEMES] == [True, False, True]


def test_blue_and_orange_stay_apart_for_eyes_without_a_green_sense_and_green_and_amber_hardly_do() -> None:
    # Vienot, Brettel and Mollon 1999: what is left of linear RGB for eyes without the middle cones.
    deutan = np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]])

    def apart(theme: Theme) -> float:
        good, asks = (deutan @ linear(colour or "") for colour in (theme.success, theme.warning))
        # Blueness against the rest: the only hue that such eyes tell.
        return abs(good[2] / good.sum() - asks[2] / asks.sum())

    dark, _, blue_and_orange = THEMES
    assert apart(blue_and_orange) > 2 * apart(dark)


def test_themes_follow_each_other_round() -> None:
    names = [theme.name for theme in THEMES]
    assert [after(name) for name in names] == [*names[1:], names[0]]
    assert all(one != other for one, other in pairwise(names))
