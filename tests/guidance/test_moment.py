from __future__ import annotations

from dataclasses import replace

import numpy as np
from kept_shots import camera_shot, cartoon
from readings import observation

from capture.camera import with_pixels
from guidance.moment import Moment
from guidance.verdict import Candidate, Verdict


def candidate(index: int, score: float = 0.5, gates: tuple[str, ...] = ()) -> Candidate:
    return Candidate(observation(index), Verdict(score, gates, gates, ()))


def indices(moment: Moment, since_s: float = 0.0, *, at_hand: bool = False) -> list[int]:
    return [seen.index for seen in moment.since(since_s) if seen.at_hand or not at_hand]


def test_frames_older_than_the_span_are_let_go() -> None:
    moment = Moment(span_s=0.5)
    for index in range(60):
        moment.add(candidate(index))
    assert indices(moment) == list(range(44, 60))
    assert indices(moment, since_s=1.9) == [57, 58, 59]
    assert moment.size_bytes == 16 * observation(0).frame.rgb.nbytes
    moment.clear()
    assert moment.size_bytes == 0


def test_when_memory_is_short_the_worst_pictures_go_first_and_what_was_measured_stays() -> None:
    one = observation(0).frame.rgb.nbytes
    moment = Moment(span_s=10, budget_bytes=3 * one)
    scores = [0.5, 0.9, 0.1, 0.8, 0.7]
    for index, score in enumerate(scores):
        moment.add(candidate(index, score))
    assert indices(moment, at_hand=True) == [1, 3, 4]
    assert indices(moment) == [0, 1, 2, 3, 4]
    assert moment.size_bytes <= 3 * one
    moment.add(candidate(5, 0.99, gates=("eyes not open",)))
    assert indices(moment, at_hand=True) == [1, 3, 4]
    assert [seen.verdict.score for seen in moment.since(0)] == [*scores, 0.99]


def test_a_frame_larger_than_all_that_is_allowed_is_still_held() -> None:
    moment = Moment(span_s=10, budget_bytes=1)
    moment.add(candidate(0))
    moment.add(candidate(1, 0.9))
    assert indices(moment, at_hand=True) == [1]


def test_a_cameras_own_jpeg_is_held_instead_of_its_pixels_and_gives_them_again() -> None:
    shots = [camera_shot(index=index) for index in range(8)]
    moment = Moment(span_s=10, whole=with_pixels)
    for shot in shots:
        moment.add(Candidate(shot.observation, Verdict(0.5, (), (), ())))
    frames = [shot.observation.frame for shot in shots]
    assert moment.size_bytes == sum(len(frame.encoded or b"") for frame in frames) < frames[0].rgb.nbytes * 8 / 4
    again = moment.whole(5)
    assert again.frame.encoded is frames[5].encoded
    # Two decoders differ by a code or two.
    assert np.abs(again.frame.rgb.astype(int) - frames[5].rgb).mean() < 1
    assert again.frame.rgb.shape == frames[5].rgb.shape
    assert again.face is shots[5].observation.face


def test_without_a_way_back_pixels_are_kept_beside_the_jpeg() -> None:
    shot = camera_shot(index=3)
    moment = Moment(span_s=10)
    moment.add(Candidate(shot.observation, Verdict(0.5, (), (), ())))
    assert moment.whole(3) is shot.observation


def test_a_raw_picture_that_is_let_go_frees_its_memory() -> None:
    picture = cartoon()
    seen = observation(0)
    moment = Moment(span_s=10, budget_bytes=picture.nbytes)
    for index in range(20):
        held = replace(seen, frame=replace(seen.frame, index=index, rgb=picture.copy()))
        moment.add(Candidate(held, Verdict(index / 20, (), (), ())))
        assert moment.size_bytes <= picture.nbytes
    assert indices(moment, at_hand=True) == [19]
    assert np.array_equal(moment.whole(19).frame.rgb, picture)


def test_a_time_that_ran_backwards_starts_anew() -> None:
    moment = Moment(span_s=1)
    moment.add(candidate(90))
    moment.add(candidate(0))
    assert indices(moment) == [0]


def test_clear_forgets_all() -> None:
    moment = Moment(span_s=1)
    moment.add(candidate(1))
    moment.clear()
    assert indices(moment) == []
