from __future__ import annotations

import msgspec
import pytest

from capture.errors import ExportError
from capture.export.formats import Format
from capture.export.presets import Preset, chosen, parse, presets, with_own

SCREEN = 'title = "X"\nwidth_px = 10\nheight_px = 20\n'


def test_the_usual_set() -> None:
    assert list(chosen((), presets())) == ["linkedin", "square", "portrait", "wallet", "8x10", "original"]


def test_sizes_in_pixels() -> None:
    sizes = {name: preset.size_px for name, preset in presets().items() if not preset.whole}
    assert sizes["linkedin"] == (800, 800)
    assert sizes["portrait"] == (1200, 1500)
    assert sizes["wallet"] == (750, 1050)
    assert sizes["8x10"] == (2400, 3000)
    assert sizes["teams"] == (648, 648)
    assert sizes["35x45"] == (827, 1063)
    assert sizes["us-2x2"] == (600, 600)


def test_every_kind_that_is_asked_for_is_there() -> None:
    asked = {"linkedin", "teams", "slack", "zoom", "github", "directory", "web-hero", "square", "circle", "8x10", "5x7", "4x6", "wallet", "35x45", "us-2x2"}
    assert asked | {"portrait", "original"} == set(presets())


@pytest.mark.parametrize("name", ["35x45", "us-2x2"])
def test_a_document_s_framing_is_in_the_middle_of_its_rule(name: str) -> None:
    preset = presets()[name]
    assert preset.paper_in is not None
    assert preset.head_mm is not None
    assert preset.eyes_mm is not None
    height_mm = preset.paper_in[1] * 25.4
    assert preset.head_mm[0] + 0.5 < preset.head_frac * height_mm < preset.head_mm[1] - 0.5
    assert preset.eyes_mm[0] + 1 < (1 - preset.eye_line_frac) * height_mm < preset.eyes_mm[1] - 1


def test_a_format_that_the_site_does_not_take_is_told() -> None:
    linkedin = presets()["linkedin"]
    assert linkedin.format_notes == ()
    assert msgspec.structs.replace(linkedin, format=Format.AVIF).format_notes == ("LinkedIn takes JPEG or PNG, not AVIF.",)
    assert msgspec.structs.replace(presets()["square"], format=Format.AVIF).format_notes == ()


def test_one_s_own_are_laid_over_those_of_the_program() -> None:
    known = with_own("[slack]\ndefault = true\nquality = 91\n[my-badge]\n" + SCREEN + 'format = "webp"', path="mine.toml")
    assert (known["slack"].default, known["slack"].quality, known["slack"].width_px) == (True, 91, 1024)
    assert (known["my-badge"].size_px, known["my-badge"].format) == ((10, 20), Format.WEBP)
    assert list(known)[:6] == list(presets())[:6]
    assert not presets()["slack"].default
    assert list(chosen(("my-badge",), known)) == ["my-badge"]


FRAMED = [preset for preset in presets().values() if not preset.whole]


@pytest.mark.parametrize("preset", [preset for preset in FRAMED if not preset.document], ids=lambda preset: preset.title)
def test_every_framing_is_in_the_range_of_practice_and_leaves_headroom_and_chin(preset: Preset) -> None:
    assert 0.30 <= preset.eye_line_frac <= 0.40
    assert 0.40 <= preset.head_frac <= 0.70
    # The eyes are half way between chin and crown.
    assert 0.05 <= preset.eye_line_frac - preset.head_frac / 2 <= 0.15


def test_those_asked_for_in_that_order_and_once() -> None:
    assert list(chosen(("wallet", "github", "wallet"), presets())) == ["wallet", "github"]


def test_an_unknown_one_is_told_with_the_nearest() -> None:
    with pytest.raises(ExportError, match=r"no preset 'linkdin'.*Did you mean 'linkedin'"):
        chosen(("square", "linkdin"), presets())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[a]\n" + SCREEN + "heigth_px = 3", r"preset 'a'.*unknown field `heigth_px`.*Did you mean 'height_px'"),
        ("[a]\n" + SCREEN + "format = 'gif'", "Invalid enum value 'gif'"),
        ("[a]\n" + SCREEN + "quality = 0", "1 to 100"),
        ("[a]\n" + SCREEN + "dpi = 300", "give either"),
        ("[a]\ntitle = 'X'\nwidth_px = 0\nheight_px = 9", "1 to 20000 pixels"),
        ("[a]\ntitle = 'X'\nwhole = true\nformat = 'jpeg'", "without loss"),
        ("[a]\ndocument = 'D'\n" + SCREEN, "a size on paper, head_mm and eyes_mm"),
        ("['a/b']\n" + SCREEN, "'a/b' can't be a preset's name"),
        ("[contact_sheet]\n" + SCREEN, "can't be a preset's name"),
        ("a = 3", "'a' stands outside of a preset"),
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
