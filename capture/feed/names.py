"""What a camera's name says of it: programs that pose as cameras, and phones that are brought in as one, have names of their own.

Sources: the names that these programs register, by their makers' own manuals; for Linux the kernel module v4l2loopback's default card label. A name proves
what a camera is called; the programs can do without any filter, and whoever renames one is not found.
"""

from __future__ import annotations

import re
from enum import StrEnum


class CameraKind(StrEnum):
    """What stands behind a camera's name."""

    VIRTUAL = "virtual camera"
    """A program, which can run filters and pass on any picture."""
    BRIDGE = "phone bridge"
    """A phone's camera, brought in by a program whose purpose is to pass it on."""


_VIRTUAL = (
    "obs virtual",
    "obs-camera",
    "obs camera",
    "virtual cam",
    "virtualcam",
    "virtual webcam",
    "virtual video",
    "dummy video device",
    "v4l2loopback",
    "snap camera",
    "snapcamera",
    "manycam",
    "xsplit",
    "vcam",
    "mmhmm",
    "airtime camera",
    "nvidia broadcast",
    "rtx broadcast",
    "logi capture",
    "logitech capture",
    "logitune",
    "youcam",
    "sparkocam",
    "splitcam",
    "altercam",
    "webcamoid",
    "akvirtualcamera",
    "fineshare",
    "chromacam",
    "facerig",
    "animaze",
    "prism live",
    "avatarify",
    "ecamm live",
    "camtwist",
    "unity video capture",
    "ndi webcam",
    "ndi video",
    "newtek ndi",
    "streamlabs",
    "vmix",
    "windows virtual camera",
    "iglasses",
    "e2esoft",
)
_BRIDGE = (
    "camo",
    "epoccam",
    "droidcam",
    "ivcam",
    "iriun",
    "continuity",
    "iphone",
    "ipad",
    "desk view",
    "android webcam",
    "phone link",
    "linked camera",
    "neuralcam",
    "kinoni",
    "webcam for remote desktop",
    "smartcam",
    "ip webcam",
)
"""Parts of names, in small letters."""


def kind_of(name: str) -> CameraKind | None:
    """Return what a camera of that name is known to be; None for all others, which are taken for what they seem: devices.

    A bridge's own name wins: "DroidCam Virtual Camera" is a phone.
    """
    plain = re.sub(r"\s+", " ", name.casefold())
    if _holds(plain, _BRIDGE):
        return CameraKind.BRIDGE
    return CameraKind.VIRTUAL if _holds(plain, _VIRTUAL) else None


def _holds(name: str, parts: tuple[str, ...]) -> bool:
    """Whether a part stands in the name where a word begins: "Camo" is no part of "Alcamo"."""
    return any(re.search(rf"(?<![a-z]){re.escape(part)}", name) for part in parts)
