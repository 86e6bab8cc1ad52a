from __future__ import annotations

import pytest

from capture.feed import CameraKind, kind_of


@pytest.mark.parametrize(
    "name",
    [
        "OBS Virtual Camera",
        "Camera 2 (OBS Virtual Camera)",
        "Snap Camera",
        "ManyCam Virtual Webcam",
        "XSplit VCam",
        "mmhmm Camera",
        "NVIDIA Broadcast",
        "Camera (NVIDIA Broadcast)",
        "Logi Capture",
        "Dummy video device (0x0000)",
        "Virtual Camera 1",
        "e2eSoft VCam",
        "Unity Video Capture",
    ],
)
def test_a_program_that_poses_as_a_camera_is_known(name: str) -> None:
    assert kind_of(name) is CameraKind.VIRTUAL


@pytest.mark.parametrize(
    "name", ["Camo", "Reincubate Camo", "EpocCam Camera", "DroidCam Source 3", "DroidCam Virtual Camera", "iVCam", "Iriun Webcam", "Ada’s iPhone Camera"]
)
def test_a_phone_that_is_brought_in_is_no_filter(name: str) -> None:
    assert kind_of(name) is CameraKind.BRIDGE


@pytest.mark.parametrize(
    "name",
    [
        "HD Pro Webcam C920",
        "Logitech BRIO",
        "Integrated Camera: Integrated C",
        "FaceTime HD Camera",
        "Elgato Facecam",
        "Alcamo Vision",
        "Camera 0",
        "USB2.0 HD UVC WebCam",
        "Insta360 Link",
        "OBSBOT Tiny 2",
        "Razer Kiyo Pro",
        "",
    ],
)
def test_a_device_is_taken_for_one(name: str) -> None:
    assert kind_of(name) is None
