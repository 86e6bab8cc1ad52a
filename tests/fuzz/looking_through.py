"""`northlight review` without its screen: what its keys do, one after the other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from capture.errors import NorthlightError
from capture.session import Mark
from guidance.past import profile_of
from guidance.review import Review

if TYPE_CHECKING:
    from pathlib import Path


def look_through(folder: Path) -> int:
    """Look at every photograph, decide about it, and take the last decision back; return the exit code that the command line would have."""
    try:
        review = Review(folder)
        try:
            profile_of(review.info)
            for place, shot in enumerate(review.shots):
                review.go_to(place)
                found = review.picture(shot)
                sys.stdout.write(f"{shot.id} {found if isinstance(found, NorthlightError) else found.shape}\n")
                review.mark(Mark.FAVOURITE)
                review.note("seen")
            review.undo()
        finally:
            review.close()
    except NorthlightError as error:
        sys.stderr.write(f"northlight: {error}\n")
        return 2
    return 0
