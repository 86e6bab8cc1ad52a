"""What the signature in a finished file is worth: whether it was made over this very file, with the certificate that the receipt tells, and claims no more.

The C2PA library looks, where it is installed. No list of trusted authorities is at hand, and none is fetched: who somebody is stays for others to find out.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any

from capture.errors import ExportError
from capture.export.credentials import name_of
from capture.export.formats import Format
from capture.export.manifest import ACTIONS_LABEL, actions_of
from capture.export.reading import shown
from capture.export.signing import SETTINGS, library
from capture.session import sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.provenance import FileReceipt, Operation

NOT_LOOKED_AT = "Its signature was not looked at: northlight[c2pa] is not installed here."

_TOLD = {"standard", "subject", "certificate_sha256", "tool"}
_CHAIN = re.compile(rb"\x18\x21[\x80-\x97]?\x59(..)(?=\x30\x82)", re.DOTALL)
"""COSE's header `x5chain` (RFC 9360, label 33): a byte string of 16 bits length, or a list that begins with one; a certificate is an ASN.1 sequence."""
_BINDING = "c2pa.hash."
"""How the assertions' labels begin that bind the claim to the file's bytes."""
_UNTRUSTED = "signingCredential.untrusted"
_ENDED = frozenset({"signingCredential.expired", "claimSignature.outsideValidity"})
_ANEW = "Make the set anew: northlight export."


def kind_signed(file: FileReceipt) -> str:
    """Return the format of a signed file, by the receipt's word. Raises ExportError where no export signs it."""
    kind = str(file.made_by[-1].parameters.get("format"))
    if kind not in Format.__members__:
        raise _wrong("The receipt says that it is signed, and an export signs no such file.")
    return kind


def looked_at(data: bytes, file: FileReceipt, told: Operation) -> str:
    """Return what the signature in a file's bytes is worth, in a sentence. Raises ExportError where it is not what the receipt says."""
    parameters = told.parameters
    if set(parameters) != _TOLD or parameters["standard"] != "C2PA":
        raise _wrong("The receipt tells of another signature than an export makes.")
    if library() is None:
        return NOT_LOOKED_AT
    manifest, failures = _read(data, f"image/{kind_signed(file).lower()}")
    wrong = sorted(set(failures) - {_UNTRUSTED} - _ENDED)
    if wrong:
        raise _wrong(f"Its signature is not valid for this file: {', '.join(wrong)}.")
    _check_claim(manifest, file)
    certificate = _certificate(data, manifest, str(parameters["certificate_sha256"]))
    subject, name = str(certificate.subject.rfc4514_string()), shown(name_of(certificate))
    if subject != parameters["subject"]:
        raise _wrong(f"It is signed by {shown(subject)}, and the receipt says by {shown(str(parameters['subject']))}.")
    if _ENDED & set(failures):
        return f"Its signature by {name} fits the file, and does not count any more: the certificate has ended."
    return f"Its signature by {name} is valid; who that is, the certificate's issuer must say."


def _read(data: bytes, media_type: str) -> tuple[dict[str, Any], Sequence[str]]:
    """Return the file's manifest, and the codes of what is wrong with it. Raises ExportError where there is none."""
    from c2pa import C2paError, Context, Reader  # noqa: PLC0415 - an extra

    try:
        with Context.from_dict(SETTINGS) as context, Reader(media_type, BytesIO(data), context=context) as reader:
            manifest, results = reader.get_active_manifest(), reader.get_validation_results()
            state = str(reader.get_validation_state())
    except C2paError as error:
        raise _wrong(f"The receipt says that it is signed, and no signature can be read in it: {shown(str(error))}.") from error
    if not manifest or not results:
        raise _wrong("The receipt says that it is signed, and there is no signature in it.")
    failures = [str(failure["code"]) for failure in results.get("activeManifest", {}).get("failure", [])]
    return manifest, failures if failures or state in {"Valid", "Trusted"} else [state]


def _check_claim(manifest: dict[str, Any], file: FileReceipt) -> None:
    """Raise ExportError where the signature is put under another claim than the receipt's."""
    assertions = {str(each.get("label")): each.get("data", {}) for each in manifest.get("assertions", []) if not str(each.get("label")).startswith(_BINDING)}
    makers = [f"{maker.get('name')} {maker.get('version')}" for maker in manifest.get("claim_generator_info", [])]
    whole = set(assertions) == {ACTIONS_LABEL} and not manifest.get("ingredients") and not manifest.get("thumbnail")
    if not whole or assertions[ACTIONS_LABEL].get("actions") != actions_of(file) or makers != [file.made_by[-1].parameters.get("xmp_creator_tool")]:
        raise _wrong("Its signature is put under another claim than what the receipt tells.")


def _certificate(data: bytes, manifest: dict[str, Any], fingerprint: str) -> Any:  # noqa: ANN401 - one of the extra's classes
    """Return the certificate that signed. Raises ExportError where it is another one than that with the fingerprint."""
    from cryptography import x509  # noqa: PLC0415 - an extra

    chains = [data[found.end() : found.end() + int.from_bytes(found[1], "big")] for found in _CHAIN.finditer(data)]
    if len(chains) != 1 or sha256_of(chains[0]) != fingerprint:
        raise _wrong("It is signed with another certificate than the one that the receipt tells.")
    certificate = x509.load_der_x509_certificate(chains[0])
    if str(certificate.serial_number) != manifest.get("signature_info", {}).get("cert_serial_number"):
        raise _wrong("It is signed with another certificate than the one that the receipt tells.")
    return certificate


def _wrong(what: str) -> ExportError:
    return ExportError(what, _ANEW)
