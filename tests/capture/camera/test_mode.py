from __future__ import annotations

import pytest

from capture.camera.mode import Mode, best

HD_CRAWLS = Mode(1920, 1080, "YUYV", 5.0)
HD = Mode(1920, 1080, "MJPG", 30.0)
HD_SLOW = Mode(1920, 1080, "YUYV", 12.0)
MIDDLE = Mode(1280, 720, "MJPG", 30.0)
MIDDLE_SLOW = Mode(1280, 720, "YUYV", 10.0)
SMALL = Mode(640, 480, "YUYV", 30.0)
ODD = Mode(1600, 1200, "MJPG", 30.0)
UNSAID = Mode(1920, 1080, "", None)


@pytest.mark.parametrize(
    ("modes", "chosen"),
    [
        ([SMALL, MIDDLE, HD], HD),
        ([HD_SLOW, MIDDLE, SMALL], MIDDLE),
        ([HD_CRAWLS, MIDDLE_SLOW, SMALL], MIDDLE_SLOW),
        ([HD_SLOW, MIDDLE_SLOW, SMALL], HD_SLOW),
        ([HD_CRAWLS, SMALL], SMALL),
        ([HD_CRAWLS], HD_CRAWLS),
        ([UNSAID, SMALL], UNSAID),
        ([ODD, Mode(320, 240, "MJPG", 60.0)], ODD),
        ([], None),
    ],
)
def test_the_best_mode_is_large_but_not_slow(modes: list[Mode], chosen: Mode | None) -> None:
    assert best(modes) == chosen
    assert best(reversed(modes)) == chosen


def test_among_equals_the_first_wins() -> None:
    raw = Mode(1920, 1080, "YUYV", 30.0)
    assert best([HD, raw]) == HD
    assert best([raw, HD]) == raw


def test_a_mode_in_words() -> None:
    assert str(HD) == "1920×1080 MJPG at 30 fps"
    assert str(Mode(640, 480, "", None)) == "640×480"
    assert str(Mode(640, 480, "YUYV", 29.97)) == "640×480 YUYV at 30 fps"
