from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import pytest
from finished_files import seen
from kept_shots import camera_shot, shot
from signers import WHY, signer

from capture.audit import marks
from capture.errors import ExportError
from capture.export import Format, Order, Signing, export, with_own
from capture.export.finish import Finished, encoding
from capture.export.formats import encoded
from capture.export.manifest import actions_of
from capture.provenance import FileReceipt, Operation, SourceType, read_receipt
from capture.session import Session, sha256_of

if TYPE_CHECKING:
    from pathlib import Path

PICTURE = np.random.default_rng(1).integers(0, 255, (60, 48, 3), np.uint8)


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    pytest.importorskip("c2pa", reason=WHY)
    made = signer(tmp_path_factory.mktemp("signing"))
    return Signing.opened(made.certificate, made.key)


def finished(format_: Format) -> Finished:
    how = encoding(format_, 90, 72, SourceType.MERGED)
    data = encoded(PICTURE, how)
    told = ("decode", "merge", "crop", "resize", "develop")
    receipt = FileReceipt(
        name=f"ada{format_.suffix}",
        preset="wallet",
        made_of=(),
        operations=(*(Operation(name=name) for name in told), how.operation),
        sha256=sha256_of(data),
        width_px=48,
        height_px=60,
        effective_dpi=None,
        digital_source_type=SourceType.MERGED,
        in_plain_words="Made for a test.",
    )
    return Finished(data, receipt)


def manifest_in(data: bytes, format_: Format) -> tuple[dict[str, Any], str, list[str]]:
    """Return the manifest that a file carries, whether it is valid, and what is wrong with it, as the library reads it with its own settings."""
    from c2pa import Reader  # noqa: PLC0415 - an extra

    with Reader(f"image/{format_.value}", BytesIO(data)) as reader:
        manifest, results = reader.get_active_manifest(), reader.get_validation_results()
        state = reader.get_validation_state()
    assert manifest is not None
    assert results is not None
    return manifest, str(state), [failure["code"] for failure in results["activeManifest"]["failure"]]


@pytest.mark.parametrize("format_", list(Format))
def test_a_signed_file_keeps_its_pixels_and_claims_what_its_receipt_tells(signing: Signing, format_: Format) -> None:
    plain = finished(format_)
    done = signing.signed(plain)
    manifest, state, failures = manifest_in(done.data, format_)
    assert (state, failures) == ("Valid", ["signingCredential.untrusted"])
    assert np.array_equal(seen(done.data), seen(plain.data))
    assert manifest["claim_generator_info"][0]["name"] == "Northlight"
    actions = next(each["data"]["actions"] for each in manifest["assertions"] if each["label"] == "c2pa.actions.v2")
    assert actions == actions_of(plain.receipt)
    assert [each["action"] for each in actions[1:]] == ["c2pa.enhanced", "c2pa.cropped", "c2pa.resized", "c2pa.adjustedColor", "c2pa.transcoded"]
    assert actions[0]["digitalSourceType"] == SourceType.MERGED.value
    assert done.receipt.sha256 == sha256_of(done.data)
    assert done.receipt.made_by == plain.receipt.operations
    assert marks.measure(done.data).c2pa
    assert not marks.measure(plain.data).c2pa


@pytest.mark.parametrize("kind", ["p256", "p384", "p521", "ed25519", "rsa"])
def test_every_kind_of_key_that_c2pa_knows_signs(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("c2pa", reason=WHY)
    made = signer(tmp_path, kind=kind)
    done = Signing.opened(made.certificate, made.key).signed(finished(Format.JPEG))
    assert manifest_in(done.data, Format.JPEG)[1] == "Valid"


def test_a_signature_tells_no_place_no_picture_and_no_title(signing: Signing) -> None:
    plain = finished(Format.PNG)
    done = signing.signed(plain)
    manifest, _, _ = manifest_in(done.data, Format.PNG)
    assert set(manifest) == {"claim_generator_info", "instance_id", "assertions", "signature_info", "label", "claim_version"}
    assert set(manifest["claim_generator_info"][0]) == {"name", "version", "org.contentauth.c2pa_rs"}
    assert {each["label"] for each in manifest["assertions"]} == {"c2pa.actions.v2"}
    assert "time" not in manifest["signature_info"], "no time stamp authority was asked"
    assert b"ada.png" not in done.data
    assert b"http://" not in done.data[: len(done.data) - len(plain.data)].replace(b"http://cv.iptc.org/newscodes/digitalsourcetype/", b"")


def test_the_key_is_in_no_file_and_no_message(tmp_path: Path, signing: Signing) -> None:
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(camera_shot("smile", index=3))
    summary = export(tmp_path / "ada", order=Order(("us-2x2", "original"), signing=signing))
    secret = signing.by.key.splitlines()[1]
    assert secret not in repr(signing).encode()
    assert not any(secret in path.read_bytes() for path in (tmp_path / "ada").rglob("*") if path.is_file())
    files = {file.name: file for file in summary.files}
    assert {name for name, file in files.items() if file.signature is None} == {"02_smile_original.jpg", "contact_sheet.pdf"}
    assert "Not signed: it is the camera's own file, left as it is." in files["02_smile_original.jpg"].notes
    assert files["contact_sheet.pdf"].notes == ("Not signed: the C2PA library does not write into a PDF.",)
    assert summary.remarks[-1].startswith("5 of 7 files are signed by Ada Lovelace (C2PA); that counts until ")
    receipt = read_receipt((tmp_path / "ada" / "set" / "receipt.json").read_bytes())
    assert receipt is not None
    assert {file.signature.parameters["certificate_sha256"] for file in receipt.files if file.signature} == {signing.by.fingerprint}


def test_the_room_that_is_left_in_a_limit_is_enough(signing: Signing) -> None:
    for format_ in Format:
        plain = finished(format_)
        longest = msgspec.structs.replace(plain.receipt, in_plain_words="x" * 600)
        assert len(signing.signed(Finished(plain.data, longest)).data) - len(plain.data) <= signing.room_bytes


def test_a_signed_file_stays_within_its_presets_limit(tmp_path: Path, signing: Signing) -> None:
    with Session.open(tmp_path / "ada", source="x", profile="classic") as session:
        session.keep(shot("straight"))
    preset = '[limited]\ntitle = "Limited"\nwidth_px = 240\nheight_px = 300\nmax_bytes = {}\n'
    free = export(tmp_path / "ada", order=Order(("limited",), with_own(preset.format(1_000_000), path="own.toml"))).files[0]
    limit = (tmp_path / "ada" / "set" / free.name).stat().st_size
    order = Order(("limited",), with_own(preset.format(limit), path="own.toml"), signing=signing)
    file = export(tmp_path / "ada", order=order).files[0]
    assert file.signature is not None
    assert (tmp_path / "ada" / "set" / file.name).stat().st_size <= limit
    assert int(str(file.made_by[-1].parameters["quality"])) < int(str(free.operations[-1].parameters["quality"]))


@pytest.mark.parametrize("options", [{"authority": True, "mail": False}, {"mail": False}])
def test_a_certificate_for_something_else_is_named_before_anything_is_made(tmp_path: Path, options: dict[str, Any]) -> None:
    pytest.importorskip("c2pa", reason=WHY)
    made = signer(tmp_path, **options)
    with pytest.raises(ExportError) as error:
        Signing.opened(made.certificate, made.key)
    assert f"{made.certificate} and {made.key} can't sign: The C2PA library says: " in error.value.what
    assert error.value.remedy.startswith("It wants a certificate for signing")


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(ExportError) as error:
        Signing.opened(tmp_path / "cert.pem", tmp_path / "key.pem")
    assert error.value.remedy == "Install it: pip install 'northlight[c2pa]'"
