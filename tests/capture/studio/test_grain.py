from __future__ import annotations

import numpy as np
import pytest

from capture.plaster import FURTHEST_PX
from capture.studio.grain import grain

SIZE = (320, 240)


def test_the_same_moment_has_the_same_noise_and_no_other_has() -> None:
    now = grain(SIZE, 5, 1.234)
    assert np.array_equal(now, grain(SIZE, 5, 1.234))
    for seed, t_s in ((6, 1.234), (5, 1.267), (5, -0.5)):
        other = grain(SIZE, seed, t_s)
        assert abs(float(np.corrcoef(now[..., 1].ravel(), other[..., 1].ravel())[0, 1])) < 0.03


def test_it_has_the_pictures_shape_mean_0_and_deviation_1() -> None:
    noise = grain(SIZE, 1, 0.0)
    assert noise.shape == (240, 320, 3)
    assert noise.mean(axis=(0, 1)) == pytest.approx([0, 0, 0], abs=0.03)
    assert noise.std(axis=(0, 1)) == pytest.approx([1, 1, 1], abs=0.03)


def test_green_is_white_and_red_and_blue_are_blotchy() -> None:
    noise = grain(SIZE, 1, 0.0)
    beside = [float(np.corrcoef(noise[:, :-1, k].ravel(), noise[:, 1:, k].ravel())[0, 1]) for k in range(3)]
    assert abs(beside[1]) < 0.02
    assert min(beside[0], beside[2]) > 0.4


@pytest.mark.parametrize("fps", [24, 25, 30, 60])
def test_no_picture_of_a_video_has_the_noise_of_the_one_before_a_few_pixels_on(fps: int) -> None:
    for index in range(1, 12):
        earlier, later = (grain(SIZE, 3, number / fps)[:160, :160, 1] for number in (index, index + 1))
        alike = np.fft.ifft2(np.fft.fft2(earlier).conj() * np.fft.fft2(later)).real / earlier.size
        near = np.abs(np.fft.fftfreq(160, 1 / 160)) <= FURTHEST_PX
        assert float(alike[np.ix_(near, near)].max()) < 0.1
