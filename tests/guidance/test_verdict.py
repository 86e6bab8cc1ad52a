from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from readings import observation, reading

from guidance.profile import load
from guidance.rules import judge
from guidance.verdict import Candidate, miss_in_words, own_miss_frac, total, weigh

if TYPE_CHECKING:
    from guidance.profile import Look

PROFILE = load("classic")
STRAIGHT, SMILE, LEFT, *_ = PROFILE.looks


def candidate(index: int, **parts: object) -> Candidate:
    seen = observation(index, **parts)
    return Candidate(seen, weigh(seen.reading, judge(seen.reading, PROFILE, STRAIGHT), PROFILE))


@pytest.mark.parametrize(
    ("part", "worse"),
    [
        ("bands", {"pose": {"yaw_deg": 15.0}}),
        ("eyes", {"eyes": {"left_open_frac": 0.7}}),
        ("inside", {"pose": {"yaw_deg": -7.0}}),
        ("inside", {"expression": {"smile_frac": 0.35}}),
        ("gaze", {"eyes": {"gaze_yaw_deg": 6.0, "gaze_pitch_deg": -3.0}}),
        ("gaze", {"eyes": {"gaze_yaw_deg": None}}),
        ("mouth", {"expression": {"mouth_open_frac": 0.1}}),
        ("sharpness", {"focus": {"sharpness": 0.3}}),
        ("stillness", {"focus": {"motion_px": 3.0}}),
    ],
)
def test_each_part_falls_with_what_it_is_about_and_the_score_with_it(part: str, worse: dict[str, object]) -> None:
    good, bad = candidate(1).verdict, candidate(1, **worse).verdict
    assert dict(bad.parts)[part] < dict(good.parts)[part]
    assert bad.score < good.score


def test_the_rules_behind_the_misses_are_named_in_their_order() -> None:
    shut = candidate(1, eyes={"right_open_frac": 0.1}, pose={"yaw_deg": 30.0}).verdict
    assert shut.missed == ("yaw", "lids")
    assert shut.gates == ("Eyes open 0.1 where at least 0.45 was asked",)
    burnt = candidate(2, exposure={"highlights_frac": 0.2}).verdict
    assert burnt.gates == ("Burnt out 20 % where at most 2 was asked",)


def test_a_score_is_the_weighted_mean_of_its_parts() -> None:
    verdict = candidate(1).verdict
    assert verdict.score == total(dict(verdict.parts), PROFILE)
    assert total(dict.fromkeys(dict(verdict.parts), 0.4), PROFILE) == pytest.approx(0.4)


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


def test_a_broad_smile_may_part_the_lips_and_is_liked_better_than_the_start_of_one() -> None:
    def part(name: str, look: Look, **expression: float) -> float:
        measured = reading(expression=expression)
        return dict(weigh(measured, judge(measured, PROFILE, look), PROFILE).parts)[name]

    assert part("mouth", SMILE, smile_frac=0.7, mouth_open_frac=0.08) > 0.9
    assert part("mouth", STRAIGHT, mouth_open_frac=0.08) < 0.7
    assert part("inside", SMILE, smile_frac=0.36) < 0.1
    assert 0.1 < part("inside", SMILE, smile_frac=0.5) < 0.6 < part("inside", SMILE, smile_frac=0.8)
