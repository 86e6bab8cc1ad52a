from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from kept_shots import shot

from capture.session import Session, remove_empty

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "sitting"
    Session.open(folder, source="Camera 0", profile="classic").close()
    return folder


def test_a_sitting_without_a_photograph_goes_whole(folder: Path) -> None:
    assert (folder / "journal.jsonl").exists()
    assert remove_empty(folder)
    assert not folder.exists()
    assert folder.parent.exists()
    assert not remove_empty(folder), "nothing is there any more"


@pytest.mark.parametrize("undone", [False, True])
def test_one_photograph_keeps_it_even_when_it_was_taken_back(folder: Path, *, undone: bool) -> None:
    with Session.open(folder, source="Camera 0", profile="classic") as session:
        session.keep(shot("straight"))
        if undone:
            session.undo_last()
    before = sorted(path.name for path in folder.rglob("*"))
    assert not remove_empty(folder)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_what_is_not_ours_stays(folder: Path, tmp_path: Path) -> None:
    (folder / "notes.txt").write_text("Ada, Tuesday")
    assert not remove_empty(folder)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    assert not remove_empty(tmp_path), "a folder that is no sitting"
    assert tmp_path.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="locks are told apart by process there")
def test_a_sitting_that_goes_on_is_left_alone(folder: Path) -> None:
    with Session.open(folder, source="Camera 0", profile="classic"):
        assert not remove_empty(folder)
        assert (folder / "session.json").exists()
