"""A camera for the tests of previews and of the set-up screen: it gives even pictures at its own pace, and counts who holds it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from capture.camera.closing import Closing
from capture.errors import CameraError
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator


class EvenCamera(Closing):
    """Gives pictures of one colour, 20 a second, until it is closed; like a webcam it can be held by one at a time."""

    live = True
    stills = False
    horizontal_fov_deg = None
    description = "640×360 MJPG at 20 fps"
    held: set[str] = set()  # noqa: RUF012 - which cameras are held is known to all of them

    def __init__(self, name: str) -> None:
        super().__init__()
        if name in self.held:
            raise CameraError(f"{name} is in use.", "Close the other program.")
        self.held.add(name)
        self.name = name

    def __iter__(self) -> Iterator[Frame]:
        index = 0
        while not self._closed.wait(0.05):
            yield Frame(index, index / 20, np.full((360, 640, 3), (72, 84, 92), np.uint8))
            index += 1
        Event().wait(0.1)  # a device takes a moment to stop
        self.held.discard(self.name)
