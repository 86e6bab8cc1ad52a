from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.errors import ExportError
from capture.export import presets
from guidance import own_presets
from guidance.own_presets import known_presets, own_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(own_presets, "own_folder", lambda: tmp_path)
    return own_file(tmp_path)


def test_without_a_file_of_one_s_own_they_are_those_of_the_program(own: Path) -> None:
    assert own.name == "presets.toml"
    assert known_presets() == presets()


def test_one_s_own_file_is_laid_over_them(own: Path) -> None:
    own.write_text('[badge]\ntitle = "Badge"\nwidth_mm = 40\nheight_mm = 50\ndpi = 300\n[linkedin]\nmax_bytes = 100_000\n', encoding="utf-8")
    assert known_presets()["badge"].size_px == (472, 591)
    assert known_presets()["linkedin"].max_bytes == 100_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[badge]\ntitle = 'B'\n", r"presets.toml, preset 'badge': give either width_px .*Mend that preset"),
        (b"[badge", r"presets.toml is not valid TOML"),
        (b"\xff", r"presets.toml can't be read: it is not UTF-8 text. Give yourself the right"),
    ],
)
def test_a_wrong_file_is_told_in_a_sentence(own: Path, data: bytes, said: str) -> None:
    own.write_bytes(data)
    with pytest.raises(ExportError, match=said):
        known_presets()


def test_a_folder_in_its_place_is_told(own: Path) -> None:
    own.mkdir()
    with pytest.raises(ExportError, match="can't be read"):
        known_presets()
