from __future__ import annotations

from itertools import pairwise
from threading import Event, Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np

from capture.errors import VoiceError
from guidance.snapshot import Cue, Tone
from guidance.speech import Speech
from guidance.voice import booth
from guidance.voice.booth import Booth
from guidance.voice.clips import Pack
from guidance.voice.orders import Order, Report
from guidance.voice.packs import find
from guidance.voice.tones import tone

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

PACK = find("en").pack()
BLOCK_FRAMES = 480


class Tape:
    """A sound device that keeps what it is given, four times as fast as it would sound; it stops taking sound when `stuck` and `restart` frees it once."""

    BEGINS_S = 0.0

    def __init__(self, fill: Callable[[np.ndarray], None], device: str) -> None:
        self.name, self.underruns, self.restarts, self.closed = device, 0, 0, False
        self.blocks: list[np.ndarray] = []
        self.stuck, self.dead = Event(), Event()
        self._fill = fill
        self._begins_s = monotonic() + self.BEGINS_S
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self.closed:
            if monotonic() >= self._begins_s and not self.stuck.is_set() and not self.dead.is_set():
                block = np.zeros(BLOCK_FRAMES, np.float32)
                self._fill(block)
                self.blocks.append(block)
            sleep(BLOCK_FRAMES / 48_000 / 4)

    def restart(self) -> None:
        self.restarts += 1
        self._begins_s = monotonic() + self.BEGINS_S
        self.stuck.clear()

    def close(self) -> None:
        self.closed = True
        self._thread.join()

    @property
    def heard(self) -> np.ndarray:
        return np.concatenate(self.blocks)


class Room:
    """A booth at work on a thread, its tape and what it reported."""

    def __init__(
        self, speaker: Callable[..., object] = Tape, pack: Pack = PACK, volume: float = 1.0, alive: Callable[[], None] = lambda: None
    ) -> None:
        self.reports: list[Report] = []
        self.tapes: list[Tape] = []

        def opened(fill: Callable[[np.ndarray], None], device: str) -> object:
            made = speaker(fill, device)
            if isinstance(made, Tape):
                self.tapes.append(made)
            return made

        speech = Speech(device="desk", volume=volume)
        self.booth = Booth(pack, self.reports.append, speech=speech, alive=alive, speaker=opened)  # type: ignore[arg-type]
        self.thread = Thread(target=self.booth.serve, daemon=True)
        self.thread.start()

    def ends(self, last_words_s: float = 5.0) -> np.ndarray:
        self.booth.ask(Order(last_words_s=last_words_s))
        self.thread.join(10)
        assert not self.thread.is_alive()
        return self.tapes[0].heard

    def until(self, true: Callable[[], object]) -> None:
        until_s = monotonic() + 10
        while not true() and monotonic() < until_s:
            sleep(0.005)
        assert true()


def place(heard: np.ndarray, sound: np.ndarray) -> int:
    size = 1 << (heard.size + sound.size).bit_length()
    alike = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size)), size)
    return int(alike[: heard.size].argmax())


def test_a_sentence_and_a_tone_are_heard_whole_on_the_device_that_was_asked_for() -> None:
    room = Room()
    room.booth.ask(Order(Cue("hold.1")))
    heard = room.ends()
    first = place(heard, PACK.samples("hold.1"))
    np.testing.assert_allclose(heard[first : first + PACK.samples("hold.1").size], PACK.samples("hold.1"), atol=1e-6)
    assert room.tapes[0].name == "desk"
    assert room.tapes[0].closed
    assert room.reports == [Report(open=True, device="desk")]


def test_a_tone_sounds() -> None:
    room = Room()
    room.booth.ask(Order(Cue(tone=Tone.SHUTTER)))
    heard = room.ends()
    first = place(heard, tone(Tone.SHUTTER))
    np.testing.assert_allclose(heard[first : first + tone(Tone.SHUTTER).size], tone(Tone.SHUTTER), atol=1e-6)


def test_the_volume_is_that_of_sentences_and_tones() -> None:
    room = Room(pack=find("en").pack(volume=0.25, speed=1.2), volume=0.25)
    room.booth.ask(Order(Cue("hold.1")))
    room.booth.ask(Order(Cue(tone=Tone.SHUTTER)))
    heard = room.ends()
    assert 0.15 * 0.25 < np.abs(heard).max() < 0.4, "a quarter of what it would be"
    said = find("en").pack(speed=1.2).samples("hold.1") * 0.25
    said[: tone(Tone.SHUTTER).size] += tone(Tone.SHUTTER) * 0.25
    first = place(heard, said)
    both = heard[first : first + said.size]
    assert np.corrcoef(both, said)[0, 1] > 0.97


def test_in_a_hurry_last_words_fade_out() -> None:
    room = Room()
    room.booth.ask(Order(Cue("all_done.1")))
    room.until(lambda: room.tapes and np.abs(room.tapes[0].heard[-BLOCK_FRAMES:]).max() > 0.01)
    heard = room.ends(last_words_s=0.05)
    sounding = np.flatnonzero(np.abs(heard) > 0.001)
    assert sounding[-1] - sounding[0] < 0.9 * PACK.samples("all_done.1").size
    assert np.abs(np.diff(heard)).max() < 0.5, "it fades, it does not click"


def test_a_device_that_ran_dry_is_set_going_again_and_the_sentence_goes_on() -> None:
    room = Room()
    room.booth.ask(Order(Cue("look_straight.1")))
    room.until(lambda: room.tapes and np.abs(room.tapes[0].heard).max() > 0.05)
    room.tapes[0].stuck.set()
    room.until(lambda: room.tapes[0].restarts)
    heard = room.ends()
    sentence = PACK.samples("look_straight.1")
    first = place(heard, sentence)
    np.testing.assert_allclose(heard[first : first + sentence.size], sentence, atol=1e-6)
    assert room.tapes[0].restarts == 1
    assert room.reports == [Report(open=True, device="desk")]


class Slow(Tape):
    """A device that needs longer to begin than it is waited for where one ran dry."""

    BEGINS_S = 0.7


def test_a_device_that_is_slow_to_begin_is_not_held_up_by_being_set_going_again_and_again() -> None:
    room = Room(Slow)
    room.until(lambda: room.tapes and room.tapes[0].blocks)
    assert room.tapes[0].restarts == 0
    room.tapes[0].stuck.set()
    room.until(lambda: room.tapes[0].restarts)
    taken = len(room.tapes[0].blocks)
    room.until(lambda: len(room.tapes[0].blocks) > taken + 10)
    assert room.tapes[0].restarts == 1
    room.ends()
    assert room.reports == [Report(open=True, device="desk")]


def test_last_words_are_no_sign_of_a_device_that_hangs() -> None:
    seen: list[float] = []
    room = Room(alive=lambda: seen.append(monotonic()))
    room.booth.ask(Order(Cue("look_straight.1")))
    room.until(lambda: room.tapes and np.abs(room.tapes[0].heard).max() > 0.01)
    room.ends()
    seen.append(monotonic())
    assert max(later - earlier for earlier, later in pairwise(seen)) < 0.3


def test_a_device_that_takes_no_more_sound_is_given_up_with_a_notice() -> None:
    room = Room()
    room.until(lambda: room.tapes)
    room.tapes[0].dead.set()
    room.thread.join(10)
    assert not room.thread.is_alive()
    assert room.tapes[0].closed
    assert not room.reports[-1].open
    assert "stopped taking sound" in (room.reports[-1].notice or "")


def test_the_device_running_dry_is_counted() -> None:
    room = Room()
    room.until(lambda: room.tapes)
    room.tapes[0].underruns = 2
    room.until(lambda: room.reports[-1].underruns == 2)
    room.ends()


def test_a_device_that_refuses_is_reported() -> None:
    def refused(_fill: object, device: str) -> None:
        raise VoiceError(f"No sound device is named '{device}'.", "Plug it in.")

    room = Room(refused)
    room.thread.join(10)
    assert room.reports == [Report(notice="No sound device is named 'desk'. Plug it in.")]


def test_an_unknown_sentence_is_silence_with_a_notice_and_the_voice_goes_on() -> None:
    room = Room()
    room.booth.ask(Order(Cue("no.such")))
    room.until(lambda: room.reports and room.reports[-1].notice)
    room.booth.ask(Order(Cue("hold.1")))
    heard = room.ends()
    assert "'no.such'" in (room.reports[-1].notice or "")
    assert room.reports[-1].open
    assert np.abs(heard).max() > 0.1


def test_what_breaks_the_voice_is_told_and_frees_the_device(monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(_self: Pack, name: str) -> np.ndarray:
        raise KeyError(name)

    room = Room()
    room.until(lambda: room.tapes)
    monkeypatch.setattr(Pack, "samples", torn)
    room.booth.ask(Order(Cue("hold.1")))
    room.thread.join(10)
    assert (room.reports[-1].notice or "").startswith("The voice broke off (KeyError: ")
    assert room.tapes[0].closed


def test_a_cue_that_is_stale_when_the_device_opens_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(booth, "STALE_S", -1.0)
    room = Room()
    room.booth.ask(Order(Cue("hold.1")))
    assert not room.ends().any()
