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
