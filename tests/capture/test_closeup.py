from __future__ import annotations

import numpy as np
import pytest
from faces import made_face

from capture.closeup import SAMPLES_PX, closeup
from capture.pixels import polygon_mask

SHAPE = (480, 640)


def test_pixels_are_picked_not_averaged() -> None:
    checks = (np.indices((1440, 1920)).sum(axis=0) % 2 * 255).astype(np.uint8)[..., None].repeat(3, axis=2)
    close = closeup(checks, made_face((1440, 1920), px_per_mm=6))
    assert close.step > 1
    assert max(close.rgb.shape[:2]) <= SAMPLES_PX
    assert set(np.unique(close.rgb)) <= {0, 255}


def test_the_skin_is_the_outline_without_eyes_and_mouth() -> None:
    face = made_face(SHAPE, aspect=(0.4, 0.4))
    picture = np.zeros((*SHAPE, 3), np.uint8)
    picture[polygon_mask(SHAPE, face.outline_px) > 0] = 100
    for hole in (face.left_eye, face.right_eye, face.mouth):
        picture[polygon_mask(SHAPE, hole.contour_px) > 0] = 200
    close = closeup(picture, face)
    assert (close.rgb[close.skin > 0] == 100).mean() > 0.98
    assert (close.skin > 0).mean() > 0.6


def test_whites_are_beside_the_iris_and_inside_the_lids() -> None:
    face = made_face(SHAPE)
    picture = np.full((*SHAPE, 3), 90, np.uint8)
    for eye in (face.left_eye, face.right_eye):
        picture[polygon_mask(SHAPE, eye.contour_px) > 0] = 220
        across, down = np.meshgrid(np.arange(SHAPE[1]), np.arange(SHAPE[0]))
        picture[np.hypot(across - eye.iris_px[0], down - eye.iris_px[1]) <= eye.iris_radius_px] = 30
    for white in closeup(picture, face).whites:
        assert len(white) > 8
        assert (white == 220).mean() > 0.95


@pytest.mark.parametrize("centre_px", [(0, 0), (639, 479), (-3000, 50)])
def test_a_face_across_the_edge_has_skin(centre_px: tuple[int, int]) -> None:
    close = closeup(np.zeros((*SHAPE, 3), np.uint8), made_face(SHAPE, centre_px=centre_px))
    assert close.skin.any()
    assert all(white.shape[1] == 3 for white in close.whites)
