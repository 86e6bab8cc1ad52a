"""Speech said faster or slower at its own pitch: pieces of the sound laid over each other where they are most alike (WSOLA)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from guidance.voice.edges import edged
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

_HOP_FRAMES = RATE_HZ * 12 // 1000
_PIECE_FRAMES = 2 * _HOP_FRAMES  # 24 ms: two periods of the lowest voice, and shorter than any sound of speech
_REACH_FRAMES = RATE_HZ * 8 // 1000  # to either side: whatever the voice's period down to 63 Hz, one place within it continues the wave
_EDGE_FRAMES = RATE_HZ * 4 // 1000
_FFT_FRAMES = 4096  # holds a piece and all places that are tried for it

# Two of these, half a piece apart, add up to 1.
_WINDOW: Floats = (0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(_PIECE_FRAMES) + 0.5) / _PIECE_FRAMES)).astype(np.float32)


def stretched(samples: Floats, speed: float) -> Floats:
    """Return `samples` (frames,), mono at 48 kHz, said `speed` times as fast at the same pitch, `speed` times shorter; at 1 the very same array.

    The sound should begin and end in silence; the result does.
    """
    if speed == 1 or samples.size == 0:
        return samples
    frames = round(samples.size / speed)
    margin = _PIECE_FRAMES + _REACH_FRAMES
    sound = np.pad(samples, (margin, 2 * margin))
    out = np.zeros(frames + 2 * _PIECE_FRAMES, np.float32)
    at = margin - _HOP_FRAMES
    for written in range(0, frames + _HOP_FRAMES, _HOP_FRAMES):
        if written:
            wanted = margin - _HOP_FRAMES + round(written * speed)
            at = min(wanted, sound.size - margin) + _likest(sound, at + _HOP_FRAMES, min(wanted, sound.size - margin))
        out[written : written + _PIECE_FRAMES] += _WINDOW * sound[at : at + _PIECE_FRAMES]
    return edged(out[_HOP_FRAMES : _HOP_FRAMES + frames], _EDGE_FRAMES, _EDGE_FRAMES)


def _likest(sound: Floats, follows: int, wanted: int) -> int:
    """Return how far from `wanted` the piece begins that is most like the one at `follows`, which would go on without a seam."""
    first = wanted - _REACH_FRAMES
    there = sound[first : first + _PIECE_FRAMES + 2 * _REACH_FRAMES].astype(np.float64)
    alike = np.fft.irfft(np.fft.rfft(there, _FFT_FRAMES) * np.conj(np.fft.rfft(sound[follows : follows + _PIECE_FRAMES], _FFT_FRAMES)), _FFT_FRAMES)
    powers: NDArray[np.float64] = np.concatenate(([0.0], np.cumsum(there**2)))
    power = powers[_PIECE_FRAMES:] - powers[:-_PIECE_FRAMES]
    likeness = alike[: power.size] / np.sqrt(power + 1e-6)
    return int(likeness.argmax()) - _REACH_FRAMES
