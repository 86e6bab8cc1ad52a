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
    assert found.repeats_frac < 0.01


@pytest.mark.parametrize("way", range(4))
def test_an_enlargement_repeats_and_has_a_shelf(way: int) -> None:
    kept = saved(enlarged(studio_portrait().rgb, way))
    found = measured(np.asarray(Image.open(io.BytesIO(kept)).convert("RGB")))
    assert found.fall < 0.35
    assert found.repeats_frac > 0.05
    assert found.fall > resolution.SHELF_FALL or 0.35 < found.detail_frac <= 0.7


@pytest.mark.parametrize("way", range(4))
def test_without_a_compression_after_it_an_enlargement_repeats_plainly(way: int) -> None:
    found = measured(enlarged(studio_portrait().rgb, way))
    assert found.fall < 0.5
    assert found.period_px == 2
    assert found.repeats_frac > 0.05


def test_one_and_a_half_times_repeats_every_third_pixel() -> None:
    assert measured(enlarged(studio_portrait().rgb, 0, times=1.5)).period_px == 3


def test_our_own_reduction_is_no_enlargement() -> None:
    found = measured(reduced(studio_portrait().rgb, (800, 800)))
    assert found.fall > 0.24
    assert found.repeats_frac < 0.012


def test_small_pictures_tell_nothing() -> None:
    assert resolution.measure(np.zeros((100, 400), np.float32)) is None


def test_a_plain_picture_can_not_be_judged() -> None:
    assert resolution.measure(np.full((400, 400), 90.0, np.float32)) is None
    ramp = np.repeat(np.linspace(40, 60, 400, dtype=np.float32)[None], 400, axis=0)
    assert resolution.measure(ramp) is None
