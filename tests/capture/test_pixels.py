from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.pixels import behind_mask, bounds, encode, eroded, linear, luminance, polygon_mask, scaled, shrunk

CODES = np.repeat(np.arange(256, dtype=np.uint8)[None, :, None], 3, axis=2)


def test_the_curve_is_srgbs() -> None:
    light = linear(CODES)[0, :, 0]
    assert light[[0, 255]] == pytest.approx([0, 1])
    assert light[118] == pytest.approx(0.1812, abs=1e-4), "18 % grey is code 118"
    assert light[10] == pytest.approx(10 / 255 / 12.92, rel=1e-5), "the dark end is straight"


def test_encoding_undoes_it() -> None:
    assert encode(linear(CODES)) == pytest.approx(CODES, abs=1e-3)
    assert encode(np.array([-1.0, 2.0], np.float32)) == pytest.approx([0, 255])


def test_luminance_is_of_light_and_not_of_codes() -> None:
    primaries = np.array([[[255, 0, 0], [0, 255, 0], [0, 0, 255], [128, 128, 128]]], np.uint8)
    assert luminance(primaries)[0] == pytest.approx([0.2126, 0.7152, 0.0722, 0.2159], abs=1e-4)


def test_a_mask_is_inside_its_polygons() -> None:
    square = np.array([[2, 2], [5, 2], [5, 5], [2, 5]], np.float32)
    mask = polygon_mask((10, 12), square, square + 5)
    assert mask.shape == (10, 12)
    assert set(np.unique(mask)) == {0, 255}
    # The lower edge of the second square lies below the picture.
    assert (mask > 0).sum() == 16 + 12
    assert mask[3, 3] == mask[8, 8] == 255
    assert mask[3, 8] == 0


def test_bounds_are_cut_to_the_picture() -> None:
    points = np.array([[-5, 3], [4, 30]], np.float32)
    assert bounds(points, (20, 40)) == (slice(3, 20), slice(0, 5))
    assert bounds(np.array([[10, 10], [20, 20]], np.float32), (100, 100), margin_frac=0.5) == (slice(5, 26), slice(5, 26))
    assert bounds(points + 100, (20, 40)) is None


@pytest.mark.parametrize(
    ("shape", "size", "interpolation"),
    [
        ((90, 120), (45, 60), cv2.INTER_AREA),
        ((900, 1200), (90, 120), cv2.INTER_LINEAR),
        ((30, 40), (60, 80), cv2.INTER_LINEAR),
        ((2, 500), (1, 50), cv2.INTER_AREA),
    ],
)
def test_a_scaled_picture_is_as_large_as_asked_and_as_bright(shape: tuple[int, int], size: tuple[int, int], interpolation: int) -> None:
    ramp = np.repeat(np.linspace(20, 230, shape[1])[None, :, None], shape[0], axis=0).repeat(3, axis=2).round().astype(np.uint8)
    small = scaled(ramp, max(size), interpolation)
    assert small.shape == (*size, 3)
    assert small.dtype == np.uint8
    expected = np.interp((np.arange(size[1]) + 0.5) * shape[1] / size[1] - 0.5, np.arange(shape[1]), ramp[0, :, 0])
    assert small[0, :, 0] == pytest.approx(expected, abs=2.5)


def test_the_background_is_where_the_matte_is_low_and_the_person_far() -> None:
    matte = np.zeros((10, 10), np.float32)
    matte[:, 4:6] = 1
    near, far = (behind_mask(matte, (10, 10), margin) for margin in (0, 2))
    assert set(np.unique(near)) == set(np.unique(far)) == {0, 255}
    assert np.flatnonzero(near[0]).tolist() == [0, 1, 2, 3, 6, 7, 8, 9]
    assert np.flatnonzero(far[0]).tolist() == [0, 1, 8, 9], "nothing is taken away at the picture's edge"
    assert behind_mask(matte, (40, 20)).shape == (40, 20)
    assert eroded(near, 2).tolist() == far.tolist()


@pytest.mark.parametrize("shape", [(1080, 1920), (480, 640), (100, 256), (721, 1283), (3, 900)])
def test_a_picture_shrinks_to_its_longer_side_and_keeps_its_mean(shape: tuple[int, int]) -> None:
    across = np.linspace(20, 230, shape[1])
    rgb = np.broadcast_to(across[None, :, None], (*shape, 3)).astype(np.uint8)
    small = shrunk(rgb, 256)
    assert max(small.shape[:2]) == 256
    assert small.shape[0] == max(1, round(shape[0] * 256 / shape[1]))
    assert small[0, :, 0] == pytest.approx(scaled(rgb, 256)[0, :, 0], abs=3)
    assert small.mean() == pytest.approx(rgb.mean(), abs=1)
