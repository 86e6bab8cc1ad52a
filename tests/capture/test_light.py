from __future__ import annotations

import csv
from functools import cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from bench.measures.flashes import angle_deg, camera_view
from faces import made_face, mirrored
from lit_face import WALL_CODE, painted, share_of_key
from shared import SHARED, needs_shared

from capture import light, pose
from capture.axes import direction
from capture.mean_face import skin
from capture.mean_face.skin import LEFT_CHEEK, RIGHT_CHEEK
from capture.mediapipe_tracker import MediapipeTracker
from capture.types import Frame, LightReading, Pattern, PoseReading

if TYPE_CHECKING:
    from capture.types import Rgb

AMBIENT, KEY = 0.25, 0.9
ALBEDO = 0.5 * skin.ALBEDO


def reading(
    azimuth_deg: float,
    elevation_deg: float,
    *,
    yaw_deg: float = 0.0,
    ambient: float = AMBIENT,
    key: float = KEY,
    gain: float = 1.0,
    noise: float = 1.0,
    radius_deg: float = 0.0,
) -> LightReading:
    face = made_face(yaw_deg=yaw_deg)
    got = share_of_key(face, direction(azimuth_deg, elevation_deg), (yaw_deg, 0, 0), radius_deg)
    rgb = painted(face, ALBEDO * (ambient + key * got), gain=gain, noise=noise)
    found = light.measure(rgb, face, PoseReading(yaw_deg, 0, 0, None))
    assert found is not None
    return found


@cache
def errors_deg(yaw_deg: float) -> tuple[float, ...]:
    places = [(azimuth, elevation) for azimuth in (-75, -50, -25, 0, 25, 50, 75) for elevation in (-15, 5, 25, 45)]
    return tuple(_error_deg(azimuth, elevation, yaw_deg) for azimuth, elevation in places)


def _error_deg(azimuth_deg: float, elevation_deg: float, yaw_deg: float) -> float:
    found = reading(azimuth_deg, elevation_deg, yaw_deg=yaw_deg)
    return angle_deg(direction(found.azimuth_deg, found.elevation_deg), direction(azimuth_deg, elevation_deg))


@pytest.mark.parametrize("yaw_deg", [-25.0, 0.0, 25.0])
def test_a_lamp_is_found_where_it_stands(yaw_deg: float) -> None:
    assert np.median(errors_deg(yaw_deg)) < 9
    assert np.percentile(errors_deg(yaw_deg), 90) < 16


def test_turning_the_head_moves_the_light_on_the_face_and_not_in_the_room() -> None:
    straight, turned = reading(30, 30), reading(30, 30, yaw_deg=20)
    assert turned.azimuth_deg == pytest.approx(straight.azimuth_deg, abs=9)
    assert straight.face_azimuth_deg == pytest.approx(straight.azimuth_deg, abs=0.01)
    assert turned.face_azimuth_deg == pytest.approx(turned.azimuth_deg - 20, abs=8)


def test_the_mirror_image_has_the_lamp_on_the_other_side() -> None:
    face = made_face(yaw_deg=10)
    rgb = painted(face, ALBEDO * (AMBIENT + KEY * share_of_key(face, direction(45, 25), (10, 0, 0))))
    one = light.measure(rgb, face, PoseReading(10, 0, 0, None))
    other = light.measure(np.ascontiguousarray(rgb[:, ::-1]), mirrored(face, rgb.shape[1]), PoseReading(-10, 0, 0, None))
    assert one is not None
    assert other is not None
    assert other.azimuth_deg == pytest.approx(-one.azimuth_deg, abs=6)
    assert other.elevation_deg == pytest.approx(one.elevation_deg, abs=6)
    assert other.key_to_fill_ev == pytest.approx(one.key_to_fill_ev, abs=0.05)
    assert other.pattern is one.pattern


@pytest.mark.parametrize("gain", [0.25, 0.5])
def test_exposure_changes_nothing(gain: float) -> None:
    full, less = reading(45, 30, noise=0), reading(45, 30, noise=0, gain=gain)
    assert less.azimuth_deg == pytest.approx(full.azimuth_deg, abs=1.5)
    assert less.elevation_deg == pytest.approx(full.elevation_deg, abs=1.5)
    assert less.key_to_fill_ev == pytest.approx(full.key_to_fill_ev, abs=0.04)
    assert less.pattern is full.pattern


def test_clipped_skin_does_not_move_the_lamp_far_and_costs_confidence() -> None:
    right, over = reading(45, 25), reading(45, 25, gain=2.5)
    assert over.azimuth_deg == pytest.approx(45, abs=15)
    assert over.confidence_frac < right.confidence_frac - 0.1


@pytest.mark.parametrize("ambient", [0.1, 0.3, 0.8])
def test_the_ratio_is_that_of_the_light_on_the_cheeks(ambient: float) -> None:
    got = share_of_key(made_face(), direction(55, 20), (0, 0, 0))
    truth_ev = np.log2((ambient + KEY * got[LEFT_CHEEK]).mean() / (ambient + KEY * got[RIGHT_CHEEK]).mean())
    assert reading(55, 20, ambient=ambient, noise=0).key_to_fill_ev == pytest.approx(truth_ev, abs=0.1)
    assert reading(-55, 20, ambient=ambient, noise=0).key_to_fill_ev == pytest.approx(truth_ev, abs=0.1)


def test_patterns_are_told_apart() -> None:
    assert reading(0, 45).pattern is Pattern.BUTTERFLY
    assert reading(35, 40).pattern is Pattern.LOOP
    assert reading(90, 10).pattern is Pattern.SPLIT
    assert reading(0, -45).pattern is Pattern.BELOW
    assert reading(140, 10).pattern is Pattern.BACK


def test_short_and_broad_follow_the_turned_head() -> None:
    assert reading(50, 30, yaw_deg=20).short is True
    assert reading(-20, 30, yaw_deg=20).short is False
    assert reading(40, 30).short is None


def test_even_light_is_flat_and_nothing_to_be_sure_of() -> None:
    even = reading(40, 30, key=0.0, ambient=0.7)
    assert even.pattern is Pattern.FLAT
    assert even.key_to_fill_ev == pytest.approx(0, abs=0.05)
    assert reading(40, 30).confidence_frac > 0.5 > 2 * even.confidence_frac


def test_noise_is_no_light() -> None:
    rgb = np.random.default_rng(3).integers(60, 200, (720, 1280, 1), np.uint8).repeat(3, axis=2)
    found = light.measure(rgb, made_face(), PoseReading(0, 0, 0, None))
    assert found is None or found.confidence_frac < 0.3


def test_darkness_is_unknown() -> None:
    assert light.measure(np.zeros((720, 1280, 3), np.uint8), made_face(), PoseReading(0, 0, 0, None)) is None


def test_a_face_mostly_off_the_picture_is_unknown() -> None:
    face = made_face(centre_px=(1380.0, 10.0))
    rgb = np.full((720, 1280, 3), WALL_CODE, np.uint8)
    assert light.measure(rgb, face, PoseReading(0, 0, 0, None)) is None


def test_bars_round_the_picture_are_not_skin() -> None:
    face = made_face(px_per_mm=3.0)
    rgb = painted(face, ALBEDO * (AMBIENT + KEY * share_of_key(face, direction(50, 20), (0, 0, 0))), noise=1.0)
    free = light.measure(rgb, face, PoseReading(0, 0, 0, None))
    rgb[:, :500], rgb[:, 780:] = 128, 128
    barred = light.measure(rgb, face, PoseReading(0, 0, 0, None))
    assert free is not None
    assert barred is not None
    assert barred.azimuth_deg == pytest.approx(free.azimuth_deg, abs=8)
    assert barred.elevation_deg == pytest.approx(free.elevation_deg, abs=8)


@needs_shared
def test_a_flash_on_a_real_face_is_found() -> None:
    with (SHARED / "faces" / "light" / "labels.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if abs(float(row["azimuth_deg"])) <= 70 and abs(float(row["elevation_deg"])) <= 45][::9]
    errors, sides = [], []
    with MediapipeTracker(stills=True) as tracker:
        for row in rows:
            linear = cv2.imread(str(SHARED / "faces" / "light" / row["file"]), cv2.IMREAD_GRAYSCALE)
            found = _of_real_face(camera_view(linear), tracker)
            if found is not None:
                azimuth_deg, elevation_deg = float(row["azimuth_deg"]), float(row["elevation_deg"])
                errors.append(angle_deg(direction(found.azimuth_deg, found.elevation_deg), direction(azimuth_deg, elevation_deg)))
                sides += [np.sign(found.azimuth_deg) == np.sign(azimuth_deg)] if abs(azimuth_deg) >= 20 else []
    assert len(errors) >= 0.95 * len(rows)
    assert np.median(errors) < 7
    assert np.percentile(errors, 90) < 14
    assert all(sides)


def _of_real_face(rgb: Rgb, tracker: MediapipeTracker) -> LightReading | None:
    face = tracker.track(Frame(0, 0.0, rgb)).face
    head = pose.measure(rgb.shape[:2], face) if face else None
    if face is None or head is None:
        return None
    return light.measure(rgb, face, head)
