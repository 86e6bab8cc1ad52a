"""Finished files signed by the user's own certificate: a C2PA manifest, by the C2PA library, which is an extra (`pip install northlight[c2pa]`).

The key is read once, stays in memory, and is told nowhere; the receipt tells the certificate's subject and its fingerprint. No connection is opened: no time
stamp authority is asked, nothing is looked up or put elsewhere. Without a time stamp a signature counts until its certificate ends.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import version
from io import BytesIO
from typing import TYPE_CHECKING, Any, Self

import msgspec
import numpy as np

from capture.errors import ExportError
from capture.export.credentials import Credentials
from capture.export.finish import Finished, encoding
from capture.export.formats import SCREEN_DPI, Format, encoded
from capture.export.manifest import claim_of
from capture.provenance import SIGN, FileReceipt, Operation, SourceType
from capture.session import sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import ModuleType

    from capture.provenance import Parameter

SETTINGS = {
    "verify": {"verify_after_sign": True, "remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
"""How the library is used, to sign and to check."""

_CLAIM_BYTES = 4096
"""What a file's own claim may add to the claim of the trial: it has a sentence for each of at most eight actions."""

_WANTED = "It wants a certificate for signing (key usage digital signature, extended usage e-mail or document signing), not an authority's, with its chain."
_NOT_THESE = {
    "copy": "Not signed: it is the camera's own file, left as it is.",
    "PDF": "Not signed: the C2PA library does not write into a PDF.",
}


def library() -> ModuleType | None:
    """Return the C2PA library; None where it is not installed, or its native part can't be loaded."""
    try:
        return import_module("c2pa")
    except (ImportError, OSError, RuntimeError):
        return None


@dataclass(frozen=True, slots=True)
class Signing:
    """Somebody's certificate with its key, proved by a trial to be of use."""

    by: Credentials
    room_bytes: int = 0
    """So much a signature adds to a file, at most."""

    @classmethod
    def opened(cls, certificate: Path, key: Path) -> Self:
        """Return what signs with the chain of certificates and the private key in two PEM files. Raises ExportError, a sentence on what is wrong with them."""
        if library() is None:
            raise ExportError("The C2PA library, which signs, is not installed here or can't be loaded.", "Install it: pip install 'northlight[c2pa]'")
        signing = cls(Credentials.read(certificate, key))
        encode = encoding(Format.JPEG, 90, SCREEN_DPI, SourceType.CAPTURE)
        trial = encoded(np.zeros((8, 8, 3), np.uint8), encode)
        receipt = _trial(trial, encode.operation)
        try:
            room_bytes = len(signing.signed(Finished(trial, receipt)).data) - len(trial) + _CLAIM_BYTES
        except ExportError as error:
            raise ExportError(f"{certificate} and {key} can't sign: {error.what}", _WANTED) from error
        return replace(signing, room_bytes=room_bytes)

    def signed(self, file: Finished) -> Finished:
        """Return the file with its signature, and the receipt with that last step; a file that is not to be signed with a note why. Raises ExportError."""
        last = file.receipt.operations[-1]
        told = _NOT_THESE.get(last.name) or _NOT_THESE.get(str(last.parameters.get("format")))
        if told is not None:
            return Finished(file.data, msgspec.structs.replace(file.receipt, notes=(*file.receipt.notes, told)))
        data = self._embedded(file.data, f"image/{str(last.parameters['format']).lower()}", claim_of(file.receipt))
        tool = f"c2pa-python {version('c2pa-python')}"
        own: dict[str, Parameter] = {"standard": "C2PA", "subject": self.by.subject, "certificate_sha256": self.by.fingerprint, "tool": tool}
        operations = (*file.receipt.operations, Operation(name=SIGN, parameters=own))
        return Finished(data, msgspec.structs.replace(file.receipt, operations=operations, sha256=sha256_of(data)))

    def remark(self, files: Sequence[FileReceipt]) -> str:
        """Return how many files of a set are signed, by whom, and until when that counts."""
        signed = sum(file.signature is not None for file in files)
        return f"{signed} of {len(files)} files are signed by {self.by.name} (C2PA); that counts until {self.by.ends:%d %B %Y}, when the certificate ends."

    def _embedded(self, data: bytes, media_type: str, claim: dict[str, Any]) -> bytes:
        from c2pa import Builder, C2paError, C2paSignerInfo, Context, Signer  # noqa: PLC0415 - an extra

        out = BytesIO()
        try:
            with (
                Context.from_dict(SETTINGS) as context,
                Signer.from_info(C2paSignerInfo(self.by.algorithm, self.by.chain, self.by.key, None)) as signer,
                Builder(claim, context) as builder,
            ):
                builder.sign(signer, media_type, BytesIO(data), out)
        except C2paError as error:
            raise ExportError(f"The C2PA library says: {error}.", _WANTED) from error
        return out.getvalue()


def _trial(data: bytes, operation: Operation) -> FileReceipt:
    return FileReceipt(
        name="trial.jpg",
        preset="trial",
        made_of=(),
        operations=(operation,),
        sha256=sha256_of(data),
        width_px=8,
        height_px=8,
        effective_dpi=None,
        digital_source_type=SourceType.CAPTURE,
        in_plain_words="",
    )
