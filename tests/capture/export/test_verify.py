from __future__ import annotations

import os
import shutil
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import cv2
import msgspec
import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, shot
from PIL import Image

from capture.errors import ExportError, SessionError
from capture.export import Order, Verification, export, verify
from capture.export.again import Again
from capture.mediapipe_tracker import open_matting
from capture.provenance import SourceType, read_receipt, receipt_file
from capture.session import Session, sha256_of, sha256_of_pixels

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from capture.export import Proof
    from capture.provenance import FileReceipt, Operation, Receipt

NAME, PNG = "01_straight_wallet.jpg", "01_straight_original.png"
ORDER = Order(("wallet", "original"))


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a sitting with its set: a shot of pixels and one with the camera's own JPEG."""
    sitting = tmp_path_factory.mktemp("verify") / "ada"
    with Session.open(sitting, source="x", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(camera_shot("smile", index=3))
    export(sitting, order=ORDER)
    return sitting


@pytest.fixture
def made(exported: Path, tmp_path: Path) -> Path:
    """Return the folder of a set of one's own, in its sitting."""
    return shutil.copytree(exported, tmp_path / "ada") / "set"


def proof(folder: Path, name: str = NAME) -> Proof:
    """Return what one file is worth."""
    receipt = receipt_of(folder)
    with Again(Session.read(folder.parent), receipt.programs, open_matting) as again:
        return again.proof(folder, next(file for file in receipt.files if file.name == name))


def checked(folder: Path, session: Path | None = None) -> Verification:
    return verify(folder, session, open_matting=open_matting)


def said(folder: Path, name: str = NAME) -> str:
    """Return what is said of the one file that is not proven, the page aside, which must be that one."""
    found = checked(folder)
    wrong = {file.name: file.said for file in found.files if not file.proven and file.name != "receipt.html"}
    assert list(wrong) == [name]
    assert not found.proven
    return wrong[name]


def receipt_of(folder: Path) -> Receipt:
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return receipt


def rewritten(folder: Path, change: Callable[[FileReceipt], FileReceipt], name: str = NAME) -> None:
    """Let a liar rewrite one file's part of the receipt."""
    receipt = receipt_of(folder)
    files = tuple(change(file) if file.name == name else file for file in receipt.files)
    (folder / "receipt.json").write_bytes(receipt_file(msgspec.structs.replace(receipt, files=files)))


def with_operations(change: Callable[[Operation], Operation | None]) -> Callable[[FileReceipt], FileReceipt]:
    def changed(file: FileReceipt) -> FileReceipt:
        return msgspec.structs.replace(file, operations=tuple(new for each in file.operations if (new := change(each)) is not None))

    return changed


def parameter(operation: str, **new: Any) -> Callable[[FileReceipt], FileReceipt]:  # noqa: ANN401 - any lie
    return with_operations(
        lambda each: msgspec.structs.replace(each, parameters={**each.parameters, **new}) if each.name == operation else each,
    )


def smoothed(path: Path) -> bytes:
    """Return the picture with its skin smoothed, as an honest-looking JPEG of the same quality, profile and provenance."""
    image = Image.open(path)
    pixels = cv2.bilateralFilter(np.asarray(image), 9, 40, 9)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=95, subsampling=0, dpi=image.info["dpi"], icc_profile=image.info["icc_profile"], xmp=image.info["xmp"])
    return out.getvalue()


def test_an_honest_set_is_proven_file_by_file(made: Path) -> None:
    found = checked(made)
    assert found.proven
    assert found.session_folder == made.parent
    names = [file.name for file in found.files]
    assert names == [*sorted(path.name for path in made.iterdir() if path.name not in {"receipt.json", "receipt.html"}), "receipt.html"]
    told = {file.name: file.said for file in found.files}
    assert told[NAME] == "made again from its frame, every byte is the same."
    assert told["02_smile_original.jpg"] == "the camera's own file, every byte is the same."
    assert {"contact_sheet.jpg", "contact_sheet.pdf"} < set(told)


def test_a_smoothed_file_with_a_rewritten_hash_is_caught(made: Path) -> None:
    data = smoothed(made / NAME)
    (made / NAME).write_bytes(data)
    rewritten(made, lambda file: msgspec.structs.replace(file, sha256=sha256_of(data)))
    told = said(made)
    assert told.startswith("It is not what its operations make: ")
    assert "of its pixels are off, by up to " in told


def test_the_page_is_caught_too_when_the_receipt_is_rewritten(made: Path) -> None:
    page = made / "receipt.html"
    page.write_bytes(page.read_bytes().replace(b"nothing was painted", b"nothing was smeared"))
    assert said_of(checked(made), "receipt.html") == "is not the page that this receipt and these files make."


def said_of(found: Verification, name: str) -> str:
    return next(file.said for file in found.files if file.name == name and not file.proven)


def test_other_metadata_is_told_and_the_pixels_are_proven(made: Path) -> None:
    bare = BytesIO()
    Image.fromarray(np.asarray(Image.open(made / PNG))).save(bare, "PNG")
    (made / PNG).write_bytes(bare.getvalue())
    file = proof(made, PNG)
    assert file.proven
    assert "every pixel is the same; beside the pixels something was changed" in file.said


@pytest.mark.parametrize(
    ("lie", "word"),
    [
        (with_operations(lambda each: None if each.name == "crop" else each), "plain words do not say"),
        (parameter("crop", left_px=0), "not what its operations make"),
        (parameter("crop", left_px=10_000), "goes beyond the frame"),
        (parameter("crop", left_px=-1), "operation 'crop'"),
        (parameter("crop", smoothing=3), "operation 'crop'"),
        (parameter("encode", quality=12), "not what its operations make"),
        (parameter("encode", quality=1000), "quality is 1 to 100"),
        (parameter("encode", quality="95"), "would not tell quality so"),
        (parameter("decode", file="002_smile.jpg"), "another frame in its first operation"),
        (with_operations(lambda each: msgspec.structs.replace(each, name="smooth") if each.name == "crop" else each), "no operation 'smooth'"),
        (lambda file: msgspec.structs.replace(file, operations=(*file.operations, file.operations[0])), "does not do decode, crop"),
        (lambda file: msgspec.structs.replace(file, operations=()), "does not tell how it was made"),
        (lambda file: msgspec.structs.replace(file, digital_source_type=SourceType.COMPOSITE), "calls itself composite"),
        (parameter("encode", xmp_source_type=SourceType.COMPOSITE.value), "calls itself composite"),
        (lambda file: msgspec.structs.replace(file, in_plain_words="Straight from the camera."), "plain words"),
        (lambda file: msgspec.structs.replace(file, width_px=4000), "says 4000 by "),
        (lambda file: msgspec.structs.replace(file, sha256="0" * 64), "another SHA-256"),
        (lambda file: msgspec.structs.replace(file, made_of=()), "one shot that it is made of"),
        (lambda file: msgspec.structs.replace(file, made_of=(msgspec.structs.replace(file.made_of[0], t_s=99.0),)), "what the sitting does not"),
        (lambda file: msgspec.structs.replace(file, made_of=(msgspec.structs.replace(file.made_of[0], shot="../x"),)), "is not in the sitting"),
    ],
)
def test_a_receipt_that_hides_or_claims_is_named(made: Path, lie: Callable[[FileReceipt], FileReceipt], word: str) -> None:
    rewritten(made, lie)
    assert not proof(made).proven
    assert word in proof(made).said


def test_a_development_that_was_not_done_is_named(made: Path) -> None:
    receipt = receipt_of(made)
    (file,) = [file for file in receipt.files if file.name == NAME]
    kind = type(file.operations[0])
    for parameters, word in (({"exposure_ev": 9.0}, "one curve only"), ({"curve": "mine"}, "one curve only")):
        develop = kind(name="develop", parameters=parameters)
        rewritten(made, lambda each, develop=develop: msgspec.structs.replace(each, operations=(*file.operations[:-1], develop, file.operations[-1])))
        assert word in proof(made).said


@pytest.mark.parametrize("name", ["contact_sheet.jpg", "contact_sheet.pdf"])
def test_a_sheet_with_a_smoothed_picture_or_another_foot_is_named(made: Path, name: str) -> None:
    if name.endswith(".jpg"):
        (made / name).write_bytes(smoothed(made / name))
        assert "of its pixels are off" in proof(made, name).said
    rewritten(made, parameter("arrange", foot="Each picture is a painting."), name)
    assert "the foot of a page does not say what its pictures are" in proof(made, name).said
    rewritten(made, parameter("arrange", title="Eve"), name)
    assert not proof(made, name).proven


def test_a_changed_original_is_refused_and_one_changed_with_its_sidecar_can_not_be_told(made: Path) -> None:
    shots = made.parent / "shots"
    rgb = np.array(Image.open(shots / "001_straight.png"))
    rgb[200:260, 300:380] = 128
    ok, png = cv2.imencode(".png", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR))
    assert ok
    (shots / "001_straight.png").write_bytes(png.tobytes())
    assert proof(made).said == "001_straight.png is not the file that was kept: it was changed since."
    sidecar = (shots / "001_straight.json").read_text()
    old = receipt_of(made).files[0].made_of[0]
    for before, after in ((old.image_sha256, sha256_of(png.tobytes())), (old.pixels_sha256, sha256_of_pixels(rgb))):
        sidecar = sidecar.replace(before, after)
    (shots / "001_straight.json").write_text(sidecar)
    assert "what the sitting does not" in proof(made).said, "the receipt tells the old frame"
    export(made.parent, order=ORDER)
    assert checked(made).proven, "the sitting is the root of trust: who changes it all is not found out"


@pytest.mark.parametrize("name", ["../secret.jpg", "/etc/passwd", "..", ".", "", "a\\b.jpg", "C:secret.jpg", "a\x00b", "x\n\x1b[2J.jpg", "a" * 300])
def test_a_name_that_leads_elsewhere_is_not_followed(made: Path, name: str) -> None:
    (made.parent / "secret.jpg").write_bytes((made / NAME).read_bytes())
    rewritten(made, lambda file: msgspec.structs.replace(file, name=name))
    told = proof(made, name)
    assert not told.proven
    assert "no plain file name" in told.said
    assert told.said.isprintable()


@pytest.mark.skipif(os.name != "posix", reason="links and pipes as POSIX has them")
def test_links_pipes_and_folders_are_not_followed(made: Path) -> None:
    outside = made.parent.parent / "outside.jpg"
    (made / NAME).rename(outside)
    (made / NAME).symlink_to(outside)
    assert proof(made).said == "is no plain file: it is not looked at."
    (made / NAME).unlink()
    os.mkfifo(made / NAME)
    assert "no plain file" in proof(made).said
    (made / NAME).unlink()
    (made / NAME).mkdir()
    assert "no plain file" in proof(made).said
    (made / NAME).rmdir()
    assert proof(made).said == "is missing.", "the line begins with its name"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "damaged"),
        (b"{", "damaged"),
        (b"\xff\xfe", "damaged"),
        (b"[]", "damaged"),
        (b'{"format": 1}', "damaged"),
        (b"[" * 200_000, "damaged"),
        (b'{"x": ' + b"[" * 200_000, "damaged"),
    ],
)
def test_a_malformed_receipt_is_a_sentence(made: Path, data: bytes, word: str) -> None:
    (made / "receipt.json").write_bytes(data)
    with pytest.raises(ExportError, match=word):
        checked(made)


def test_a_receipt_of_a_newer_kind_or_with_a_name_twice_is_a_sentence(made: Path) -> None:
    receipt = receipt_of(made)
    (made / "receipt.json").write_bytes(receipt_file(msgspec.structs.replace(receipt, format=99)))
    with pytest.raises(ExportError, match="has format 99"):
        checked(made)
    (made / "receipt.json").write_bytes(receipt_file(msgspec.structs.replace(receipt, files=(*receipt.files, receipt.files[0]))))
    with pytest.raises(ExportError, match="more than once"):
        checked(made)


def test_files_that_no_receipt_tells_of_are_named(made: Path) -> None:
    (made / "zz_extra.jpg").write_bytes(b"x")
    assert said(made, "zz_extra.jpg") == "is no file of this set: take it out. The receipt does not tell of it."
    assert [file.name for file in checked(made).files if file.stranger] == ["zz_extra.jpg"]


def test_each_verdict_is_told_at_once_with_how_many_there_will_be(made: Path) -> None:
    told: list[tuple[str, int]] = []
    found = verify(made, open_matting=open_matting, tell=lambda file, of: told.append((file.name, of)))
    assert sorted(name for name, _ in told) == sorted(file.name for file in found.files)
    assert {of for _, of in told} == {len(told)}
    looks = [name[:2] for name, _ in told if name[:2] in {"01", "02"}]
    assert looks == sorted(looks), "one photograph after the other"


def test_a_set_that_lies_elsewhere_needs_its_sitting_and_no_other(made: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    made.rename(away)
    with pytest.raises(SessionError, match="--session"):
        checked(away)
    assert checked(away, tmp_path / "ada").proven
    with Session.open(tmp_path / "eve", source="x", profile="classic") as session:
        session.keep(shot("straight"))
    with pytest.raises(ExportError, match="holds another one"):
        checked(away, tmp_path / "eve")


def test_a_set_of_a_file_says_so_and_is_proven(tmp_path: Path) -> None:
    with Session.open(tmp_path / "ada", source="holiday", profile="classic", made_of="folder") as session:
        session.keep(camera_shot("smile"))
    export(tmp_path / "ada", order=ORDER)
    folder = tmp_path / "ada" / "set"
    said = [file.in_plain_words for file in receipt_of(folder).files if file.preset in ORDER.presets]
    assert len(said) == 3
    assert all("; taken from a file in the folder holiday; what that file went through before is not known." in words for words in said)
    assert checked(folder).proven


def test_an_unfinished_set_says_so(made: Path) -> None:
    (made / "receipt.json").write_bytes(receipt_file(msgspec.structs.replace(receipt_of(made), complete=False)))
    assert said(made, "receipt.json").startswith("the set was not finished")


def test_a_set_of_merged_frames_is_merged_again(tmp_path: Path) -> None:
    taken = shot("straight")
    frame = taken.observation.frame
    beside = tuple(replace(frame, index=index, rgb=cartoon(seed=index)) for index in (5, 6, 8, 9))
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep_burst(session.keep(taken), beside)
    export(tmp_path / "ada", order=ORDER)
    folder = tmp_path / "ada" / "set"
    assert {file.name: file.digital_source_type for file in receipt_of(folder).files}[NAME] is SourceType.MERGED
    found = checked(folder)
    assert found.proven
    told = {file.name: file.said for file in found.files}
    assert told[NAME] == "made again from its 5 frames, every byte is the same."
    assert told["01_straight_original.png"] == "made again from its frame, every byte is the same."
    honest = (folder / "receipt.json").read_bytes()
    for lie in (
        parameter("merge", free_deviations=99.0),
        with_operations(lambda each: None if each.name == "merge" else each),
        lambda file: msgspec.structs.replace(file, made_of=file.made_of[:3]),
    ):
        (folder / "receipt.json").write_bytes(honest)
        rewritten(folder, lie)
        assert not proof(folder).proven
    (folder / "receipt.json").write_bytes(honest)
    (tmp_path / "ada" / "shots" / "001_straight.burst" / "frame_00006.png").unlink()
    assert "what the sitting does not" in proof(folder).said
