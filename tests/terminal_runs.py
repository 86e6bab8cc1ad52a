"""Programs for a terminal of the tests' own: a whole small sitting, and single screens with made-up contents that libraries write over."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, Self

from screen_samples import sitting as sample

from capture.types import Tracking
from guidance.app import NorthlightApp, Shell
from guidance.cli.arguments import parse
from guidance.cli.screen import show
from guidance.cli.sit import hold, kept
from guidance.cli.streams import quiet_natives
from guidance.screens.export import ExportScreen
from guidance.screens.help import HelpScreen
from guidance.screens.review import ReviewScreen
from guidance.screens.setup import SetupScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Frame

NOISE = ("noise-of-a-library-on-1", "noise-of-a-library-on-2")
BREAKS = "it-broke-on-purpose"


class BreakingScreen(ReviewScreen):
    """A review with a key that breaks it."""

    def key_b(self) -> None:
        raise RuntimeError(BREAKS)


def screens(folder: Path) -> dict[str, Callable[[], Shell[Any]]]:
    """Return the screens by name; `folder` holds a sitting."""
    return {
        "live": lambda: NorthlightApp(sample()),
        "setup": lambda: Shell(SetupScreen(list, _no_preview, [("classic", "Classic headshot")], None)),
        "review": lambda: Shell(BreakingScreen(folder)),
        "export": lambda: Shell(ExportScreen(folder, back=True)),
        "help": lambda: Shell(HelpScreen()),
    }


def _no_preview(*_: object) -> Any:  # noqa: ANN401 - nobody has a camera here
    raise AssertionError


def _make_noise(over: Event) -> None:
    while not over.wait(0.02):
        for descriptor, noise in enumerate(NOISE, 1):
            os.write(descriptor, f"{noise}\n".encode())


class Nobody:
    """Finds nobody: a photograph that a key asks for is taken all the same, and the screen has nothing to wait for."""

    def track(self, frame: Frame) -> Tracking:  # noqa: ARG002 - a tracker's own signature
        return Tracking(None)

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def sit(clip: str, folder: str) -> int:
    """Hold a sitting before a clip on the screen, as `northlight sit` does, but with a tracker that is there at once, and return an exit code."""
    options = parse(["sit", "--no-voice", "--camera", clip, "--session", folder])
    with quiet_natives():
        rig, _ = hold(options, options.camera, Nobody())
        with suppress(OSError):  # nobody is there to be told
            kept(rig)
    return 0


def screen(name: str, sitting: str) -> int:
    """Show the screen of that name, while a library writes to both of the program's outputs, and return an exit code."""
    with quiet_natives():
        app = screens(Path(sitting))[name]()
        over = Event()
        noise = Thread(target=_make_noise, args=(over,), daemon=True)
        app.call_later(noise.start)
        try:
            show(app)
        except RuntimeError as error:
            sys.stdout.write(f"told afterwards: {error}\n")
            return 1
        finally:
            over.set()
            noise.join()
    return 0
