"""Is a set what its receipt says? Each file is made again from the sitting's own frames, and the pixels are compared.

No hash of a finished file is trusted: whoever changes a picture can change the receipt as well. What is trusted are the originals in the sitting, each of which
must be the one that its sidecar tells. Whoever can change those, picture and sidecar together, can change what is proven; nothing here can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from capture.errors import ExportError, SessionError
from capture.export.again import Again
from capture.export.page import PAGE_NAME, page_of
from capture.export.proof import Proof
from capture.export.reading import read_inside, shown, without_name
from capture.export.set_folder import RECEIPT_NAME
from capture.plain_file import from_json
from capture.provenance import RECEIPT_FORMAT, Receipt
from capture.session import INFO_NAME, Session

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from capture.matting import Matting
    from capture.provenance import FileReceipt


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found of a set: a verdict for each of its files in the receipt's order, and for what lies beside them."""

    folder: Path
    session_folder: Path
    files: tuple[Proof, ...]

    @property
    def proven(self) -> bool:
        """Whether everything in the set is what the receipt says."""
        return all(file.proven for file in self.files)


def verify(
    folder: Path, session_folder: Path | None = None, *, open_matting: Callable[[], Matting], tell: Callable[[Proof, int], None] = lambda *_: None
) -> Verification:
    """Return what the set in `folder` is worth, by the sitting in `session_folder`, or the one that the set lies in.

    `open_matting` is called where a set has another background. `tell` is told each verdict as soon as it is there, and how many there
    will be. Raises ExportError where there is no set or its receipt can't be understood, SessionError
    where there is no sitting.
    """
    receipt = read_strictly(folder)
    session = Session.read(_session_folder(folder, session_folder))
    if session.info.id != receipt.session:
        what = f"The set in {folder} is of the sitting '{shown(receipt.title)}', and {session.folder} holds another one."
        raise ExportError(what, "Give the right one with --session.")
    found: dict[str, Proof] = {}
    others = _others(folder, receipt)
    count = len(receipt.files) + len(others) + (not receipt.complete)
    with Again(session, receipt.programs, open_matting) as again:
        # One frame after another: each is decoded once.
        for file in sorted(receipt.files, key=_together):
            found[file.name] = again.proof(folder, file)
            tell(found[file.name], count)
    verdicts = [found[file.name] for file in receipt.files]
    for verdict in _beside(folder, receipt, session, others):
        tell(verdict, count)
        verdicts.append(verdict)
    return Verification(folder, session.folder, tuple(verdicts))


def read_strictly(folder: Path) -> Receipt:
    """Return the receipt of the set in `folder`. Raises ExportError, a sentence on what is wrong with it."""
    anew = "Make the set anew: northlight export."
    if not folder.is_dir():
        raise ExportError(f"There is no folder {folder}.", "Give the folder that northlight export made.")
    try:
        receipt = from_json(read_inside(folder, RECEIPT_NAME), Receipt)
    except ExportError as error:
        raise ExportError(f"The set in {folder} has no receipt to go by: {error.what}", anew) from error
    except msgspec.DecodeError as error:
        raise ExportError(f"{RECEIPT_NAME} in {folder} is damaged: {shown(str(error))}.", anew) from error
    if receipt.format > RECEIPT_FORMAT:
        raise ExportError(f"{RECEIPT_NAME} in {folder} has format {receipt.format}; this Northlight knows {RECEIPT_FORMAT}.", "Update Northlight.")
    names = [file.name for file in receipt.files]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ExportError(f"{RECEIPT_NAME} in {folder} tells of {shown(twice[0])} more than once.", anew)
    return receipt


def _together(file: FileReceipt) -> tuple[str, bool]:
    return "/".join(sorted({origin.shot for origin in file.made_of})), len(file.made_of) > 1


def _session_folder(folder: Path, given: Path | None) -> Path:
    if given is not None:
        return given
    beside = folder.absolute().parent
    if not (beside / INFO_NAME).is_file():
        raise SessionError(f"The set in {folder} does not lie in its sitting's folder.", "Give the sitting with --session: its frames are what is compared.")
    return beside


def _others(folder: Path, receipt: Receipt) -> list[str]:
    """Return the names of all that lies in the folder beside the receipt and the files that it tells of."""
    told = {RECEIPT_NAME, *(file.name for file in receipt.files)}
    return sorted(path.name for path in folder.iterdir() if path.name == PAGE_NAME or path.name not in told)


def _beside(folder: Path, receipt: Receipt, session: Session, others: Sequence[str]) -> Iterator[Proof]:
    """Yield what else is to be told: an unfinished set, the page, files that no receipt tells of."""
    if not receipt.complete:
        yield Proof(RECEIPT_NAME, False, "the set was not finished: there may be files missing.")
    for name in others:
        if name == PAGE_NAME:
            yield _page(folder, receipt, session)
        else:
            yield Proof(name, False, "is no file of this set: take it out. The receipt does not tell of it.", stranger=True)


def _page(folder: Path, receipt: Receipt, session: Session) -> Proof:
    """Return what the page is worth: it must be the one that the receipt and the files make."""
    try:
        same = read_inside(folder, PAGE_NAME) == page_of(receipt, folder, session)
    except ExportError as error:
        return Proof(PAGE_NAME, False, without_name(error.what, PAGE_NAME))
    return Proof(PAGE_NAME, same, "made again, it is the same." if same else "is not the page that this receipt and these files make.")
