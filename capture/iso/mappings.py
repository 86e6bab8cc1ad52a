"""From a component's native value to its score: OFIQ 1.0.3's mappings, which reproduce its table of expected results to the last unit.

Most are a logistic curve about a native value that scores half.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from capture.iso.components import Measure

if TYPE_CHECKING:
    from collections.abc import Callable

BEST_HEAD_SIZE = 0.45


def scalar(each: Measure, native: float) -> int:
    """Return the score 0..100 of a native value: rounded half up, held to that range."""
    return min(max(math.floor(MAPPINGS[each](native) + 0.5), 0), 100)


def _rising(native: float, *, half: float, width: float) -> float:
    """Return the logistic curve from 0 to 100, 50 at `half`; written with tanh, which can't overflow."""
    return 50 * (1 + math.tanh((native - half) / (2 * width)))


def _falling(native: float, *, half: float, width: float, height: float = 100.0) -> float:
    """Return the logistic curve from `height` to 0."""
    return height * (1 - _rising(native, half=half, width=width) / 100)


def _mean(native: float) -> float:
    return _rising(native, half=0.2, width=0.05) * _falling(native, half=0.8, width=0.05) / 100


def _variance(native: float) -> float:
    return 100 * math.sin(math.pi * 60 * native / (60 * native + 1))


def _under_exposure(native: float) -> float:
    return 120 * (0.832 - _rising(native, half=0.92, width=0.05) / 100)


def _head_size(native: float) -> float:
    return _falling(abs(native - BEST_HEAD_SIZE), half=0, width=0.05, height=200)


def _angle(native_deg: float) -> float:
    return float(100 * max(0.0, math.cos(math.radians(native_deg))) ** 2)


MAPPINGS: dict[Measure, Callable[[float], float]] = {
    Measure.BACKGROUND_UNIFORMITY: partial(_falling, half=10, width=100, height=190),
    Measure.ILLUMINATION_UNIFORMITY: lambda native: float(100 * native**0.3),
    Measure.LUMINANCE_MEAN: _mean,
    Measure.LUMINANCE_VARIANCE: _variance,
    Measure.UNDER_EXPOSURE_PREVENTION: _under_exposure,
    Measure.OVER_EXPOSURE_PREVENTION: lambda native: 1 / (native + 0.01),
    Measure.DYNAMIC_RANGE: lambda native: 12.5 * native,
    Measure.NATURAL_COLOUR: partial(_falling, half=0, width=10, height=200),
    Measure.SINGLE_FACE_PRESENT: lambda native: 100 * (1 - native),
    Measure.EYES_OPEN: partial(_rising, half=0.02, width=0.01),
    Measure.MOUTH_CLOSED: partial(_falling, half=0.2, width=0.06),
    Measure.INTER_EYE_DISTANCE: partial(_rising, half=70, width=20),
    Measure.HEAD_SIZE: _head_size,
    Measure.LEFTWARD_CROP: partial(_rising, half=0.9, width=0.1),
    Measure.RIGHTWARD_CROP: partial(_rising, half=0.9, width=0.1),
    Measure.MARGIN_ABOVE: partial(_rising, half=1.4, width=0.1),
    Measure.MARGIN_BELOW: partial(_rising, half=1.8, width=0.1),
    Measure.HEAD_POSE_YAW: _angle,
    Measure.HEAD_POSE_PITCH: _angle,
    Measure.HEAD_POSE_ROLL: _angle,
}
