from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture.axes import direction
from capture.light import irises, mirrored
from capture.pixels import encode

if TYPE_CHECKING:
    from capture.types import Eye, Face, Rgb

SHAPE = (720, 1280)
FACE = made_face(SHAPE, px_per_mm=2.3)
SKIN_LIGHT = 0.4
MIRRORED_FRAC = 0.025
"""What a cornea mirrors of a lamp."""
FINER = 8
"""Painted so many times larger, then made smaller as a sensor does."""
TOWARDS = direction(30, 25).astype(np.float32)


def picture(face: Face, radius_deg: float | None) -> Rgb:
    """Return a picture of both eyes in the light of a lamp of that size, which their corneas mirror; None leaves the image out."""
    light = np.full(SHAPE, 0.3, np.float32)
    for eye in (face.left_eye, face.right_eye):
        reach = round(1.6 * eye.iris_radius_px)
        left, top = (int(place) - reach for place in eye.iris_px)
        light[top : top + 2 * reach, left : left + 2 * reach] = _eye(eye, left, top, 2 * reach, radius_deg)
    return np.round(encode(cv2.GaussianBlur(light, (0, 0), 0.6))).astype(np.uint8)[..., None].repeat(3, axis=2)


def _eye(eye: Eye, left: int, top: int, side: int, radius_deg: float | None) -> np.ndarray:
    steps = (np.arange(side * FINER) + 0.5) / FINER - 0.5
    right, down = np.meshgrid((left + steps - eye.iris_px[0]) / eye.iris_radius_px, (top + steps - eye.iris_px[1]) / eye.iris_radius_px)
    light = np.where(np.hypot(right, down) < 1, 0.04, 0.3)
    if radius_deg is not None:
        place, half = mirrored.mirror_place(TOWARDS), np.sin(np.radians(radius_deg))
        inside = np.hypot(right - place[0], down - place[1]) < mirrored.MIRROR_FRAC * half / 2
        light = light + inside * MIRRORED_FRAC / half**2
    return np.asarray(cv2.resize(light.astype(np.float32), (side, side), interpolation=cv2.INTER_AREA))


def test_lamps_rank_by_their_size_and_are_about_as_large_as_read() -> None:
    true_deg = [3.0, 8.0, 16.0, 32.0]
    read_deg = [mirrored.radius_deg(irises.read(picture(FACE, radius), FACE), TOWARDS, SKIN_LIGHT) for radius in true_deg]
    assert all(read is not None for read in read_deg)
    assert read_deg == sorted(read_deg, key=float)
    assert read_deg == pytest.approx(true_deg, rel=0.6)


def test_eyes_that_mirror_no_lamp_tell_nothing() -> None:
    assert mirrored.radius_deg(irises.read(picture(FACE, None), FACE), TOWARDS, SKIN_LIGHT) is None


def test_wholly_black_eyes_tell_nothing() -> None:
    assert mirrored.radius_deg(irises.read(np.zeros((*SHAPE, 3), np.uint8), FACE), TOWARDS, SKIN_LIGHT) is None


def test_a_spot_far_from_the_lamps_mirror_place_is_another_lamp() -> None:
    assert mirrored.radius_deg(irises.read(picture(FACE, 8), FACE), direction(-60, -30).astype(np.float32), SKIN_LIGHT) is None


def test_small_eyes_are_unknown() -> None:
    far = made_face(SHAPE, px_per_mm=1.5)
    assert mirrored.radius_deg(irises.read(picture(far, 8), far), TOWARDS, SKIN_LIGHT) is None


def test_a_lamp_at_the_lens_is_mirrored_in_the_middle_and_one_at_the_side_half_way_out() -> None:
    assert mirrored.mirror_place(direction(0, 0)) == pytest.approx([0, 0], abs=1e-6)
    assert mirrored.mirror_place(direction(60, 0)) == pytest.approx([mirrored.MIRROR_FRAC / 2, 0], abs=1e-6)
    assert mirrored.mirror_place(direction(0, 60))[1] == pytest.approx(-mirrored.MIRROR_FRAC / 2)
