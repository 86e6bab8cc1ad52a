from __future__ import annotations

from dataclasses import is_dataclass
from typing import get_args, get_type_hints

import numpy as np
import pytest
from readings import reading

from capture import types
from capture.steady import GAP_S, LAG_S, Steady, kind_of
from capture.types import Reading


def _yaws(values: np.ndarray, fps: float = 30.0) -> np.ndarray:
    """Steady a head's turn over frames."""
    steady, out = Steady(), []
    for index, value in enumerate(values):
        pose = steady.take(reading(index, index / fps, pose={"yaw_deg": float(value)})).pose
        assert pose is not None
        out.append(pose.yaw_deg)
    return np.array(out)


def _numbers() -> list[tuple[str, str]]:
    """Return (part, field) of every number in a reading."""
    found = []
    for part, hint in get_type_hints(Reading, vars(types)).items():
        kind = next((kind for kind in (hint, *get_args(hint)) if is_dataclass(kind)), None)
        hints = get_type_hints(kind, vars(types)) if kind else {}
        found += [(part, field) for field, inner in hints.items() if float in (inner, *get_args(inner))]
    return found


def test_every_number_of_a_reading_has_its_kind() -> None:
    numbers = _numbers()
    assert ("pose", "yaw_deg") in numbers
    assert len(numbers) > 30
    for part, field in numbers:
        assert kind_of(part, field).reach >= 0, f"{part}.{field} needs a line in OF_UNIT or OF_FIELD"


def test_tremble_comes_out_at_a_third() -> None:
    noise = np.random.default_rng(0).normal(0, 0.4, 600)
    assert _yaws(noise)[10:].std() < 0.4 * 0.4


@pytest.mark.parametrize("fps", [10, 15, 30, 60])
@pytest.mark.parametrize("speed_deg_s", [2, 20, 200])
def test_a_ramp_is_followed_within_150_ms(fps: float, speed_deg_s: float) -> None:
    ramp = np.arange(3 * fps) / fps * speed_deg_s
    assert (ramp - _yaws(ramp, fps)).max() <= 0.15 * speed_deg_s


@pytest.mark.parametrize("height_deg", [0.5, 3, 30])
def test_a_step_is_half_there_within_150_ms(height_deg: float) -> None:
    step = np.repeat([0.0, height_deg], 30)
    steadied = _yaws(step)
    assert steadied[29] == 0
    assert steadied[30 + 4] >= height_deg / 2
    assert abs(steadied[30] - height_deg) <= 2


def test_a_blink_is_seen_when_it_happens() -> None:
    lids = np.concatenate([np.full(20, 0.95), [0.6, 0.2, 0.02, 0.02, 0.3, 0.55, 0.8], np.full(10, 0.95)])
    steady, seen = Steady(), []
    for index, lid in enumerate(lids):
        eyes = steady.take(reading(index, eyes={"left_open_frac": float(lid)})).eyes
        assert eyes is not None
        seen.append(eyes.left_open_frac)
    assert np.abs(np.array(seen) - lids).max() < 0.051


def test_an_angle_goes_on_over_the_back() -> None:
    steady = Steady()
    azimuths = []
    for index, azimuth_deg in enumerate((178.0, -178.0, 178.0, -178.0)):
        light = steady.take(reading(index, light={"azimuth_deg": azimuth_deg})).light
        assert light is not None
        azimuths.append(light.azimuth_deg)
    assert all(abs(azimuth) > 177.9 for azimuth in azimuths), azimuths


def test_what_single_frames_are_told_apart_by_is_theirs() -> None:
    steady = Steady()
    for index in range(6):
        before = reading(
            index,
            focus={"sharpness": 0.5 + 0.01 * (index % 2), "motion_px": 1.0 * (index % 2)},
            camera={"shake_px": 0.3 * (index % 2)},
            exposure={"flicker_frac": 0.01 * (index % 2)},
        )
        after = steady.take(before)
        assert (after.focus, after.camera, after.exposure) == (before.focus, before.camera, before.exposure)
        assert (after.index, after.t_s, after.faces) == (before.index, before.t_s, before.faces)


@pytest.mark.parametrize("later_s", [-1.0, 0.0, GAP_S + 0.01])
def test_it_starts_anew_where_time_does_not_go_on(later_s: float) -> None:
    steady = Steady()
    steady.take(reading(0, 5.0, pose={"yaw_deg": 0.0}))
    pose = steady.take(reading(1, 5.0 + later_s, pose={"yaw_deg": 1.0})).pose
    assert pose is not None
    assert pose.yaw_deg == 1


def test_it_starts_anew_after_what_was_not_known() -> None:
    steady = Steady()
    steady.take(reading(0, pose={"yaw_deg": 0.0}, colour={"warmth_k": 6000.0}))
    assert steady.take(reading(1, pose=None, colour={"warmth_k": None})).pose is None
    after = steady.take(reading(2, pose={"yaw_deg": 1.0}, colour={"warmth_k": 6100.0}))
    assert after.pose is not None
    assert after.colour is not None
    assert (after.pose.yaw_deg, after.colour.warmth_k) == (1.0, 6100.0)


def test_a_young_mean_weighs_its_values_alike() -> None:
    assert _yaws(np.array([1.5, 0.0, 0.0]), fps=1 / (LAG_S / 4)) == pytest.approx([1.5, 0.75, 0.5])


def test_syllables_are_handed_on_as_they_are() -> None:
    steady = Steady()
    mouths = 0.1 + 0.05 * np.sin(2 * np.pi * 4.5 * np.arange(30) / 30)
    seen = [steady.take(reading(index, expression={"mouth_open_frac": float(mouth)})).expression for index, mouth in enumerate(mouths)]
    assert [expression.mouth_open_frac for expression in seen if expression] == mouths.tolist()
