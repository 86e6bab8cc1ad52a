"""A sitting's folder to a finished set."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from capture.errors import ExportError, SessionError
from capture.export.documents import scored
from capture.export.finish import finished
from capture.export.head_size import common_share, pattern_of
from capture.export.lines import file_line, missing_lines, note_lines
from capture.export.order import USUAL, Job, Order
from capture.export.page import page_of
from capture.export.selection import as_decided
from capture.export.set_folder import RECEIPT_NAME, SetFolder
from capture.export.sheet import PRESET_NAME, TITLE, sheets, thumbnail
from capture.export.sheet_words import Caption
from capture.export.source import Source
from capture.export.telling import files_of
from capture.export.touch import Darkroom
from capture.export.typeface import letters_missing
from capture.feed import feed_notes
from capture.plain_file import read_plain
from capture.provenance import Chosen, read_receipt
from capture.session import Session, read_decisions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from capture.export.finish import Finished
    from capture.export.presets import Preset
    from capture.export.selection import Choose, Selection
    from capture.export.sheet import Thumbnail
    from capture.export.signing import Signing
    from capture.export.touch import Touch
    from capture.feed import FeedNote
    from capture.provenance import FileReceipt, Receipt
    from capture.session import KeptShot

DEFAULT_FOLDER = "set"


@dataclass(frozen=True, slots=True)
class Summary:
    """What an export made: the folder, each new file's receipt, the shots it refused and why, and anything else worth a line."""

    folder: Path
    files: tuple[FileReceipt, ...]
    refused: tuple[str, ...]
    remarks: tuple[str, ...]
    identity: tuple[str, ...] = ()
    """For each shot that was scored as an identity photograph, a line with its scores."""
    ranked: tuple[str, ...] = ()
    """A line for each shot of the set that was chosen for a reason, the first one first."""
    left_out: tuple[str, ...] = ()
    """A line for each shot that is not in the set because of what it is, or was rejected."""

    @property
    def count(self) -> str:
        """How many files there are."""
        return "1 file" if len(self.files) == 1 else f"{len(self.files)} files"

    @property
    def where(self) -> str:
        """How many files there are and where, in one line."""
        return f"{self.count} in {self.folder}; receipt.html shows how each was made."

    @property
    def caveats(self) -> tuple[str, ...]:
        """What to know of the files, a line each: scores, missing pixels, shots not in the set or of no use, files that should go."""
        refused = (f"Left out: {reason}" for reason in self.refused)
        return (*self.identity, *missing_lines(self.files), *self.left_out, *refused, *self.remarks)

    @property
    def last_lines(self) -> tuple[str, ...]:
        """The end of `lines`: what to know of the files, and where they are."""
        return (*self.caveats, self.where)

    @property
    def lines(self) -> tuple[str, ...]:
        """The summary for the command line, a line each, without line ends."""
        return (*(file_line(file) for file in self.files), *self.ranked, *note_lines(self.files), *self.last_lines)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one preset is, by name and by title for people: `done` of `of` shots, refused ones counted; the contact sheet's `of` is 1."""

    preset: str
    title: str
    done: int
    of: int


class _Bars:
    """Counts each preset's shots and tells each count."""

    def __init__(self, presets: dict[str, Preset], shots: int, tell: Callable[[Progress], None]) -> None:
        self._told = {name: Progress(name, preset.title, 0, shots) for name, preset in presets.items()}
        self._told[PRESET_NAME] = Progress(PRESET_NAME, TITLE, 0, 1)
        self._tell = tell
        for each in self._told.values():
            tell(each)

    def advance(self, name: str) -> None:
        before = self._told[name]
        self._told[name] = Progress(name, before.title, before.done + 1, before.of)
        self._tell(self._told[name])


def export(
    session_folder: Path,
    to: Path | None = None,
    order: Order = USUAL,
    tell: Callable[[Progress], None] = lambda _: None,
    choose: Choose = as_decided,
) -> Summary:
    """Make the finished set of a sitting in `to` (its own folder `set` when None) as it was ordered.

    It is made of the shots that `choose` picks, in that order: all but those that were rejected, favourites first, where nobody has another opinion.

    A shot whose picture is missing or was changed is refused and the others go on. Earlier files of the same set are replaced. Works from the
    sitting's files alone. Raises SessionError when there is no such sitting, ExportError for an order that can't be met, when no shot can be used, when
    the folder holds another set, and when it can't be written; no half-written file is left.

    `tell` is told of each preset before the first file, and then after each shot. What it raises ends the export: the files until then are whole, and the
    receipt says that the set is not complete.
    """
    wanted, pattern = order.wanted, _pattern(order)
    session = Session.read(session_folder)
    if not session.shots:
        reasons = " ".join(session.damaged)
        raise ExportError(f"The sitting in {session_folder} has no shots. {reasons}".rstrip(), "Take some first; undone ones don't count.")
    selection = choose(session.shots, read_decisions(session_folder))
    if not selection.picks:
        raise ExportError(f"Every shot of {session_folder} was rejected.", "Keep one: northlight review shows them.")
    shots = [pick.shot for pick in selection.picks]
    jobs = [_job(name, preset, order, pattern, shots) for name, preset in wanted.items()]
    folder = SetFolder(to or session_folder / DEFAULT_FOLDER, session.info, private=to is None, name=order.name)
    put = partial(_put, folder, order.signing)
    files: list[FileReceipt] = []
    thumbnails: list[Thumbnail] = []
    refused = list(session.damaged)
    bars = _Bars(wanted, len(selection.picks), tell)
    with Darkroom(shots, order.develop, order.background) as darkroom:
        for pick in selection.picks:
            source = _source(session, pick.shot, order, refused)
            if source is None:
                for name in wanted:
                    bars.advance(name)
                continue
            touch = darkroom.touch(source)
            files += _put_all(put, source, touch, jobs, bars)
            thumbnails.append(thumbnail(source, Caption.of(pick), touch))
    if not files:
        raise ExportError(f"No shot of {session_folder} could be used. {' '.join(error for error in refused)}", "Nothing was written.")
    files += [put(page) for page in sheets(session.info, thumbnails, order)]
    receipt = folder.finish(tuple(refused), _chosen(selection), selection.left_out_lines, _feed(session))
    folder.put_page(page_of(receipt, folder.path, session))
    bars.advance(PRESET_NAME)
    return Summary(
        to or session_folder / DEFAULT_FOLDER,
        tuple(files),
        tuple(refused),
        (*_remarks(folder, shots), *_boxes(order, selection), *(() if order.signing is None else (order.signing.remark(files),))),
        scored(shots),
        tuple(f"{place}. {pick.shot.id}: {pick.reason}" for place, pick in enumerate(selection.picks, 1) if pick.reason),
        selection.left_out_lines,
    )


def _source(session: Session, shot: KeptShot, order: Order, refused: list[str]) -> Source | None:
    """Return a shot as it is ordered; None where its picture is of no use, the reason being added to `refused`."""
    try:
        return Source.of(session.info.id, shot, merging=order.merging, files=files_of(session.info))
    except SessionError as error:
        refused.append(str(error))
        return None


def _feed(session: Session) -> tuple[FeedNote, ...]:
    """Return what was found of the sitting's feed; nothing of a journal that is damaged, which no photograph needs."""
    try:
        return feed_notes(session.events())
    except SessionError:
        return ()


def _chosen(selection: Selection) -> tuple[Chosen, ...]:
    return tuple(
        Chosen(place=place, shot=pick.shot.id, favourite=pick.favourite, reason=pick.reason, note=pick.decision.note)
        for place, pick in enumerate(selection.picks, 1)
    )


def _pattern(order: Order) -> Receipt | None:
    """Return the receipt of the set that this one is to look like. Raises ExportError."""
    if order.like is None:
        return None
    path = order.like / RECEIPT_NAME
    try:
        receipt = read_receipt(read_plain(path))
    except OSError as reason:
        raise ExportError(f"There is no set in {order.like}: {RECEIPT_NAME} can't be read.", "Give the folder that northlight export made.") from reason
    if receipt is None:
        raise ExportError(f"{path} is no receipt of a set.", "Give the folder that northlight export made.")
    return receipt


def _job(name: str, preset: Preset, order: Order, pattern: Receipt | None, shots: Sequence[KeptShot]) -> Job:
    """Return the preset with the size that all of its heads are to have."""
    like = None if pattern is None else pattern_of(pattern, name)
    room_bytes = 0 if order.signing is None else order.signing.room_bytes
    return Job(name, preset, None if preset.whole else common_share(preset, shots, like), like, order.stem, room_bytes)


def _put_all(put: Callable[[Finished], FileReceipt], source: Source, touch: Touch, jobs: Sequence[Job], bars: _Bars) -> list[FileReceipt]:
    """Make and write all files of one shot and return their receipts."""
    receipts = []
    for job in jobs:
        receipts += [put(file) for file in finished(source, job, touch)]
        bars.advance(job.name)
    return receipts


def _put(folder: SetFolder, signing: Signing | None, file: Finished) -> FileReceipt:
    """Write a file, signed where somebody signs, and return its receipt."""
    done = file if signing is None else signing.signed(file)
    folder.put(done)
    return done.receipt


def _remarks(folder: SetFolder, shots: Sequence[KeptShot]) -> tuple[str, ...]:
    """Return a line for each shot that is not in the set any more and of which earlier files are."""
    left = folder.left_over({shot.id for shot in shots})
    return tuple(f"Earlier files show {shot}, which is not in the set any more; delete what nobody should have: {', '.join(left[shot])}." for shot in left)


def _boxes(order: Order, selection: Selection) -> tuple[str, ...]:
    """Return a line where the contact sheet's words have letters that can't be drawn here."""
    letters = letters_missing(" ".join((order.name or "", *(pick.decision.note for pick in selection.picks))))
    said = f"The contact sheet has boxes instead of {' '.join(letters)}: no typeface here has these letters."
    return (f"{said} Install one that has (such as Noto Sans), and export again.",) if letters else ()
