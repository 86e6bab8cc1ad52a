from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import towards

from capture.studio import grid
from capture.studio.hair.chart import FACE, SCALP, Chart


@pytest.mark.parametrize("chart", [SCALP, FACE])
def test_places_and_directions_are_each_others_inverse(chart: Chart) -> None:
    side = 65
    directions = chart.directions(side)
    even = np.linspace(0, chart.side_px - 1, side)
    across, down = np.meshgrid(even, even)
    assert np.allclose(np.linalg.norm(directions, axis=-1), 1, atol=1e-5)
    # Beyond the antipode the square's corners fold back on to directions that have a nearer place.
    once = np.hypot(across - even[side // 2], down - even[side // 2]) < 170 * chart.px_per_deg
    assert np.allclose(chart.place_px(directions)[once], np.stack([across, down], -1)[once], atol=0.05)


def test_lengths_from_the_middle_are_true_and_the_subjects_left_is_right() -> None:
    middle = (SCALP.side_px - 1) / 2
    forehead, left_ear = SCALP.place_px(towards(0, 50))[0], SCALP.place_px(towards(90, 0))[0]
    assert forehead == pytest.approx([middle, middle + 60 * SCALP.px_per_deg], abs=0.1)
    assert left_ear[0] - middle == pytest.approx(90 * SCALP.px_per_deg, abs=0.1)


def test_an_image_arrives_on_the_head_map_where_it_was_drawn_and_nothing_beyond() -> None:
    image = np.full((SCALP.side_px, SCALP.side_px), 2.0, np.float32)
    x, y = np.round(SCALP.place_px(towards(60, 30))[0]).astype(int)
    image[y - 4 : y + 5, x - 4 : x + 5] = 7
    on_map = SCALP.to_map(image, grid.TEXTURE, beyond=-3)
    row, column = np.unravel_index(np.argmax(on_map), on_map.shape)
    longitude, latitude = grid.angles_rad(grid.TEXTURE)
    assert np.degrees([longitude[row, column], latitude[row, column]]) == pytest.approx([60, 30], abs=1.5)
    assert on_map[-1, grid.TEXTURE[1] // 2] == -3


def test_sampling_reads_the_same_image() -> None:
    across = np.tile(np.arange(129, dtype=np.float32), (129, 1))
    directions = np.concatenate([towards(0, 70), towards(60, 40)])
    expected = SCALP.place_px(directions)[:, 0] * 128 / (SCALP.side_px - 1)
    assert SCALP.sample(across, directions) == pytest.approx(expected, abs=1e-2)
    assert SCALP.sample(across, directions[:, None]).shape == (2, 1)
