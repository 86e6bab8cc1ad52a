from __future__ import annotations

import numpy as np
import pytest
from pages import TEXT, mirrored, page, stripes

from capture.feed import lines, writing
from capture.feed.letters import MIRRORED, NONE, RIGHT
from capture.feed.writing import FEWEST_SEEN, MOST_NATS, MOST_WINDOWS, PROBE_PX, SHARED_BY_PRINTS, Seen, Writing, read, together, told_by, told_by_prints
from capture.script.scene import Typeface
from guidance.feed_words import LIKELY_NATS, SURE_NATS


@pytest.mark.parametrize("face", list(Typeface))
@pytest.mark.parametrize("letter_px", [11, 16, 26])
def test_writing_tells_whether_its_picture_is_mirrored(letter_px: int, face: Typeface) -> None:
    picture = page(letter_px, face=face)
    assert read(picture).nats < -SURE_NATS
    assert read(mirrored(picture)).nats > SURE_NATS


LARGE = (
    (16, "Department of Engineering\nBridge Laboratory"),
    (24, "Great Expectations"),
    (40, "Keep calm and\ncarry on reading"),
    (60, "Fresh Bread\nBaked Daily"),
)


@pytest.mark.parametrize("face", list(Typeface))
@pytest.mark.parametrize(("letter_px", "text"), LARGE)
def test_few_and_large_letters_and_such_as_run_into_each_other_are_told(letter_px: int, text: str, face: Typeface) -> None:
    for light in (False, True):
        picture = page(letter_px, text, face, light=light)
        assert read(picture).nats < -SURE_NATS
        assert read(mirrored(picture)).nats > SURE_NATS


def test_of_much_writing_a_look_reads_what_it_has_time_for() -> None:
    found = lines.find(page(8, "\n".join([TEXT] * 4)))
    likely = writing._likely(found)
    assert sum(len(line.windows(PROBE_PX)) for line in likely[:-1]) <= MOST_WINDOWS < sum(line.count for line in found)
    assert likely, "a line longer than that is read all the same"


def test_lines_that_are_none_are_not_read_whole() -> None:
    bars = stripes(18)
    bars[np.arange(720) % 60 < 40] = 70
    found = lines.find(bars)
    assert len(found) > 5
    assert writing._likely(found) == []


def test_light_letters_on_dark_are_read_too() -> None:
    assert read(mirrored(page(light=True))).nats > SURE_NATS


NOISE = np.random.default_rng(0).integers(0, 255, (480, 640, 3), np.uint8)


@pytest.mark.parametrize("picture", [stripes(), stripes(30, turn_deg=8), np.full((480, 640, 3), 120, np.uint8), page(2.2), NOISE])
def test_where_nothing_can_be_read_nothing_is_told(picture: np.ndarray) -> None:
    seen = read(picture)
    assert seen.letters < FEWEST_SEEN or abs(seen.nats) < LIKELY_NATS


@pytest.mark.parametrize("letter_px", [2.5, 3, 3.5, 4])
def test_letters_at_the_edge_of_what_can_be_read_are_not_read_the_wrong_way(letter_px: float) -> None:
    assert read(page(letter_px)).nats < LIKELY_NATS
    assert read(mirrored(page(letter_px))).nats > -LIKELY_NATS


@pytest.mark.parametrize("face", list(Typeface))
def test_writing_on_its_side_or_upside_down_is_never_taken_for_mirrored(face: Typeface) -> None:
    upright = page(16, face=face)
    for turns in (1, 2, 3):
        seen = read(np.ascontiguousarray(np.rot90(upright, turns)))
        assert seen.letters < FEWEST_SEEN or seen.nats < LIKELY_NATS


def line(right: float, mirrored: float, count: int) -> np.ndarray:
    ways = np.zeros((count, 3), np.float32)
    ways[:, RIGHT], ways[:, MIRRORED], ways[:, NONE] = right, mirrored, 1 - right - mirrored
    return ways


def test_a_line_is_as_sure_as_its_letters_together_but_for_a_most() -> None:
    nothing = line(0.0, 0.0, 8)
    assert told_by(line(0.6, 0.3, 4), nothing[:4]).nats == pytest.approx(told_by(line(0.6, 0.3, 8), nothing).nats / 2, rel=0.02)
    assert told_by(line(0.9, 0.1, 100), line(0.0, 0.0, 100)).nats == -MOST_NATS
    assert told_by(line(0.1, 0.9, 100), line(0.0, 0.0, 100)).nats == MOST_NATS
    assert told_by(line(0.45, 0.45, 8), nothing).nats == pytest.approx(0)


def test_prints_of_a_line_tell_together_less_than_each_for_itself_and_no_more_than_the_most() -> None:
    good, nothing = (line(0.6, 0.3, 6), line(0.0, 0.0, 6)), (line(0.0, 0.0, 6), line(0.0, 0.0, 6))
    once = told_by(*good)
    assert told_by_prints([good, good]).nats == pytest.approx(2 * SHARED_BY_PRINTS * once.nats)
    assert told_by_prints([good, good]).letters == pytest.approx(once.letters)
    assert told_by_prints([good, nothing]).nats == pytest.approx(SHARED_BY_PRINTS * once.nats), "a print that doesn't read says nothing"
    assert told_by_prints([(line(0.02, 0.95, 40), nothing[1])] * 4).nats == MOST_NATS
    assert told_by_prints([nothing, nothing]) == Seen(0.0, 0.0)
    assert told_by_prints([good, (good[0][:, [MIRRORED, RIGHT, NONE]], good[1])]).nats == pytest.approx(0, abs=0.05), "prints that differ cancel"


def test_a_line_that_is_like_letters_in_every_print_but_clearly_in_none_says_nothing() -> None:
    nothing = line(0.0, 0.0, 10)
    faint, clear = (line(0.6, 0.05, 10), nothing), (line(0.7, 0.06, 10), nothing)
    assert told_by_prints([faint] * 4) == Seen(0.0, 0.0)
    assert told_by_prints([faint, clear]).nats == pytest.approx(SHARED_BY_PRINTS * (told_by(*faint).nats + told_by(*clear).nats))


def test_a_line_upside_down_is_told_by_its_letters_upside_down() -> None:
    few = line(0.3, 0.2, 20)
    assert told_by(few, line(0.05, 0.9, 20)).nats < -LIKELY_NATS, "half a turn is a mirror to the side and one downwards"
    assert told_by(few, line(0.9, 0.05, 20)).nats > LIKELY_NATS
    assert told_by(line(0.9, 0.05, 20), line(0.9, 0.05, 20)).nats < 0, "upright is likelier"


def test_a_feed_is_told_by_the_middle_of_the_looks_that_saw_writing() -> None:
    assert together([Seen(9.0, 40.0)]) is None
    assert together([Seen(9.0, 2.0), Seen(9.0, 40.0)]) is None
    assert together([Seen(9.0, 40.0), Seen(0.0, 0.0), Seen(5.0, 20.0), Seen(7.0, 30.0)]) == Writing(7.0, 30.0, 3)


def test_a_picture_too_small_for_letters_has_none() -> None:
    assert writing.read(np.full((16, 20, 3), 128, np.uint8)) == Seen(0.0, 0.0)
