from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest
from faces import made_face

from capture import glare

if TYPE_CHECKING:
    from capture.types import Face

SHAPE = (480, 640)


def _with_spot(face: Face, radius_px: int, colour: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    picture = np.full((*SHAPE, 3), (150, 120, 105), np.uint8)
    x, y = np.round(face.left_eye.iris_px).astype(int).tolist()
    cv2.circle(picture, (x, y), radius_px, colour, -1)
    return picture


def test_a_catchlight_is_not_glare_and_a_lamp_in_the_glasses_is() -> None:
    face = made_face(SHAPE)
    readings = [glare.measure(_with_spot(face, radius), face) for radius in (0, 3, 12, 20)]
    assert readings[:2] == [0, 0]
    assert 0.05 < readings[2] < readings[3] < 0.6


def test_coloured_brightness_is_not_glare() -> None:
    face = made_face(SHAPE)
    assert glare.measure(_with_spot(face, 15, (255, 215, 190)), face) == 0


@pytest.mark.parametrize("centre_px", [(0, 0), (639, 479), (-900, -900)])
@pytest.mark.parametrize("code", [0, 255])
def test_eyes_across_the_edge_give_shares(centre_px: tuple[float, float], code: int) -> None:
    assert 0 <= glare.measure(np.full((*SHAPE, 3), code, np.uint8), made_face(SHAPE, centre_px=centre_px)) <= 1


def test_burnt_skin_that_fades_away_is_not_glare() -> None:
    face = made_face(SHAPE)
    picture = np.full((*SHAPE, 3), (252, 236, 220), np.uint8)
    x, y = np.round(face.left_eye.iris_px).astype(int).tolist()
    for radius, code in ((26, 232), (22, 238), (18, 244), (14, 250)):
        cv2.circle(picture, (x, y), radius, (255, code, code), -1)
    assert glare.measure(picture, face) == 0


def test_the_white_of_an_eye_is_not_glare() -> None:
    face = made_face(SHAPE)
    picture = _with_spot(face, 0)
    cv2.fillPoly(picture, [np.round(face.left_eye.contour_px).astype(np.int32)], (255, 255, 255))
    x, y = np.round(face.left_eye.iris_px).astype(int).tolist()
    cv2.circle(picture, (x, y), round(face.left_eye.iris_radius_px) + 1, (60, 40, 30), -1)
    assert glare.measure(picture, face) == 0


def test_a_reflection_larger_than_the_field_hides_all_of_it() -> None:
    face = made_face(SHAPE)
    width = int(np.linalg.norm(face.left_eye.outer_px - face.left_eye.inner_px))
    picture = np.full((*SHAPE, 3), (150, 120, 105), np.uint8)
    x, y = np.round(face.left_eye.contour_px.mean(axis=0)).astype(int).tolist()
    cv2.ellipse(picture, (x, y), (round(width * 1.02), round(width * 0.62)), 0, 0, 360, (255, 255, 255), -1)
    assert glare.measure(picture, face) > 0.9
