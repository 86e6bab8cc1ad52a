from __future__ import annotations

import cv2
import numpy as np
import pytest
from faces import made_face

from capture.light import irises
from capture.pixels import encode

SHAPE = (2160, 3840)


def ring(px_per_mm: float) -> tuple[irises.Iris, irises.Iris]:
    """Return the irises of a face that large: dark discs on white, a bright dot of a tenth of the radius up and to the right."""
    face = made_face(SHAPE, px_per_mm=px_per_mm)
    light = np.full(SHAPE, 0.5, np.float32)
    for eye in (face.left_eye, face.right_eye):
        for away, radius, level in (((0, 0), 1.0, 0.05), ((0.4, -0.4), 0.1, 0.9)):
            at = np.round((eye.iris_px + np.array(away) * eye.iris_radius_px) * 16).astype(int)
            cv2.circle(light, (int(at[0]), int(at[1])), round(radius * eye.iris_radius_px * 16), level, -1, cv2.LINE_8, 4)
    rgb = np.round(encode(cv2.GaussianBlur(light, (0, 0), 0.6))).astype(np.uint8)[..., None].repeat(3, axis=2)
    found = irises.read(rgb, face)
    assert found is not None
    return found


@pytest.mark.parametrize("px_per_mm", [2.3, 4.5, 9.0])
def test_an_iris_is_the_same_by_cells_whatever_its_size(px_per_mm: float) -> None:
    for iris in ring(px_per_mm):
        assert iris.light.shape == irises.AWAY.shape
        inner = iris.light[(irises.AWAY < 0.3)]
        assert inner == pytest.approx(0.05, abs=0.01)
        spot = np.where((irises.AWAY < 0.95) & iris.opened, iris.light, 0)
        down, right = np.unravel_index(int(spot.argmax()), spot.shape)
        assert (irises.RIGHT[down, right], irises.DOWN[down, right]) == pytest.approx((0.4, -0.4), abs=0.06)
        assert spot.max() > 0.4, "a small lamp in a large iris is still seen"


def test_what_lies_beyond_the_lids_is_shut() -> None:
    left, _ = ring(4.5)
    assert left.opened[len(irises.STEPS) // 2, len(irises.STEPS) // 2]
    assert not left.opened[0].any()
    assert not left.opened[-1].any()


def test_small_irises_are_not_read() -> None:
    face = made_face(SHAPE, px_per_mm=1.5)
    assert face.eye_distance_px < irises.FEWEST_PX
    assert irises.read(np.zeros((*SHAPE, 3), np.uint8), face) is None
