from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from readings import reading

from guidance.pacing import Pacing
from guidance.profile import load
from guidance.rules import judge
from guidance.snapshot import Tone

if TYPE_CHECKING:
    from collections.abc import Callable

    from capture.types import Reading

PROFILE = load("classic")
STEP_S = 1 / 30

CHIN_HIGH: dict[str, object] = {"pose": {"pitch_deg": 13.0}}
CHIN_LOW: dict[str, object] = {"pose": {"pitch_deg": -15.0}}


def run(seconds: float, at: Callable[[float], Reading]) -> list[tuple[float, str | None, str | None, Tone | None]]:
    """Return (time, shown prompt, spoken clip, tone) of every step on which something changed or was heard."""
    pacing = Pacing(PROFILE.timing)
    told = []
    before = None
    for step in range(round(seconds / STEP_S)):
        t_s = step * STEP_S
        shown, cue = pacing.update(judge(at(t_s), PROFILE, None), t_s)
        now = shown.id if shown else None
        if now != before or cue:
            told.append((round(t_s, 2), now, cue.clip if cue else None, cue.tone if cue else None))
        before = now
    return told


def test_a_fault_is_mentioned_once_it_has_lasted() -> None:
    told = run(2, lambda _: reading(**CHIN_HIGH))
    assert told == [(0.7, "chin_down", "chin_down.1", None)]


def test_a_passing_fault_is_not_mentioned() -> None:
    assert run(3, lambda t_s: reading(**CHIN_HIGH) if t_s % 1 < 0.6 else reading()) == []


def test_a_lost_face_interrupts_what_is_being_said_and_is_not_said_again_at_once() -> None:
    pacing = Pacing(PROFILE.timing)
    spoken = []
    for step in range(round(8 / STEP_S)):
        t_s = step * STEP_S
        gone = 1.0 <= t_s < 2.5 or t_s >= 3.0
        _, cue = pacing.update(judge(reading(faces=0) if gone else reading(**CHIN_HIGH), PROFILE, None), t_s)
        if cue is not None and cue.clip is not None:
            spoken.append((round(t_s, 1), cue.clip, cue.urgent))
    assert spoken == [(0.7, "chin_down.1", False), (1.7, "no_face.1", True)]


def test_a_second_face_waits_until_what_is_being_said_has_ended() -> None:
    told = run(6, lambda t_s: reading(faces=2) if t_s >= 1.0 else reading(**CHIN_HIGH))
    assert [(t_s, clip) for t_s, _, clip, _ in told if clip] == [(0.7, "chin_down.1"), (4.2, "two_faces.1")]


def test_success_is_confirmed_by_a_tone_and_the_prompt_goes() -> None:
    told = run(3, lambda t_s: reading(**CHIN_HIGH) if t_s < 2 else reading())
    assert told[1] == (2.0, None, None, Tone.GOOD)


def test_the_same_words_come_again_only_after_a_while_then_otherwise_then_never() -> None:
    spoken = [(t_s, clip) for t_s, _, clip, _ in run(120, lambda _: reading(**CHIN_HIGH)) if clip]
    assert [clip for _, clip in spoken] == [f"chin_down.{way}" for way in (1, 1, 2, 2, 3, 3)]
    times = [t_s for t_s, _ in spoken]
    assert all(later - earlier >= PROFILE.timing.repeat_s for earlier, later in pairwise(times))


def test_one_sentence_at_a_time_however_many_faults() -> None:
    told = run(20, lambda _: reading(pose={"pitch_deg": 17.0, "roll_deg": 20.0}, framing={"offset_frac": 0.4}))
    times = [t_s for t_s, _, clip, _ in told if clip]
    assert len(times) >= 2
    assert min(later - earlier for earlier, later in pairwise(times)) >= PROFILE.timing.prompt_s
    assert {shown for _, shown, _, _ in told} == {"move_right"}


def test_an_instruction_is_not_followed_by_its_opposite_without_a_pause() -> None:
    told = run(12, lambda t_s: reading(**(CHIN_HIGH if t_s < 2 else CHIN_LOW)))
    shown = [(t_s, prompt) for t_s, prompt, _, _ in told if prompt]
    assert [prompt for _, prompt in shown][:2] == ["chin_down", "chin_up"]
    assert shown[1][0] - 2.0 >= PROFILE.timing.prompt_s


def test_advice_that_does_not_block_is_given_up() -> None:
    told = run(120, lambda _: reading(background={"clutter_frac": 0.3}))
    assert sum(clip is not None for _, _, clip, _ in told) == PROFILE.timing.advice_times


def test_a_face_that_left_or_went_too_far_is_no_success() -> None:
    left = run(4, lambda t_s: reading(**CHIN_HIGH) if t_s < 2 else reading(faces=0))
    overshot = run(4, lambda t_s: reading(**(CHIN_HIGH if t_s < 2 else CHIN_LOW)))
    assert not [tone for _, _, _, tone in left + overshot if tone]


def test_what_is_shown_while_something_is_said_is_said_afterwards() -> None:
    pacing = Pacing(PROFILE.timing)
    _, cue = pacing.announce("look_straight", 0.0)
    assert cue is not None
    pacing.hush(1.0)
    spoken = []
    for step in range(60, 200):
        _, cue = pacing.update(judge(reading(**CHIN_HIGH), PROFILE, None), step * STEP_S)
        if cue:
            spoken.append((round(step * STEP_S, 1), cue.clip))
    assert spoken == [(3.5, "chin_down.1")]


def test_after_a_hold_a_fault_must_last_anew() -> None:
    pacing = Pacing(PROFILE.timing)
    wrong = judge(reading(**CHIN_HIGH), PROFILE, None)
    for step in range(25):
        shown, _ = pacing.update(wrong, step * STEP_S)
    assert shown is not None
    pacing.hush(1.0)
    assert pacing.update(wrong, 1.1)[0] is None


def test_left_and_right_of_the_light_are_opposites_too() -> None:
    def see(t_s: float) -> Reading:
        return reading(light={"face_azimuth_deg": 90.0 if t_s < 2 else -90.0})

    shown = [(t_s, prompt) for t_s, prompt, _, _ in run(12, see) if prompt]
    assert [prompt for _, prompt in shown][:2] == ["turn_camera_left", "turn_camera_right"]
    assert shown[1][0] - 2.0 >= PROFILE.timing.prompt_s


def test_a_new_look_starts_with_fresh_words() -> None:
    pacing = Pacing(PROFILE.timing)
    wrong = judge(reading(**CHIN_HIGH), PROFILE, None)
    clips = []
    for step in range(30 * 30):
        if step == 15 * 30:
            pacing.begin_look()
        _, cue = pacing.update(wrong, step * STEP_S)
        clips += [cue.clip] if cue else []
    assert clips == ["chin_down.1", "chin_down.1", "chin_down.1"]


def test_what_is_far_out_is_asked_to_change_by_more_and_by_less_once_it_is_near() -> None:
    pacing = Pacing(PROFILE.timing)
    told = []
    for step in range(round(12 / STEP_S)):
        t_s = step * STEP_S
        shown, cue = pacing.update(judge(reading(framing={"offset_frac": 0.4 if t_s < 6 else 0.22}), PROFILE, None), t_s)
        told.append((shown.show if shown else None, cue.clip if cue else None))
    assert [clip for _, clip in told if clip] == ["move_right.much.1", "move_right.1"]
    assert [show for show in dict.fromkeys(show for show, _ in told) if show] == ["One step to your right", "Move to your right"]


def test_advice_gives_way_to_what_blocks() -> None:
    low_camera_and_chin: dict[str, object] = {"pose": {"pitch_deg": 21.0}}
    shown = [(t_s, prompt) for t_s, prompt, _, _ in run(9, lambda _: reading(**low_camera_and_chin)) if prompt]
    assert [prompt for _, prompt in shown] == ["camera_raise", "chin_down"]
    assert shown[1][0] - shown[0][0] >= PROFILE.timing.prompt_s


def test_advice_is_due_until_it_was_given_and_shown() -> None:
    pacing = Pacing(PROFILE.timing)
    busy = judge(reading(background={"clutter_frac": 0.3}), PROFILE, None)
    due = []
    for step in range(round(8 / STEP_S)):
        pacing.update(busy, step * STEP_S)
        due.append(pacing.advice_due(busy, step * STEP_S))
    changes = [round(step * STEP_S, 1) for step, (one, other) in enumerate(pairwise(due), start=1) if one != other]
    assert due[0]
    assert changes == [0.7 + PROFILE.timing.prompt_s]
    assert not Pacing(PROFILE.timing).advice_due(judge(reading(), PROFILE, None), 0.0)
    assert not Pacing(PROFILE.timing).advice_due(judge(reading(**CHIN_HIGH), PROFILE, None), 0.0)
