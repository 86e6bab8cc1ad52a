from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import sys
from pathlib import Path
from guidance.cli.command_line import hide_logins
hide_logins()
print(repr(Path("/proc/self/cmdline").read_bytes()))
print(sys.argv[1:])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shows it in this way")
@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (["--camera", "http://anna:s3cret@10.0.0.2:8080/video"], rb"--camera\x00http://***********@10.0.0.2:8080/video\x00"),
        (["--camera=rtsp://anna:s3cret@cam/live", "--go"], rb"--camera=rtsp://***********@cam/live\x00--go\x00"),
        (["http://cam/video?user=anna&pwd=s3cret", "x@y"], rb"http://cam/video?********************\x00x@y\x00"),
        (["http://cam/video", "s3cret@home"], rb"http://cam/video\x00s3cret@home\x00"),
    ],
)
def test_logins_can_not_be_read_by_others_and_are_kept_by_the_program(words: list[str], shown: bytes) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    line, kept = done.stdout.splitlines()
    assert shown.decode() in line
    assert kept == str(words)
