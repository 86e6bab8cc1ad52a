"""Sounds that begin and end in silence, so that neither is heard as a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Wave = TypeVar("Wave", np.float32, np.float64)


def edged(samples: NDArray[Wave], rise_frames: int, fall_frames: int) -> NDArray[Wave]:
    """Return a copy of `samples` (frames,) that rises over its first frames and falls over its last as a raised cosine, 0 at both ends.

    Edges longer than the sound are cut to its length.
    """
    shaped = samples.copy()
    rise_frames, fall_frames = min(rise_frames, samples.size), min(fall_frames, samples.size)
    shaped[:rise_frames] *= _rising(rise_frames).astype(samples.dtype)
    shaped[samples.size - fall_frames :] *= _rising(fall_frames)[::-1].astype(samples.dtype)
    return shaped


def _rising(frames: int) -> NDArray[np.float64]:
    rising: NDArray[np.float64] = 0.5 - 0.5 * np.cos(np.pi * np.arange(frames) / max(frames, 1))
    return rising
