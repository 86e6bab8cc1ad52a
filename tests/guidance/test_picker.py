from __future__ import annotations

import pytest
from readings import observation, reading

from guidance.picker import Candidate, best, miss_in_words, own_miss_frac, weigh
from guidance.profile import load
from guidance.rules import judge

PROFILE = load("classic")
STRAIGHT, SMILE, LEFT, *_ = PROFILE.looks


def candidate(index: int, **parts: object) -> Candidate:
    seen = observation(index, **parts)
    return Candidate(seen, weigh(seen.reading, judge(seen.reading, PROFILE, STRAIGHT), PROFILE))


def chosen(*candidates: Candidate) -> int | None:
    found = best(candidates, PROFILE)
    return None if found is None else found[0].observation.frame.index


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({}, {"pose": {"yaw_deg": 15.0}}),
        ({}, {"focus": {"sharpness": 0.3}}),
        ({}, {"focus": {"motion_px": 3.0}}),
        ({}, {"eyes": {"left_open_frac": 0.7}}),
    ],
)
def test_the_better_frame_wins(better: dict[str, object], worse: dict[str, object]) -> None:
    assert chosen(candidate(1, **worse), candidate(2, **better)) == 2
    assert chosen(candidate(1, **better), candidate(2, **worse)) == 1


def test_closed_eyes_and_burnt_skin_are_never_chosen() -> None:
    shut = candidate(1, eyes={"right_open_frac": 0.1})
    burnt = candidate(2, exposure={"highlights_frac": 0.2})
    assert shut.verdict.gates == ("Eyes open 0.1 where at least 0.45 was asked",)
    assert burnt.verdict.gates == ("Burnt out 20 % where at most 2 was asked",)
    assert chosen(shut, burnt) is None
    assert chosen(shut, candidate(3, focus={"sharpness": 0.3}), burnt) == 3


def test_half_closed_eyes_beside_a_blink_are_out_even_in_the_sharpest_frame() -> None:
    usual = [candidate(index, focus={"sharpness": 0.3}) for index in range(5)]
    half = candidate(9, eyes={"left_open_frac": 0.6, "right_open_frac": 0.6}, focus={"sharpness": 1.0})
    assert chosen(*usual, half) in range(5)


def test_narrow_eyes_are_not_a_blink() -> None:
    narrow = [candidate(index, eyes={"left_open_frac": 0.5, "right_open_frac": 0.5}) for index in range(3)]
    assert chosen(*narrow) in range(3)


def test_the_choice_gives_its_reasons() -> None:
    found = best([candidate(1, focus={"sharpness": 0.3}), candidate(2), candidate(3, eyes={"left_open_frac": 0.0})], PROFILE)
    assert found is not None
    reasons = found[1]
    assert reasons[0].startswith("best of 2 frames that met the look")
    assert reasons[1] == "1 was ruled out"
    assert "the sharpest of them" in reasons


def test_one_value_far_out_costs_as_much_as_many_a_little() -> None:
    fine, turned = candidate(1), candidate(2, pose={"yaw_deg": 30.0})
    assert dict(turned.verdict.parts)["bands"] < 0.5 < dict(fine.verdict.parts)["bands"] == 1.0


def test_a_score_lies_between_nothing_and_all() -> None:
    worst = reading(faces=0, light=None, exposure=None, pose=None, framing=None, focus=None, eyes=None, expression=None)
    assert weigh(worst, judge(worst, PROFILE, STRAIGHT), PROFILE).score < 0.5
    assert 0.8 < candidate(0).verdict.score <= 1.0


def test_misses_are_sentences_with_the_value_and_what_was_asked() -> None:
    turned = candidate(1, pose={"yaw_deg": 21.4}, faces=2)
    assert turned.verdict.misses == ("People 2 where 1 was asked", "Turn 21° where -10 to 10 was asked")
    dull = next(finding for finding in judge(reading(focus={"sharpness": 0.05}), PROFILE, None) if finding.rule.id == "sharpness")
    assert miss_in_words(dull) == "Sharpness 0.05 where at least 0.25 was asked"


@pytest.mark.parametrize(("yaw_deg", "missed_deg"), [(-10.0, 20), (0.0, 17), (8.0, 9), (25.0, 0), (48.0, 10)])
def test_a_look_is_missed_by_what_makes_it_that_look(yaw_deg: float, missed_deg: float) -> None:
    findings = judge(reading(pose={"yaw_deg": yaw_deg, "pitch_deg": 30.0}), PROFILE, LEFT)
    assert own_miss_frac(findings, LEFT) == pytest.approx(missed_deg / 20)


def test_a_straight_face_is_no_smile() -> None:
    assert own_miss_frac(judge(reading(), PROFILE, SMILE), SMILE) == 1.0
    assert own_miss_frac(judge(reading(expression={"smile_frac": 0.4}), PROFILE, SMILE), SMILE) == 0.0


def test_a_value_just_outside_is_told_with_the_digits_that_show_it() -> None:
    just = next(finding for finding in judge(reading(pose={"yaw_deg": 10.04}), PROFILE, None) if finding.rule.id == "yaw")
    assert miss_in_words(just) == "Turn 10.04° where -10 to 10 was asked"
