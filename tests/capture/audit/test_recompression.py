from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from capture.audit import recompression, tables
from tests.audited import studio_portrait
from tests.doctored import saved, saved_twice


def luma(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"), np.float32)


def test_pixels_that_were_no_jpeg_show_no_trace() -> None:
    found = recompression.measure(studio_portrait().luma, None)
    assert found is not None
    assert found.strength < 6
    assert found.comb < 0.2


@pytest.mark.parametrize(("quality", "cut_px"), [(40, (0, 0)), (85, (3, 5))])
def test_a_jpeg_that_is_a_png_now_is_told_with_its_quality_and_its_grid(quality: int, cut_px: tuple[int, int]) -> None:
    found = recompression.measure(luma(saved_twice(studio_portrait().rgb, quality, cut_px)), None)
    assert found is not None
    assert abs(found.quality - quality) <= 1
    assert (found.right_px, found.down_px) == ((8 - cut_px[0]) % 8, (8 - cut_px[1]) % 8)
    assert found.strength > 6


def test_saving_again_gently_does_not_hide_it_and_the_files_own_steps_do_not_count() -> None:
    once = saved(studio_portrait().rgb, 30)
    twice = saved(np.asarray(Image.open(io.BytesIO(once)).convert("RGB")), 92)
    found = recompression.measure(luma(twice), tables.measure(twice))
    assert found is not None
    assert abs(found.quality - 30) <= 2
    assert found.comb > 0.6


def test_small_and_flat_pictures_tell_nothing() -> None:
    assert recompression.measure(np.zeros((100, 300), np.float32), None) is None
    assert recompression.measure(np.full((300, 300), 90, np.float32), None) is None
