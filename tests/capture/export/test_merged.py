from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from kept_shots import PLACES, cartoon, moment, rendered

from capture import burst
from capture.export import Order, export
from capture.provenance import FileReceipt, SourceType, read_receipt
from capture.session import Session, sha256_of_pixels

if TYPE_CHECKING:
    from pathlib import Path

    from capture.provenance import Receipt
    from capture.types import Shot

def made_set(folder: Path, taken: Shot, *, merging: bool = True) -> tuple[Receipt, Path]:
    with Session.open(folder, source="Camera", profile="classic") as session:
        kept = session.keep(taken)
        session.keep_burst(kept, taken.burst)
    made = export(folder, order=Order(presets=("square", "original"), merging=merging))
    receipt = read_receipt((made.folder / "receipt.json").read_bytes())
    assert receipt is not None
    return receipt, made.folder


@pytest.fixture(scope="module")
def merged_set(tmp_path_factory: pytest.TempPathFactory) -> tuple[Receipt, Path]:
    return made_set(tmp_path_factory.mktemp("sitting"), moment())


def file_of(receipt: Receipt, name: str) -> FileReceipt:
    return next(file for file in receipt.files if file.name == name)


def test_a_crop_is_cut_from_the_merged_frames_and_says_so(merged_set: tuple[Receipt, Path]) -> None:
    receipt, _ = merged_set
    crop = file_of(receipt, "01_straight_square.jpg")
    assert crop.digital_source_type is SourceType.MERGED
    assert [origin.index for origin in crop.made_of] == [7, *PLACES]
    assert [origin.image for origin in crop.made_of][:2] == ["001_straight.png", "001_straight.burst/frame_00005.png"]
    assert [operation.name for operation in crop.operations][:3] == ["decode", "merge", "crop"]
    assert "5 frames of one moment" in crop.in_plain_words
    assert "merged" not in crop.in_plain_words.split("; ")[-1]


def test_the_single_frame_stays_beside_the_merged_one_and_is_the_noisier(merged_set: tuple[Receipt, Path]) -> None:
    receipt, folder = merged_set
    single, merged = file_of(receipt, "01_straight_original.png"), file_of(receipt, "01_straight_original-merged.png")
    assert single.digital_source_type is SourceType.CAPTURE
    assert [origin.index for origin in single.made_of] == [7]
    assert merged.digital_source_type is SourceType.MERGED
    truth = np.mean([cartoon(seed=seed).astype(np.float32) for seed in range(100, 140)], axis=0)
    wall = np.s_[20:100, 20:200]
    one, many = (np.abs(pixels(folder / file.name)[wall] - truth[wall]).mean() for file in (single, merged))
    assert many < 0.6 * one


def test_the_receipt_tells_each_number_of_the_merge(merged_set: tuple[Receipt, Path]) -> None:
    receipt, folder = merged_set
    merged = file_of(receipt, "01_straight_original-merged.png")
    told = next(operation for operation in merged.operations if operation.name == "merge").parameters
    assert {name: told[name] for name in burst.Recipe.__struct_fields__} == msgspec.to_builtins(burst.Recipe())
    assert told["reference"] == "001_straight.png"
    assert told["pixels_sha256"] == sha256_of_pixels(pixels(folder / merged.name))


def test_where_the_frames_show_something_else_the_single_one_is_used_and_the_receipt_says_why(tmp_path: Path) -> None:
    receipt, _ = made_set(tmp_path, moment(alike=False))
    crop = file_of(receipt, "01_straight_square.jpg")
    assert crop.digital_source_type is SourceType.CAPTURE
    assert [origin.index for origin in crop.made_of] == [7]
    assert crop.notes[0].startswith("The single frame is used. The other frames are blurred or show something else")
    assert not any("merged" in file.name for file in receipt.files)


def test_a_frame_that_was_changed_costs_the_merge_and_not_the_photograph(tmp_path: Path) -> None:
    taken = moment()
    with Session.open(tmp_path, source="Camera", profile="classic") as session:
        session.keep_burst(session.keep(taken), taken.burst)
    path = tmp_path / "shots" / "001_straight.burst" / "frame_00008.png"
    path.write_bytes(path.read_bytes()[:-1])
    made = export(tmp_path, order=Order(presets=("square",)))
    (crop,) = (file for file in made.files if file.preset == "square")
    assert crop.digital_source_type is SourceType.CAPTURE
    assert "frame_00008.png is not the frame that was kept" in crop.notes[0]


def test_who_wants_single_frames_gets_them_without_a_word(tmp_path: Path) -> None:
    receipt, _ = made_set(tmp_path, moment(), merging=False)
    crop = file_of(receipt, "01_straight_square.jpg")
    assert crop.digital_source_type is SourceType.CAPTURE
    assert not any("single frame" in note for note in crop.notes)
    assert "merged" in crop.in_plain_words, "it says that nothing was"


def test_what_the_studio_computed_stays_computed_when_it_is_merged(tmp_path: Path) -> None:
    receipt, _ = made_set(tmp_path, rendered(moment()))
    assert file_of(receipt, "01_straight_square.jpg").digital_source_type is SourceType.ALGORITHMIC


def pixels(path: Path) -> np.ndarray:
    from PIL import Image  # noqa: PLC0415 - a second reader beside the program's own

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))
