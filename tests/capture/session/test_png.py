from __future__ import annotations

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image

from capture.session.png import png


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("shape", [(1, 1), (2, 3), (37, 53), (1, 200)])
def test_other_readers_find_the_same_pixels(shape: tuple[int, int], packed: bool) -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (*shape, 3), np.uint8)
    file = png(rgb, packed=packed)
    with Image.open(BytesIO(file)) as picture:
        assert picture.mode == "RGB"
        assert (np.asarray(picture) == rgb).all()
    assert (cv2.imdecode(np.frombuffer(file, np.uint8), cv2.IMREAD_COLOR)[..., ::-1] == rgb).all()


def test_part_of_a_larger_picture_is_written_too() -> None:
    rgb = np.random.default_rng(2).integers(0, 256, (20, 20, 3), np.uint8)[3:17:2, 2:11]
    with Image.open(BytesIO(png(rgb, packed=True))) as picture:
        assert (np.asarray(picture) == rgb).all()


def test_packed_is_no_larger_than_opencvs_quickest() -> None:
    ramp = np.add.outer(np.arange(200), np.arange(300)) // 4
    noise = np.random.default_rng(3).normal(0, 2, (200, 300, 3))
    rgb = np.clip(ramp[..., None] + noise, 0, 255).astype(np.uint8)
    theirs = cv2.imencode(".png", rgb, [cv2.IMWRITE_PNG_COMPRESSION, 1])[1]
    assert len(png(rgb, packed=True)) < len(theirs) < len(png(rgb, packed=False))
