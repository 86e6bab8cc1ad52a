from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pages import TEXT, mirrored, page

from capture.feed import lines


@pytest.mark.parametrize("letter_px", [9, 16, 30, 55])
def test_lines_are_found_in_every_size_with_a_window_for_each_letter(letter_px: int) -> None:
    found = lines.find(page(letter_px, "nose run\nsea comma" if letter_px > 30 else "common sense\nnever was so rare"))
    assert len(found) >= 2
    for line in found[:2]:
        assert letter_px <= line.body_px < 1.6 * letter_px, "blur makes pieces taller, and some have stems"
        assert line.count >= 6
        assert len(line.windows()) == line.count
        assert line.windows().shape[1:] == (lines.WINDOW_PX, lines.WINDOW_PX)


def test_a_larger_print_shows_its_letters_larger() -> None:
    for line in lines.find(page(30, "nose run\nsea comma", noise_codes=0))[:2]:
        inked = [np.ptp(np.flatnonzero((line.windows(body_px).mean(axis=0) > 0.3).any(axis=1))) for body_px in (10.0, 18.0)]
        assert 1.3 < inked[1] / inked[0] < 2.2


def test_a_print_is_cut_from_a_copy_that_is_fine_enough() -> None:
    for line in lines.find(page(30, "nose run\nsea comma", noise_codes=0))[:2]:
        assert line.own_px < lines.FINE * 30 < 2**3 * line.own_px
        coarse = replace(line, copies=line.copies[-1:])
        steps = [np.abs(np.diff(each.windows(18.0), axis=2)).max() for each in (line, coarse)]
        assert steps[0] > 1.15 * steps[1], "edges are steeper"
        np.testing.assert_array_equal(line.windows(lines.FINEST_PX), coarse.windows(lines.FINEST_PX))


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


def test_no_more_lines_are_kept_than_are_asked_for() -> None:
    grey = np.ascontiguousarray(page(8, "\n".join([TEXT] * 4))[..., 0])
    every, some = lines.find_in(grey), lines.find_in(grey, 50)
    assert sum(line.count for line in every) > 100
    assert [line.place_px for line in some] == [line.place_px for line in every[: len(some)]], "the longest ones"
    assert sum(line.count for line in some) <= 50 < sum(line.count for line in every[: len(some) + 1])
