"""What a sitter hears, recorded from a real sound server's device."""

from __future__ import annotations

import json
import os
from importlib import resources
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np
import pytest
from small_session import small_session
from sound_sink import RATE_HZ, Recording, heard_at, in_three_tries, sink, why_not

from capture.camera import open_source
from capture.script import sessions
from capture.session import Session
from capture.studio.tracker import StudioTracker
from guidance.profile import load
from guidance.rig import Rig
from guidance.snapshot import Cue, Tone
from guidance.speech import Speech
from guidance.voice import Player
from guidance.voice.clips import read_manifest
from guidance.voice.packs import find
from guidance.voice.player import ENGLISH
from guidance.voice.tones import tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(why_not() is not None, reason=str(why_not()))

PACK = find("en").pack()
FOLDER = resources.files("guidance") / "voice" / "en"
ONSET_S = 0.06
COARSE = 6


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Run one sound server for all of these tests, and play on it."""
    with sink(tmp_path_factory.mktemp("sound")) as environment:
        before = dict(os.environ)
        os.environ.update(environment)
        yield environment
        os.environ.clear()
        os.environ.update(before)


def coarser(sound: np.ndarray) -> np.ndarray:
    """Return a sound at 8 kHz: enough to tell which of many sentences it is."""
    return sound[: sound.size // COARSE * COARSE].reshape(-1, COARSE).mean(axis=1)


def ready(speech: Speech = ENGLISH) -> Player:
    """Return a voice whose device is open."""
    player = Player(speech)
    until_s = monotonic() + 20
    while not player.ready and monotonic() < until_s:
        sleep(0.01)
    assert player.ready, player.notice
    return player


@pytest.fixture
def voice(server: dict[str, str]) -> Iterator[Player]:  # noqa: ARG001 - its environment is where the voice plays
    """Return a voice that has had time to decode its clips, as before a sitting's first words."""
    player = ready()
    sleep(1.5)
    yield player
    player.close()


@in_three_tries
def test_sentences_are_heard_whole_and_at_once(voice: Player, server: dict[str, str]) -> None:
    recording = Recording(server)
    before = voice.underruns
    names = ("hold.1", "kept.1", "chin_down.1", "no_face.1", "kept.1")
    asked_s = []
    for name in names:
        asked_s.append(monotonic())
        voice.play(Cue(name, urgent=True))
        sleep(PACK.samples(name).size / RATE_HZ + 0.3)
    heard = recording.stop()
    onsets_s = []
    for name, when_s in zip(names, asked_s, strict=True):
        due = int((when_s - recording.at_s(0)) * RATE_HZ)
        frame, alike = heard_at(heard, PACK.samples(name), (due - RATE_HZ // 10, due + RATE_HZ // 2))
        assert alike >= 0.99, name
        onsets_s.append(recording.at_s(frame) - when_s)
    assert np.median(onsets_s) <= ONSET_S, [round(onset_s * 1000) for onset_s in onsets_s]
    assert voice.underruns == before
    assert voice.notice is None


@in_three_tries
def test_another_pack_is_heard_as_loud_and_as_fast_as_was_asked_for(server: dict[str, str]) -> None:
    player = ready(Speech(pack="de", volume=0.5, speed=1.2))
    clip = find("de").pack(volume=0.5, speed=1.2).samples("chin_down.2")
    recording = Recording(server)
    player.play(Cue("chin_down.2"))
    sleep(clip.size / RATE_HZ + 0.5)
    heard = recording.stop()
    player.close()
    first, alike = heard_at(heard, clip, (0, heard.size))
    assert alike >= 0.99
    assert np.abs(heard[first : first + clip.size]).max() == pytest.approx(np.abs(clip).max(), rel=0.02)
    assert clip.size < find("de").pack().samples("chin_down.2").size / 1.19


@in_three_tries
def test_a_tone_is_heard_over_a_sentence_and_an_urgent_sentence_instead_of_it(voice: Player, server: dict[str, str]) -> None:
    recording = Recording(server)
    asked_s = monotonic()
    voice.play(Cue("look_straight.1"))
    sleep(0.8)
    voice.play(Cue("kept.1", tone=Tone.SHUTTER, urgent=True))
    sleep(1.5)
    heard = recording.stop()
    due = int((asked_s - recording.at_s(0)) * RATE_HZ)
    beginning = PACK.samples("look_straight.1")[: RATE_HZ // 2]
    first, alike = heard_at(heard, beginning, (due, due + RATE_HZ // 2))
    assert alike >= 0.99
    mixed = PACK.samples("kept.1").copy()
    click = tone(Tone.SHUTTER)
    mixed[: click.size] += click
    start, alike = heard_at(heard, mixed, (first + RATE_HZ // 2, first + RATE_HZ * 3 // 2))
    assert alike >= 0.97  # the cut sentence fades under its first 12 ms
    assert 0.7 < (start - first) / RATE_HZ < 0.95
    after = heard[start + mixed.size + RATE_HZ // 20 :]
    assert np.abs(after).max() < 1e-3, "nothing of the sentence that was cut comes back"


@in_three_tries
def test_closed_in_a_hurry_it_is_silent_within_half_a_second_else_it_ends_its_sentence(server: dict[str, str]) -> None:
    recording = Recording(server)
    first = ready()
    first.play(Cue("look_straight.1"))
    sleep(0.5)
    closed_s = monotonic()
    first.close()
    assert monotonic() - closed_s < 1.5
    second = ready()
    played_s = monotonic()
    second.play(Cue("all_done.1"))
    sleep(0.3)
    second.close(hurry=False)
    assert monotonic() - played_s < 0.6, "nobody waits for last words"
    sleep(2.5)
    heard = recording.stop()
    between = heard[int((closed_s + 0.5 - recording.at_s(0)) * RATE_HZ) : int((played_s - recording.at_s(0)) * RATE_HZ)]
    assert np.abs(between).max(initial=0) < 1e-3
    due = int((played_s - recording.at_s(0)) * RATE_HZ)
    assert heard_at(heard, PACK.samples("all_done.1"), (due, due + RATE_HZ // 2))[1] >= 0.99


@in_three_tries
def test_a_rehearsal_is_heard_as_its_journal_says(tmp_path: Path, server: dict[str, str]) -> None:
    script = tmp_path / "small.toml"
    script.write_text(small_session(9, 8, (480, 270)), encoding="utf-8")
    sitting = tmp_path / f"sitting-{monotonic()}"
    recording = Recording(server)
    source = open_source(f"sample:{script}", paced=True)
    profile = load("classic")
    session = Session.open(sitting, source=source.name, profile=profile.name)
    rig = Rig(source, profile, session, ready(), spec=str(script), paced=True, tracker=StudioTracker(sessions.load(str(script))))
    rig.start()
    assert rig.finished.wait(120)
    rig.stop()
    assert rig.error is None
    sleep(2.0)  # last words are heard after the sitting has ended
    heard = recording.stop()
    events = [json.loads(text) for text in (sitting / "journal.jsonl").read_text().splitlines()]
    said = [(event["t_s"], event["said"]) for event in events if event["event"] == "prompt"]
    assert {"Got it."} < {text for _, text in said}
    clip_of = {clip.text: name for name, clip in read_manifest(FOLDER).clips.items()}
    coarse, clips = coarser(heard), {name: coarser(PACK.samples(name)) for name in PACK.names}
    first_t_s, first = said[0]
    began, alike = heard_at(heard, PACK.samples(clip_of[first]), (0, heard.size))
    assert alike >= 0.95
    for t_s, text in said:
        due = began + int((t_s - first_t_s) * RATE_HZ)
        around = (due - RATE_HZ // 4, due + RATE_HZ // 4)
        likeness = {name: heard_at(coarse, clip, (around[0] // COARSE, around[1] // COARSE))[1] for name, clip in clips.items()}
        assert max(likeness, key=lambda name: likeness[name]) == clip_of[text]
        frame, alike = heard_at(heard, PACK.samples(clip_of[text]), around)
        assert alike >= 0.95, "chimes sound over sentences, nothing else does"
        assert abs(frame - due) < 0.15 * RATE_HZ
