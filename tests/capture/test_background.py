from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from faces import made_face
from tone_readings import background_of

from capture.pixels import encode

if TYPE_CHECKING:
    from capture.types import BackgroundReading, Face

SHAPE = (360, 640)


def _matte(shape: tuple[int, int] = (144, 256)) -> np.ndarray:
    matte = np.zeros(shape, np.float32)
    matte[shape[0] // 6 :, shape[1] * 3 // 10 : shape[1] * 7 // 10] = 1
    return matte


def _face(**more: object) -> Face:
    return made_face(SHAPE, px_per_mm=1.0, **{"matte": _matte(), **more})


def _picture(person: tuple[int, int, int], wall: np.ndarray | tuple[int, int, int], shape: tuple[int, int] = SHAPE) -> np.ndarray:
    picture = np.broadcast_to(np.array(wall, np.uint8), (*shape, 3)).copy()
    picture[shape[0] // 6 :, shape[1] * 3 // 10 : shape[1] * 7 // 10] = person
    return picture


def _read(rgb: np.ndarray, face: Face | None = None) -> BackgroundReading:
    reading = background_of(rgb, face or _face())
    assert reading is not None
    return reading


def _checks(size_px: int, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    rows, columns = np.indices(shape) // size_px
    return np.where((rows + columns) % 2, 230, 30).astype(np.uint8)[..., None].repeat(3, axis=2)


def test_without_a_matte_or_a_background_there_is_nothing_to_say() -> None:
    picture = _picture((180, 140, 120), (90, 90, 90))
    assert background_of(picture, _face(matte=None)) is None
    assert background_of(picture, _face(matte=np.ones((144, 256), np.float32))) is None


def test_a_plain_wall_has_no_clutter_and_the_person_is_none() -> None:
    assert _read(_picture((250, 250, 250), (60, 60, 60))).clutter_frac < 1e-3
    assert _read(_checks(20)).clutter_frac > 0.05


def test_busier_walls_read_higher() -> None:
    readings = [_read(_checks(size)).clutter_frac for size in (160, 80, 40, 20)]
    assert readings == sorted(readings)


def test_one_hard_edge_reads_its_step() -> None:
    wall = np.zeros((*SHAPE, 3), np.uint8)
    wall[:, 64:] = 255
    reading = _read(wall, _face())
    cells_behind = 256 * 144 * (1 - 0.4 * 5 / 6)
    # The edge lies between two cells; each of them sees half of the step.
    assert reading.clutter_frac == pytest.approx(2 * 144 / cells_behind, rel=0.12)


@pytest.mark.parametrize("stops", [-2, 0, 1.5])
def test_brightness_is_in_stops_over_the_face(stops: float) -> None:
    person, wall = (np.full(3, encode(np.float32(0.2 * gain))).round().astype(np.uint8) for gain in (1, 2**stops))
    assert _read(_picture(tuple(person), wall)).brightness_ev == pytest.approx(stops, abs=0.06)


def test_separation_is_the_colour_distance_at_the_edge() -> None:
    # sRGB greys of L* 50 and 70.
    assert _read(_picture((119, 119, 119), (171, 171, 171))).separation == pytest.approx(20, abs=1)
    assert _read(_picture((119, 119, 119), (119, 119, 119))).separation == pytest.approx(0, abs=0.1)


def test_separation_looks_only_near_the_edge() -> None:
    picture = _picture((119, 119, 119), (119, 119, 119))
    picture[:, :100] = picture[:, -100:] = 255
    picture[200:, 280:360] = 0
    assert _read(picture).separation == pytest.approx(0, abs=1)


def test_scaling_the_picture_changes_nothing() -> None:
    coarse = np.random.default_rng(2).integers(0, 256, (18, 32, 3)).astype(np.uint8)
    small, large = (coarse.repeat(size, axis=0).repeat(size, axis=1) for size in (20, 60))
    one, three = _read(small), _read(large, made_face((1080, 1920), px_per_mm=3.0, matte=_matte()))
    assert three.clutter_frac == pytest.approx(one.clutter_frac, rel=0.03)
    assert three.brightness_ev == pytest.approx(one.brightness_ev, abs=0.05)
    assert three.separation == pytest.approx(one.separation, rel=0.05)


def test_mirroring_changes_nothing() -> None:
    picture = _picture((180, 140, 120), _checks(20))
    mirror = np.ascontiguousarray(picture[:, ::-1])
    one, other = _read(picture), _read(mirror, _face(matte=_matte()[:, ::-1]))
    assert other.clutter_frac == pytest.approx(one.clutter_frac, rel=0.02)


def test_black_frames_give_numbers() -> None:
    reading = _read(np.zeros((*SHAPE, 3), np.uint8))
    assert (reading.clutter_frac, reading.brightness_ev) == (0, 0)
    assert math.isfinite(reading.separation)


def test_a_matte_of_nobody_has_no_edge() -> None:
    reading = _read(_checks(40), _face(matte=np.zeros((144, 256), np.float32)))
    assert reading.separation is None
    assert reading.clutter_frac > 0.01
