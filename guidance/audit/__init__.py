"""What an audit's numbers mean, in words: a table of findings, each a small function of its own. No verdict is ever given on the whole picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from guidance.audit import in_face, in_file, in_pixels, in_sitting
from guidance.audit.finding import Finding, Sure, Weight

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.audit import Audit

__all__ = ["LIMITS", "Finding", "Sure", "Weight", "findings", "notes"]

LIMITS = "These are findings, each on its own. None of them, nor all together, says whether a picture is true."
"""What every audit ends with."""
FINDINGS: tuple[Callable[[Audit], Finding], ...] = (
    in_file.provenance,
    in_file.quality,
    in_file.earlier,
    in_file.blocks,
    in_pixels.resolution,
    in_pixels.texture,
    in_face.catchlights,
    in_face.irises,
    in_face.vergence,
    in_face.boundaries,
    in_sitting.proportions,
)
"""In the order in which they are told: the file, its pixels, the face, the face against others of it."""


def findings(audit: Audit) -> tuple[Finding, ...]:
    """Return every finding on a portrait, in the table's order; without a sitting there is none to hold it against, and nothing is said of that."""
    return tuple(finding(audit) for finding in FINDINGS if finding is not in_sitting.proportions or audit.sitting is not None)


def notes(audit: Audit) -> tuple[str, ...]:
    """Return what to know of the picture before the findings: a sentence each."""
    portrait = audit.portrait
    said = []
    if portrait.faces > 1:
        said.append(f"{portrait.faces} faces were found; the largest is looked at.")
    if portrait.face is None:
        said.append("A face was found, but it is too small to look at." if portrait.faces else "No face was found: only the file and its pixels are looked at.")
    if portrait.pictures > 1:
        said.append(f"The file moves: it holds {portrait.pictures} pictures; the first is looked at.")
    if portrait.converted_from is not None:
        said.append(f"Its pixels are stored as {portrait.converted_from}, and were brought to 8-bit sRGB first.")
    if audit.sitting is not None:
        said += audit.sitting.unread
    return tuple(said)
