"""Certificates to sign with, made here: nobody vouches for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate, Name

WHY = "northlight[c2pa] is not installed"


@dataclass(frozen=True)
class Signer:
    """Where a chain of certificates and its key lie."""

    certificate: Path
    key: Path


def signer(
    folder: Path, name: str = "Ada Lovelace", *, kind: str = "p256", days: float = 365, mail: bool = True, authority: bool = False, password: str | None = None
) -> Signer:
    """Make a root, and a certificate by it that counts until so many days from now; `mail` False leaves out what it may be used for."""
    x509 = pytest.importorskip("cryptography.x509", reason=WHY)
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - an extra

    root_key, key = _key("p256"), _key(kind)
    until = datetime.now(UTC) + timedelta(days=days)
    root = _certificate("Root of nobody", "Root of nobody", (root_key, root_key, root_key), until, authority=True, usage=[])
    usage = [x509.oid.ExtendedKeyUsageOID.EMAIL_PROTECTION] if mail else []
    own = _certificate(name, "Root of nobody", (key, root_key, root_key), until, authority=authority, usage=usage)
    pem = serialization.Encoding.PEM
    lock = serialization.NoEncryption() if password is None else serialization.BestAvailableEncryption(password.encode())
    made = Signer(folder / "cert.pem", folder / "key.pem")
    folder.mkdir(parents=True, exist_ok=True)
    made.certificate.write_bytes(b"".join(each.public_bytes(pem) for each in (own, root)))
    made.key.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, lock))
    return made


def _key(kind: str) -> PrivateKeyTypes:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 - an extra

    match kind:
        case "ed25519":
            return ed25519.Ed25519PrivateKey.generate()
        case "rsa":
            return rsa.generate_private_key(65537, 2048)
        case "k1":
            return ec.generate_private_key(ec.SECP256K1())
        case _:
            return ec.generate_private_key({"p256": ec.SECP256R1, "p384": ec.SECP384R1, "p521": ec.SECP521R1}[kind]())


def _certificate(name: str, issuer: str, keys: tuple[Any, Any, Any], until: datetime, *, authority: bool, usage: list[Any]) -> Certificate:
    """Return a certificate for the first key, signed by the second, of an issuer who has the third."""
    from cryptography import x509  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - an extra

    def named(text: str) -> Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.ORGANIZATION_NAME, "Nobody"), x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    own, signing, issuing = keys
    uses = x509.KeyUsage(not authority, False, False, False, False, authority, authority, False, False)
    builder = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(own.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=400))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(uses, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing.public_key()), critical=False)
    )
    if usage:
        builder = builder.add_extension(x509.ExtendedKeyUsage(usage), critical=False)
    return builder.sign(signing, hashes.SHA256())
