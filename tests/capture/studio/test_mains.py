from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Camera, Scene
from capture.studio.mains import row_gains

if TYPE_CHECKING:
    from capture.types import Floats

SOMEONE = Persona(name="x", seed=1)


def gains(t_s: float = 0.0, *, flicker_frac: float = 0.5, shutter_ms: float = 2.0, mains_hz: float = 50.0) -> Floats:
    return row_gains(Scene(persona=SOMEONE, t_s=t_s, camera=Camera(flicker_frac=flicker_frac, shutter_ms=shutter_ms, mains_hz=mains_hz)))


def test_without_flicker_every_row_has_the_same_light() -> None:
    assert gains(flicker_frac=0.0) == pytest.approx(np.ones(720))


def test_a_shutter_as_long_as_a_pulse_sees_none() -> None:
    assert np.ptp(gains(shutter_ms=10.0)) < 1e-6
    assert np.ptp(gains(shutter_ms=1000 / 120, mains_hz=60.0)) < 1e-6


def test_a_shorter_shutter_sees_more() -> None:
    assert 0.9 < np.ptp(gains(shutter_ms=1.0)) <= 1
    assert np.ptp(gains(shutter_ms=1.0)) > np.ptp(gains(shutter_ms=4.0)) > np.ptp(gains(shutter_ms=8.0)) > 0


def test_it_beats_against_the_frame_rate_at_50_hz_and_stands_at_60() -> None:
    def means(mains_hz: float) -> list[float]:
        return [float(gains(frame / 30, mains_hz=mains_hz).mean()) for frame in range(12)]

    assert np.std(means(50.0)) > 0.03
    assert np.std(means(60.0)) < 1e-6


def test_light_is_never_negative() -> None:
    assert gains(flicker_frac=3.0, shutter_ms=0.1).min() == 0
