from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from guidance.voice.edges import edged
from guidance.voice.mixer import RATE_HZ
from guidance.voice.packs import find
from guidance.voice.stretch import stretched

SPEEDS = (0.8, 0.9, 1.1, 1.3)


def note(pitch_hz: float, seconds: float = 1.0) -> np.ndarray:
    """Return a buzz, as rich in overtones as a voice, from silence to silence."""
    t_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    buzz = sum(np.sin(2 * np.pi * pitch_hz * k * t_s) / k for k in range(1, 9))
    return edged((0.2 * np.asarray(buzz)).astype(np.float32), 960, 960)


def period_frames(sound: np.ndarray) -> int:
    """Return the period of the middle of a sound, by its autocorrelation."""
    middle = sound[sound.size // 2 - 4800 : sound.size // 2 + 4800].astype(np.float64)
    alike = np.fft.irfft(np.abs(np.fft.rfft(middle, 32_768)) ** 2)[: RATE_HZ // 60]
    shortest = RATE_HZ // 400
    return shortest + int(alike[shortest:].argmax())


def test_at_the_usual_speed_nothing_is_touched() -> None:
    samples = note(110)
    assert stretched(samples, 1.0) is samples
    nothing = np.zeros(0, np.float32)
    assert stretched(nothing, 0.8).size == 0


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("pitch_hz", [80, 110, 220])
def test_the_length_changes_and_the_pitch_does_not(pitch_hz: float, speed: float) -> None:
    samples = note(pitch_hz)
    other = stretched(samples, speed)
    assert other.dtype == np.float32
    assert other.size == round(samples.size / speed)
    assert period_frames(other) == pytest.approx(RATE_HZ / pitch_hz, abs=1.5)
    assert float(np.sqrt((other**2).mean())) == pytest.approx(float(np.sqrt((samples**2).mean())), rel=0.05), "as loud as before"


@pytest.mark.parametrize("speed", SPEEDS)
def test_a_steady_note_stays_one_without_a_seam(speed: float) -> None:
    samples = note(110)
    steepest = np.abs(np.diff(samples)).max()
    other = stretched(samples, speed)
    assert np.abs(np.diff(other)).max() <= 1.1 * steepest
    inside = other[4800:-4800]
    period = RATE_HZ / 110
    periods = [inside[round(k * period) : round(k * period) + round(period)] for k in range(int(inside.size / period) - 1)]
    assert min(float(np.corrcoef(one, following)[0, 1]) for one, following in pairwise(periods)) > 0.99


@pytest.mark.parametrize("speed", SPEEDS)
@pytest.mark.parametrize("name", ["hold.1", "chin_down.2"])
def test_speech_is_heard_without_clicks_and_all_of_it(name: str, speed: float) -> None:
    samples = find("en").pack().samples(name)
    other = stretched(samples, speed)
    assert not other[[0, -1]].any()
    assert np.abs(np.diff(other)).max() <= 1.15 * np.abs(np.diff(samples)).max(), "no step that was not in it"
    wanted = np.interp(np.linspace(0, 1, 40), np.linspace(0, 1, 50), loud(samples, 50))
    assert np.corrcoef(loud(other, 40), wanted)[0, 1] > 0.9, "each part of it is where it belongs"


def loud(samples: np.ndarray, parts: int) -> np.ndarray:
    """Return how loud each of so many parts of a sound is."""
    return np.array([np.sqrt((part**2).mean()) for part in np.array_split(samples, parts)])
