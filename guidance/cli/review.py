"""`northlight review`: a past sitting, looked through on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.errors import SessionError
from capture.session import Session
from guidance.cli.screen import missing, show

if TYPE_CHECKING:
    from pathlib import Path


def review(folder: Path) -> int:
    """Show the sitting in `folder` until the user leaves, and return the exit code."""
    session = Session.read(folder)
    if not session.shots:
        raise SessionError(f"The sitting in {folder} has no photograph to look at. {' '.join(session.damaged)}".rstrip(), "Take some first: northlight.")
    lacking = missing()
    if lacking is not None:
        raise SessionError(f"The photographs can't be shown here. {lacking}", "Start it in a terminal, or make the set: northlight export.")
    from guidance.app import Shell  # noqa: PLC0415 - Textual is only loaded for a screen
    from guidance.screens.review import ReviewScreen  # noqa: PLC0415 - see above

    app: Shell[None] = Shell(ReviewScreen(folder))
    show(app)
    return 0
