from __future__ import annotations

import numpy as np
import pytest

from guidance.snapshot import Tone
from guidance.voice.mixer import RATE_HZ
from guidance.voice.tones import tone


def loudest_hz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(samples.size), RATE_HZ))
    return float(spectrum.argmax())


@pytest.mark.parametrize("which", list(Tone))
def test_every_tone_is_short_soft_and_without_clicks_at_its_ends(which: Tone) -> None:
    samples = tone(which)
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert 0.05 < samples.size / RATE_HZ < 0.4
    assert np.abs(samples).max() == pytest.approx(0.22, rel=0.02)
    assert np.abs(samples[[0, -1]]).max() < 1e-4
    assert abs(samples.mean()) < 0.002


@pytest.mark.parametrize("which", list(Tone))
def test_a_tone_is_made_once_and_can_not_be_changed(which: Tone) -> None:
    assert tone(which) is tone(which)
    with pytest.raises(ValueError, match="read-only"):
        tone(which)[0] = 1


def test_good_rises_by_a_fifth() -> None:
    samples = tone(Tone.GOOD)
    early = loudest_hz(samples[: round(0.09 * RATE_HZ)])
    late = loudest_hz(samples[round(0.18 * RATE_HZ) :])
    assert late / early == pytest.approx(1.5, rel=0.02)


def test_shutter_is_two_clicks() -> None:
    samples = tone(Tone.SHUTTER)
    level = np.sqrt(np.convolve(samples.astype(np.float64) ** 2, np.ones(480) / 480, mode="valid"))
    between = level[round(0.045 * RATE_HZ) : round(0.055 * RATE_HZ)].max()
    assert level[: round(0.03 * RATE_HZ)].max() > 10 * between
    assert level[round(0.06 * RATE_HZ) :].max() > 10 * between


def test_a_tick_is_one_knock_shorter_than_the_chime() -> None:
    samples = tone(Tone.TICK)
    assert samples.size < tone(Tone.GOOD).size / 2
    assert loudest_hz(samples) == pytest.approx(784, abs=15)
    assert np.abs(samples[samples.size // 2 :]).max() < 0.15 * np.abs(samples).max()
