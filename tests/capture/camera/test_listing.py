from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import cv2
import pytest

from capture.camera.listing import CameraInfo, describe_cameras, find_camera, hush_opencv, linux_cameras, list_cameras, recover_cameras
from capture.errors import CameraError

if TYPE_CHECKING:
    from pathlib import Path

CAMERAS = [CameraInfo(0, "Integrated Camera"), CameraInfo(2, "Logitech C920"), CameraInfo(4, "Logitech Brio"), CameraInfo(6, "Brio")]


@pytest.mark.parametrize(("part", "index"), [("c920", 2), ("INTEGRATED", 0), ("logitech b", 4), ("brio", 6)])
def test_a_camera_by_part_of_its_name(part: str, index: int) -> None:
    assert find_camera(part, CAMERAS).index == index


def test_a_name_of_several_lists_them() -> None:
    with pytest.raises(CameraError, match=r"2 cameras.*2 \(Logitech C920\), 4 \(Logitech Brio\)"):
        find_camera("logitech", CAMERAS)


def test_a_name_of_none_lists_all() -> None:
    with pytest.raises(CameraError, match=r"“canon” is no camera.*Integrated Camera"):
        find_camera("canon", CAMERAS)


def test_no_camera_at_all_is_said() -> None:
    assert "no camera that answers" in describe_cameras([])


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's list of cameras is Linux's")
def test_linux_nodes_that_give_no_pictures_are_left_out(tmp_path: Path) -> None:
    classes, devices = tmp_path / "class", tmp_path / "dev"
    devices.mkdir()
    for number, name in {10: "Far", 2: "Near", 3: "Data"}.items():
        (classes / f"video{number}").mkdir(parents=True)
        (classes / f"video{number}" / "name").write_text(f"{name}\n", encoding="utf-8")
    (classes / "videoless").mkdir()
    (devices / "video3").write_bytes(b"")  # answers no question: gives no pictures
    found = linux_cameras(classes, devices)
    assert [(camera.index, camera.name, camera.path) for camera in found] == [(2, "Near", str(devices / "video2")), (10, "Far", str(devices / "video10"))]
    assert [camera.usable for camera in found] == [False, False]  # listed, but the nodes are not there
    assert found[0].trouble == "No such file or directory"


def test_this_computers_cameras_have_numbers_in_order() -> None:
    numbers = [camera.index for camera in list_cameras()]
    assert numbers == sorted(set(numbers))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a camera be held")
def test_a_camera_that_was_left_held_and_is_not_here_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert recover_cameras() == []
    pledge = tmp_path / "northlight" / "cameras" / "one.pledge"
    pledge.parent.mkdir(parents=True)
    pledge.write_text('{"camera": "No such camera", "bus": "nowhere", "changes": [[1, 2, 3]]}', encoding="utf-8")
    assert recover_cameras() == []
    assert pledge.exists()


def test_opencv_is_hushed(capfd: pytest.CaptureFixture[str]) -> None:
    hush_opencv()
    assert not cv2.VideoCapture(9999).isOpened()
    assert capfd.readouterr().err == ""
