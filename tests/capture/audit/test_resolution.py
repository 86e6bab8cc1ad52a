from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from capture.audit import resolution
from capture.export.resize import reduced
from tests.audited import studio_portrait
from tests.doctored import enlarged, saved


def luma(rgb: np.ndarray) -> np.ndarray:
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY).astype(np.float32)


def measured(rgb: np.ndarray) -> resolution.Resolution:
    found = resolution.measure(luma(rgb))
    assert found is not None
    return found


def test_a_photograph_has_all_its_detail_and_repeats_nothing() -> None:
    found = measured(studio_portrait().rgb)
    assert found.fall > resolution.SHELF_FALL
    assert found.detail_frac == 1.0
    assert found.mirrored_frac < 0.15


@pytest.mark.parametrize("way", range(4))
@pytest.mark.parametrize("quality", [100, 95, 75])
def test_an_enlargement_leaves_a_copy_through_a_compression(way: int, quality: int) -> None:
    kept = saved(enlarged(studio_portrait().rgb, way), quality)
    found = measured(np.asarray(Image.open(io.BytesIO(kept)).convert("RGB")))
    assert found.times == 2.0
    assert found.mirrored_frac > max(0.25, 1.2 * found.chance_frac)


@pytest.mark.parametrize("times", [1.25, 1.5, 2.5, 3.0])
def test_the_copy_lies_where_the_enlargement_puts_it(times: float) -> None:
    found = measured(enlarged(studio_portrait().rgb, 0, times))
    assert found.times == times
    assert found.mirrored_frac > 0.25


def test_blocks_are_no_copy() -> None:
    found = measured(np.asarray(Image.open(io.BytesIO(saved(studio_portrait().rgb, 65))).convert("RGB")))
    assert found.mirrored_frac < max(0.25, 1.2 * found.chance_frac)


def test_our_own_reduction_is_no_enlargement() -> None:
    found = measured(reduced(studio_portrait().rgb, (800, 800)))
    assert found.fall > 0.24
    assert found.mirrored_frac < 0.15


def test_small_pictures_tell_nothing() -> None:
    assert resolution.measure(np.zeros((100, 400), np.float32)) is None


def test_a_plain_picture_can_not_be_judged() -> None:
    assert resolution.measure(np.full((400, 400), 90.0, np.float32)) is None
    ramp = np.repeat(np.linspace(40, 60, 400, dtype=np.float32)[None], 400, axis=0)
    assert resolution.measure(ramp) is None
