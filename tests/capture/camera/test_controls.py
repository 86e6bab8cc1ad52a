from __future__ import annotations

import fcntl
import subprocess
import sys
import time
from pathlib import Path

import pytest
from numbered_camera import APERTURE_PRIORITY, Device, webcam

from capture.camera import controls
from capture.camera.controls import Change, NodeControls, Which, pledged, redeem, redeem_all

WHICH = Which("Integrated Camera", "usb-0000:00:14.0-5")
CHANGES = [Change(controls.AUTO_EXPOSURE, APERTURE_PRIORITY, 1), Change(controls.AUTO_FOCUS, 1, 0)]


@pytest.fixture
def pledge(tmp_path: Path) -> Path:
    path = tmp_path / "one.pledge"
    path.write_bytes(pledged(WHICH, CHANGES))
    return path


def held() -> Device:
    device = webcam()
    device.values |= {control: value for control, _, value in CHANGES}
    return device


def test_what_a_crash_left_held_is_given_back_once(pledge: Path) -> None:
    device, asked = held(), []

    def find(which: Which) -> Device:
        asked.append(which)
        return device

    assert redeem(pledge, find=find) == "Integrated Camera"
    assert device.values == webcam().values
    assert device.closed
    assert redeem(pledge, find=find) is None
    assert asked == [WHICH]
    assert not pledge.exists()


def test_what_was_set_since_by_somebody_else_stays(pledge: Path) -> None:
    device = held()
    device.values[controls.AUTO_EXPOSURE] = 2
    assert redeem(pledge, find=lambda _: device) == "Integrated Camera"
    assert device.values == webcam().values | {controls.AUTO_EXPOSURE: 2}


def test_nothing_that_was_held_is_nothing_to_tell(pledge: Path) -> None:
    assert redeem(pledge, find=lambda _: webcam()) is None
    assert not pledge.exists()


def test_a_camera_that_is_not_here_is_waited_for(pledge: Path) -> None:
    assert redeem(pledge) is None
    assert pledge.exists()


def test_a_pledge_whose_writer_lives_is_left_alone(pledge: Path) -> None:
    device = held()
    with pledge.open("rb") as writer:
        fcntl.flock(writer, fcntl.LOCK_EX)
        assert redeem(pledge, find=lambda _: device) is None
    assert device.values == held().values
    assert redeem(pledge, find=lambda _: device) == "Integrated Camera"


@pytest.mark.parametrize("text", [b"", b"\xff\x00", b"[1, 2]", b"{}", b'{"camera": "a", "bus": "b", "changes": [[1]]}'])
def test_what_is_no_pledge_is_swept_away(tmp_path: Path, text: bytes) -> None:
    (tmp_path / "odd.pledge").write_bytes(text)
    (tmp_path / "half.new").write_bytes(text)
    assert redeem_all(tmp_path) == []
    assert [path.name for path in tmp_path.iterdir()] == ["half.new"]
    assert redeem_all(tmp_path / "nowhere") == []


def test_a_node_that_is_no_camera_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    before = list(Path("/proc/self/fd").iterdir())
    with pytest.raises(OSError, match=r"ioctl|Inappropriate"):
        NodeControls(tmp_path / "video0")
    assert len(list(Path("/proc/self/fd").iterdir())) == len(before)


def test_the_guardian_waits_for_its_programs_end_needs_nothing_of_ours_and_ends_soon(pledge: Path) -> None:
    pledge.write_bytes(b"no pledge, so that its end is seen")
    guardian = subprocess.Popen([sys.executable, "-I", "-S", controls.__file__, str(pledge)], stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.5)
    assert guardian.poll() is None
    assert pledge.exists()
    _, errors = guardian.communicate(timeout=20)
    assert (guardian.returncode, errors) == (0, b"")
    assert not pledge.exists()
