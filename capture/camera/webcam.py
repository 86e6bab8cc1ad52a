"""A camera of this computer, by OpenCV; on Linux with its own JPEGs."""

from __future__ import annotations

import errno
import sys
import time
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.camera.listing import BACKEND
from capture.camera.opening import node_of, open_device
from capture.camera.pump import SILENCE_S, Pump, Seen, decoded_frames
from capture.camera.upright import frozen
from capture.errors import CameraError

if sys.platform == "linux":
    from capture.camera import v4l2
    from capture.camera.automatics import Automatics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from capture.types import Frame, Rgb

_SETTLING_FRAMES = 8
_SETTLING_S = 1.0
"""The first frames are too dark or too bright until the exposure settles; a slow camera is not waited for longer than this."""

_MOST_STRANGE = 3
"""So many buffers that are no JPEG, and the camera's own JPEGs are given up. One alone may be a torn first frame."""

_PAUSE_S = 0.01


class Webcam(Closing):
    """Camera number `index`, asked for its best mode; `mode` and `description` say what it gave.

    `t_s` is when each frame arrived, after the first; frames while the exposure settles are left out. Raises `CameraError` when there is no such
    camera, it is busy or not allowed, and from the iterator when it is silent or unplugged.
    """

    live = True
    stills = False
    horizontal_fov_deg: float | None = None

    def __init__(self, index: int, *, silence_s: float = SILENCE_S) -> None:
        super().__init__()
        self._index = index
        self._device, self.name, self.mode = open_device(index)
        self._automatics = _automatics(index)
        self._own_jpegs = self._ask_for_jpegs()
        self._strange = 0
        self._settled = 0
        self._first_s: float | None = None
        self.skipped = 0
        """Frames that were cut off or damaged."""
        self._pump = Pump(self.name, self._read, self._release, silence_s=silence_s)

    @property
    def description(self) -> str:
        """What the camera gives, in words."""
        return str(self.mode)

    def __iter__(self) -> Iterator[Frame]:
        yield from decoded_frames(self._pump, self._picture)

    def lock(self) -> None:
        """Hold exposure, white balance, focus and gain still, on Linux, where the camera can."""
        if self._automatics is not None:
            self._automatics.lock()

    def restore(self) -> None:
        """Give them back to the camera."""
        if self._automatics is not None:
            self._automatics.restore()

    def close(self) -> None:
        """End the iteration at once; the camera is let go as soon as its driver returns."""
        super().close()
        self._pump.close()
        self._pump.join(1.0)

    def _ask_for_jpegs(self) -> bool:
        return BACKEND == cv2.CAP_V4L2 and self.mode.fourcc == "MJPG" and bool(self._device.set(cv2.CAP_PROP_CONVERT_RGB, 0))

    def _release(self) -> None:
        # A camera keeps its settings when it is closed, for the next program.
        if self._automatics is not None:
            self._automatics.close()
        self._device.release()

    def _read(self) -> tuple[bytes | NDArray[np.uint8], ...]:
        if self._automatics is not None:
            self._automatics.carry_out()
        ok, buffer = self._device.read()
        if not ok:
            self._notice_unplugged()
            time.sleep(_PAUSE_S)
            return ()
        now_s = time.monotonic()
        self._first_s = now_s if self._first_s is None else self._first_s
        self._settled += 1
        if self._settled <= _SETTLING_FRAMES and now_s - self._first_s < _SETTLING_S:
            return ()
        picture = np.asarray(buffer, np.uint8)
        if not self._own_jpegs:
            return (picture,)
        data = picture.tobytes()
        if data.startswith(jpeg.START):
            self._strange = 0
            return (data[: data.rfind(jpeg.END) + len(jpeg.END)],)
        self._strange += 1
        if self._strange >= _MOST_STRANGE:
            self._own_jpegs = False
            self._device.set(cv2.CAP_PROP_CONVERT_RGB, 1)
        return ()

    def _picture(self, item: bytes | NDArray[np.uint8]) -> Seen | None:
        if isinstance(item, bytes):
            shrunk_by = jpeg.live_shrink(item)
            rgb = jpeg.decode(item, shrunk_by)
            if rgb is None:
                self.skipped += 1
                return None
            self._note_level(rgb)
            return Seen(rgb, item, shrunk_by)
        if item.ndim != 3 or item.shape[2] != 3:
            self.skipped += 1
            return None
        rgb = frozen(np.asarray(cv2.cvtColor(item, cv2.COLOR_BGR2RGB), np.uint8))
        self._note_level(rgb)
        return Seen(rgb)

    def _note_level(self, rgb: Rgb) -> None:
        if self._automatics is not None:
            self._automatics.note(_level(rgb))

    def _notice_unplugged(self) -> None:
        if sys.platform == "linux":
            try:
                gone = v4l2.read_name(node_of(self._index)) is None
            except OSError as error:
                gone = error.errno in {errno.ENOENT, errno.ENODEV, errno.ENXIO}
            if gone:
                raise CameraError(f"{self.name} was unplugged.", "Plug it in again, into the computer itself rather than into a hub.")


def _automatics(index: int) -> Automatics | None:
    """Return what moves by itself in the camera; None where the system has no way to it."""
    if sys.platform != "linux":
        return None
    try:
        return Automatics(node_of(index))
    except OSError:
        return None


def _level(rgb: Rgb) -> float:
    """Return a picture's mean code, of a few of its pixels."""
    return float(rgb[::16, ::16].mean())
