from __future__ import annotations

import numpy as np
import pytest

from guidance.voice.loudness import gain_to, loudness_lufs
from guidance.voice.mixer import RATE_HZ


def sine(frequency_hz: float, seconds: float, peak_dbfs: float) -> np.ndarray:
    t_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (10 ** (peak_dbfs / 20) * np.sin(2 * np.pi * frequency_hz * t_s)).astype(np.float32)


@pytest.mark.parametrize("peak_dbfs", [0.0, -20.0, -40.0])
def test_a_sine_of_997_hz_has_the_standards_loudness(peak_dbfs: float) -> None:
    assert loudness_lufs(sine(997, 3, peak_dbfs)) == pytest.approx(peak_dbfs - 3.01, abs=0.02)


def test_low_notes_count_less_and_high_ones_more() -> None:
    middle = loudness_lufs(sine(1000, 2, -20))
    low = loudness_lufs(sine(40, 2, -20))
    high = loudness_lufs(sine(8000, 2, -20))
    assert middle is not None
    assert low is not None
    assert high is not None
    assert low < middle - 4
    assert high == pytest.approx(middle + 3.3, abs=0.3)


def test_quiet_stretches_do_not_count() -> None:
    """EBU Tech 3341, case 3 in one channel: -36, -23 and -36 dBFS read as the loud part alone."""
    whole = np.concatenate((sine(1000, 5, -36), sine(1000, 30, -23), sine(1000, 5, -36)))
    assert loudness_lufs(whole) == pytest.approx(-23 - 3.01, abs=0.1)


def test_silence_has_no_loudness() -> None:
    assert loudness_lufs(np.zeros(RATE_HZ, np.float32)) is None
    assert loudness_lufs(np.zeros(0, np.float32)) is None
    assert gain_to(np.zeros(RATE_HZ, np.float32), -18) == 1


def test_a_sound_shorter_than_a_block_is_measured_whole() -> None:
    assert loudness_lufs(sine(997, 0.3, -20)) == pytest.approx(-23, abs=0.1)


def test_gain_brings_a_sound_to_the_wanted_loudness() -> None:
    samples = sine(300, 1, -30)
    assert loudness_lufs(samples * np.float32(gain_to(samples, -18))) == pytest.approx(-18, abs=0.01)
