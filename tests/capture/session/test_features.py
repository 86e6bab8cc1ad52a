from __future__ import annotations

import numpy as np
import pytest
from kept_shots import CHIN_Y, EYES_Y, HEAD_X, HEIGHT, WIDTH, face

from capture.session.features import crown_y_px, features_of


def dome(top_row: float, rows: int = 48, columns: int = 64) -> np.ndarray:
    """Return a matte of somebody whose hair ends at that row of cells, softly."""
    matte = np.zeros((rows, columns), np.float32)
    matte[:, 26:42] = np.clip(np.arange(rows)[:, None] + 1 - top_row, 0, 1)
    return matte


def test_points_of_the_face_are_kept() -> None:
    features = features_of(face(), HEIGHT, WIDTH)
    assert features.left_eye_px == (HEAD_X + 26, EYES_Y)
    assert features.right_eye_px == (HEAD_X - 26, EYES_Y)
    assert features.chin_px == (HEAD_X, CHIN_Y)
    assert features.outline_box_px[3] == pytest.approx(CHIN_Y, abs=0.01)
    assert features.outline_box_px[0] == pytest.approx(HEAD_X - 60, abs=0.3)
    assert features.crown_y_px is None


@pytest.mark.parametrize("top_row", [11.0, 12.0, 12.3, 12.75])
def test_the_crown_is_where_the_matte_passes_one_half(top_row: float) -> None:
    features = features_of(face(matte=dome(top_row)), HEIGHT, WIDTH)
    assert features.crown_y_px == pytest.approx(top_row * HEIGHT / 48, abs=3)


def test_a_head_that_goes_on_to_the_edge_has_its_crown_there() -> None:
    assert crown_y_px(dome(-1), 160, (280, 400), HEIGHT, WIDTH) == 0.0


def test_a_forehead_outside_the_matte_tells_nothing() -> None:
    assert crown_y_px(dome(30), 160, (280, 400), HEIGHT, WIDTH) is None


def test_a_thing_beside_the_head_is_passed_over() -> None:
    matte = dome(12)
    matte[:13, 37:42] = 1  # a plant that the matte took for hair, right of the head's middle
    assert crown_y_px(matte, 160, (280, 400), HEIGHT, WIDTH) == pytest.approx(120, abs=3)
