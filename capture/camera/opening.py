"""Opening a camera of this computer: is it there, may we, is it free, and which is its best mode."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import cv2

from capture.camera.listing import BACKEND, describe_cameras, hush_opencv, list_cameras
from capture.camera.mode import WANTED, Mode, best
from capture.errors import CameraError

if sys.platform == "linux":
    from capture.camera import v4l2

_LIKED_FORMATS = ("MJPG", "YUYV", "UYVY", "NV12", "YU12")
"""What OpenCV turns into pictures without fail, the camera's own JPEG first: raw formats get slow at large sizes."""

_WANTED_FPS = 30.0


def open_device(index: int) -> tuple[cv2.VideoCapture, str, Mode]:
    """Return camera number `index`, open and in its best mode, with its name for people and the mode it really gave.

    Raises `CameraError` when there is no such camera, it is busy, or it may not be used.
    """
    hush_opencv()
    name = _checked_name(index)
    device = cv2.VideoCapture(index, BACKEND)
    if not device.isOpened():
        device.release()
        raise _closed_door(index, name)
    listed = _best_listed(index)
    return device, name, _try_modes(device) if listed is None else _ask(device, (listed.width_px, listed.height_px), listed.fourcc)


def node_of(index: int) -> Path:
    """Return the Linux device node of camera number `index`."""
    return Path(f"/dev/video{index}")


def _checked_name(index: int) -> str:
    """Return the camera's name for people; `CameraError` where Linux knows beforehand that it can't be opened."""
    plain = f"Camera {index}"
    if sys.platform != "linux":
        return plain
    try:
        capability = v4l2.read_name(node_of(index))
    except FileNotFoundError:
        capability = None
    except PermissionError:
        raise CameraError(
            f"You have no permission to use {plain} ({node_of(index)}).",
            "Join its group with “sudo usermod -aG video $USER”, then log out and in again.",
        ) from None
    except OSError as error:
        raise _closed_door(index, plain) from error
    if capability is None:
        raise CameraError(f"There is no camera {index}.", describe_cameras(list_cameras()))
    name, gives_pictures = capability
    if not gives_pictures:
        raise CameraError(
            f"{plain} ({name}) gives no pictures: it is another camera's data, or a loopback that nothing feeds.", describe_cameras(list_cameras())
        )
    return f"{plain} ({name})"


def _closed_door(index: int, name: str) -> CameraError:
    """Return in words why a camera that is there did not open."""
    if sys.platform != "linux":
        place = "System Settings > Privacy & Security > Camera" if sys.platform == "darwin" else "Settings > Privacy & security > Camera"
        return CameraError(f"{name} can't be opened.", f"Allow your terminal in {place}, close other camera programs, or try another number.")
    try:
        busy = v4l2.is_busy(node_of(index))
    except OSError as error:
        busy = error.errno == errno.EBUSY
    if busy:
        return CameraError(f"{name} is in use by another program.", "Close the video call or camera program that holds it, and start again.")
    return CameraError(f"{name} can't be opened.", "Unplug it, plug it in again, and start again.")


def _best_listed(index: int) -> Mode | None:
    """Return the best mode of those that the camera says it has; None where the system does not tell."""
    if sys.platform != "linux":
        return None
    try:
        modes = [mode for mode in v4l2.read_modes(node_of(index)) if mode.fourcc in _LIKED_FORMATS]
    except OSError:
        return None
    return best(sorted(modes, key=lambda mode: _LIKED_FORMATS.index(mode.fourcc)))


def _try_modes(device: cv2.VideoCapture) -> Mode:
    """Ask for each wanted mode until one is met, leave the device in the best that it gave, and return that."""
    given: dict[Mode, tuple[int, int]] = {}
    for size, least_fps in WANTED:
        mode = _ask(device, size)
        given[mode] = size
        if (mode.width_px, mode.height_px) == size and (mode.fps or least_fps) >= least_fps:
            return mode
    chosen = best(given)
    return mode if chosen is None else _ask(device, given[chosen])


def _ask(device: cv2.VideoCapture, size: tuple[int, int], fourcc: str = _LIKED_FORMATS[0]) -> Mode:
    """Ask for a mode and return what the device then says it gives."""
    letters = cv2.VideoWriter.fourcc(*fourcc)
    # Some drivers take the format only before the size, others forget it with the size.
    device.set(cv2.CAP_PROP_FOURCC, letters)
    device.set(cv2.CAP_PROP_FRAME_WIDTH, size[0])
    device.set(cv2.CAP_PROP_FRAME_HEIGHT, size[1])
    device.set(cv2.CAP_PROP_FPS, _WANTED_FPS)
    device.set(cv2.CAP_PROP_FOURCC, letters)
    got = int(device.get(cv2.CAP_PROP_FOURCC)).to_bytes(4, "little", signed=True).decode("latin-1")
    fps = device.get(cv2.CAP_PROP_FPS)
    return Mode(
        int(device.get(cv2.CAP_PROP_FRAME_WIDTH)),
        int(device.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        got.strip() if got.isascii() and got.isprintable() else "",
        fps if 0 < fps < 1000 else None,
    )
