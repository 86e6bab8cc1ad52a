from __future__ import annotations

import json
import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from clips import drawn_frames, jpegs, write_clip
from msgspec.structs import replace
from phone import Phone
from small_session import small_session

from capture.camera import open_source
from capture.camera.virtual import VirtualCamera
from capture.errors import CameraError
from capture.script import sessions
from capture.session import Session
from capture.studio.tracker import StudioTracker
from guidance.profile import load
from guidance.prompts import prompt
from guidance.rig import NO_SOUND, VOICE_NOTICE_S, Rig
from guidance.snapshot import Command, LookState, Phase
from guidance.voice import Silent

if TYPE_CHECKING:
    from pathlib import Path

    from capture.script.timeline import Script
    from guidance.profile import Profile
    from guidance.snapshot import Snapshot

PROFILE = load("classic")


def rig_for(spec: str, folder: Path, told: list[Snapshot], voice: Silent | None = None, profile: Profile = PROFILE) -> Rig:
    source = open_source(spec)
    session = Session.open(folder, source=source.name, profile=profile.name)
    return Rig(source, profile, session, voice or Silent(), spec=spec, on_step=told.append)


def test_a_file_is_used_frame_by_frame_and_ends_by_itself(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(3))
    told: list[Snapshot] = []
    voice = Silent()
    rig = rig_for(str(clip), tmp_path / "sitting", told, voice)
    rig.start()
    assert rig.finished.wait(60)
    rig.stop()
    assert rig.error is None
    assert rig.unsaved == ()
    assert [snapshot.reading.index for snapshot in told[:-1]] == list(range(45))
    assert told[-1].phase is Phase.DONE
    assert any(snapshot.written for snapshot in told)
    kept = Session.read(tmp_path / "sitting").shots
    assert len(kept) == sum(len(snapshot.written) for snapshot in told)
    assert [picture.look for picture in told[-1].pictures] == [shot.look for snapshot in told for shot in snapshot.written]
    assert [cue for cue in voice.heard if cue.clip], "something was said"
    spoken = [json.loads(line) for line in (tmp_path / "sitting" / "journal.jsonl").read_text().splitlines()]
    assert {"prompt", "shot", "feed"} <= {event["event"] for event in spoken}


class Parting(Silent):
    """A voice that remembers whether it was closed in a hurry."""

    hurried: bool | None = None

    def close(self, *, hurry: bool = True) -> None:
        self.hurried = hurry
        super().close()


@pytest.mark.parametrize("stopped", [False, True], ids=["ends by itself", "is stopped"])
def test_last_words_are_heard_where_a_sitting_ends_by_itself_and_cut_where_it_is_stopped(tmp_path: Path, stopped: bool) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(3))
    told: list[Snapshot] = []
    voice = Parting()
    rig = rig_for(str(clip), tmp_path / "sitting", told, voice)
    rig.start()
    if not stopped:
        assert rig.finished.wait(60)
    rig.stop()
    assert rig.error is None
    assert voice.hurried is stopped


def test_a_voice_that_is_silent_is_told_in_one_line_for_a_while_and_in_full_in_the_journal(tmp_path: Path) -> None:
    script = tmp_path / "small.toml"
    script.write_text(small_session(16, 2, (480, 270)), encoding="utf-8")
    reason = "There is no sound: this machine has no sound device to play on. Connect one."
    told: list[Snapshot] = []
    rig = rig_for(f"sample:{script}", tmp_path / "sitting", told, Silent(reason))
    rig.start()
    assert rig.finished.wait(60)
    rig.stop()
    noted = [snapshot.t_s for snapshot in told if NO_SOUND in snapshot.notices]
    assert min(noted) == told[0].t_s
    assert max(noted) == pytest.approx(VOICE_NOTICE_S, abs=1)
    assert len(NO_SOUND) <= 76, "one row of the smallest screen"
    assert not any(reason in snapshot.notices for snapshot in told)
    spoken = [json.loads(line) for line in (tmp_path / "sitting" / "journal.jsonl").read_text().splitlines()]
    assert [event["notice"] for event in spoken if event["event"] == "notice"] == [reason]


def test_the_sitters_neutral_once_taken_is_what_readings_are_against(tmp_path: Path) -> None:
    script = tmp_path / "small.toml"
    script.write_text(small_session(4, 8, (480, 270)).replace("[lamps.window]", "pitch_deg = 6\n[lamps.window]"), encoding="utf-8")
    told: list[Snapshot] = []
    rig = rig_for(f"sample:{script}", tmp_path / "sitting", told)
    rig.start()
    assert rig.finished.wait(60)
    rig.stop()
    met = next(index for index, snapshot in enumerate(told) if snapshot.neutral is not None)
    neutral = told[met].neutral
    assert neutral is not None
    assert abs(neutral.pitch_deg) > 2
    before, after = told[met].reading, told[met + 1].reading
    assert before.pose is not None
    assert after.pose is not None
    assert abs(before.pose.pitch_deg - neutral.pitch_deg) < 1
    assert abs(after.pose.pitch_deg) < 1, "the sitter has not moved: only what it is told against"
    assert before.camera is not None
    assert after.camera is not None
    assert before.camera.height_deg is None
    assert after.camera.height_deg is not None


def test_a_tracker_or_camera_that_fails_surfaces_and_nobody_waits_for_ever(tmp_path: Path) -> None:
    told: list[Snapshot] = []
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(1))
    rig = rig_for(str(clip), tmp_path / "sitting", told)
    rig._coach = None  # type: ignore[assignment]
    rig.start()
    assert rig.finished.wait(30)
    assert isinstance(rig.error, AttributeError)
    with pytest.raises(AttributeError):
        rig.screen.wait(99)


def test_a_lost_phone_is_waited_for_and_time_goes_on(tmp_path: Path) -> None:
    told: list[Snapshot] = []
    with Phone(jpegs(drawn_frames(2)), fps=15) as phone:
        rig = rig_for(phone.url, tmp_path / "sitting", told, profile=replace(PROFILE, language="de"))
        rig.start()
        _until(lambda: len(told) > 5)
        phone.stall.set()
        _until(lambda: told[-1].notices == (f"{phone.url} gives no new picture. Waiting for it.",))
        assert told[-1].prompt == prompt("camera_waiting", language="de")
        assert told[-1].findings == ()
        phone.stall.clear()
        _until(lambda: not told[-1].notices)
        phone.habits.drop_after = 0
        _until(lambda: any("Waiting" in notice for notice in told[-1].notices))
        assert {snapshot.prompt.show for snapshot in told if snapshot.prompt and snapshot.prompt.id == "camera_waiting"} == {"Warten auf die Kamera"}
        rig.commands.put(Command.NEXT_LOOK)
        _until(lambda: told[-1].looks[0].state is LookState.SKIPPED)
        assert told[-1].prompt == prompt("camera_waiting", language="de")
        phone.habits.drop_after = None
        before = len(told)
        _until(lambda: len(told) > before + 10 and not told[-1].notices)
        rig.commands.put(Command.TAKE_NOW)
        _until(lambda: any(snapshot.written for snapshot in told))
        rig.stop()
    times = [snapshot.t_s for snapshot in told]
    assert times == sorted(times)
    assert rig.error is None
    noted = [json.loads(line) for line in (tmp_path / "sitting" / "journal.jsonl").read_text().splitlines()]
    notices = [event["notice"] for event in noted if event["event"] == "notice"]
    assert [notice for notice in notices if notice == "The camera is back."] == ["The camera is back."] * 2
    kept = Session.read(tmp_path / "sitting").shots
    assert kept
    assert all(shot.image_path.suffix == ".jpg" for shot in kept), "a phone's own JPEG is kept as it came"


def test_undo_then_take_takes_back_the_earlier_photograph_and_keeps_the_new_one(tmp_path: Path) -> None:
    told: list[Snapshot] = []
    with Phone(jpegs(drawn_frames(2)), fps=15) as phone:
        rig = rig_for(phone.url, tmp_path / "sitting", told)
        rig.start()
        _until(lambda: len(told) > 2)
        rig.commands.put(Command.TAKE_NOW)
        _until(lambda: any(snapshot.written for snapshot in told))
        for command in (Command.UNDO, Command.TAKE_NOW):
            rig._coach.command(command)
        _until(lambda: sum(len(snapshot.written) for snapshot in told) >= 2)
        rig.stop()
    by_number = {path.stem[:3]: json.loads(path.read_text()) for path in (tmp_path / "sitting" / "shots").glob("*.json")}
    assert by_number["001"]["undone"] is True
    assert by_number["002"]["undone"] is False
    assert by_number["002"]["cause"] == "asked"


def test_where_nobody_watches_a_stream_that_stays_away_ends_the_sitting(tmp_path: Path) -> None:
    told: list[Snapshot] = []
    with Phone(jpegs(drawn_frames(1)), fps=15, loop=False) as phone:
        source = open_source(phone.url)
        session = Session.open(tmp_path / "sitting", source=source.name, profile=PROFILE.name)
        phone.habits.status = 503
        rig = Rig(source, PROFILE, session, Silent(), spec=phone.url, patience_s=1, on_step=told.append)
        rig.start()
        assert rig.finished.wait(40)
        rig.stop()
    assert rig.error is None
    assert told[-1].phase is Phase.DONE
    assert Session.read(tmp_path / "sitting").shots


def test_a_camera_that_never_gave_a_picture_is_an_error(tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"no video")
    with pytest.raises(CameraError):
        open_source(str(broken))


def _until(true: object, seconds: float = 30) -> None:
    assert callable(true)
    give_up_s = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < give_up_s, "it did not happen"
        time.sleep(0.02)


class Lockable(VirtualCamera):
    """Notes at which frame it was locked and restored."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.asked: list[tuple[str, float]] = []

    def lock(self) -> None:
        self.asked.append(("lock", self._newest_s))
        super().lock()

    def restore(self) -> None:
        self.asked.append(("restore", self._newest_s))
        super().restore()


def test_the_cameras_automatics_are_held_while_frames_are_gathered_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(small_session(9, 12, (480, 270)), encoding="utf-8")
    script = sessions.load(str(path))
    told: list[Snapshot] = []
    source = Lockable(script)
    session = Session.open(tmp_path / "sitting", source=source.name, profile=PROFILE.name)
    rig = Rig(source, PROFILE, session, Silent(), spec=str(path), on_step=told.append, tracker=StudioTracker(script))
    rig.start()
    assert rig.finished.wait(60)
    rig.stop()
    phases = [snapshot.phase is Phase.SHOOTING for snapshot in told]
    turned = [("lock" if now else "restore", told[place + 1].t_s) for place, (before, now) in enumerate(pairwise(phases)) if before is not now]
    assert source.asked[: len(turned)] == turned
    assert [what for what, _ in turned][:2] == ["lock", "restore"]
    gathered_s = turned[1][1] - turned[0][1]
    assert PROFILE.timing.collect_s - 0.01 <= gathered_s <= PROFILE.timing.collect_most_s + 0.1
    (kept,) = {shot.sidecar.look: shot.sidecar for shot in Session.read(tmp_path / "sitting").shots if shot.sidecar.look == "straight"}.values()
    assert kept.reasons[0].endswith("1 too new to tell")
    assert sum(len(over.frames) for over in kept.passed_over) > 8
