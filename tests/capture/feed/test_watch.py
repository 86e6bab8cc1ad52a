from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from clips import drawn_frames, write_clip
from feed_filters import PASTED, ROOM, SKIN
from feeds import feed, sitter
from pages import mirrored, page

from capture.camera import open_source
from capture.feed import FeedReading, Watch, repeats_what_rests
from capture.feed.compare import Sample
from capture.feed.watch import ENOUGH, MOST_LOOKS
from capture.types import Frame

if TYPE_CHECKING:
    from pathlib import Path

    from feed_filters import Filter

FACE = sitter()
GREY = np.full((48, 64, 3), 128, np.uint8)


def watched(through: Filter | None = None, *, noise_codes: float = 2.0, repeats: bool = False) -> FeedReading:
    watch = Watch(repeats=repeats)
    for frames in feed(noise_codes, through=through, face=FACE):
        for frame in frames:
            run = watch.run(frame)
            if run is not None:
                watch.look(run, FACE)
    return watch.reading


def test_an_honest_feed_has_nothing_less() -> None:
    reading = watched()
    assert reading.samples == 4
    assert reading.noise_codes == pytest.approx(2, rel=0.2)
    for less in (reading.skin_less, reading.skin_coarse_less, reading.behind_less):
        assert less is not None
        assert less.samples == 4
        assert abs(less.stops) < 0.25
        assert 0.05 <= less.error_stops < 0.2


def test_what_a_filter_takes_is_told_in_stops() -> None:
    smoothed, blurred = watched(SKIN["guided 100%"]), watched(ROOM["blur"])
    assert smoothed.skin_less is not None
    assert smoothed.behind_less is not None
    assert smoothed.skin_less.stops > 1
    assert abs(smoothed.behind_less.stops) < 0.3
    assert blurred.behind_less is not None
    assert blurred.behind_less.stops > 2.5


def test_a_room_noisier_than_the_sitter_is_less_than_nothing_less() -> None:
    reading = watched(PASTED["noisy video behind, soft"])
    assert reading.behind_less is not None
    assert reading.behind_less.stops < -0.6


def test_what_the_outline_tells_is_gathered_and_a_videos_seam_is_no_sign() -> None:
    watch, video = Watch(), Watch(repeats=True)
    for outline_ev, seam_ev in ((0.5, -0.3), (0.7, None), (0.6, -0.2)):
        for each in (watch, video):
            each._samples.append(Sample(None, 0.0, None, None, 0.0, 1.0, outline_ev, seam_ev))
    reading = watch.reading
    assert reading.outline_less is not None
    assert reading.seam_less is not None
    assert (reading.outline_less.stops, reading.outline_less.samples) == (pytest.approx(0.6), 3)
    assert (reading.seam_less.stops, reading.seam_less.samples) == (pytest.approx(0.25), 2)
    assert video.reading.seam_less is None
    assert video.reading.outline_less == reading.outline_less


def test_a_quiet_room_of_a_video_is_no_sign() -> None:
    assert watched(ROOM["blur"], repeats=True).behind_less is None


def test_where_there_is_no_noise_nothing_is_told() -> None:
    reading = watched(SKIN["guided 100%"], noise_codes=0.0)
    assert reading.samples == 4
    assert reading.skin_less is None
    assert reading.behind_less is None


def test_writing_is_read_in_each_look_with_or_without_a_face() -> None:
    watch = Watch()
    for index in range(60):
        run = watch.run(Frame(index, index / 30, mirrored(page())))
        if run is not None:
            watch.look(run, None)
    reading = watch.reading
    assert reading.samples == 0
    assert reading.writing is not None
    assert reading.writing.looks >= 3
    assert reading.writing.mirrored_nats > 0
    assert reading.writing.letters > 20


def test_only_frames_in_a_row_are_looked_at_together() -> None:
    watch = Watch()
    assert [watch.run(Frame(index, index / 30, GREY)) for index in (0, 2, 3)] == [None, None, None]
    run = watch.run(Frame(4, 4 / 30, GREY))
    assert run is not None
    assert [frame.index for frame in run] == [2, 3, 4]
    slow = Watch()
    assert [slow.run(Frame(index, index / 3, GREY)) for index in range(5)] == [None] * 5, "too far apart in time"


def test_looks_are_spread_over_time_and_end() -> None:
    watch = Watch()
    looks_s = []
    for index in range(30 * 60):
        frame = Frame(index, index / 30, GREY)
        run = watch.run(frame)
        if run is not None:
            looks_s.append(frame.t_s)
            watch.look(run, None)
    assert watch.done
    assert len(looks_s) == MOST_LOOKS
    assert min(np.diff(looks_s)) > 0.49
    assert watch.reading == FeedReading(0, None)


def test_enough_is_enough() -> None:
    watch = Watch()
    for frames in feed(2.0, ENOUGH, face=FACE):
        assert not watch.done
        watch.look(frames, FACE)
    assert watch.done
    assert watch.run(frames[0]) is None


def test_a_stream_that_begins_anew_is_looked_at_at_once() -> None:
    watch = Watch()
    for frame in feed(2.0, 1, face=FACE)[0]:
        run = watch.run(replace(frame, t_s=frame.t_s + 100))
    assert run is not None
    watch.look(run, FACE)
    runs = [watch.run(frame) for frame in feed(2.0, 1, face=FACE)[0]]
    assert runs[-1] is not None


def test_videos_repeat_what_rests_and_rendered_sittings_do_not(tmp_path: Path) -> None:
    with open_source(str(write_clip(tmp_path / "clip.mp4", drawn_frames(0.3)))) as video, open_source("sample:talker") as studio:
        assert repeats_what_rests(video)
        assert not repeats_what_rests(studio)
