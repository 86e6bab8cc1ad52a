from __future__ import annotations

import time
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import msgspec
import numpy as np
import pytest
from feed_filters import SKIN
from feeds import feed, sitter
from kept_shots import shot
from pages import mirrored, page
from screen_samples import snapshot

from capture.camera import open_source
from capture.feed import feed_notes, looked
from capture.session import Session, read_journal
from capture.types import Frame, Observation, Reading
from guidance.identity_scores import Iso
from guidance.keeping import Keeping
from guidance.profile import load
from guidance.prompts import prompt
from guidance.snapshot import Cue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from capture.camera import Source
    from capture.feed.watch import Look
    from capture.types import Face
    from guidance.profile import Profile

CLASSIC = load("classic")
STRICT = msgspec.structs.replace(CLASSIC, iso=Iso(single_face_present=90))


def keeping(folder: Path, profile: Profile = CLASSIC) -> Keeping:
    return Keeping(Session.open(folder, source="x", profile=profile.name), profile)


def noticed(kept: Keeping) -> tuple[str, ...]:
    """Wait until something is to be said."""
    give_up_s = time.monotonic() + 10
    while not kept.notices:
        assert time.monotonic() < give_up_s, "nothing was said"
        kept.look_after()
        time.sleep(0.005)
    return kept.notices


def test_what_was_decided_is_in_the_folder_and_what_was_said_in_the_journal(tmp_path: Path) -> None:
    kept = keeping(tmp_path)
    said = prompt("kept")
    taken = shot("straight"), shot("smile")
    for step in (
        replace(snapshot(), kept=taken, undone=0, cue=Cue(clip=said.clip), prompt=said),
        replace(snapshot(), kept=(), undone=1, cue=Cue(clip=None), prompt=said),
    ):
        kept.carry_out(step)
        kept.note_said(step)
    assert kept.close() == ()
    assert kept.look_after() == taken
    assert kept.notices == ()
    assert [each.sidecar.look for each in Session.read(tmp_path).shots] == ["straight"]
    assert [event["said"] for event in read_journal(tmp_path / "journal.jsonl") if event["event"] == "prompt"] == [said.say]


def test_a_photograph_s_scores_are_told_once_it_is_written_until_it_is_taken_back(tmp_path: Path) -> None:
    kept = keeping(tmp_path, STRICT)
    kept.carry_out(replace(snapshot(), kept=(shot(),), undone=0))
    assert noticed(kept) == ("ISO: faces can't be judged",)
    kept.carry_out(replace(snapshot(), kept=(), undone=1))
    assert kept.notices == ()
    kept.close()
    assert [(score.measure, score.asked) for score in Session.read(tmp_path)._all[0].sidecar.iso if score.asked] == [("SingleFacePresent", 90)]


def test_a_photograph_that_breaks_is_counted_and_told(tmp_path: Path) -> None:
    kept = keeping(tmp_path)
    kept.carry_out(replace(snapshot(), kept=(shot("smile", rgb=np.zeros((0, 0, 3), np.uint8)),), undone=0))
    assert noticed(kept) == ("The photograph of smile could not be written; it is put elsewhere at the end.",)
    assert kept.failing == 1
    kept.carry_out(replace(snapshot(), kept=(), undone=1))
    give_up_s = time.monotonic() + 10
    while kept.failing:
        assert time.monotonic() < give_up_s, "it is taken back, and still counted"
        kept.look_after()
        time.sleep(0.005)
    assert kept.notices == ()
    assert kept.close() == ()


def test_a_moment_of_which_nothing_was_kept_is_told_in_the_journal(tmp_path: Path) -> None:
    kept = keeping(tmp_path)
    kept.carry_out(replace(snapshot(2.5), kept=(), undone=0, refused="41 frames: 30 in a blink, 11 moving"))
    kept.carry_out(replace(snapshot(2.6), kept=(), undone=0))
    kept.close()
    told = [(event["t_s"], event["frames"]) for event in read_journal(tmp_path / "journal.jsonl") if event["event"] == "refused"]
    assert told == [(2.5, "41 frames: 30 in a blink, 11 moving")]


def test_what_was_found_of_the_feed_is_in_the_journal_and_a_programs_work_on_the_screen(tmp_path: Path) -> None:
    face = sitter()
    for name, through, filtered in (("honest", None, False), ("filtered", SKIN["guided 100%"], True)):
        with open_source("sample:talker") as source:
            kept = Keeping(Session.open(tmp_path / name, source="x", profile="classic"), CLASSIC, source)
        for run in feed(2.0, 12, through, face):
            for frame in run:
                kept.watch_feed(Observation(frame, face, Reading(frame.index, frame.t_s, 1)))
        kept.close()
        assert ("A program filters skin (sure)." in kept.notices) is filtered
        (note,) = feed_notes(read_journal(tmp_path / name / "journal.jsonl"))
        assert note.filtered is filtered
        assert note.reading.samples == 12
        assert ("Skin is smoothed" in note.in_plain_words[0]) is filtered


def test_a_mirrored_feed_is_in_the_journal_and_on_the_screen(tmp_path: Path) -> None:
    with open_source("sample:talker") as source:
        kept = Keeping(Session.open(tmp_path, source="x", profile="classic"), CLASSIC, source)
    for index in range(36):
        frame = Frame(index, index / 30, mirrored(page()))
        kept.watch_feed(Observation(frame, None, Reading(frame.index, frame.t_s, 0)))
    kept.close()
    assert "A program mirrors the picture (sure)." in kept.notices
    (note,) = feed_notes(read_journal(tmp_path / "journal.jsonl"))
    assert note.filtered
    assert note.in_plain_words[0].startswith("The picture comes mirrored (sure)")
    assert note.reading.writing is not None


def test_a_feed_that_was_cut_short_is_noted_as_far_as_it_was_seen(tmp_path: Path) -> None:
    with open_source("sample:talker") as source:
        kept = Keeping(Session.open(tmp_path, source="x", profile="classic"), CLASSIC, source)
    kept.close()
    (note,) = feed_notes(read_journal(tmp_path / "journal.jsonl"))
    assert note.reading.samples == 0
    assert "could not be judged" in note.in_plain_words[0]


def test_who_waits_for_the_folder_is_told_at_once_what_is_on_the_disk_and_waits_for_no_full_one(tmp_path: Path) -> None:
    kept = keeping(tmp_path)
    for look in ("straight", "smile"):
        one = shot(look)
        kept.carry_out(replace(snapshot(), kept=(one,), undone=0))
        kept.settle()
        assert kept.look_after() == (one,)
        assert [each.sidecar.look for each in Session.read(tmp_path).shots][-1] == look
    (tmp_path / "shots").rename(tmp_path / "aside")
    (tmp_path / "shots").write_bytes(b"in the way")
    kept.carry_out(replace(snapshot(), kept=(shot("left"), shot("right")), undone=0))
    kept.settle()
    assert kept.look_after() == ()
    assert kept.failing == 1
    (tmp_path / "shots").unlink()
    (tmp_path / "aside").rename(tmp_path / "shots")
    assert kept.close() == ()
    assert [each.look for each in kept.look_after()] == ["left", "right"]


@pytest.mark.parametrize(("live", "looks"), [(True, 2), (False, 13)])
def test_a_live_feed_is_looked_at_less_often(tmp_path: Path, *, live: bool, looks: int) -> None:
    source = cast("Source", SimpleNamespace(live=live, stills=False, name="a camera"))
    kept = Keeping(Session.open(tmp_path, source="x", profile="classic"), CLASSIC, source)
    for index in range(188):
        kept.watch_feed(Observation(Frame(index, index / 30, np.zeros((48, 64, 3), np.uint8)), None, Reading(index, index / 30, 0)))
    assert kept._feed is not None
    assert kept._feed._looks == looks
    kept.close()


def test_a_look_at_the_feed_that_takes_a_third_of_a_second_makes_no_frame_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end = Event()

    def slow(run: Sequence[Frame], face: Face | None) -> Look:
        assert may_end.wait(20)
        return looked(run, face)

    monkeypatch.setattr("guidance.keeping.looked", slow)
    face, picture = sitter(), np.zeros((90, 160, 3), np.uint8)
    with open_source("sample:talker") as source:
        kept = Keeping(Session.open(tmp_path, source="x", profile="classic"), CLASSIC, source)
    for index in range(12):
        kept.watch_feed(Observation(Frame(index, index / 30, picture), face, Reading(index, index / 30, 1)))
    may_end.set()
    kept.close()
    (note,) = feed_notes(read_journal(tmp_path / "journal.jsonl"))
    assert note.reading.samples <= 1
