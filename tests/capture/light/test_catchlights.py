from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture.light import catchlights, irises

if TYPE_CHECKING:
    from capture.types import Eye, Face, Rgb

SHAPE = (720, 1280)
FACE = made_face(SHAPE, px_per_mm=3.5)


def eyes(face: Face, *spots: tuple[float, float, float]) -> Rgb:
    """Return a picture of both eyes with spots (clock in degrees, distance and radius in iris radii) in each iris."""
    rgb = np.full((*SHAPE, 3), 120, np.uint8)
    for eye in (face.left_eye, face.right_eye):
        cv2.fillPoly(rgb, [np.round(eye.contour_px).astype(np.int32)], (190, 190, 190))
        _disc(rgb, eye, (0, 0, 1), 60)
        _disc(rgb, eye, (0, 0, 0.4), 20)
        for spot in spots:
            _disc(rgb, eye, spot, 245)
    return rgb


def _disc(rgb: Rgb, eye: Eye, spot: tuple[float, float, float], code: int) -> None:
    clock_deg, distance, radius = spot
    x, y = np.sin(np.radians(clock_deg)) * distance, -np.cos(np.radians(clock_deg)) * distance
    centre = np.round((eye.iris_px + np.array([x, y]) * eye.iris_radius_px) * 16).astype(int)
    cv2.circle(rgb, (int(centre[0]), int(centre[1])), round(radius * eye.iris_radius_px * 16), (code, code, code), -1, cv2.LINE_8, 4)


@pytest.mark.parametrize("clock_deg", [300.0, 45.0, 90.0, 270.0])
def test_a_lamp_is_read_off_the_iris_clock(clock_deg: float) -> None:
    found = catchlights.find(irises.read(eyes(FACE, (clock_deg, 0.45, 0.2)), FACE))
    assert found is not None
    assert [spot.eye for spot in found] == ["left", "right"]
    for spot in found:
        assert spot.clock_deg == pytest.approx(clock_deg, abs=6)
        assert spot.radius_frac == pytest.approx(0.45, abs=0.06)
        assert spot.area_frac == pytest.approx(0.04, rel=0.35)


def test_two_lamps_are_two_spots_the_larger_first() -> None:
    found = catchlights.find(irises.read(eyes(FACE, (40.0, 0.4, 0.2), (250.0, 0.35, 0.13)), FACE))
    assert found is not None
    left = [spot for spot in found if spot.eye == "left"]
    assert [round(spot.clock_deg, -1) for spot in left] == [40, 250]
    assert left[0].area_frac > left[1].area_frac


def test_eyes_without_a_lamp_have_no_spots() -> None:
    assert catchlights.find(irises.read(eyes(FACE), FACE)) == ()


def test_small_eyes_are_unknown() -> None:
    far = made_face(SHAPE, px_per_mm=1.5)
    assert far.eye_distance_px < 120
    assert catchlights.find(irises.read(eyes(far, (300.0, 0.45, 0.2)), far)) is None


def test_eyes_off_the_picture_have_no_spots() -> None:
    off = made_face(SHAPE, px_per_mm=3.5, centre_px=(3000.0, 200.0))
    assert catchlights.find(irises.read(eyes(FACE), off)) == ()
