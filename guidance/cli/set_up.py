"""The questions before a sitting: which camera, which profile, can the voice be heard."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from capture.camera import list_cameras
from capture.errors import ProfileError
from guidance import profile as profiles
from guidance.cli.chosen import chosen_profile
from guidance.cli.screen import show
from guidance.profile_files import USUAL_PROFILE, names, own_folder, own_names
from guidance.voice import open_voice

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE_S = 5.0
"""How long the preview's camera may take to be let go; a webcam does within two frames."""


def is_wanted(options: argparse.Namespace) -> bool:
    """Whether the sitting is to begin with questions: on a screen, and where neither camera nor profile was named."""
    return options.camera is None and options.profile is None and not (options.go or options.headless or options.watch)


def set_up(options: argparse.Namespace) -> argparse.Namespace | None:
    """Ask, and return the options with the answers in them; None where the sitter quits. The camera is closed again."""
    from guidance.app import Shell  # noqa: PLC0415 - Textual is only loaded for a screen
    from guidance.preview import Preview  # noqa: PLC0415 - see above
    from guidance.screens.setup import Choices, SetupScreen  # noqa: PLC0415 - see above

    offered = titles(own_folder())
    voice = None if options.no_voice else open_voice(enabled=True, profile=chosen_profile(language=options.language))
    screen = SetupScreen(list_cameras, lambda spec, before: Preview(spec, after=before, looked_at=True), offered, voice)
    app: Shell[Choices] = Shell(screen)
    try:
        choices = show(app)
    finally:
        if voice is not None:
            voice.close()
        if screen.shown is not None:
            screen.shown.close()
            screen.shown.finish(PATIENCE_S)
    if choices is None:
        return None
    answers = {"camera": choices.camera, "profile": choices.profile, "find_light": options.find_light or choices.find_light}
    return argparse.Namespace(**{**vars(options), **answers})


def titles(own: Path) -> list[tuple[str, str]]:
    """Return the profiles by name and title, the usual one first, those of the user's folder too.

    One of theirs that is wrong is left out, and `northlight check` says why; wrong single values spoil them all, and raise ProfileError.
    """
    mine = set(own_names(own))
    found = []
    for name in sorted(names(own), key=lambda name: name != USUAL_PROFILE):
        try:
            found.append((name, profiles.load(name, own).title))
        except ProfileError:
            if name not in mine:
                raise
    return found
