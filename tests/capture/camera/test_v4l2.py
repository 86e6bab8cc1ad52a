from __future__ import annotations

import struct
import sys
from typing import TYPE_CHECKING

import pytest

if sys.platform != "linux":
    pytest.skip("V4L2 is Linux's own interface", allow_module_level=True)

from capture.camera import v4l2

if TYPE_CHECKING:
    from pathlib import Path

CAPTURE, OUTPUT, META, DEVICE_CAPS = 0x1, 0x2, 0x00800000, 0x80000000


def capability(name: bytes, whole: int, node: int) -> bytes:
    """Return what VIDIOC_QUERYCAP answers: driver, card, bus, version, capabilities of the device and of this node."""
    return struct.pack("=16s32s32sIII12x", b"uvcvideo", name, b"usb-1", 0x060100, whole, node)


@pytest.mark.parametrize(
    ("whole", "node", "gives_pictures"),
    [
        (CAPTURE | META | DEVICE_CAPS, CAPTURE, True),
        (CAPTURE | META | DEVICE_CAPS, META, False),
        (OUTPUT | DEVICE_CAPS, OUTPUT, False),
        (CAPTURE, 0, True),
        (DEVICE_CAPS | 0x1000, 0x1000, True),
    ],
    ids=["camera", "its metadata", "unfed loopback", "old driver", "many planes"],
)
def test_a_nodes_name_and_use(whole: int, node: int, gives_pictures: bool) -> None:
    assert v4l2.parse_capability(capability(b"HD Pro Webcam C920", whole, node)) == ("HD Pro Webcam C920", gives_pictures)


def test_a_file_that_is_no_camera_is_none(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    assert v4l2.read_name(tmp_path / "video0") is None
    assert v4l2.read_modes(tmp_path / "video0") == ()
    assert not v4l2.is_busy(tmp_path / "video0")


def test_a_node_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        v4l2.read_name(tmp_path / "video9")
