"""Sounds without words, made here from sines and noise."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from guidance.snapshot import Tone
from guidance.voice.edges import edged
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

    Wave: TypeAlias = NDArray[np.float64]

_LOW_NOTE_HZ = 783.99  # g''
_HIGH_NOTE_HZ = 1174.66  # d''', a fifth above: heard as "up" and as consonant with anything
_PEAK_FRAC = 0.22  # about -13 dBFS: beside speech at -18 LUFS, not over it
_EDGE_FRAMES = RATE_HZ * 4 // 1000
_STRIKE_FRAMES = RATE_HZ // 1000  # a knock with a slow start is no knock


@cache
def tone(which: Tone) -> Floats:
    """Return `which` as a read-only array (frames,), mono at `RATE_HZ`, within ±0.22, from silence to silence."""
    samples = {Tone.GOOD: _chime, Tone.SHUTTER: _shutter, Tone.TICK: _tick}[which]()
    samples *= _PEAK_FRAC / np.abs(samples).max()
    sound: Floats = samples.astype(np.float32)
    sound.setflags(write=False)
    return sound


def _chime() -> Wave:
    """Two struck notes, the second a fifth higher and 90 ms later, 0.34 s in all."""
    samples = np.zeros(round(0.34 * RATE_HZ))
    for note_hz, start_s, length_s in ((_LOW_NOTE_HZ, 0.0, 0.16), (_HIGH_NOTE_HZ, 0.09, 0.25)):
        t_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
        struck = np.sin(2 * np.pi * note_hz * t_s) + 0.18 * np.sin(4 * np.pi * note_hz * t_s)
        first = round(start_s * RATE_HZ)
        samples[first : first + t_s.size] += edged(struck * np.exp(-t_s / 0.07), _EDGE_FRAMES, _EDGE_FRAMES)
    return samples


def _tick() -> Wave:
    """One short struck note, the chime's lower one: it counts, and praises nothing. 0.1 s."""
    t_s = np.arange(round(0.1 * RATE_HZ)) / RATE_HZ
    struck = np.sin(2 * np.pi * _LOW_NOTE_HZ * t_s) + 0.1 * np.sin(4 * np.pi * _LOW_NOTE_HZ * t_s)
    return edged(struck * np.exp(-t_s / 0.02), _EDGE_FRAMES, _EDGE_FRAMES)


def _shutter() -> Wave:
    """Two soft clicks 65 ms apart, the curtain that opens and the one that closes: bursts of noise over a short low knock, 0.12 s in all."""
    samples = np.zeros(round(0.12 * RATE_HZ))
    noise = np.random.default_rng(1839)
    for start_s, strength, centre_hz in ((0.0, 1.0, 2600.0), (0.065, 0.75, 1900.0)):
        t_s = np.arange(round(0.045 * RATE_HZ)) / RATE_HZ
        burst = _around(noise.standard_normal(t_s.size), centre_hz) * np.exp(-t_s / 0.006)
        knock = 0.5 * np.sin(2 * np.pi * 210 * t_s) * np.exp(-t_s / 0.012)
        first = round(start_s * RATE_HZ)
        samples[first : first + t_s.size] += strength * edged(burst / np.abs(burst).max() + knock, _STRIKE_FRAMES, _EDGE_FRAMES)
    return samples


def _around(noise: Wave, centre_hz: float) -> Wave:
    """Return `noise` with a bell of one octave round `centre_hz` as its spectrum: white noise hisses, this knocks."""
    spectrum = np.fft.rfft(noise)
    octaves = np.log2(np.maximum(np.fft.rfftfreq(noise.size, 1 / RATE_HZ), 1.0) / centre_hz)
    return np.fft.irfft(spectrum * np.exp(-0.5 * (octaves / 0.5) ** 2), noise.size)

