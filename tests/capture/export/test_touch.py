from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from kept_shots import camera_shot, jpeg_of, pixels_of, rendered, shot
from PIL import Image

from capture.develop import Recipe
from capture.export import Background, Format, Order, export, verify
from capture.export.making import matte_of, matte_png
from capture.export.source import Source
from capture.export.touch import Darkroom, face_middle
from capture.mediapipe_tracker import open_matting
from capture.provenance import Receipt, SourceType, read_receipt
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.session import Session
from capture.session.features import features_of
from capture.studio.face import face as studio_face
from capture.studio.picture import render
from capture.types import Cause, ColourReading, ExposureReading, Frame, Observation, Reading, Shot

if TYPE_CHECKING:
    from pathlib import Path

RECIPE = Recipe(light_ev=0.2, leave_ev=0.7, most_ev=1.5, leave_mired=20, most_mired=60, leave_tint=6, most_tint=10, contrast=1.06)
DIM = {"exposure": ExposureReading(-1.5, -1.4, 0, 0, None, 0.01, None), "colour": ColourReading(4300.0, 0.0, None)}


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sitting of a studio's sitter in dim, warm light, as a camera took it."""
    folder = tmp_path_factory.mktemp("touch") / "ada"
    scene = Scene(persona=people.find("tomo"), size_px=(640, 480), subject=Subject(y_mm=-20))
    found, encoded = studio_face(scene), jpeg_of(render(scene))
    frame = Frame(3, 0.1, pixels_of(encoded), encoded)
    with Session.open(folder, source="x", profile="classic") as session:
        session.keep(Shot(Observation(frame, found, Reading(3, 0.1, 1, **DIM)), "straight", Cause.ASKED, 0.9, ()))
    return folder


def receipt_of(folder: Path) -> Receipt:
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return receipt


def ordered(sitting: Path, to: Path, background: Background | None, recipe: Recipe | None = RECIPE) -> Receipt:
    export(sitting, to, Order(("square", "35x45", "original"), format=Format.PNG, develop=recipe, background=background))
    return receipt_of(to)


def test_by_default_nothing_is_developed(sitting: Path, tmp_path: Path) -> None:
    receipt = ordered(sitting, tmp_path / "set", None, None)
    assert {operation.name for file in receipt.files for operation in file.operations} <= {"decode", "crop", "resize", "copy", "encode", "caption", "arrange"}


@pytest.mark.parametrize("background", [None, Background("plain", "#d9dadc"), Background("blur", blur_frac=0.06)])
def test_what_was_asked_for_is_done_told_in_full_and_proven(sitting: Path, tmp_path: Path, background: Background | None) -> None:
    receipt = ordered(sitting, tmp_path / "set", background)
    files = {file.preset: file for file in receipt.files if "original" not in file.preset}
    square = files["square"]
    steps = {operation.name: operation.parameters for operation in square.operations}
    assert steps["develop"]["exposure_ev"] == pytest.approx(0.9)
    assert float(str(steps["develop"]["gain_blue"])) > float(str(steps["develop"]["gain_red"]))
    assert ("background" in steps) == (background is not None)
    assert square.digital_source_type is SourceType.ENHANCED
    assert SourceType.ENHANCED.value.encode() in (tmp_path / "set" / square.name).read_bytes()
    sheet = {operation.name: operation.parameters for operation in files["contact_sheet"].operations}
    assert {"shot": "001_straight", **steps["develop"]} == sheet["develop"], "the sheet shows what the crops show"
    assert ("background" in sheet) == (background is not None)
    assert files["contact_sheet"].digital_source_type is SourceType.COMPOSITE_MIXED
    assert [operation.name for operation in files["35x45"].operations] == ["decode", "crop", "encode"], "offices take no altered picture"
    assert any("offices take no altered picture" in note for note in files["35x45"].notes)
    for file in receipt.files:
        if file.preset == "original":
            assert file.digital_source_type is SourceType.CAPTURE
    assert verify(tmp_path / "set", sitting, open_matting=open_matting).proven
    if background is not None and background.kind == "plain":
        pixels = np.asarray(Image.open(tmp_path / "set" / square.name).convert("RGB"), int)
        assert np.abs(pixels[:30, :30] - (0xD9, 0xDA, 0xDC)).max() <= 1


def test_an_outline_that_is_not_the_persons_is_caught(sitting: Path, tmp_path: Path) -> None:
    """Let a liar blur the sitter's hair and neck as if they were the background, and rewrite the receipt to match."""
    folder = tmp_path / "set"
    receipt = ordered(sitting, folder, Background("blur", blur_frac=0.06))
    text = (folder / "receipt.json").read_text()
    (told,) = {str(step.parameters["matte_png"]) for file in receipt.files for step in file.operations if step.name == "background"}
    nobody = matte_png(np.zeros_like(matte_of(told)))
    (folder / "receipt.json").write_text(text.replace(told, nobody))
    wrong = [file.said for file in verify(folder, sitting, open_matting=open_matting).files if not file.proven]
    assert any("outline of the person is not the one that is found in the frame" in line for line in wrong)
    elsewhere = re.sub(r'("face_middle_px": \[\s*)', r"\g<1>9", text, count=1)
    (folder / "receipt.json").write_text(elsewhere)
    assert any("face lies elsewhere" in file.said for file in verify(folder, sitting, open_matting=open_matting).files)


def test_a_patch_above_the_head_that_goes_for_hair_is_told(tmp_path: Path) -> None:
    scene = Scene(persona=people.find("tomo"), size_px=(640, 480), subject=Subject(y_mm=-20))
    found, rgb = studio_face(scene), render(scene).copy()
    crown_y = round(features_of(found, None, rgb.shape[:2]).crown_y_px)
    hair = rgb[crown_y + 6 : crown_y + 12, 315:325].mean(axis=(0, 1)).tolist()
    cv2.ellipse(rgb, (360, crown_y - 10), (60, 50), 0, 0, 360, hair, -1)
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(Shot(Observation(Frame(3, 0.1, rgb), found, Reading(3, 0.1, 1)), "straight", Cause.ASKED, 0.9, ()))
    summary = export(tmp_path / "ada", tmp_path / "set", Order(("square", "35x45", "original"), background=Background("plain", "#ffffff")))
    noted = {file.preset: any(note.startswith("Look at the edges of 001_straight: ") for note in file.notes) for file in summary.files if file.notes}
    assert noted == {"square": True, "35x45": False}
    assert any("background" in [step.name for step in file.operations] for file in summary.files if file.preset == "square")
    assert sum("Look at the edges of 001_straight: where the person ends is unsure" in line for line in summary.lines) == 1


def test_where_the_matte_has_lost_the_person_their_background_is_left_as_it_is(tmp_path: Path) -> None:
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot())
    summary = export(tmp_path / "ada", tmp_path / "set", Order(("square",), background=Background("plain", "#ffffff"), format=Format.PNG))
    (square,) = [file for file in summary.files if file.preset == "square"]
    assert "background" not in [step.name for step in square.operations]
    assert square.digital_source_type is SourceType.CAPTURE
    assert any("The background of 001_straight was left as it is" in line for line in summary.lines)
    assert verify(tmp_path / "set", tmp_path / "ada", open_matting=open_matting).proven


def test_no_file_tells_a_place_or_a_serial_number(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0xA431] = "SERIAL-4711"
    exif[0x010F] = "Maker"
    out = BytesIO()
    plain = camera_shot().observation.frame.rgb
    Image.fromarray(plain).save(out, "JPEG", exif=exif, quality=92)
    seen = pixels_of(out.getvalue())
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot("straight", rgb=seen, encoded=out.getvalue()))
        session.keep(rendered(camera_shot("smile", index=3)))
    assert b"SERIAL-4711" in (tmp_path / "ada" / "shots" / "001_straight.jpg").read_bytes()
    for form in Format:
        folder = tmp_path / form.value
        export(tmp_path / "ada", folder, Order(("square", "original"), format=form, develop=RECIPE))
        names = [path for path in folder.iterdir() if path.suffix not in {".json", ".html", ".pdf"}]
        assert len(names) >= 5
        for path in folder.iterdir():
            assert b"SERIAL-4711" not in path.read_bytes(), path.name
        for path in names:
            with Image.open(path) as image:
                found = image.getexif()
                assert not found.get_ifd(0x8825), path.name
                assert not {0xA430, 0xA431, 0xA435, 0xC62F} & {*found, *found.get_ifd(0x8769)}, path.name
                assert 0x010F not in found, path.name


def test_a_sitting_in_good_light_has_no_development(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="y") as session:
        kept = session.keep(shot())
        source = Source.of(session.info.id, kept, merging=False)
    calm = Recipe(**{**{name: getattr(RECIPE, name) for name in RECIPE.__slots__}, "contrast": 1.0})
    with Darkroom([kept], calm, None) as darkroom:
        assert darkroom.touch(source).development is None
    assert face_middle(kept.sidecar) == (304, 189, 376, 272)
