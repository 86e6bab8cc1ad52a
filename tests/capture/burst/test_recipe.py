from __future__ import annotations

import msgspec
import pytest

from capture.burst.recipe import Recipe, Record


def record() -> Record:
    return Record(recipe=Recipe(margin_cells=3), reference=1, frames_sha256=("a", "b"), face_box_px=(1, 2, 3, 4), picture_sha256="c", programs={"numpy": "1"})


def test_a_record_survives_its_file() -> None:
    assert msgspec.json.decode(msgspec.json.encode(record()), type=Record) == record()


def test_an_unknown_number_is_no_recipe() -> None:
    with pytest.raises(msgspec.ValidationError, match="smoothing"):
        msgspec.json.decode(b'{"smoothing": 2}', type=Recipe)
