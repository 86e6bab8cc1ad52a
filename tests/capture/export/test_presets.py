from __future__ import annotations

import pytest

from capture.errors import ExportError
from capture.export.presets import Preset, chosen, parse, presets

SCREEN = 'title = "X"\nwidth_px = 10\nheight_px = 20\n'


def test_the_usual_set() -> None:
    assert list(chosen(())) == ["linkedin", "square", "portrait", "wallet", "8x10", "original"]


def test_sizes_in_pixels() -> None:
    sizes = {name: preset.size_px for name, preset in presets().items() if not preset.whole}
    assert sizes["linkedin"] == (800, 800)
    assert sizes["portrait"] == (1200, 1500)
    assert sizes["wallet"] == (750, 1050)
    assert sizes["8x10"] == (2400, 3000)
    assert sizes["teams"] == (648, 648)


@pytest.mark.parametrize("preset", [preset for preset in presets().values() if not preset.whole], ids=lambda preset: preset.title)
def test_every_framing_is_in_the_range_of_practice_and_leaves_headroom_and_chin(preset: Preset) -> None:
    assert 0.30 <= preset.eye_line_frac <= 0.40
    assert 0.40 <= preset.head_frac <= 0.70
    # The eyes are half way between chin and crown.
    assert 0.05 <= preset.eye_line_frac - preset.head_frac / 2 <= 0.15


def test_those_asked_for_in_that_order_and_once() -> None:
    assert list(chosen(("wallet", "github", "wallet"))) == ["wallet", "github"]


def test_an_unknown_one_is_told_with_the_nearest() -> None:
    with pytest.raises(ExportError, match=r"no preset 'linkdin'.*Did you mean 'linkedin'"):
        chosen(("square", "linkdin"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a]\n" + SCREEN + "heigth = 3", "unknown field `heigth`"),
        ("[a]\n" + SCREEN + "dpi = 'many'", "Expected `int"),
        ("[a]\n" + SCREEN + "head_frac = 58", "between 0 and 1"),
        ("[a]\n" + SCREEN + "whole = true", "give either"),
        ('[a]\ntitle = "X"\nwidth_px = 3', "give either"),
        ('[a]\ntitle = "X"\nwidth_in = 3\nheight_in = 4', "give either"),
        ("[a", "not valid TOML"),
    ],
)
def test_a_wrong_file_is_told_by_name_and_key(text: str, words: str) -> None:
    with pytest.raises(ExportError, match=words) as refusal:
        parse(text, path="mine.toml")
    assert "mine.toml" in refusal.value.what
