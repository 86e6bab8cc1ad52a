"""A user's own certificate and its private key, read from two PEM files, for signing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

from capture.errors import ExportError

if TYPE_CHECKING:
    from pathlib import Path

_OF_CURVE = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_LEAST_RSA_BITS = 2048
"""C2PA 2.2, 13.2: RSA keys have at least 2048 bits."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """Whose signature it is, and what it takes to make one."""

    name: str
    """Whose certificate it is, in words."""
    subject: str
    """The certificate's, as RFC 4514 writes it: "CN=Ada Lovelace,O=…"."""
    fingerprint: str
    """SHA-256 of the certificate, in hexadecimal digits."""
    ends: datetime
    algorithm: str
    """By the C2PA library's word."""
    chain: bytes = field(repr=False)
    """Certificates in PEM, the signer's first."""
    key: bytes = field(repr=False)
    """In PEM, PKCS #8. It is in no receipt and no message."""

    @classmethod
    def read(cls, certificate: Path, key: Path) -> Self:
        """Return what two files hold. Raises ExportError where one can't be read, the two do not belong together, or the certificate does not count today."""
        from cryptography import x509  # noqa: PLC0415 - an extra
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra
        from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - an extra

        data = _bytes(certificate)
        spki = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        try:
            chain = x509.load_pem_x509_certificates(data)
            public = chain[0].public_key().public_bytes(*spki)
        except (ValueError, UnsupportedAlgorithm) as error:
            raise ExportError(f"{certificate} holds no certificate in PEM.", "Name the certificate first, then its key.") from error
        own, private = chain[0], _key(key)
        if public != private.public_key().public_bytes(*spki):
            raise ExportError(f"The key in {key} is not that of the first certificate in {certificate}.", "The signer's own certificate comes first.")
        now = datetime.now(UTC)
        if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
            valid = f"{own.not_valid_before_utc:%d %B %Y} to {own.not_valid_after_utc:%d %B %Y}"
            raise ExportError(f"The certificate in {certificate} counts from {valid}, and today is {now:%d %B %Y}.", "Sign with one that counts today.")
        return cls(
            name=name_of(own),
            subject=own.subject.rfc4514_string(),
            fingerprint=own.fingerprint(hashes.SHA256()).hex(),
            ends=own.not_valid_after_utc,
            algorithm=_algorithm(private, key),
            chain=b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain),
            key=private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()),
        )


def name_of(certificate: Any) -> str:  # noqa: ANN401 - one of the extra's classes
    """Return whose a certificate is: its common name, or all of its subject where it has none."""
    from cryptography.x509 import NameOID  # noqa: PLC0415 - an extra

    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value if names else certificate.subject.rfc4514_string())


def _key(path: Path) -> Any:  # noqa: ANN401 - one of the extra's classes
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415 - an extra

    try:
        return load_pem_private_key(_bytes(path), password=None)
    except TypeError as error:
        raise ExportError(f"The key in {path} is locked by a password.", "Give a copy without one, and delete it afterwards: openssl pkey.") from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise ExportError(f"{path} holds no private key in PEM.", "Name the certificate first, then its key.") from error


def _algorithm(private: Any, path: Path) -> str:  # noqa: ANN401 - one of the extra's classes
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 - an extra

    if isinstance(private, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size >= _LEAST_RSA_BITS:
        return "ps256"
    if isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in _OF_CURVE:
        return _OF_CURVE[private.curve.name]
    raise ExportError(f"C2PA signs with no key such as that in {path}.", "It takes EC keys on P-256, P-384 or P-521, Ed25519, and RSA from 2048 bits.")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ExportError(f"{path} can't be read: {error.strerror or error}.", "Check the file's name and its permissions.") from error
