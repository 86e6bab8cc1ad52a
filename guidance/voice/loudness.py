"""How loud a sound is to a listener: gated loudness after ITU-R BS.1770-4, the measure of EBU R128."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

# BS.1770-4, tables 1 and 2: the head's shelf and the low-frequency weighting, at 48 kHz.
_SHELF_B = (1.53512485958697, -2.69169618940638, 1.19839281085285)
_SHELF_A = (1.0, -1.69065929318241, 0.73248077421585)
_LOW_CUT_B = (1.0, -2.0, 1.0)
_LOW_CUT_A = (1.0, -1.99004745483398, 0.99007225036621)

_OFFSET_LU = -0.691  # BS.1770-4: makes a 997 Hz sine of full scale in one channel -3.01 LUFS
_BLOCK_FRAMES = RATE_HZ * 400 // 1000
_STEP_FRAMES = _BLOCK_FRAMES // 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0


def loudness_lufs(samples: Floats) -> float | None:
    """Return the integrated loudness of a mono sound (frames,) at 48 kHz in LUFS; None for silence (nothing above -70 LUFS).

    Blocks of 400 ms overlap by three quarters; those below -70 LUFS, then those more than 10 LU below the rest's mean, do not
    count (BS.1770-4, annex 1). A sound shorter than a block is one block, as long as itself.
    """
    if samples.size == 0:
        return None
    power = _weighted(samples) ** 2
    block = min(_BLOCK_FRAMES, power.size)
    sums = np.concatenate(([0.0], np.cumsum(power)))
    starts = np.arange(0, power.size - block + 1, _STEP_FRAMES)
    powers = (sums[starts + block] - sums[starts]) / block
    powers = powers[powers > _power(_ABSOLUTE_GATE_LUFS)]
    if powers.size == 0:
        return None
    gate = powers.mean() * 10 ** (_RELATIVE_GATE_LU / 10)
    return _OFFSET_LU + 10 * float(np.log10(powers[powers > gate].mean()))


def gain_to(samples: Floats, wanted_lufs: float) -> float:
    """Return the factor that brings `samples` to `wanted_lufs`; 1 for silence."""
    measured_lufs = loudness_lufs(samples)
    return 1.0 if measured_lufs is None else float(10 ** ((wanted_lufs - measured_lufs) / 20))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET_LU) / 10))


def _weighted(samples: Floats) -> NDArray[np.float64]:
    """Return `samples` after both weighting filters, of the same length.

    Done by the filters' frequency response over a second or more of added silence: what is left of the filters' own ringing by then is
    below -100 dB, so the result is that of running them sample by sample.
    """
    size = 1 << (samples.size + RATE_HZ).bit_length()
    spectrum = np.fft.rfft(samples.astype(np.float64), size)
    for response in _responses(size):
        spectrum *= response
    return np.fft.irfft(spectrum, size)[: samples.size]


@lru_cache(maxsize=4)
def _responses(size: int) -> tuple[NDArray[np.complex128], ...]:
    """Return both filters' frequency responses (size // 2 + 1,), made once: they take four of a sound's six transforms, and most sounds share a size."""
    filters = ((_SHELF_B, _SHELF_A), (_LOW_CUT_B, _LOW_CUT_A))
    return tuple(np.fft.rfft(numerator, size) / np.fft.rfft(denominator, size) for numerator, denominator in filters)
