from __future__ import annotations

import numpy as np
import pytest

from capture import illuminant
from capture.pixels import LUMA_WEIGHTS
from capture.studio.kelvin import kelvin_rgb


def test_6500_is_white() -> None:
    assert kelvin_rgb(6500) == pytest.approx([1, 1, 1], abs=1e-6)


def test_lower_is_redder_and_higher_is_bluer_all_the_way() -> None:
    colours = np.array([kelvin_rgb(kelvin) for kelvin in np.geomspace(2000, 20000, 40)])
    assert (np.diff(colours[:, 0] / colours[:, 1]) < 0).all()
    assert (np.diff(colours[:, 2] / colours[:, 1]) > 0).all()
    assert (colours > 0).all()


def test_a_light_bulb_is_orange() -> None:
    red, green, blue = kelvin_rgb(2700)
    assert red > 2 * green > 6 * blue


def test_the_name_does_not_change_how_bright_it_is() -> None:
    assert [float(LUMA_WEIGHTS[0] @ kelvin_rgb(kelvin)) for kelvin in (2000, 2700, 5500, 12000)] == pytest.approx([1, 1, 1, 1])


@pytest.mark.parametrize("kelvin", [2300, 2700, 3200, 4000, 5000, 5500, 6500, 7500, 9000])
def test_the_colour_measure_reads_the_name_back(kelvin: float) -> None:
    read_k, tint = illuminant.warmth(kelvin_rgb(kelvin).astype(np.float64))
    assert read_k == pytest.approx(kelvin, rel=0.05)
    assert abs(tint) < 1.5


def test_what_no_screen_can_show_is_the_nearest_that_it_can() -> None:
    assert kelvin_rgb(500) == pytest.approx(kelvin_rgb(2000))


def test_the_answer_is_its_readers_own() -> None:
    kelvin_rgb(3000)[:] = 0
    assert kelvin_rgb(3000)[0] > 1
