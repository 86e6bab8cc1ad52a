from __future__ import annotations

import sys
import tempfile
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, no_file_larger_than, shot

from capture.errors import SessionError
from capture.session import Failed, IsoScore, Kept, Logged, Outcome, Session, SessionWriter, Undone, Unsaved, read_journal

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Shot

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="size limits are POSIX")


def writer(folder: Path, retry_s: float = 0.05) -> SessionWriter:
    return SessionWriter(Session.open(folder, source="x", profile="y"), retry_s=retry_s)


def next_ones(writing: SessionWriter, count: int) -> list[Outcome]:
    """Wait for so many outcomes."""
    give_up_s, outcomes = time.monotonic() + 10, writing.poll()
    while len(outcomes) < count:
        assert time.monotonic() < give_up_s, f"only {outcomes} came of it"
        time.sleep(0.005)
        outcomes += writing.poll()
    return outcomes


def first(writing: SessionWriter) -> Outcome:
    """Wait for the next outcome."""
    return next_ones(writing, 1)[0]


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
def test_close_hands_back_what_could_not_be_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    writing = writer(tmp_path / "sitting", retry_s=60)
    one, two = shot("straight"), shot("smile")
    with no_file_larger_than(50_000):
        writing.keep(one)
        writing.keep(two)
        # No file as large as these can be written anywhere, the temporary folder included.
        assert writing.close() == [Unsaved(one, None), Unsaved(two, None)]
    assert Session.read(tmp_path / "sitting").shots == ()
    assert [path.name for path in tmp_path.iterdir()] == ["sitting"]


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


def with_a_number_json_does_not_know(one: Shot) -> Shot:
    framing = replace(one.observation.reading.framing, distance_m=np.float32(1.5))
    return replace(one, observation=replace(one.observation, reading=replace(one.observation.reading, framing=framing)))


@pytest.mark.parametrize(
    ("broken", "kind"),
    [(shot("broken", rgb=np.zeros((0, 0, 3), np.uint8)), ValueError), (with_a_number_json_does_not_know(shot("broken")), TypeError)],
)
def test_a_shot_that_breaks_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], broken: Shot, kind: type[Exception]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    writing = writer(tmp_path / "sitting", retry_s=60)
    writing.keep(broken)
    writing.keep(shot("smile"))
    failed, kept = next_ones(writing, 2)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, kind)
    assert failed.shot is broken
    assert isinstance(kept, Kept)
    (unsaved,) = writing.close()
    assert unsaved.shot is broken
    assert [one.id for one in Session.read(tmp_path / "sitting").shots] == ["001_smile"]
    assert sorted(path.name for path in (tmp_path / "sitting" / "shots").iterdir()) == ["001_smile.json", "001_smile.png"]
    assert [event["event"] for event in read_journal(tmp_path / "sitting" / "journal.jsonl")] == ["shot", "ended"]
    Session.open(tmp_path / "sitting", source="x", profile="y").close()
    assert capfd.readouterr() == ("", "")


def test_an_undo_hits_the_shot_that_was_set_aside(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    writing.keep(shot("straight"))
    writing.keep(shot("broken", rgb=np.zeros((0, 0, 3), np.uint8)))
    writing.undo()
    writing.keep(shot("smile"))
    writing.undo()
    assert writing.close() == []
    outcomes = writing.poll()
    assert [type(outcome) for outcome in outcomes] == [Kept, Failed, Undone, Kept, Undone]
    assert outcomes[2] == Undone(None)
    assert outcomes[4].kept.id == "002_smile"
    assert [one.id for one in Session.read(tmp_path).shots] == ["001_straight"]


def test_what_the_folder_does_not_take_at_the_end_is_rescued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    writing = writer(tmp_path / "sitting", retry_s=60)
    (tmp_path / "sitting" / "shots").rmdir()
    (tmp_path / "sitting" / "shots").write_bytes(b"in the way")
    one, two = shot("straight"), camera_shot("smile")
    writing.keep(one)
    writing.keep(two)
    unsaved = writing.close()
    assert [entry.shot for entry in unsaved] == [one, two]
    (folder,) = {entry.rescued for entry in unsaved}
    assert folder.parent == tmp_path
    assert [kept.id for kept in Session.read(folder).shots] == ["001_straight", "002_smile"]
    assert (folder / "shots" / "002_smile.jpg").read_bytes() == two.observation.frame.encoded
    assert writing.close() == unsaved
    assert len(list(tmp_path.iterdir())) == 2


def test_a_journal_that_can_be_written_again_is_told(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    (tmp_path / "journal.jsonl").mkdir()
    writing.log("prompt", t_s=1.0, prompt="chin_up")
    failed = first(writing)
    assert isinstance(failed, Failed)
    assert "journal.jsonl" in str(failed.error)
    assert failed.shot is None
    (tmp_path / "journal.jsonl").rmdir()
    writing.log("prompt", t_s=2.0, prompt="hold_still")
    assert first(writing) == Logged()
    writing.log("prompt", t_s=3.0, prompt="smile_more")
    writing.close()
    assert writing.poll() == []
    assert [event["t_s"] for event in read_journal(tmp_path / "journal.jsonl")] == [1.0, 2.0, 3.0, None]


def test_a_journal_that_can_not_be_finished_still_ends_the_sitting(tmp_path: Path) -> None:
    writing = writer(tmp_path)
    (tmp_path / "journal.jsonl").mkdir()
    assert writing.close() == []
    (failed,) = writing.poll()
    assert isinstance(failed, Failed)
    (tmp_path / "journal.jsonl").rmdir()
    Session.open(tmp_path, source="x", profile="y").close()


def test_a_photograph_is_scored_on_the_writer_s_thread_and_has_its_scores_beside_it(tmp_path: Path) -> None:
    threads = []

    def score(taken: Shot) -> tuple[IsoScore, ...]:
        threads.append(threading.current_thread().name)
        return (IsoScore("EyesOpen", 0.07, taken.observation.frame.index, 90),)

    writing = SessionWriter(Session.open(tmp_path, source="x", profile="y"), score=score)
    writing.keep(shot(index=40))
    assert writing.close() == []
    assert threads == ["session writer"]
    (kept,) = Session.read(tmp_path).shots
    assert kept.sidecar.iso == (IsoScore("EyesOpen", 0.07, 40, 90),)
    others = (IsoScore("EyesOpen", 0.07, 90, 90), IsoScore("EyesOpen", None, None, 90), IsoScore("EyesOpen", 0.0, 0))
    assert [each.short for each in (*kept.sidecar.iso, *others)] == [True, False, True, False]


def test_the_burst_follows_its_shot_once_no_other_waits(tmp_path: Path) -> None:
    with_burst = replace(shot("straight"), burst=tuple(shot(index=index).observation.frame for index in (8, 9)))
    writing = writer(tmp_path)
    writing.keep(with_burst)
    writing.keep(shot("smile"))
    assert writing.close() == []
    names = [path.name for path in sorted((tmp_path / "shots").glob("*/*"))]
    assert names == ["frame_00008.png", "frame_00009.png", "frames.json"]
    written = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "shots").rglob("*.json")}
    assert written["001_straight.json"] < written["002_smile.json"] <= written["frames.json"]


@posix_only
def test_a_burst_that_finds_no_room_costs_no_photograph_and_is_told(tmp_path: Path) -> None:
    picture = shot("straight", rgb=np.zeros((48, 64, 3), np.uint8))
    noisy = replace(picture.observation.frame, index=8, rgb=np.random.default_rng(1).integers(0, 255, (480, 640, 3), np.uint8))
    with no_file_larger_than(100_000):
        writing = writer(tmp_path)
        writing.keep(replace(picture, burst=(noisy,)))
        assert writing.close() == []
    kept, failed = (outcome for outcome in writing.poll() if not isinstance(outcome, Logged))
    assert isinstance(kept, Kept)
    assert isinstance(failed, Failed)
    assert failed.shot is None
    assert "frame_00008.png" in str(failed.error)
    assert not (tmp_path / "shots" / "001_straight.burst").exists()
