from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from reviewed import kept

from capture.session import Decision, Mark
from guidance.profile import load
from guidance.the_set import choose, chooser, difference

if TYPE_CHECKING:
    from capture.session import KeptShot

WANTED = load("classic").the_set
LOOKS = ("straight", "smile", "left")


@st.composite
def shots(draw: st.DrawFn) -> list[KeptShot]:
    count = draw(st.integers(1, 9))
    return [
        kept(
            number,
            draw(st.sampled_from(LOOKS)),
            draw(st.floats(0, 1)),
            pose={"yaw_deg": draw(st.floats(-40, 40)), "pitch_deg": draw(st.floats(-15, 15))},
            expression={"smile_frac": draw(st.floats(-0.3, 1))} if draw(st.booleans()) else None,
        )
        for number in range(1, count + 1)
    ]


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[KeptShot], dict[str, Decision]]:
    found = draw(shots())
    marks = draw(st.lists(st.sampled_from([None, *Mark]), min_size=len(found), max_size=len(found)))
    return found, {shot.id: Decision(mark) for shot, mark in zip(found, marks, strict=True)}


@given(given_=decided(), size=st.integers(1, 12))
@settings(deadline=None)
def test_every_shot_is_in_or_told_why_not_and_no_rejected_one_is_in(given_: tuple[list[KeptShot], dict[str, Decision]], size: int) -> None:
    found, decisions = given_
    selection = choose(found, decisions, WANTED, size)
    inside = [pick.shot.id for pick in selection.picks]
    outside = [shot for shot, _ in selection.left_out]
    assert sorted([*inside, *outside]) == sorted(shot.id for shot in found)
    assert len(inside) <= size
    assert all(decisions[name].mark is not Mark.REJECTED for name in inside)
    assert all(pick.reason for pick in selection.picks)
    assert all(reason for _, reason in selection.left_out)


@given(found=shots(), size=st.integers(1, 12))
@settings(deadline=None)
def test_every_look_is_in_before_any_is_in_twice(found: list[KeptShot], size: int) -> None:
    looks = {shot.sidecar.look for shot in found}
    picks = choose(found, {}, WANTED, size).picks
    first = [pick.shot.sidecar.look for pick in picks[: len(looks)]]
    assert len(set(first)) == len(first)
    if size >= len(looks):
        assert set(first) == looks


@given(found=shots())
@settings(deadline=None)
def test_no_look_is_in_again_with_nearly_the_same_picture(found: list[KeptShot]) -> None:
    picks = [pick.shot for pick in choose(found, {}, WANTED, 99).picks]
    seen: set[str] = set()
    for place, shot in enumerate(picks):
        if shot.sidecar.look in seen:
            assert all(difference(shot.sidecar.reading, other.sidecar.reading, WANTED) >= WANTED.near_frac for other in picks[:place])
        seen.add(shot.sidecar.look)
    for shot in found:
        if shot not in picks:
            assert min(difference(shot.sidecar.reading, other.sidecar.reading, WANTED) for other in picks) < WANTED.near_frac


@given(given_=decided())
@settings(deadline=None)
def test_it_is_ranked_favourites_first_and_a_smaller_set_is_the_larger_ones_beginning(given_: tuple[list[KeptShot], dict[str, Decision]]) -> None:
    found, decisions = given_
    picks = choose(found, decisions, WANTED, 99).picks
    rank = {Mark.FAVOURITE: 0, Mark.KEPT: 1, None: 2}
    order = [rank[pick.decision.mark] for pick in picks]  # type: ignore[index]
    assert order == sorted(order)
    for size in range(1, len(picks) + 1):
        assert choose(found, decisions, WANTED, size).picks == picks[:size]


@given(given_=decided(), seed=st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_same_photographs_give_the_same_set_in_whatever_order_they_come(given_: tuple[list[KeptShot], dict[str, Decision]], seed: object) -> None:
    found, decisions = given_
    shuffled = list(found)
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = (choose(each, decisions, WANTED, 5) for each in (found, shuffled))
    assert one.picks == other.picks
    assert sorted(one.left_out) == sorted(other.left_out)


def test_the_first_of_a_set_is_the_best_one() -> None:
    found = [kept(1, "straight", 0.7), kept(2, "straight", 0.9, pose={"yaw_deg": 5}), kept(3, "smile", 0.8)]
    assert choose(found, {}, WANTED, 3).picks[0].shot is found[1]


def test_reasons_are_words_that_are_true() -> None:
    found = [
        kept(1, "straight", 0.9),
        kept(2, "straight", 0.8, pose={"yaw_deg": 1}),
        kept(3, "straight", 0.7, expression={"smile_frac": 0.9}),
        kept(4, "smile", 0.85, pose={"yaw_deg": -30}),
        kept(5, "smile", 0.5),
    ]
    selection = choose(found, {"005_smile": Decision(Mark.REJECTED)}, WANTED, 12)
    assert [(pick.shot.id, pick.reason) for pick in selection.picks] == [
        ("001_straight", "the best of three"),
        ("004_smile", "the only one of its look"),
        ("003_straight", "smiling more than 1"),
    ]
    assert selection.left_out == (("002_straight", "nearly the same as 001_straight, which scores higher"), ("005_smile", "you rejected it"))
    kept_anyway = choose(found, {"002_straight": Decision(Mark.KEPT), "003_straight": Decision(Mark.FAVOURITE, "hers")}, WANTED, 12)
    assert [(pick.shot.id, pick.reason) for pick in kept_anyway.picks[:2]] == [("003_straight", "your favourite"), ("002_straight", "you keep it")]
    assert kept_anyway.picks[0].decision.note == "hers"


def test_the_size_is_the_users_and_else_the_profiles() -> None:
    found = [kept(number, f"look{number}", 0.9, pose={"yaw_deg": 30.0 * number}) for number in range(1, 16)]
    assert len(chooser(WANTED)(found, {}).picks) == WANTED.size
    selection = chooser(WANTED, 2)(found, {})
    assert len(selection.picks) == 2
    assert {reason for _, reason in selection.left_out} == {"the set has room for 2"}


def test_what_was_not_measured_tells_nothing_apart() -> None:
    bare = kept(1, "straight", 0.5, faces=0).sidecar.reading
    assert difference(bare, kept(2, "straight", 0.5, pose={"yaw_deg": 90}).sidecar.reading, WANTED) == 0
    assert choose([kept(1, "straight", 0.5, faces=0), kept(2, "straight", 0.4, faces=0)], {}, WANTED, 5).left_out[0][0] == "002_straight"


@given(yaw_deg=st.floats(-50, 50), other_deg=st.floats(-50, 50))
def test_difference_is_symmetrical_and_grows_with_the_angle(yaw_deg: float, other_deg: float) -> None:
    one, other = (kept(1, "straight", 0.5, pose={"yaw_deg": angle}).sidecar.reading for angle in (yaw_deg, other_deg))
    apart = difference(one, other, WANTED)
    assert apart == difference(other, one, WANTED)
    assert abs(apart - min(1.0, abs(yaw_deg - other_deg) / WANTED.differs.yaw_deg)) < 1e-9
