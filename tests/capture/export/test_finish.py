from __future__ import annotations

import hashlib
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, rendered, shot
from PIL import Image

from capture.export.crop import crop_for
from capture.export.finish import Finished, finished
from capture.export.formats import Encoding, Format, encoded
from capture.export.order import Job
from capture.export.presets import Preset, presets
from capture.export.resize import reduced
from capture.export.source import Source
from capture.provenance import SourceType
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Shot


def source(folder: Path, taken: Shot) -> Source:
    with Session.open(folder, source="x", profile="y") as session:
        kept = session.keep(taken)
        return Source(session.info.id, kept, kept.picture())


def pixels(file: Finished) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(file.data)), np.int16)


def test_a_whole_frame_is_every_pixel(tmp_path: Path) -> None:
    (png,) = finished(source(tmp_path, shot()), Job("original", presets()["original"]))
    assert png.receipt.name == "01_straight_original.png"
    assert np.array_equal(pixels(png), cartoon(seed=7))
    assert [operation.name for operation in png.receipt.operations] == ["decode", "encode"]


def test_the_cameras_own_file_is_handed_over_as_it_is(tmp_path: Path) -> None:
    taken = camera_shot()
    png, own = finished(source(tmp_path, taken), Job("original", presets()["original"]))
    assert own.receipt.name == "01_straight_original.jpg"
    assert own.data == taken.observation.frame.encoded
    assert own.receipt.sha256 == own.receipt.made_of[0].image_sha256
    assert own.receipt.notes == ()
    assert np.array_equal(pixels(png), taken.observation.frame.rgb)


def test_a_cameras_own_file_that_tells_a_place_stays_in_the_sitting_and_that_is_told(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    Image.fromarray(cartoon()).save(out, "JPEG", exif=exif)
    seen = np.asarray(Image.open(BytesIO(out.getvalue())), np.uint8)
    (png,) = finished(source(tmp_path, shot(rgb=seen, encoded=out.getvalue())), Job("original", presets()["original"]))
    assert png.receipt.notes == ("The camera's own file is not in the set, since it tells the place; it stays in the sitting.",)
    assert b"Exif" not in png.data


def test_a_crop_too_small_for_the_preset_is_the_frames_own_pixels(tmp_path: Path) -> None:
    made_of = source(tmp_path, shot())
    (file,) = finished(made_of, Job("8x10", presets()["8x10"]))
    crop = crop_for(made_of.shot.sidecar.features, presets()["8x10"], (640, 480))
    region = cartoon(seed=7)[crop.top_px : crop.top_px + crop.height_px, crop.left_px : crop.left_px + crop.width_px]
    made = pixels(file)
    assert made.shape == region.shape
    assert np.abs(made - region).mean() < 3.5, "but for the JPEG"
    beside = np.roll(region.astype(np.int16), 1, axis=1)
    assert np.abs(made - region).mean() < np.abs(made - beside).mean() / 2
    assert [operation.name for operation in file.receipt.operations] == ["decode", "crop", "encode"]
    assert file.receipt.effective_dpi == crop.height_px / 10
    assert file.receipt.missing_pixels is not None
    assert Image.open(BytesIO(file.data)).info["dpi"] == (round(crop.height_px / 10), round(crop.height_px / 10))


def test_a_larger_crop_is_reduced_to_the_very_size(tmp_path: Path) -> None:
    small = Preset(title="Small", width_px=120, height_px=150, head_frac=0.48, eye_line_frac=0.36)
    made_of = source(tmp_path, shot())
    (file,) = finished(made_of, Job("small", small))
    crop = crop_for(made_of.shot.sidecar.features, small, (640, 480))
    region = cartoon(seed=7)[crop.top_px : crop.top_px + crop.height_px, crop.left_px : crop.left_px + crop.width_px]
    made = pixels(file)
    assert made.shape == (150, 120, 3)
    assert np.abs(made - reduced(region, (120, 150))).mean() < 2
    assert file.receipt.missing_pixels is None
    resize = file.receipt.operations[2]
    assert resize.name == "resize"
    assert resize.parameters["from_px"] == (crop.width_px, crop.height_px)
    assert resize.parameters["to_px"] == (120, 150)


@pytest.mark.parametrize("name", ["linkedin", "wallet", "original"])
def test_the_receipt_tells_the_truth(tmp_path: Path, name: str) -> None:
    made_of = source(tmp_path, camera_shot("smile", index=4))
    for file in finished(made_of, Job(name, presets()[name])):
        receipt = file.receipt
        image = Image.open(BytesIO(file.data))
        assert receipt.sha256 == hashlib.sha256(file.data).hexdigest()
        assert (receipt.width_px, receipt.height_px) == image.size
        (origin,) = receipt.made_of
        assert (origin.shot, origin.index, origin.t_s, origin.image) == ("001_smile", 4, 1.0, "001_smile.jpg")
        assert origin.image_sha256 == hashlib.sha256((tmp_path / "shots" / "001_smile.jpg").read_bytes()).hexdigest()
        assert receipt.in_plain_words.endswith(".")


@pytest.mark.parametrize("format_", Format)
def test_source_picture_and_receipt_alone_give_the_same_file_again(tmp_path: Path, format_: Format) -> None:
    made_of = source(tmp_path, camera_shot())
    small = Preset(title="Small", width_px=100, height_px=100, format=format_)
    (file,) = finished(made_of, Job("small", small))
    decode, crop, resize, encode = (operation.parameters for operation in file.receipt.operations)
    rgb = np.asarray(Image.open(tmp_path / "shots" / str(decode["file"])), np.uint8)
    left, top, width, height = (int(str(crop[key])) for key in ("left_px", "top_px", "width_px", "height_px"))
    assert resize["to_px"] == (100, 100)
    again = reduced(rgb[top : top + height, left : left + width], (100, 100))
    assert encoded(again, Encoding.of(encode)) == file.data


def test_a_person_s_name_begins_the_file_s_name(tmp_path: Path) -> None:
    made_of = source(tmp_path, camera_shot())
    (file,) = finished(made_of, Job("linkedin", presets()["linkedin"], stem="ada-lovelace"))
    assert file.receipt.name == "ada-lovelace_linkedin_01.jpg"
    assert [each.receipt.name for each in finished(made_of, Job("original", presets()["original"], stem="ada-lovelace"))] == [
        "ada-lovelace_original_01.png",
        "ada-lovelace_original_01.jpg",
    ]


def test_a_document_tells_its_sizes_and_guarantees_nothing(tmp_path: Path) -> None:
    (file,) = finished(source(tmp_path, shot()), Job("35x45", presets()["35x45"]))
    assert file.receipt.notes[0] == "Framed for 35 × 45 mm (ICAO, European Union and United Kingdom), with no guarantee of acceptance."
    assert file.receipt.notes[1].startswith("Sizes as the rule asks: the head without hair 32.9 mm of 32 to 34")
    assert "were not scored" in file.receipt.notes[2]
    assert file.receipt.effective_dpi == pytest.approx(file.receipt.height_px / 45 * 25.4)


@pytest.mark.parametrize("name", ["linkedin", "original"])
def test_a_frame_of_the_virtual_studio_claims_no_camera(tmp_path: Path, name: str) -> None:
    taken, computed = camera_shot(), rendered(camera_shot())
    for folder, one, source_type, words in (
        ("camera", taken, SourceType.CAPTURE, "nothing was painted"),
        ("studio", computed, SourceType.ALGORITHMIC, "computed by the virtual studio: no camera took it, and it shows nobody."),
    ):
        for file in finished(source(tmp_path / folder, one), Job(name, presets()[name])):
            assert file.receipt.digital_source_type is source_type
            own_file = file.receipt.operations[0].name == "copy"
            assert own_file or source_type.value.encode() in file.data
            assert (words in file.receipt.in_plain_words) or (own_file and one is taken)


def test_a_shot_without_a_face_is_cut_about_the_middle(tmp_path: Path) -> None:
    (file,) = finished(source(tmp_path, shot(with_face=False)), Job("square", presets()["square"]))
    assert pixels(file).shape == (480, 480, 3)
    assert "No face was found" in file.receipt.notes[0]
