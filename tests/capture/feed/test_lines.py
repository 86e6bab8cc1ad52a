from __future__ import annotations

import numpy as np
import pytest
from pages import mirrored, page, stripes

from capture.feed import lines


@pytest.mark.parametrize("letter_px", [9, 16, 30, 55])
def test_lines_are_found_in_every_size_with_a_window_for_each_letter(letter_px: int) -> None:
    found = lines.find(page(letter_px, "nose run\nsea comma" if letter_px > 30 else "common sense\nnever was so rare"))
    assert len(found) >= 2
    for line in found[:2]:
        assert letter_px <= line.body_px < 1.6 * letter_px, "blur makes pieces taller, and some have stems"
        assert line.count >= 6
        assert line.windows().shape[1:] == (lines.WINDOW_PX, lines.WINDOW_PX)


def test_light_letters_on_dark_give_the_windows_of_dark_ones_on_light() -> None:
    dark, light = (lines.find(page(light=light, noise_codes=0))[0].windows() for light in (False, True))
    assert dark.shape == light.shape
    assert np.abs(dark - light).mean() < 0.1


def test_a_mirrored_picture_has_the_same_lines_mirrored() -> None:
    own, other = (sorted(lines.find(picture), key=lambda line: line.place_px[1]) for picture in (page(), mirrored(page())))
    assert [line.count for line in own] == [line.count for line in other]
    for line, twin in zip(own, other, strict=True):
        assert line.place_px[0] == pytest.approx(1279 - twin.place_px[0], abs=3)
        assert np.abs(line.windows() - twin.windows()[::-1, :, ::-1]).mean() < 0.35, "but for half a pixel"


def test_a_line_that_climbs_is_laid_level() -> None:
    picture = page(16)
    climbing = np.ascontiguousarray(np.stack([np.roll(picture[:, x], 300 - x // 6, axis=0) for x in range(picture.shape[1])], axis=1))
    assert sum(line.count for line in lines.find(climbing)) > 0.7 * sum(line.count for line in lines.find(picture))


def test_a_plain_wall_has_no_lines() -> None:
    noise = np.random.default_rng(0).normal(120, 3, (720, 1280, 1))
    assert lines.find(np.repeat(noise, 3, axis=2).astype(np.uint8)) == []


def test_no_more_windows_are_cut_than_a_look_has_time_for() -> None:
    found = lines.find(stripes(12))
    assert sum(line.count for line in found[:-1]) <= lines.MOST_WINDOWS
