from __future__ import annotations

import numpy as np
import pytest

from capture.matting import CELLS
from capture.mediapipe_tracker import open_matting
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.studio.picture import render


@pytest.mark.parametrize("size_px", [(640, 480), (480, 640)])
def test_the_matte_shows_a_studio_sitter_and_not_the_room(size_px: tuple[int, int]) -> None:
    rgb = render(Scene(persona=people.find("tomo"), size_px=size_px, subject=Subject(y_mm=-20)))
    with open_matting() as matting:
        matte = matting.of(rgb)
        assert np.array_equal(matting.of(rgb), matte), "each picture by itself"
    rows, columns = matte.shape
    assert max(rows, columns) == CELLS
    assert abs(columns / rows - size_px[0] / size_px[1]) < 0.01
    assert matte[rows // 2 - 10 : rows // 2 + 10, columns // 2 - 10 : columns // 2 + 10].min() > 0.9
    assert matte[:20, :20].max() < 0.1
    matting.close()
