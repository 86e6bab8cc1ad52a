from __future__ import annotations

import json
import stat
import sys
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from capture.errors import SessionError
from capture.session.info import INFO_NAME, begin, now, read_info

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_begun_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "Ada, spring"
    folder.mkdir()
    begun = begin(folder, "Camera 0", "classic")
    assert read_info(folder) == begun
    assert (begun.title, begun.source, begun.profile) == ("Ada, spring", "Camera 0", "classic")
    assert begun.id != begin_elsewhere(tmp_path).id


def begin_elsewhere(tmp_path: Path):  # noqa: ANN201 - SessionInfo, named in the test above
    (tmp_path / "other").mkdir()
    return begin(tmp_path / "other", "Camera 0", "classic")


def test_a_folder_with_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(SessionError, match=r"holds thesis.txt"):
        begin(tmp_path, "x", "y")
    assert [entry.name for entry in tmp_path.iterdir()] == ["thesis.txt"]


def test_what_systems_and_cut_off_writes_leave_does_not_count(tmp_path: Path) -> None:
    for name in (".DS_Store", ".lock", f".{INFO_NAME}.0a1b2c3d.part"):
        (tmp_path / name).write_bytes(b"")
    assert begin(tmp_path, "x", "y") == read_info(tmp_path)


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "is damaged"), ('{"format": 1}', "missing required field"), (None, "has no session.json")],
)
def test_a_folder_that_is_no_sitting_is_told(tmp_path: Path, text: str | None, words: str) -> None:
    if text is not None:
        (tmp_path / INFO_NAME).write_text(text)
    with pytest.raises(SessionError, match=words):
        read_info(tmp_path)


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="There is no folder"):
        read_info(tmp_path / "nowhere")


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    begin(tmp_path, "x", "y")
    path = tmp_path / INFO_NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
    with pytest.raises(SessionError, match="format 2; this Northlight knows 1"):
        read_info(tmp_path)


def test_the_wall_clock_has_its_zone() -> None:
    assert datetime.fromisoformat(now()).tzinfo is not None


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_a_folder_that_becomes_a_sitting_is_its_owners_alone(tmp_path: Path) -> None:
    folder = tmp_path / "ada"
    folder.mkdir(mode=0o755)
    begin(folder, "x", "y")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / INFO_NAME).stat().st_mode) == 0o600
