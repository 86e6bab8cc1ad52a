"""Which cameras this computer has."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from capture.errors import CameraError

if sys.platform == "linux":
    from capture.camera import v4l2
    from capture.camera.controls import MAINS, MAINS_WORDS, NodeControls, redeem_all
    from capture.camera.locking import holdable
    from capture.camera.pledge import pledges_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from capture.camera.mode import Mode

BACKEND = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_DSHOW}.get(sys.platform, cv2.CAP_ANY)
"""The system's own way to cameras. On Windows Media Foundation takes many seconds to open one, DirectShow does not."""

_PROBED = 6
_SILENT = 0


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this computer. `modes` is empty where the system does not tell; `trouble` says in words why it can't be used, None where it can.

    `holds` names what can be held still for a photograph, `mains` the lamps' frequency that its exposure is set for; both where the system tells.
    """

    index: int
    name: str
    path: str | None = None
    modes: tuple[Mode, ...] = ()
    trouble: str | None = None
    holds: tuple[str, ...] = ()
    mains: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be opened."""
        return self.trouble is None


def list_cameras() -> list[CameraInfo]:
    """Return the cameras of this computer by number. Only Linux tells names and sizes; elsewhere each of the first numbers is tried."""
    if sys.platform != "linux":
        return _answering_cameras()
    return linux_cameras(Path("/sys/class/video4linux"), Path("/dev"))


def recover_cameras() -> list[str]:
    """Give cameras back to their automatics that a killed program left held, and return their names."""
    return redeem_all(pledges_folder()) if sys.platform == "linux" else []


def hush_opencv() -> None:
    """Stop OpenCV's warnings on the standard error stream, which the screen is drawn on; what they say, our errors say too."""
    cv2.setLogLevel(_SILENT)


def describe_cameras(cameras: Sequence[CameraInfo]) -> str:
    """Return one sentence that names the cameras."""
    if not cameras:
        return "This computer has no camera that answers: plug one in, or give a phone's address, a video or a folder."
    return f"Cameras here: {', '.join(f'{camera.index} ({camera.name})' for camera in cameras)}."


def find_camera(part: str, cameras: Sequence[CameraInfo]) -> CameraInfo:
    """Return the one camera whose name holds `part`, in any case; a whole name wins over a part. Raises `CameraError` for none or several."""
    wanted = part.casefold()
    named = [camera for camera in cameras if camera.name.casefold() == wanted] or [camera for camera in cameras if wanted in camera.name.casefold()]
    if len(named) == 1:
        return named[0]
    if named:
        raise CameraError(f"“{part}” is the name of {len(named)} cameras.", f"Give more of the name, or the number. {describe_cameras(named)}")
    raise CameraError(f"“{part}” is no camera, file, folder or address.", describe_cameras(cameras))


def linux_cameras(classes: Path, devices: Path) -> list[CameraInfo]:
    """Return the cameras that the kernel lists in `classes`, with their nodes in `devices`; nodes that give no pictures are left out."""
    found = []
    for node in classes.glob("video*"):
        number = node.name.removeprefix("video")
        if number.isdecimal():
            camera = _linux_camera(int(number), node, devices / node.name)
            if camera is not None:
                found.append(camera)
    return sorted(found, key=lambda camera: camera.index)


def _linux_camera(index: int, node: Path, device: Path) -> CameraInfo | None:
    try:
        name = (node / "name").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        name = f"Camera {index}"
    try:
        capability = v4l2.read_name(device)
        if capability is None or not capability[1]:
            return None
        controls = NodeControls(device)
        try:
            mains = controls.get(MAINS)
            told = None if mains is None else MAINS_WORDS.get(mains)
            return CameraInfo(index, name, str(device), v4l2.read_modes(device), holds=holdable(controls), mains=told)
        finally:
            controls.close()
    except PermissionError:
        return CameraInfo(index, name, str(device), trouble="you have no permission to use it")
    except OSError as error:
        return CameraInfo(index, name, str(device), trouble=error.strerror or "it can't be opened")


def _answering_cameras() -> list[CameraInfo]:
    hush_opencv()
    found = []
    for index in range(_PROBED):
        device = cv2.VideoCapture(index, BACKEND)
        if device.isOpened():
            found.append(CameraInfo(index, f"Camera {index}"))
        device.release()
    return found
