"""The profile by which a past sitting was held, and the set that it wants of that sitting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.errors import ProfileError
from guidance import profile as profiles
from guidance.profile_files import USUAL_PROFILE, own_folder
from guidance.the_set import chooser

if TYPE_CHECKING:
    from capture.export.selection import Choose
    from capture.session import SessionInfo
    from guidance.profile import Profile


def profile_of(info: SessionInfo, name: str | None = None) -> Profile:
    """Return the profile of that name; else the sitting's own, or the usual one where that is not known here any more. Raises ProfileError."""
    if name is not None:
        return profiles.load(name, own_folder())
    try:
        return profiles.load(info.profile, own_folder())
    except ProfileError:
        return profiles.load(USUAL_PROFILE, own_folder())


def chooser_for(info: SessionInfo, *, name: str | None = None, size: int | None = None) -> Choose:
    """Return what chooses the set of that sitting, of at most `size` photographs where that is told. Raises ProfileError."""
    return chooser(profile_of(info, name).the_set, size)
