"""The profile that a command line chooses, with the user's own values and what the command line says over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from guidance import profile as profiles
from guidance.profile_files import USUAL_PROFILE, own_folder

if TYPE_CHECKING:
    from guidance.profile import Profile


def chosen_profile(name: str | None = None, language: str | None = None) -> Profile:
    """Return the profile of that name, else the usual one, in that language where one is named. Raises ProfileError."""
    profile = profiles.load(name or USUAL_PROFILE, own_folder())
    return profile if language is None else replace(profile, language=language)
