from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.develop.matte import cut, inside, middle_of, refined

SIZE = (320, 240)
WHOLE = (0, 0, *SIZE)


def disc(radius_px: float, size_px: tuple[int, int] = SIZE) -> np.ndarray:
    x, y = np.meshgrid(np.arange(size_px[0]) + 0.5, np.arange(size_px[1]) + 0.5)
    return np.clip(radius_px - np.hypot(x - size_px[0] / 2, y - size_px[1] / 2) + 0.5, 0, 1).astype(np.float32)


def picture(share: np.ndarray) -> np.ndarray:
    person, wall = np.float32([0.35, 0.22, 0.16]), np.float32([0.55, 0.60, 0.70])
    grain = np.random.default_rng(1).normal(0, 0.004, (*share.shape, 3)).astype(np.float32)
    return np.asarray(share[..., None] * person + (1 - share[..., None]) * wall + grain, np.float32)


def test_the_edge_comes_to_where_the_picture_has_it() -> None:
    true = disc(60)
    coarse = cv2.resize(disc(63), (40, 30), interpolation=cv2.INTER_AREA)
    share = refined(coarse, picture(true), WHOLE, SIZE, None)
    before = np.abs(cut(coarse, WHOLE, SIZE) - true).mean()
    assert np.abs(share - true).mean() < before / 3
    assert share[120, 160] == 1
    assert share[5, 5] == 0


def test_a_crop_gets_the_same_share_of_the_coarse_matte_as_the_whole() -> None:
    coarse = cv2.resize(disc(60), (40, 30), interpolation=cv2.INTER_AREA)
    left, top, width, height = crop = (77, 31, 120, 150)
    assert np.allclose(cut(coarse, crop, SIZE), cut(coarse, WHOLE, SIZE)[top : top + height, left : left + width], atol=1e-5)
    flat = np.arange(40, dtype=np.float32)[None, :].repeat(30, axis=0)
    assert cut(flat, WHOLE, SIZE)[100, 164] == pytest.approx(164.5 / 8 - 0.5), "centres of cells lie in the cells' middle"


def test_the_middle_of_the_face_counts_as_the_person_whatever_the_matte_says() -> None:
    nobody = np.zeros((30, 40), np.float32)
    share = refined(nobody, picture(disc(60))[60:180, 100:220], (100, 60, 120, 120), SIZE, (130, 90, 190, 150))
    assert share[60, 60] == 1
    assert share[60, 60 - 28] == 1
    assert share[60, 60 - 32] == 0
    assert share[2, 2] == 0


def test_no_wall_beside_a_narrow_jaw_counts_as_the_person() -> None:
    face = np.zeros((240, 320), np.float32)
    outline = np.array([[110, 60], [210, 60], [208, 120], [196, 150], [172, 180], [148, 180], [124, 150], [112, 120]])
    cv2.fillConvexPoly(face, outline, 1.0)
    box = (110, 60, 210, 180)
    x, y = np.arange(320) + 0.5, np.arange(240) + 0.5
    assert np.count_nonzero(inside(box, x, y) & (face == 0)) > 100, "the ellipse of the whole box is wider than this jaw"
    middle = middle_of(box)
    assert middle == (130, 84, 190, 156)
    well_inside = cv2.erode(face, np.ones((13, 13), np.uint8))
    assert well_inside[inside(middle, x, y)].min() == 1
    share = refined(cv2.resize(face, (160, 120), interpolation=cv2.INTER_AREA), picture(face), WHOLE, SIZE, middle)
    assert share[(cv2.dilate(face, np.ones((7, 7), np.uint8)) == 0)].max() < 0.05
