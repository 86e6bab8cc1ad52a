from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from faults import BROKEN, Disk, PowerCut, on
from numbered_camera import APERTURE_PRIORITY

from capture.camera import controls
from capture.camera.controls import Change, Which, pledged
from capture.camera.pledge import Pledge

if TYPE_CHECKING:
    from pathlib import Path

WHICH = Which("Integrated Camera", "usb-0000:00:14.0-5")
EXPOSURE = Change(controls.AUTO_EXPOSURE, APERTURE_PRIORITY, 1)
FOCUS = Change(controls.AUTO_FOCUS, 1, 0)

KILLED = """
import sys, time
from pathlib import Path
from capture.camera.controls import Change, Which
from capture.camera.pledge import Pledge
pledge = Pledge(Which("a", "b"), Path(sys.argv[1]))
assert pledge.give([Change(1, 2, 3)])
pledge.path.write_bytes(b"no pledge, so that the guardian sweeps it away: no such camera is here")
print("pledged", flush=True)
time.sleep(60)
"""


def test_it_is_on_the_disk_before_anything_is_changed_and_gone_at_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "cameras"
    pledge = Pledge(WHICH, folder)
    assert not folder.exists()
    assert pledge.give([EXPOSURE])
    assert pledge.path.read_bytes() == pledged(WHICH, [EXPOSURE])
    assert folder.stat().st_mode & 0o777 == 0o700
    assert pledge.path.stat().st_mode & 0o777 == 0o600
    inode = pledge.path.stat().st_ino
    assert pledge.give([EXPOSURE])
    assert pledge.path.stat().st_ino == inode, "the same is written once"
    assert pledge.give([EXPOSURE, FOCUS])
    assert pledge.path.read_bytes() == pledged(WHICH, [EXPOSURE, FOCUS])
    assert controls.redeem_all(folder) == []
    assert pledge.path.exists(), "this program lives"
    guardian = pledge._guardian
    assert guardian is not None
    pledge.close()
    assert guardian.returncode == 0
    assert pledge.path.exists(), "the camera is not here: it is waited for"
    assert list(folder.iterdir()) == [pledge.path]
    pledge.close()


def test_what_can_not_be_kept_is_not_promised(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    pledge = Pledge(WHICH, tmp_path / "file")
    assert not pledge.give([EXPOSURE])
    pledge.close()


def test_it_lasts_through_a_power_cut_before_it_is_promised(tmp_path: Path) -> None:
    pledge = Pledge(WHICH, tmp_path / "state" / "cameras")
    with on(Disk(tmp_path)) as disk:
        assert pledge.give([EXPOSURE])
        first = len(disk.done)
        assert pledge.give([EXPOSURE, FOCUS])
    pledge.close()
    cut = PowerCut()
    for number, done in enumerate(disk.done):
        if number == first:
            assert cut.lasts(f"state/cameras/{pledge.path.name}")
        cut.see(done)
    assert cut.lasts(f"state/cameras/{pledge.path.name}")
    assert cut.torn == []


def test_where_its_name_may_not_last_nothing_is_promised_and_it_is_tried_anew(tmp_path: Path) -> None:
    with on(Disk(tmp_path)) as disk:
        good = Pledge(WHICH, tmp_path)
        assert good.give([EXPOSURE])
        good.close()
    last = max(number for number, done in enumerate(disk.done) if done.name == "fsync")
    pledge = Pledge(WHICH, tmp_path)
    with on(Disk(tmp_path, last, BROKEN, for_good=False)):
        assert not pledge.give([EXPOSURE])
        assert pledge._guardian is None
        assert controls.redeem_all(tmp_path) == []
        assert pledge.path.exists(), "this program lives"
        assert pledge.give([EXPOSURE])
    pledge.close()


def test_a_guardian_that_was_killed_is_replaced(tmp_path: Path) -> None:
    pledge = Pledge(WHICH, tmp_path)
    assert pledge.give([EXPOSURE])
    first = pledge._guardian
    assert first is not None
    first.kill()
    first.communicate()
    assert pledge.give([EXPOSURE])
    assert pledge._guardian is not None
    assert pledge._guardian.pid != first.pid
    assert pledge._guardian.poll() is None
    pledge.close()


def test_the_guardian_outlives_a_program_that_is_killed_with_its_whole_group(tmp_path: Path) -> None:
    program = subprocess.Popen([sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "pledged\n"
    assert list(tmp_path.iterdir())
    os.killpg(program.pid, signal.SIGINT)
    os.killpg(program.pid, signal.SIGKILL)
    killed_s = time.monotonic()
    program.communicate()
    while list(tmp_path.iterdir()):
        assert time.monotonic() - killed_s < 10
        time.sleep(0.01)
