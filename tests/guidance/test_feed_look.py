from __future__ import annotations

from time import monotonic, sleep
from typing import TYPE_CHECKING

import pytest
from feed_filters import HONEST, SKIN
from feeds import feed, sitter
from pages import mirrored, page

from capture.errors import TrackerError
from capture.feed import Watch
from capture.mailbox import Latest
from capture.types import Face, Frame, Tracking
from guidance.feed_look import FeedLook, read, until

if TYPE_CHECKING:
    from collections.abc import Callable

    from feed_filters import Filter

FACE = sitter()


class KnownFace:
    """A tracker of a sitter who keeps still."""

    def __init__(self, face: Face | None = FACE) -> None:
        self.face = face
        self.closed = False

    def track(self, _: Frame) -> Tracking:
        return Tracking(self.face)

    def close(self) -> None:
        self.closed = True


def frames(through: Filter) -> list[Frame]:
    return [frame for run in feed(2.0, 4, through, FACE) for frame in run]


def within_30_s(seen: Callable[[], bool]) -> None:
    give_up_s = monotonic() + 30
    while not seen():
        assert monotonic() < give_up_s
        sleep(0.01)


@pytest.mark.parametrize(("through", "stops"), [(HONEST["untouched"], 0.0), (SKIN["surface blur 50%"], 0.9)])
def test_a_feed_is_read(through: Filter, stops: float) -> None:
    reading = read(frames(through), Watch(), KnownFace())
    assert reading.samples == 4
    assert reading.skin_less is not None
    assert reading.skin_less.stops == pytest.approx(stops, abs=0.3)


def test_frames_are_taken_for_so_long() -> None:
    assert [frame.t_s for frame in until(frames(HONEST["untouched"]), 1.05)] == pytest.approx([0, 1 / 30, 2 / 30, 1, 31 / 30])


def test_a_preview_is_looked_at_beside_whoever_shows_it() -> None:
    tracker, shown = KnownFace(), Latest[Frame]()
    look = FeedLook(shown, "OBS Virtual Camera", Watch(), lambda: tracker)
    for frame in frames(SKIN["surface blur 100%"]):
        shown.put(frame)
        sleep(0.05)
    within_30_s(lambda: look.short != "")
    shown.close()
    look.join(10)
    assert look.short == "a program filters skin (sure)"
    assert tracker.closed


def test_a_preview_that_comes_mirrored_is_told_by_a_page_that_is_held_up() -> None:
    shown = Latest[Frame]()
    look = FeedLook(shown, "Camera", Watch(), KnownFace)
    for index in range(48):
        shown.put(Frame(index, index / 30, mirrored(page())))
        sleep(0.02)
    within_30_s(lambda: look.short != "")
    shown.close()
    look.join(10)
    assert look.short == "a program mirrors the picture (sure)"


def test_it_ends_when_it_is_closed_and_without_a_tracker_nothing_is_said() -> None:
    shown = Latest[Frame]()
    tracker = KnownFace()
    look = FeedLook(shown, "Camera", Watch(), lambda: tracker)
    look.close()
    look.join(10)
    assert tracker.closed

    def none() -> KnownFace:
        raise TrackerError("The face tracker can't be loaded.", "Install it again.")

    blind = FeedLook(shown, "Camera", Watch(), none)
    blind.join(10)
    assert blind.short == ""
