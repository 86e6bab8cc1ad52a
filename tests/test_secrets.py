"""A camera's login is nowhere to be read: not in the session, not in the log, not in what is printed, not in the list of processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from clips import drawn_frames, jpegs
from phone import Phone
from rtsp_camera import RtspCamera
from sitting_camera import until

from capture.session import Session

NORTHLIGHT = [sys.executable, "-m", "guidance", "sit", "--headless", "--no-voice", "--session"]
USER, PASSWORD = "gwendolyn", "s3cr3tw0rd"
LOGIN = f"{USER}:{PASSWORD}"
SECRETS = (USER, PASSWORD)


def written(folder: Path) -> str:
    """Return everything in the folder's files, pictures too."""
    return "\n".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


def listed(process: int) -> str:
    """Return what `ps` shows of a process and its children, threads' names too."""
    own = Path(f"/proc/{process}")
    children = (own / "task" / str(process) / "children").read_text().split()
    names = [path.read_text() for path in own.glob("task/*/comm")]
    return "\n".join([(own / "cmdline").read_bytes().decode("latin-1"), *names, *(listed(int(child)) for child in children)])


def assert_no_secret(text: str) -> None:
    assert [secret for secret in SECRETS if secret in text] == []


def home(tmp_path: Path) -> dict[str, str]:
    return {**os.environ, "HOME": str(tmp_path / "home"), "XDG_STATE_HOME": str(tmp_path / "home" / "state")}


def test_a_phone_with_a_login_is_turned_and_breaks_off_and_its_login_stays_secret(tmp_path: Path) -> None:
    level = drawn_frames(2, (360, 480))
    with Phone(jpegs(level), fps=15, login=(USER, PASSWORD)) as phone:
        command = [*NORTHLIGHT, str(tmp_path / "one"), "--camera", phone.address("/video", user=LOGIN)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=home(tmp_path)) as program:
            until(lambda: bool(list((tmp_path / "one").glob("shots/*.json"))), 60)
            assert_no_secret(listed(program.pid))
            phone.jpegs = jpegs([np.pad(frame, ((140, 140), (0, 120), (0, 0)), mode="edge")[:, 60:420] for frame in level])
            phone.away.set()
            time.sleep(0.4)
            phone.away.clear()
            before = phone.sent
            until(lambda: phone.sent > before + 30, 60)
            program.send_signal(signal.SIGTERM)
            told, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    assert "Waiting for it to come back." in told
    assert Session.read(tmp_path / "one").shots
    assert_no_secret(told + errors + written(tmp_path))


def test_a_wrong_login_is_told_in_a_line_that_does_not_hold_it(tmp_path: Path) -> None:
    user = f"{USER}:{PASSWORD}wrong"
    with Phone(jpegs(drawn_frames(1)), login=(USER, PASSWORD)) as phone, RtspCamera(drawn_frames(0.2), login=(USER, PASSWORD)) as rtsp:
        for address in (phone.address("/video", user=user), rtsp.address(user)):
            done = subprocess.run([*NORTHLIGHT, str(tmp_path / "one"), "--camera", address], capture_output=True, text=True, check=False, env=home(tmp_path))
            assert done.returncode == 2
            assert done.stderr.count("\n") == 1
            assert "user:password@" in done.stderr
            assert_no_secret(done.stdout + done.stderr + written(tmp_path))
    assert not (tmp_path / "one").exists()
