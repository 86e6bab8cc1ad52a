from __future__ import annotations

import shutil
import sys
import time
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from kept_shots import shot
from PIL import Image
from signers import WHY, signer

from capture.export import Format, Order, Signing, export, verify
from capture.export.finish import Finished
from capture.export.signature import NOT_LOOKED_AT
from capture.export.store import without_store
from capture.mediapipe_tracker import open_matting
from capture.provenance import read_receipt, receipt_file
from capture.session import Session, sha256_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from capture.export import Proof
    from capture.provenance import FileReceipt, Receipt

NAME = "01_straight_wallet.jpg"
VALID = "Its signature by Ada Lovelace is valid; who that is, the certificate's issuer must say."


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    pytest.importorskip("c2pa", reason=WHY)
    made = signer(tmp_path_factory.mktemp("signer"))
    return Signing.opened(made.certificate, made.key)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory, signing: Signing) -> Path:
    sitting = tmp_path_factory.mktemp("signature") / "ada"
    with Session.open(sitting, source="x", profile="classic") as session:
        session.keep(shot("straight"))
    for format_ in (None, Format.TIFF, Format.AVIF, Format.WEBP):
        export(sitting, order=Order(("wallet",), format=format_, signing=signing))
    return sitting


@pytest.fixture
def made(exported: Path, tmp_path: Path) -> Path:
    """Return the folder of a signed set of one's own, in its sitting."""
    return shutil.copytree(exported, tmp_path / "ada") / "set"


def proofs(folder: Path) -> dict[str, Proof]:
    return {file.name: file for file in verify(folder, open_matting=open_matting).files}


def receipt_of(folder: Path) -> Receipt:
    receipt = read_receipt((folder / "receipt.json").read_bytes())
    assert receipt is not None
    return receipt


def replaced(folder: Path, data: bytes, change: Callable[[FileReceipt], FileReceipt] = lambda file: file, name: str = NAME) -> Proof:
    """Let a liar put other bytes there, with their hash in the receipt, and anything else; return what that is worth."""
    receipt = receipt_of(folder)
    files = tuple(change(msgspec.structs.replace(file, sha256=sha256_of(data))) if file.name == name else file for file in receipt.files)
    (folder / name).write_bytes(data)
    (folder / "receipt.json").write_bytes(receipt_file(msgspec.structs.replace(receipt, files=files)))
    return proofs(folder)[name]


def signed_by(other: Signing, folder: Path, change: Callable[[FileReceipt], FileReceipt] = lambda file: file) -> bytes:
    """Return the file signed anew by somebody else, under a claim that may be another."""
    file = next(each for each in receipt_of(folder).files if each.name == NAME)
    plain = msgspec.structs.replace(file, operations=file.made_by)
    return other.signed(Finished(without_store((folder / NAME).read_bytes(), "JPEG"), change(plain))).data


def test_a_signed_set_is_proven_and_its_signatures_are_valid(made: Path) -> None:
    found = proofs(made)
    assert all(proof.proven for proof in found.values())
    for suffix in ("jpg", "webp"):
        assert found[f"01_straight_wallet.{suffix}"].said == f"made again from its frame, all but the signature is the same. {VALID}"
    for suffix, kind in (("tiff", "TIFF"), ("avif", "AVIF")):
        said = f"made again from its frame, every pixel is the same; other bytes of a signed {kind} can't be compared. {VALID}"
        assert found[f"01_straight_wallet.{suffix}"].said == said
    assert found["contact_sheet.jpg"].said.endswith(VALID)
    assert found["contact_sheet.pdf"].said == "made again from its frame, every byte is the same."
    assert found["receipt.html"].proven
    page = (made / "receipt.html").read_text(encoding="utf-8")
    assert page.count('alt="the difference to its frame"') == 4, "of each signed picture"
    assert page.count("<b>sign</b> <span>standard C2PA; subject CN=Ada Lovelace,O=Nobody; ") == 5


def test_where_the_library_is_not_there_pixels_are_proven_and_that_is_told(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    found = proofs(made)
    assert all(proof.proven for proof in found.values())
    assert found[NAME].said == f"made again from its frame, all but the signature is the same. {NOT_LOOKED_AT}"


def test_other_pixels_signed_anew_by_the_same_person_are_caught(made: Path, signing: Signing) -> None:
    file = next(each for each in receipt_of(made).files if each.name == NAME)
    image = Image.open(made / NAME)
    pixels = np.asarray(image).copy()
    pixels[100:140, 100:140] //= 2
    out = BytesIO()
    Image.fromarray(pixels).save(out, "JPEG", quality=95, subsampling=0)
    data = signing.signed(Finished(out.getvalue(), msgspec.structs.replace(file, operations=file.made_by))).data
    proof = replaced(made, data)
    assert not proof.proven
    assert proof.said.startswith("It is not what its operations make: ")


def test_a_file_without_its_signature_and_one_that_never_had_any_are_told_apart(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = without_store((made / NAME).read_bytes(), "JPEG")
    assert replaced(made, bare).said == "The receipt says that it is signed, and there is no signature in it."
    monkeypatch.setitem(sys.modules, "c2pa", None)
    assert replaced(made, bare).said == "The receipt says that it is signed, and there is no signature in it."
    unsigned = replaced(made, bare, lambda file: msgspec.structs.replace(file, operations=file.made_by))
    assert unsigned.proven
    assert unsigned.said == "made again from its frame, every byte is the same."


def test_somebody_elses_signature_is_not_the_receipts(made: Path, tmp_path: Path) -> None:
    twin = signer(tmp_path / "twin")
    proof = replaced(made, signed_by(Signing.opened(twin.certificate, twin.key), made))
    assert not proof.proven
    assert proof.said == "It is signed with another certificate than the one that the receipt tells."


def test_a_receipt_that_names_another_subject_is_caught(made: Path) -> None:
    def lying(file: FileReceipt) -> FileReceipt:
        assert file.signature is not None
        told = msgspec.structs.replace(file.signature, parameters={**file.signature.parameters, "subject": "CN=Grace Hopper"})
        return msgspec.structs.replace(file, operations=(*file.made_by, told))

    proof = replaced(made, (made / NAME).read_bytes(), lying)
    assert (proof.proven, proof.said) == (False, "It is signed by CN=Ada Lovelace,O=Nobody, and the receipt says by CN=Grace Hopper.")


def test_a_signature_under_another_claim_is_caught(made: Path, signing: Signing) -> None:
    def flattering(file: FileReceipt) -> FileReceipt:
        return msgspec.structs.replace(file, in_plain_words="Straight from the camera.")

    proof = replaced(made, signed_by(signing, made, flattering))
    assert (proof.proven, proof.said) == (False, "Its signature is put under another claim than what the receipt tells.")


def test_a_signature_that_was_made_for_other_bytes_is_not_valid(made: Path) -> None:
    """The store of one file in the other: pixels and all other bytes are what they should be."""
    data, other = (made / NAME).read_bytes(), (made / "contact_sheet.jpg").read_bytes()
    store = _inserted(other, without_store(other, "JPEG"))
    bare = without_store(data, "JPEG")
    at = data.index(b"\xff\xeb")
    proof = replaced(made, bare[:at] + store + bare[at:])
    assert not proof.proven
    assert proof.said == "Its signature is not valid for this file: assertion.dataHash.mismatch."


def _inserted(data: bytes, bare: bytes) -> bytes:
    at = data.index(b"\xff\xeb")
    return data[at : at + len(data) - len(bare)]


def test_a_certificate_that_has_ended_is_told_and_the_pixels_are_proven(made: Path, tmp_path: Path) -> None:
    # Certificates know whole seconds.
    short = signer(tmp_path / "short", days=2.5 / 86400)
    signing = Signing.opened(short.certificate, short.key)
    data = signed_by(signing, made)

    def by_it(file: FileReceipt) -> FileReceipt:
        assert file.signature is not None
        told = msgspec.structs.replace(file.signature, parameters={**file.signature.parameters, "certificate_sha256": signing.by.fingerprint})
        return msgspec.structs.replace(file, operations=(*file.made_by, told))

    time.sleep(max((signing.by.ends - datetime.now(UTC)).total_seconds(), 0) + 1)
    proof = replaced(made, data, by_it)
    assert proof.proven
    assert proof.said.endswith("fits the file, and does not count any more: the certificate has ended.")
