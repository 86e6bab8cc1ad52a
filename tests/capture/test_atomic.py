from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from kept_shots import no_file_larger_than

from capture import atomic
from capture.errors import ExportError, SessionError

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="file modes and size limits are POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_writes_whole_and_replaces(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    atomic.write(path, b"first", SessionError)
    atomic.write(path, b"second, longer", SessionError)
    assert path.read_bytes() == b"second, longer"
    assert names(tmp_path) == ["a.bin"]


@posix_only
def test_files_are_private_unless_asked(tmp_path: Path) -> None:
    atomic.make_folder(tmp_path / "x" / "y", SessionError)
    atomic.write(tmp_path / "x" / "y" / "p", b"", SessionError)
    atomic.write(tmp_path / "x" / "y" / "s", b"", SessionError, mode=atomic.SHARED_FILE)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "x" / "y").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "x" / "y" / "p").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "x" / "y" / "s").stat().st_mode) == 0o666 & ~umask


@posix_only
def test_a_write_that_fails_half_way_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    atomic.write(path, b"old", SessionError)
    with no_file_larger_than(5000), pytest.raises(SessionError, match=r"a.bin"):
        atomic.write(path, b"n" * 200_000, SessionError)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["a.bin"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="is not there any more"):
        atomic.write(tmp_path / "gone" / "a.bin", b"x", ExportError)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(SessionError, match="a file is in its place"):
        atomic.make_folder(tmp_path / "file", SessionError)
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "the disk is full (2.1 MB needed"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission denied"),
        (errno.EIO, os.strerror(errno.EIO)),
    ],
)
def test_reasons_are_told_in_words(tmp_path: Path, code: int, words: str) -> None:
    error = atomic.explained(OSError(code, os.strerror(code)), tmp_path / "001_straight.png", SessionError, need_bytes=2_100_000)
    assert words in error.what
    assert "001_straight.png" in error.what
    assert error.remedy.endswith(".")


def test_removes_only_leftovers(tmp_path: Path) -> None:
    for name in (".a.png.0a1b2c3d.part", "a.png", ".lock", "b.part"):
        (tmp_path / name).write_bytes(b"x")
    atomic.remove_leftovers(tmp_path)
    assert names(tmp_path) == [".lock", "a.png", "b.part"]
