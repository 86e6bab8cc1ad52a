from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from capture.audit import texture
from tests.audited import merged_portrait, studio_portrait
from tests.doctored import enlarged, smoothed


def measured(rgb: np.ndarray) -> texture.Texture:
    face = studio_portrait().face
    assert face is not None
    found = texture.measure(rgb, face)
    assert found is not None
    return found


@pytest.mark.parametrize("way", range(4))
def test_a_bilateral_filter_takes_texture_off_skin(way: int) -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    before, after = measured(rgb), measured(smoothed(rgb, face, way))
    assert after.texture < before.texture - 0.35
    assert after.skin_codes < 0.7 * before.skin_codes


def test_on_skin_alone_it_leaves_the_rest() -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    before, after = measured(rgb), measured(smoothed(rgb, face, 2))
    assert after.background_codes == pytest.approx(before.background_codes, rel=0.02)


def test_blur_takes_it_off_eyes_and_skin_alike() -> None:
    rgb = studio_portrait().rgb
    soft = np.asarray(cv2.GaussianBlur(rgb, (0, 0), 0.8), np.uint8)
    face = studio_portrait().face
    assert face is not None
    assert measured(soft).texture > measured(smoothed(rgb, face, 1)).texture


def test_noise_and_size_move_it_less_than_a_filter_does() -> None:
    small, face = merged_portrait(), merged_portrait().face
    assert face is not None
    merged = texture.measure(small.rgb, face)
    filtered = texture.measure(smoothed(small.rgb, face, 0), face)
    assert merged is not None
    assert filtered is not None
    assert measured(studio_portrait().rgb).texture - merged.texture < merged.texture - filtered.texture


def test_a_small_face_is_not_judged() -> None:
    rgb, face = studio_portrait().rgb, studio_portrait().face
    assert face is not None
    eye = replace(face.left_eye, outer_px=face.right_eye.outer_px + np.float32([40, 0]), inner_px=face.right_eye.inner_px + np.float32([40, 0]))
    assert texture.measure(rgb, replace(face, left_eye=eye)) is None


def test_skin_keeps_away_from_eyes_and_lips() -> None:
    face = studio_portrait().face
    assert face is not None
    where = texture.skin_where(studio_portrait().rgb.shape[:2], face)
    for place in (face.left_eye.iris_px, face.right_eye.iris_px, face.mouth.contour_px.mean(axis=0)):
        assert not where[round(float(place[1])), round(float(place[0]))]
    assert where.sum() > 1000
    assert enlarged(studio_portrait().rgb, 0).shape[0] == 2 * where.shape[0]
