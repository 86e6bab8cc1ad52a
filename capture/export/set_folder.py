"""The folder that a finished set goes to: it belongs to one sitting, and its receipt says what is in it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cv2
import numpy as np
import PIL

from capture import atomic
from capture.errors import ExportError
from capture.export.page import PAGE_NAME
from capture.plain_file import read_plain
from capture.provenance import RECEIPT_FORMAT, Chosen, FileReceipt, Receipt, read_receipt, receipt_file
from capture.session import program_version, sha256_of

if TYPE_CHECKING:
    from pathlib import Path

    from capture.export.finish import Finished
    from capture.feed import FeedNote
    from capture.session import SessionInfo

RECEIPT_NAME = "receipt.json"


class SetFolder:
    """A folder for the set of the sitting `info`; nothing is written before the first file.

    The receipt bears `name`, whose pictures they are, where there is one.

    A `private` one can be read by its owner only, as the sitting that it lies in. One that somebody chose is made to be handed over: there the user's own
    umask counts, as for any other program's files.

    Raises ExportError when the folder holds another sitting's set, or a private one is a link out of its sitting.
    """

    def __init__(self, folder: Path, info: SessionInfo, *, private: bool, name: str | None = None) -> None:
        if private:
            atomic.refuse_link(folder, ExportError)
        self.path = folder
        self._info = info
        self._private = private
        self._name = name
        self._file_mode, self._folder_mode = (atomic.PRIVATE_FILE, atomic.PRIVATE_FOLDER) if private else (atomic.SHARED_FILE, 0o777)
        self._new: dict[str, FileReceipt] = {}
        self._claimed = False
        receipt = self._existing()
        self._ours = receipt is not None
        self._old = {file.name: file for file in receipt.files} if receipt else {}

    def put(self, file: Finished) -> None:
        """Write one file, replacing this set's earlier one. Raises ExportError; what was written before stays."""
        path = self.path / file.receipt.name
        if not self._claimed:
            atomic.make_folder(self.path, ExportError, mode=self._folder_mode)
        if not self._ours and path.exists():
            raise ExportError(f"{path} exists, and Northlight did not make it.", "Choose another folder with --to, or move that file away.")
        if not self._claimed:
            # From here on the folder is known as this set's, even if the power goes before the last file.
            self._write_receipt(complete=False)
            if self._ours or self._private:
                atomic.remove_leftovers(self.path)
            self._claimed = True
        atomic.write(path, file.data, ExportError, mode=self._file_mode)
        self._new[file.receipt.name] = file.receipt

    def finish(
        self, refused: tuple[str, ...], chosen: tuple[Chosen, ...] = (), left_out: tuple[str, ...] = (), feed: tuple[FeedNote, ...] = ()
    ) -> Receipt:
        """Write the receipt of all that the set now holds, of what was chosen for it and what not, and of its camera's feed; return it. Raises ExportError."""
        return self._write_receipt(complete=True, refused=refused, chosen=chosen, left_out=left_out, feed=feed)

    def put_page(self, page: bytes) -> None:
        """Write the receipt's page, replacing this set's earlier one. Raises ExportError."""
        path = self.path / PAGE_NAME
        if not self._ours and path.exists():
            raise ExportError(f"{path} exists, and Northlight did not make it.", "Choose another folder with --to, or move that file away.")
        atomic.write(path, page, ExportError, mode=self._file_mode)

    def left_over(self, shots: set[str]) -> dict[str, list[str]]:
        """Return the names of earlier files of this set that show a shot which is not among `shots` any more, by the shot."""
        found: dict[str, list[str]] = {}
        for name, file in sorted(self._kept_old().items()):
            for shot in sorted({origin.shot for origin in file.made_of} - shots):
                found.setdefault(shot, []).append(name)
        return found

    def _existing(self) -> Receipt | None:
        """Return the receipt that is there, if it is this sitting's; None when there is none. Raises ExportError."""
        path = self.path / RECEIPT_NAME
        try:
            data = read_plain(path)
        except FileNotFoundError:
            return None
        except OSError as reason:
            raise atomic.explained(reason, self.path, ExportError) from reason
        receipt = read_receipt(data)
        if receipt is None or receipt.session != self._info.id:
            whose = "something else" if receipt is None else f"the set of another sitting, '{receipt.title}'"
            raise ExportError(f"{self.path} holds {whose}.", "Choose another folder with --to.")
        return receipt

    def _kept_old(self) -> dict[str, FileReceipt]:
        """Return the earlier files that were not made anew and are still what they were."""
        return {name: file for name, file in self._old.items() if name not in self._new and self._unchanged(file)}

    def _unchanged(self, file: FileReceipt) -> bool:
        try:
            return sha256_of(read_plain(self.path / file.name)) == file.sha256
        except OSError:
            return False

    def _write_receipt(
        self,
        *,
        complete: bool,
        refused: tuple[str, ...] = (),
        chosen: tuple[Chosen, ...] = (),
        left_out: tuple[str, ...] = (),
        feed: tuple[FeedNote, ...] = (),
    ) -> Receipt:
        receipt = Receipt(
            format=RECEIPT_FORMAT,
            session=self._info.id,
            title=self._info.title,
            made=datetime.now(UTC).astimezone().isoformat(timespec="seconds"),
            complete=complete,
            programs={"northlight": program_version(), "pillow": PIL.__version__, "opencv": cv2.__version__, "numpy": np.__version__},
            files=tuple(file for _, file in sorted({**self._kept_old(), **self._new}.items())),
            chosen=chosen,
            left_out=left_out,
            refused=refused,
            feed=feed,
            name=self._name,
        )
        atomic.write(self.path / RECEIPT_NAME, receipt_file(receipt), ExportError, mode=self._file_mode)
        return receipt
