from __future__ import annotations

from readings import observation

from guidance.attendance import Attendance


def test_it_says_whether_nobody_was_there_or_nobody_could_be_judged() -> None:
    empty, crowded = Attendance(0.1), Attendance(0.1)
    for index in range(20):
        nobody = observation(index, faces=0, light=None, pose=None, eyes=None, framing=None)
        empty.count(observation(index) if index == 3 else nobody)
        crowded.count(observation(index) if index < 5 else nobody)
    assert empty.why_nothing() == "No face was seen in 20 frames, so nothing was kept. Come into the picture and sit again."
    assert crowded.why_nothing().startswith("A face was seen in 5 of 20 frames, but never well enough to judge")


def test_frames_in_which_nothing_could_be_kept_do_not_count() -> None:
    searching = Attendance(0.1)
    for index in range(20):
        searching.count(observation(index), judged=False)
    assert searching.why_nothing() == "The sitting ended before the first look began, so nothing was kept. Sit again."
