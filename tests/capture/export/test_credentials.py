from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from signers import WHY, signer

from capture.errors import ExportError
from capture.export.credentials import Credentials

if TYPE_CHECKING:
    from pathlib import Path


def test_a_certificate_and_its_key_are_read(tmp_path: Path) -> None:
    made = signer(tmp_path, "Łucja Grün", kind="p384", days=100)
    found = Credentials.read(made.certificate, made.key)
    assert (found.name, found.subject, found.algorithm) == ("Łucja Grün", "CN=Łucja Grün,O=Nobody", "es384")
    assert timedelta(days=99) < found.ends - datetime.now(UTC) <= timedelta(days=100)
    assert found.chain.count(b"BEGIN CERTIFICATE") == 2
    assert len(bytes.fromhex(found.fingerprint)) == 32
    assert "key" not in repr(found)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"days": -1}, "counts from "),
        ({"days": 500}, "counts from "),
        ({"password": "x"}, "is locked by a password"),
        ({"kind": "k1"}, "C2PA signs with no key such as that"),
    ],
)
def test_what_does_not_count_or_can_not_be_used_is_named(tmp_path: Path, options: dict[str, Any], said: str) -> None:
    made = signer(tmp_path, **options)
    with pytest.raises(ExportError) as error:
        Credentials.read(made.certificate, made.key)
    assert said in error.value.what
    assert error.value.remedy.endswith(".")


def test_files_that_are_no_certificate_and_no_key_of_its_are_named(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason=WHY)
    made, other = signer(tmp_path / "a"), signer(tmp_path / "b")
    for certificate, key, said in (
        (made.certificate, other.key, "is not that of the first certificate in"),
        (made.key, made.certificate, "holds no certificate in PEM"),
        (made.certificate, made.certificate, "holds no private key in PEM"),
        (tmp_path / "none.pem", made.key, "can't be read: No such file or directory"),
        (made.certificate, tmp_path, "can't be read: Is a directory"),
    ):
        with pytest.raises(ExportError, match=said):
            Credentials.read(certificate, key)
