from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.errors import SessionError
from capture.session.lock import FolderLock

if TYPE_CHECKING:
    from pathlib import Path


def test_only_one_at_a_time(tmp_path: Path) -> None:
    first = FolderLock(tmp_path)
    with pytest.raises(SessionError, match="Another Northlight") as refusal:
        FolderLock(tmp_path)
    assert str(tmp_path) in str(refusal.value)
    first.release()
    first.release()
    FolderLock(tmp_path).release()


def test_folders_do_not_hinder_each_other(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first, second = FolderLock(tmp_path), FolderLock(tmp_path / "b")
    first.release()
    second.release()


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / ".lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SessionError, match=r"\.lock can't be used"):
        FolderLock(tmp_path / "one")
    assert not (tmp_path / "elsewhere").exists()
