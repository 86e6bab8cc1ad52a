from __future__ import annotations

import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, no_file_larger_than, shot
from PIL import Image

from capture.errors import SessionError
from capture.session import Session, read_journal

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="signals, file modes and size limits are POSIX")
CHECKOUT = Path(__file__).parents[3]


def begin(folder: Path) -> Session:
    return Session.open(folder, source="Camera 0", profile="classic")


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_sitting_on_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "sitting"
    with begin(folder) as session:
        session.log("prompt", t_s=0.5, id="hold_still")
        session.keep(shot("straight"))
        taken = camera_shot("smile", index=9)
        session.keep(taken)
        assert [one.id for one in session.shots] == ["001_straight", "002_smile"]
    assert files(folder) == [
        ".lock",
        "journal.jsonl",
        "session.json",
        "shots/001_straight.json",
        "shots/001_straight.png",
        "shots/002_smile.jpg",
        "shots/002_smile.json",
    ]
    assert np.array_equal(np.asarray(Image.open(folder / "shots/001_straight.png")), cartoon(seed=7))
    assert (folder / "shots/002_smile.jpg").read_bytes() == taken.observation.frame.encoded
    events = read_journal(folder / "journal.jsonl")
    assert [(event["event"], event["t_s"]) for event in events] == [("prompt", 0.5), ("shot", 1.75), ("shot", 2.25), ("ended", None)]


@posix_only
def test_nobody_else_may_look(tmp_path: Path) -> None:
    with begin(tmp_path / "s") as session:
        session.keep(shot())
    for path in [tmp_path / "s", *(tmp_path / "s").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_hashes_are_of_the_file_and_of_its_pixels(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        sidecar = session.keep(shot()).sidecar
    assert sidecar.image_sha256 == hashlib.sha256((tmp_path / "shots" / sidecar.image).read_bytes()).hexdigest()
    assert sidecar.pixels_sha256 == hashlib.sha256(b"480x640x3\n" + cartoon(seed=7).tobytes()).hexdigest()


def test_a_sitting_is_gone_on_with(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        first = session.keep(shot("straight"))
        identity = session.info.id
    data = first.image_path.read_bytes()
    with Session.open(tmp_path, source="Camera 1", profile="warm") as session:
        assert session.info.id == identity
        assert session.shots == (first,)
        assert session.keep(shot("straight")).id == "002_straight"
    assert first.image_path.read_bytes() == data
    resumed = [event for event in read_journal(tmp_path / "journal.jsonl") if event["event"] == "resumed"]
    assert [(event["source"], event["profile"]) for event in resumed] == [("Camera 1", "warm")]


def test_undo_marks_and_deletes_nothing(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        session.keep(shot("straight"))
        second = session.keep(shot("smile"))
        undone = session.undo_last()
        assert undone is not None
        assert undone.id == "002_smile"
        assert undone.sidecar.undone
        assert session.keep(shot("smile")).id == "003_smile"
        session.undo_last()
        session.undo_last()
        assert session.undo_last() is None
    assert second.image_path.exists()
    assert Session.read(tmp_path).shots == ()
    with begin(tmp_path) as session:
        assert session.keep(shot("straight")).id == "004_straight"


def test_only_one_program_writes(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        session.keep(shot())
        with pytest.raises(SessionError, match="Another Northlight"):
            begin(tmp_path)
        assert len(Session.read(tmp_path).shots) == 1
    begin(tmp_path).close()


def test_shots_are_not_written_through_a_link(tmp_path: Path) -> None:
    begin(tmp_path / "sitting").close()
    (tmp_path / "sitting" / "shots").rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / ".x.0a1b2c3d.part").write_bytes(b"")
    (tmp_path / "sitting" / "shots").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SessionError, match="shots is a link to another place"):
        begin(tmp_path / "sitting")
    assert files(tmp_path / "elsewhere") == [".x.0a1b2c3d.part"]


def test_reading_writes_nothing(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        session.keep(shot())
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    session = Session.read(tmp_path)
    for forbidden in (lambda: session.keep(shot()), session.undo_last, lambda: session.log("prompt")):
        with pytest.raises(SessionError, match="not open for writing"):
            forbidden()
    session.close()
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_a_look_makes_a_safe_file_name(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        assert session.keep(shot("../../etc/pass wd")).id == "001_etc-pass-wd"
        assert session.keep(shot("笑顔")).id == "002_look"
        assert session.shots[1].sidecar.look == "笑顔"


def test_a_damaged_sidecar_is_told_and_hurts_no_other(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        session.keep(shot("straight")).path.write_text("{")
        session.keep(shot("smile"))
    session = Session.read(tmp_path)
    assert [one.id for one in session.shots] == ["002_smile"]
    assert len(session.damaged) == 1
    assert "001_straight.json" in session.damaged[0]


@posix_only
def test_a_picture_that_does_not_fit_leaves_nothing_and_fits_later(tmp_path: Path) -> None:
    with begin(tmp_path) as session:
        before = files(tmp_path)
        with no_file_larger_than(50_000), pytest.raises(SessionError, match=r"001_straight.png"):
            session.keep(shot())
        assert files(tmp_path) == before
        assert session.keep(shot()).id == "001_straight"


@posix_only
def test_a_sidecar_that_does_not_fit_takes_its_picture_with_it(tmp_path: Path) -> None:
    taken = shot(rgb=np.zeros((8, 8, 3), np.uint8))
    with begin(tmp_path) as session:
        before = files(tmp_path)
        with no_file_larger_than(600), pytest.raises(SessionError, match=r"001_straight.json"):
            session.keep(taken)
        assert files(tmp_path) == before


KILLED_AT_THE_SIDECAR = """
import os, signal, sys
from kept_shots import shot
from capture.session import Session
session = Session.open(__import__("pathlib").Path(sys.argv[1]), source="x", profile="y")
session.keep(shot("straight"))
def hook(event, args):
    if event == "open" and "002_smile.json" in str(args[0]):
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
session.keep(shot("smile"))
"""


@posix_only
def test_a_kill_between_picture_and_sidecar_leaves_a_readable_sitting(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "tests")])
    killed = subprocess.run([sys.executable, "-c", KILLED_AT_THE_SIDECAR, tmp_path], env={**os.environ, "PYTHONPATH": paths}, check=False)
    assert killed.returncode == -signal.SIGKILL
    orphan = tmp_path / "shots" / "002_smile.png"
    data = orphan.read_bytes()
    assert [one.id for one in Session.read(tmp_path).shots] == ["001_straight"]
    with begin(tmp_path) as session:
        assert session.keep(shot("smile")).id == "003_smile"
    assert orphan.read_bytes() == data
    assert [one.id for one in Session.read(tmp_path).shots] == ["001_straight", "003_smile"]


ENDLESS = """
import sys
from kept_shots import shot
from capture.session import Session
session = Session.open(__import__("pathlib").Path(sys.argv[1]), source="x", profile="y")
while True:
    session.keep(shot())
"""


@posix_only
def test_a_kill_at_any_time_leaves_only_whole_shots(tmp_path: Path) -> None:
    paths = os.pathsep.join([str(CHECKOUT), str(CHECKOUT / "tests")])
    with subprocess.Popen([sys.executable, "-c", ENDLESS, tmp_path], env={**os.environ, "PYTHONPATH": paths}) as writing:
        end = time.monotonic() + 30
        while not (tmp_path / "shots" / "003_straight.json").exists() and writing.poll() is None and time.monotonic() < end:
            time.sleep(0.01)
        writing.kill()
    with begin(tmp_path) as session:
        assert session.damaged == ()
        assert len(session.shots) >= 3
        for one in session.shots:
            assert np.array_equal(one.picture().rgb, cartoon(seed=7))
    assert not [name for name in files(tmp_path) if name.endswith(".part")]
