"""The main job as a user runs it: a sitting and its set, in processes of their own, with no network at all."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import termios
import time
from threading import Thread
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from clips import drawn_frames, jpegs, write_clip
from phone import Phone
from PIL import Image
from shared import SHARED, needs_shared

from capture.camera import open_source
from capture.session import Session, pictures, read_burst
from capture.types import Cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from capture.types import Rgb

pytestmark = pytest.mark.timeout(240)

NORTHLIGHT = [sys.executable, "-m", "guidance"]

PARTS = ("light", "exposure", "colour", "pose", "framing", "focus", "eyes", "expression", "background", "camera")

NO_SOCKETS = """
import sys
def watch(event, args):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        print("CONNECTION", event, args, file=sys.stderr)
        raise RuntimeError("a connection was opened")
sys.addaudithook(watch)
from guidance.cli import run
sys.exit(run(sys.argv[1:]))
"""

AUDITED = """
import os, sys
told = open(os.environ["AUDITED"], "w", buffering=1)
print(os.getpid(), file=told)
def watch(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.sendto", "socket.bind"):
        print(event, args[1:] if event in ("socket.sendto", "socket.bind") else args, file=told)
    elif event == "socket.connect" and not isinstance(args[1], (str, bytes)):
        print(event, args[1], file=told)
sys.addaudithook(watch)
from guidance.cli import run
sys.exit(run(sys.argv[1:]))
"""


def northlight(*arguments: object, program: list[str] | None = None, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    command = [*(program or NORTHLIGHT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=200, env=env)


def pixels(path: Path) -> Rgb:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_clip(tmp_path_factory.mktemp("clips") / "drawn.mp4", drawn_frames(3))


@pytest.fixture(scope="module")
def sitting(clip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sittings") / "one"
    done = northlight("sit", "--headless", "--no-voice", "--camera", clip, "--session", folder, program=[sys.executable, "-c", NO_SOCKETS])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert " keep  straight" in done.stdout
    return folder


def test_the_kept_pictures_are_the_clips_own_frames(sitting: Path, clip: Path) -> None:
    with open_source(str(clip)) as source:
        frames = [frame.rgb for frame in source]
    for shot in Session.read(sitting).shots:
        assert np.array_equal(pixels(shot.image_path), frames[shot.sidecar.index])
        sidecar = json.loads((sitting / "shots" / f"{shot.id}.json").read_text())
        assert sidecar["reading"]["eyes"]["left_open_frac"] > 0.4
        assert sidecar["image_sha256"]
        assert sidecar["reasons"]
        burst = read_burst(shot)
        if shot.sidecar.cause is Cause.MOMENT:
            assert burst is not None
            beside = pictures(shot, burst, shot.picture())
            assert len(beside.indices) >= 3
            assert all(np.array_equal(rgb, frames[index]) for index, rgb in zip(beside.indices, beside.rgbs, strict=True))
    assert oct((sitting / "shots").stat().st_mode)[-3:] == "700"


def test_the_set_is_made_without_a_connection(sitting: Path, tmp_path: Path) -> None:
    done = northlight("export", sitting, "--to", tmp_path / "set", program=[sys.executable, "-c", NO_SOCKETS])
    assert done.returncode == 0, done.stderr
    receipt = json.loads((tmp_path / "set" / "receipt.json").read_text())
    names = {file["name"] for file in receipt["files"]}
    assert {path.name for path in (tmp_path / "set").iterdir()} == names | {"receipt.html", "receipt.json"}
    for preset in ("linkedin", "square", "portrait", "wallet", "8x10"):
        with Image.open(tmp_path / "set" / f"01_straight_{preset}.jpg") as crop:
            assert crop.info["icc_profile"]
            assert min(crop.size) >= 200
    original = pixels(tmp_path / "set" / "01_straight_original.png")
    assert np.array_equal(original, pixels(Session.read(sitting).shots[0].image_path))


def alone() -> list[str]:
    """Return what starts a program where there is no network, not even loopback. Skips the test where this machine does not allow it."""
    command = [shutil.which("unshare") or "unshare", *([] if os.getuid() == 0 else ["--map-root-user"]), "--net"]
    if not shutil.which("unshare") or subprocess.run([*command, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine allows no empty network namespace: that takes unshare and root, or namespaces for users")
    return command


def test_the_whole_job_works_where_there_is_no_network_at_all(clip: Path, tmp_path: Path) -> None:
    folder, command = tmp_path / "one", [*alone(), *NORTHLIGHT]
    sat = northlight("sit", "--headless", "--camera", clip, "--session", folder, program=command)
    assert sat.returncode == 0, sat.stderr
    assert " keep  straight" in sat.stdout
    made = northlight("export", folder, "--preset", "linkedin", program=command)
    assert made.returncode == 0, made.stderr
    proven = northlight("verify", folder / "set", "--session", folder, program=command)
    assert proven.returncode == 0, proven.stderr
    assert re.match(r"(\d+) of \1 proven", proven.stdout)


def test_a_sitting_is_gone_on_with_and_never_overwritten(sitting: Path, clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(sitting, folder)
    before = {path: path.read_bytes() for path in (folder / "shots").rglob("*") if path.is_file()}
    done = northlight("sit", "--headless", "--no-voice", "--camera", clip, "--session", folder)
    assert done.returncode == 0, done.stderr
    after = {path: path.read_bytes() for path in (folder / "shots").rglob("*") if path.is_file()}
    assert {path: after[path] for path in before} == before


def test_a_phone_gives_a_sitting_that_sigterm_ends_with_what_was_taken_and_is_the_only_connection(tmp_path: Path) -> None:
    told_by_python, told_by_kernel = tmp_path / "audited.txt", tmp_path / "traced.txt"
    with Phone(jpegs(drawn_frames(3)), fps=15) as phone:
        command = [sys.executable, "-c", AUDITED, "sit", "--headless", "--no-voice", "--camera", phone.url, "--session", str(tmp_path / "one")]
        env = {**os.environ, "AUDITED": str(told_by_python)}
        with subprocess.Popen([*traced(told_by_kernel), *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env) as program:
            assert program.stdout is not None
            told = [program.stdout.readline() for _ in range(3)]
            until_kept = time.monotonic() + 30
            while not list((tmp_path / "one").glob("shots/*.json")) and time.monotonic() < until_kept:
                time.sleep(0.05)
            os.kill(int(told_by_python.read_text().splitlines()[0]), signal.SIGTERM)
            rest, errors = program.communicate(timeout=60)
    assert program.returncode == 0, errors
    assert "motion JPEG over HTTP" in told[0]
    assert " keep  straight" in rest
    assert Session.read(tmp_path / "one").shots
    for shot in Session.read(tmp_path / "one").shots:
        assert shot.image_path.suffix == ".jpg"
    numbers = f"socket.getaddrinfo ('127.0.0.1', {phone.port}, 0, 1, 0)"  # an address in numbers: nobody is asked for it
    assert told_by_python.read_text().splitlines()[1:] == [numbers, f"socket.connect ('127.0.0.1', {phone.port})"]
    if told_by_kernel.exists():
        # Sockets of the machine itself, such as a sound server's, are no network.
        calls = [line for line in told_by_kernel.read_text().splitlines() if re.search(r"(connect|bind|send\w*)\(.*AF_(?!UNIX)", line)]
        assert len(calls) == 1, calls
        assert f'sin_port=htons({phone.port}), sin_addr=inet_addr("127.0.0.1")' in calls[0]


def traced(told: Path) -> list[str]:
    """Return what notes in `told` each of a program's calls for a network, whatever library makes it; nothing where this machine does not allow it."""
    command = [shutil.which("strace") or "strace", "--follow-forks", "--seccomp-bpf", "-e", "trace=network", "-e", "signal=none", "-o", str(told)]
    allowed = shutil.which("strace") and not subprocess.run([*command, "true"], check=False, capture_output=True).returncode
    return command if allowed else []


def test_the_screen_runs_on_a_phone_and_gives_the_terminal_back(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "NORTHLIGHT_PICTURE": "blocks"}
    painted = bytearray()

    def read() -> None:
        while True:
            try:
                painted.extend(os.read(master, 65536))
            except OSError:
                return

    def until(seen: Callable[[], bool]) -> None:
        give_up_s = time.monotonic() + 60
        while not seen():
            assert time.monotonic() < give_up_s, bytes(painted[-500:])
            time.sleep(0.05)

    with Phone(jpegs(drawn_frames(3)), fps=15) as phone:
        command = [*NORTHLIGHT, "--camera", phone.url, "--session", str(tmp_path / "one"), "--no-voice"]
        with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=env, start_new_session=True) as program:
            os.close(slave)
            Thread(target=read, daemon=True).start()
            until(lambda: "▀".encode() in painted and b"Getting ready" in painted)
            os.write(master, b"t")
            until((tmp_path / "one" / "shots" / "001_straight.json").exists)
            os.write(master, b"q")
            assert program.wait(60) == 0
    until(lambda: b"Next: northlight export" in painted)
    os.close(master)
    assert b"\x1b[?1049l" in painted, "the terminal's own screen is back"
    assert b"Traceback" not in painted
    shots = Session.read(tmp_path / "one").shots
    assert shots[0].sidecar.cause == "asked"
    assert shots[0].image_path.suffix == ".jpg"


def test_analyse_prints_a_line_of_json_for_each_frame_with_the_promised_names(clip: Path) -> None:
    done = northlight("analyse", clip, "--json", "--every", 15)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["index"] for line in lines] == [0, 15, 30]
    assert tuple(lines[0]) == ("source", "index", "t_s", "faces", *PARTS, "gesture")
    assert lines[0]["source"] == str(clip)
    assert {"azimuth_deg", "elevation_deg", "face_azimuth_deg", "face_elevation_deg", "pattern", "key_to_fill_ev"} <= lines[0]["light"].keys()
    assert {"yaw_deg", "pitch_deg", "roll_deg", "shoulders_yaw_deg"} == lines[0]["pose"].keys()


def test_analyse_scores_identity_photographs_where_it_is_asked_to(clip: Path) -> None:
    done = northlight("analyse", clip, "--json", "--iso", "--every", 40)
    assert done.returncode == 0, done.stderr
    line = json.loads(done.stdout.splitlines()[0])
    assert tuple(line)[-1] == "iso"
    assert line["iso"]["SingleFacePresent"] == {"code": "0x4c", "native": 0.0, "scalar": 100}
    assert all(0 <= component["scalar"] <= 100 for component in line["iso"].values() if component["native"] is not None)


def test_analyse_goes_on_after_a_path_that_gives_nothing(clip: Path, tmp_path: Path) -> None:
    cut_off = tmp_path / "cut.jpg"
    cut_off.write_bytes(b"\xff\xd8\xff\xe0 no more")
    done = northlight("analyse", cut_off, clip, "--every", 40)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("northlight: ")
    assert len(done.stdout.splitlines()) == 2


@needs_shared
@pytest.mark.parametrize(("name", "faces"), [("webcam_640x360.mp4", True), ("no_face_960x540.mp4", False)])
def test_real_clips_end_by_themselves(name: str, faces: bool, tmp_path: Path) -> None:
    done = northlight("sit", "--headless", "--no-voice", "--camera", SHARED / "faces" / "clips" / name, "--session", tmp_path / "one")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "one").exists() is faces
    if not faces:
        assert "No face was seen in 95 frames" in done.stdout
        return
    shots = Session.read(tmp_path / "one").shots
    assert shots
    for shot in shots:
        eyes = msgspec.to_builtins(shot.sidecar.reading)["eyes"]
        assert min(eyes["left_open_frac"], eyes["right_open_frac"]) > 0.4
