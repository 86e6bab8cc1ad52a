from __future__ import annotations

import pytest

from capture.errors import ExportError
from capture.export.formats import Format
from capture.export.order import Order
from capture.export.presets import presets, with_own


def test_the_usual_order_is_the_usual_presets_as_they_are() -> None:
    assert Order().wanted == {name: preset for name, preset in presets().items() if preset.default}
    assert Order().stem is None


def test_a_format_takes_the_place_of_the_preset_s_but_whole_frames_lose_nothing() -> None:
    for format_ in Format:
        wanted = Order(("linkedin", "original"), format=format_).wanted
        assert wanted["linkedin"].format is format_
        assert wanted["original"].format is (format_ if format_ in {Format.PNG, Format.TIFF, Format.WEBP} else Format.PNG)


def test_a_name_becomes_the_beginning_of_the_files_names() -> None:
    assert Order(name="Ada Lovelace").stem == "ada-lovelace"


def test_one_s_own_presets_can_be_ordered() -> None:
    known = with_own('[badge]\ntitle = "Badge"\nwidth_px = 300\nheight_px = 400', path="mine.toml")
    assert Order(("badge",), known).wanted["badge"].size_px == (300, 400)
    assert list(Order((), known).wanted)[-1] == "badge", "made with the usual ones unless it says default = false"
    with pytest.raises(ExportError, match="Did you mean 'badge'"):
        _ = Order(("bage",), known).wanted
