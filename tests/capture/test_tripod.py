from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture import tripod
from capture.overview import overview
from capture.types import CameraReading, Face, FaceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

SHAPE = (540, 960)


def _room(shape: tuple[int, int] = SHAPE, lean_deg: float = 0.0, shift_px: tuple[float, float] = (0, 0)) -> np.ndarray:
    """A wall with pictures and a shelf, seen by a camera that leans clockwise by `lean_deg` and whose content went by `shift_px`."""
    rng = np.random.default_rng(4)
    side = 2 * max(shape)
    wall = np.full((side, side), 150, np.uint8)
    for _ in range(60):
        x, y = rng.integers(0, side - 100, 2)
        width, height = rng.integers(side // 20, side // 8, 2)
        cv2.rectangle(wall, (int(x), int(y)), (int(x + width), int(y + height)), int(rng.integers(20, 240)), -1)
    wall = cv2.GaussianBlur(wall, (0, 0), 1.2)
    # The content turns against the camera: counter-clockwise, which is OpenCV's positive angle.
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), lean_deg, 1)
    turn[:, 2] += np.array(shift_px) - (side - shape[1]) / 2 * np.array([1, 0]) - (side - shape[0]) / 2 * np.array([0, 1])
    return cv2.warpAffine(wall, turn, shape[::-1], flags=cv2.INTER_CUBIC)[..., None].repeat(3, axis=2)


def _look(watch: tripod.Watch, rgb: np.ndarray, face: Face | None = None, t_s: float = 0.0, others: Sequence[FaceBox] = ()) -> CameraReading:
    return watch.measure(rgb, overview(rgb, None if face is None else face.matte), face, t_s, others)


def _pair(before: np.ndarray, now: np.ndarray, face: Face | None = None, later: Face | None = None) -> CameraReading:
    watch = tripod.Watch()
    _look(watch, before, face)
    return _look(watch, now, later or face, 1 / 30)


def test_a_first_frame_has_no_shake_and_height_is_not_known() -> None:
    reading = _look(tripod.Watch(), _room(), None)
    assert reading.shake_px is None
    assert reading.height_deg is None


@pytest.mark.parametrize("shift_px", [(0, 0), (3, 0), (0, -4), (6, 8), (0.6, 0), (-14, 9)])
def test_the_backgrounds_shift_is_the_shake(shift_px: tuple[float, float]) -> None:
    reading = _pair(_room(), _room(shift_px=shift_px))
    assert reading.shake_px == pytest.approx(float(np.hypot(*shift_px)), abs=0.35)


def test_shake_is_in_pixels_of_the_full_frame() -> None:
    large = (1080, 1920)
    reading = _pair(_room(large), _room(large, shift_px=(12, 0)))
    assert reading.shake_px == pytest.approx(12, abs=0.8)


def test_a_moving_sitter_before_a_still_wall_is_no_shake() -> None:
    texture = np.random.default_rng(1).integers(0, 256, (400, 360)).astype(np.uint8)
    texture = cv2.GaussianBlur(texture, (0, 0), 4)[..., None].repeat(3, axis=2)
    frames, faces = [], []
    for moved_px in (0, 24):
        picture = _room()
        picture[140:, 300 + moved_px : 660 + moved_px] = texture
        matte = np.zeros((135, 240), np.float32)
        matte[35:, (300 + moved_px) // 4 : (660 + moved_px) // 4] = 1
        frames.append(picture)
        faces.append(made_face(SHAPE, matte=matte))
    assert _pair(*frames, *faces).shake_px == pytest.approx(0, abs=0.2)


def test_without_a_matte_the_sitter_is_masked_as_a_block() -> None:
    face = made_face(SHAPE, px_per_mm=1.2)
    low, high = face.outline_px.min(axis=0).astype(int), face.outline_px.max(axis=0).astype(int)
    before, now = _room(), _room()
    noise = np.random.default_rng(1).integers(0, 256, (2, 540, 960, 3)).astype(np.uint8)
    for picture, texture in zip((before, now), noise, strict=True):
        picture[low[1] :, low[0] : high[0]] = texture[low[1] :, low[0] : high[0]]
    assert _pair(before, now, face).shake_px == pytest.approx(0, abs=0.2)


def test_a_plain_wall_can_not_be_followed_and_has_no_level() -> None:
    wall = np.full((*SHAPE, 3), 128, np.uint8)
    assert _pair(wall, wall) == CameraReading(None, None, None)
    assert _pair(np.zeros_like(wall), np.zeros_like(wall)) == CameraReading(None, None, None)


def test_a_frame_of_another_size_starts_anew() -> None:
    assert _pair(_room(), _room((720, 720))).shake_px is None


@pytest.mark.parametrize("lean_deg", [-8, -2, 0, 3, 10])
def test_a_leaning_room_reads_its_lean(lean_deg: float) -> None:
    assert _look(tripod.Watch(), _room(lean_deg=lean_deg)).level_deg == pytest.approx(lean_deg, abs=0.7)


def test_mirroring_negates_the_lean() -> None:
    room = _room(lean_deg=5)
    mirror = np.ascontiguousarray(room[:, ::-1])
    assert _look(tripod.Watch(), mirror).level_deg == pytest.approx(-5, abs=0.7)


def test_the_sitters_own_lines_do_not_count() -> None:
    picture = _room()
    shirt = np.where(np.indices(SHAPE)[1] // 12 % 2, 230, 30).astype(np.uint8)
    turn = cv2.getRotationMatrix2D((480, 270), 9, 1)
    shirt = cv2.warpAffine(shirt, turn, SHAPE[::-1])
    matte = np.zeros((135, 240), np.float32)
    matte[35:, 60:180] = 1
    picture[140:, 240:720] = shirt[140:, 240:720, None]
    assert _look(tripod.Watch(), picture, made_face(SHAPE, matte=matte)).level_deg == pytest.approx(0, abs=0.7)


def test_lines_that_disagree_say_nothing() -> None:
    picture = np.full((*SHAPE, 3), 200, np.uint8)
    for k, lean_deg in enumerate(np.linspace(-14, 14, 16)):
        x, way = 40 + k * 58, 200 * np.tan(np.radians(lean_deg))
        cv2.line(picture, (int(x - way), 60), (int(x + way), 460), (30, 30, 30), 3, cv2.LINE_AA)
    assert _look(tripod.Watch(), picture).level_deg is None


def test_the_level_is_renewed_with_every_tenth_comparison() -> None:
    watch, straight, leaning = tripod.Watch(), _room((180, 320)), _room((180, 320), lean_deg=6)
    _look(watch, straight, None)
    held = [_look(watch, leaning, None, step / 30).level_deg for step in range(1, 33)]
    assert held[0] == pytest.approx(0, abs=0.7)
    assert held[-1] == pytest.approx(6, abs=1)


def test_a_noisy_plain_wall_is_not_taken_for_shake() -> None:
    rng = np.random.default_rng(0)
    walls = [np.clip(128 + rng.normal(0, 6, (1080, 1920, 3)), 0, 255).astype(np.uint8) for _ in range(2)]
    assert _pair(*walls).shake_px is None


def test_a_noisy_room_on_a_stand_is_still() -> None:
    rng = np.random.default_rng(0)
    rooms = [np.clip(_room() + rng.normal(0, 6, (*SHAPE, 3)), 0, 255).astype(np.uint8) for _ in range(2)]
    assert _pair(*rooms).shake_px == pytest.approx(0, abs=0.15)


def test_every_step_of_a_long_way_is_read() -> None:
    watch = tripod.Watch()
    readings = [_look(watch, _room(shift_px=(4 * step, 3 * step)), None, step / 30).shake_px for step in range(36)]
    assert readings[0] is None
    assert readings[1:] == pytest.approx([5] * 35, abs=0.4)


def test_five_times_a_second_two_frames_in_a_row_are_compared() -> None:
    watch = tripod.Watch()
    jumps_px = [0, 0, 0, 0, 0, 0, 0, 9, 9, 9, 9, 0, 0, 0, 0]  # the first between two that are compared, the second where none is looked at
    readings = [_look(watch, _room(shift_px=(jump_px, 0)), None, step / 30).shake_px for step, jump_px in enumerate(jumps_px)]
    assert readings[1:7] == pytest.approx([0] * 6, abs=0.4)
    assert readings[7:13] == pytest.approx([9] * 6, abs=0.4)
    assert readings[13:] == pytest.approx([0] * 2, abs=0.4)


@pytest.mark.parametrize(("later_s", "shake_px"), [(1 / 15, 2.5), (1 / 60, 10.0), (0.0, None), (1.5, None)])
def test_shake_is_told_at_thirty_frames_a_second(later_s: float, shake_px: float | None) -> None:
    watch = tripod.Watch()
    _look(watch, _room(), None, 2.0)
    shaken = _look(watch, _room(shift_px=(5, 0)), None, 2.0 + later_s).shake_px
    assert shaken == (None if shake_px is None else pytest.approx(shake_px, abs=0.5))


def _passer_by(x: int) -> tuple[np.ndarray, FaceBox]:
    """Someone with a checked shirt before a plain wall, and the box of their face."""
    picture = np.full((*SHAPE, 3), 150, np.uint8)
    shirt = np.random.default_rng(2).integers(0, 2, (30, 15)).astype(np.uint8) * 180
    picture[180:, x : x + 180] = cv2.resize(shirt, (180, 360), interpolation=cv2.INTER_CUBIC)[..., None]
    return picture, FaceBox(x + 60, 120, 60, 60, np.zeros((2, 2), np.float32), 0.9)


def test_someone_who_walks_by_is_no_shake() -> None:
    watch, alone = tripod.Watch(), tripod.Watch()
    for index in range(2):
        picture, box = _passer_by(100 + 12 * index)
        known = _look(watch, picture, None, index / 30, [box])
        unknown = _look(alone, picture, None, index / 30)
    assert known.shake_px is None or known.shake_px < 0.3
    assert unknown.shake_px is None, "corners on one thing only"
    assert known.level_deg is None


def _sitter(lean_deg: float, turn_deg: float) -> Face:
    across, down = 150 * np.cos(np.radians(lean_deg)), 150 * np.sin(np.radians(lean_deg))
    shoulders = np.array([[480 + across, 400 - down], [480 - across, 400 + down]], np.float32)
    return replace(made_face(SHAPE, matte=np.zeros((54, 96), np.float32)), shoulders_px=shoulders, shoulders_yaw_deg=turn_deg)


def test_before_a_plain_wall_the_shoulders_tell_the_lean() -> None:
    wall = np.full((*SHAPE, 3), 128, np.uint8)
    assert _look(tripod.Watch(), wall, _sitter(5, 3)).level_deg == pytest.approx(5, abs=0.1)
    assert _look(tripod.Watch(), wall, _sitter(-4, -10)).level_deg == pytest.approx(-4, abs=0.1)
    assert _look(tripod.Watch(), wall, _sitter(5, 40)).level_deg is None
    assert _look(tripod.Watch(), _room(lean_deg=3), _sitter(-5, 0)).level_deg == pytest.approx(3, abs=0.7)
