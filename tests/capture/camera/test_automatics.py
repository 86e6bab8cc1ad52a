"""On a real camera that can be held, where this computer has one (or vivid's): others read its controls meanwhile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from capture.camera import list_cameras
from capture.camera.automatics import Automatics
from capture.camera.controls import NodeControls
from capture.camera.locking import AUTOMATICS

HELD = [Path(camera.path) for camera in list_cameras() if camera.usable and camera.holds and camera.path]

needs_camera = pytest.mark.skipif(not HELD, reason="this computer has no camera that can be held")

KILLED = """
import sys, time
from pathlib import Path
from capture.camera.automatics import Automatics
automatics = Automatics(Path(sys.argv[1]), Path(sys.argv[2]))
automatics.lock()
automatics.carry_out()
print(automatics.locked, flush=True)
time.sleep(60)
"""


def switches(node: Path) -> list[int | None]:
    controls = NodeControls(node)
    found = [controls.get(each.switch) for each in AUTOMATICS]
    controls.close()
    return found


def held(before: list[int | None]) -> list[int | None]:
    return [None if value is None else each.held for each, value in zip(AUTOMATICS, before, strict=True)]


def test_what_is_no_camera_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "video0").write_bytes(b"")
    with pytest.raises(OSError, match=r"ioctl|Inappropriate"):
        Automatics(tmp_path / "video0", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["video0"]


@needs_camera
@pytest.mark.parametrize("node", HELD, ids=str)
def test_others_see_it_held_and_given_back(node: Path, tmp_path: Path) -> None:
    before = switches(node)
    automatics = Automatics(node, tmp_path)
    automatics.carry_out()
    assert switches(node) == before
    assert list(tmp_path.iterdir()) == []
    for _ in range(2):
        automatics.lock()
        automatics.carry_out()
        assert switches(node) == held(before)
        assert len(list(tmp_path.iterdir())) == 1
        automatics.restore()
        automatics.carry_out()
        assert switches(node) == before
    automatics.lock()
    automatics.carry_out()
    automatics.close()
    assert switches(node) == before
    assert list(tmp_path.iterdir()) == []


@needs_camera
@pytest.mark.parametrize("node", HELD, ids=str)
def test_a_program_killed_in_the_middle_of_a_lock_gives_it_back_within_seconds(node: Path, tmp_path: Path) -> None:
    before = switches(node)
    program = subprocess.Popen([sys.executable, "-c", KILLED, str(node), str(tmp_path)], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "True\n"
    assert switches(node) == held(before)
    os.kill(program.pid, signal.SIGKILL)
    program.communicate()
    killed_s = time.monotonic()
    while switches(node) != before or list(tmp_path.iterdir()):
        assert time.monotonic() - killed_s < 10
        time.sleep(0.02)
