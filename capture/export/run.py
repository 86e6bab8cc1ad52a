"""A sitting's folder to a finished set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from capture.errors import ExportError, SessionError
from capture.export.finish import Source, finished
from capture.export.presets import chosen
from capture.export.set_folder import SetFolder
from capture.export.sheet import sheets, thumbnail
from capture.export.shortfall import TIMES
from capture.session import Session

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capture.export.presets import Preset
    from capture.export.sheet import Thumbnail
    from capture.provenance import FileReceipt
    from capture.session import KeptShot

DEFAULT_FOLDER = "set"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export made: the folder, each new file's receipt, the shots it refused and why, and anything else worth a line."""

    folder: Path
    files: tuple[FileReceipt, ...]
    refused: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The summary for the command line, a line each, without line ends."""
        count = "1 file" if len(self.files) == 1 else f"{len(self.files)} files"
        told = [*(line for file in self.files for line in _file_lines(file)), *_missing_lines(self.files)]
        refused = [f"Left out: {reason}" for reason in self.refused]
        return (*told, *refused, *self.remarks, f"{count} in {self.folder}; receipt.json says how each was made.")


def export(session_folder: Path, to: Path | None = None, presets: Sequence[str] = ()) -> Summary:
    """Make the finished set of a sitting in `to` (its own folder `set` when None), with the presets of those names (the usual ones when empty).

    A shot whose picture is missing or was changed is refused and the others go on. Earlier files of the same set are replaced. Works from the
    sitting's files alone. Raises SessionError when there is no such sitting, ExportError for an unknown preset, when no shot can be used, when the
    folder holds another set, and when it can't be written; no half-written file is left.
    """
    wanted = chosen(presets)
    session = Session.read(session_folder)
    if not session.shots:
        reasons = " ".join(session.damaged)
        raise ExportError(f"The sitting in {session_folder} has no shots. {reasons}".rstrip(), "Take some first; undone ones don't count.")
    folder = SetFolder(to or session_folder / DEFAULT_FOLDER, session.info)
    files: list[FileReceipt] = []
    thumbnails: list[Thumbnail] = []
    refused = list(session.damaged)
    for shot in session.shots:
        try:
            source = Source(session.info.id, shot, shot.picture())
        except SessionError as error:
            refused.append(str(error))
            continue
        files += _put_all(folder, source, wanted)
        thumbnails.append(thumbnail(source))
    if not files:
        raise ExportError(f"No shot of {session_folder} could be used. {' '.join(error for error in refused)}", "Nothing was written.")
    for page in sheets(session.info, thumbnails):
        folder.put(page)
        files.append(page.receipt)
    folder.finish(tuple(refused))
    return Summary(to or session_folder / DEFAULT_FOLDER, tuple(files), tuple(refused), _remarks(folder, session.shots))


def _put_all(folder: SetFolder, source: Source, presets: dict[str, Preset]) -> list[FileReceipt]:
    """Make and write all files of one shot and return their receipts."""
    receipts = []
    for name, preset in presets.items():
        for file in finished(source, name, preset):
            folder.put(file)
            receipts.append(file.receipt)
    return receipts


def _remarks(folder: SetFolder, shots: Sequence[KeptShot]) -> tuple[str, ...]:
    """Return a line for each earlier file whose shot does not count any more."""
    names = folder.left_over({shot.id for shot in shots})
    return tuple(f"{name} shows a shot that was undone since: delete it if nobody should have it." for name in names)


def _missing_lines(files: Sequence[FileReceipt]) -> list[str]:
    """Return a line for each preset that wants more pixels than there are, told by the file that comes nearest to it."""
    nearest: dict[str, FileReceipt] = {}
    for file in files:
        if file.missing_pixels and (file.preset not in nearest or file.width_px > nearest[file.preset].width_px):
            nearest[file.preset] = file
    return [f"{preset}: {file.missing_pixels}" for preset, file in nearest.items()]


def _file_lines(file: FileReceipt) -> list[str]:
    """Return a file's line, and one for each note."""
    dpi = "" if file.effective_dpi is None else f"  {file.effective_dpi:.0f} dpi"
    return [f"{file.name}  {file.width_px}{TIMES}{file.height_px} px{dpi}", *(f"    {note}" for note in file.notes)]
