"""One sitting's folder: shots that are there whole or not at all, a journal, and the thread that writes them."""

from capture.session.burst import Burst, Pictures, pictures, read_burst
from capture.session.decisions import UNDECIDED, Decision, Decisions, Mark, read_decisions
from capture.session.emptied import remove_empty
from capture.session.features import Features, Point
from capture.session.folder import Session
from capture.session.info import INFO_NAME, SessionInfo, program_version, read_info
from capture.session.journal import read_journal
from capture.session.picture import Picture, sha256_of, sha256_of_pixels
from capture.session.rescue import Unsaved
from capture.session.sidecar import IsoScore, KeptShot, Sidecar
from capture.session.writer import Failed, Kept, Logged, Outcome, SessionWriter, Undone

__all__ = [
    "INFO_NAME",
    "UNDECIDED",
    "Burst",
    "Decision",
    "Decisions",
    "Failed",
    "Features",
    "IsoScore",
    "Kept",
    "KeptShot",
    "Logged",
    "Mark",
    "Outcome",
    "Picture",
    "Pictures",
    "Point",
    "Session",
    "SessionInfo",
    "SessionWriter",
    "Sidecar",
    "Undone",
    "Unsaved",
    "pictures",
    "program_version",
    "read_burst",
    "read_decisions",
    "read_info",
    "read_journal",
    "remove_empty",
    "sha256_of",
    "sha256_of_pixels",
]
