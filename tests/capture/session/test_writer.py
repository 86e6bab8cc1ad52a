from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import no_file_larger_than, shot

from capture.errors import SessionError
from capture.session import Failed, Kept, Outcome, Session, SessionWriter, Undone, read_journal

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="size limits are POSIX")


def writer(folder: Path, retry_s: float = 0.05) -> SessionWriter:
    return SessionWriter(Session.open(folder, source="x", profile="y"), retry_s=retry_s)


def first(writing: SessionWriter) -> Outcome:
    """Wait for the next outcome; pytest's own limit ends a wait in vain."""
    while True:
        for outcome in writing.poll():
            return outcome
        time.sleep(0.005)


def test_jobs_are_done_in_order_on_a_thread_of_their_own(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    assert "session writer" in {thread.name for thread in threading.enumerate()}
    straight, smile = shot("straight"), shot("smile")
    writing.keep(straight)
    writing.log("prompt", t_s=1.0, id="smile_more")
    writing.keep(smile)
    writing.undo()
    assert writing.close() == []
    kept, second, undone = writing.poll()
    assert isinstance(kept, Kept)
    assert kept.shot is straight
    assert kept.kept.id == "001_straight"
    assert isinstance(second, Kept)
    assert isinstance(undone, Undone)
    assert undone.kept is not None
    assert undone.kept.id == "002_smile"
    assert [event["event"] for event in read_journal(tmp_path / "journal.jsonl")] == ["shot", "prompt", "shot", "undo", "ended"]
    assert [one.id for one in Session.read(tmp_path).shots] == ["001_straight"]
    assert "session writer" not in {thread.name for thread in threading.enumerate()}


def test_keep_returns_before_the_picture_is_written(tmp_path: Path) -> None:
    shots = [shot(index=number) for number in range(6)]
    writing = writer(tmp_path)
    for one in shots:
        writing.keep(one)
    assert not (tmp_path / "shots" / "006_straight.json").exists()
    assert writing.close() == []
    assert len(Session.read(tmp_path).shots) == 6


@posix_only
def test_a_shot_that_does_not_fit_is_told_once_and_saved_once_it_does(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    taken = shot()
    with no_file_larger_than(50_000):
        writing.keep(taken)
        failed = first(writing)
        assert isinstance(failed, Failed)
        assert failed.shot is taken
        assert "001_straight.png" in failed.error.what
        time.sleep(0.2)
        assert writing.poll() == []
    kept = first(writing)
    assert isinstance(kept, Kept)
    assert kept.kept.id == "001_straight"
    assert writing.close() == []


@posix_only
def test_close_tries_once_more(tmp_path: Path) -> None:
    writing = writer(tmp_path, retry_s=60)
    with no_file_larger_than(50_000):
        writing.keep(shot())
        assert isinstance(first(writing), Failed)
    assert writing.close() == []
    assert len(Session.read(tmp_path).shots) == 1


@posix_only
def test_close_hands_back_what_could_not_be_saved(tmp_path: Path) -> None:
    writing = writer(tmp_path, retry_s=60)
    one, two = shot("straight"), shot("smile")
    with no_file_larger_than(50_000):
        writing.keep(one)
        writing.keep(two)
        assert writing.close() == [one, two]
    assert Session.read(tmp_path).shots == ()


@posix_only
def test_an_undo_hits_the_shot_that_is_still_waiting_and_no_earlier_one(tmp_path: Path) -> None:
    writing = writer(tmp_path, retry_s=60)
    writing.keep(shot("straight"))
    assert isinstance(first(writing), Kept)
    with no_file_larger_than(50_000):
        writing.keep(shot("smile"))
        assert isinstance(first(writing), Failed)
        writing.undo()
        assert writing.close() == []
    assert writing.poll() == [Undone(None)]
    assert [one.id for one in Session.read(tmp_path).shots] == ["001_straight"]


def test_after_close_nothing_is_taken_in_silence(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    writing.close()
    with pytest.raises(SessionError, match="closed"):
        writing.keep(shot())
    Session.open(tmp_path, source="x", profile="y").close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")  # the thread is made to die here
def test_a_thread_that_dies_is_told_and_hands_back_its_shots(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    broken = shot(rgb=np.zeros((0, 0, 3), np.uint8))
    writing.keep(broken)
    with pytest.raises(SessionError, match="has stopped"):
        first(writing)
    assert writing.close() == [broken]
