from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kept_shots import shot
from readings import observation

from guidance.announcing import Announcing
from guidance.coach import Coach
from guidance.profile import load
from guidance.prompts import prompt
from guidance.snapshot import Cue, LookProgress, LookState, Phase, Tone

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

STEP = Coach(load("classic")).step(observation(0))
KEPT, HOLD, UP = prompt("kept"), prompt("hold"), prompt("chin_up")
LOOKS = (LookProgress("straight", "Straight on", LookState.DONE, 1), LookProgress("smile", "Smile", LookState.CURRENT, 0))
WITH_WORDS = Cue(clip=KEPT.clip, tone=Tone.SHUTTER, urgent=True)


def resting(**changes: object) -> Snapshot:
    return replace(STEP, **{"phase": Phase.RESTING, "prompt": KEPT, "cue": None, "looks": LOOKS} | changes)


def held(announcing: Announcing) -> None:
    announcing.after(replace(STEP, phase=Phase.HOLDING, prompt=HOLD, cue=None), (), 0)


def test_until_a_photograph_is_on_the_disk_only_the_shutter_is_heard_and_then_the_words() -> None:
    announcing, taken = Announcing(), shot()
    held(announcing)
    now = announcing.after(resting(kept=(taken,), cue=WITH_WORDS), (), 0)
    assert now.cue == Cue(tone=Tone.SHUTTER, urgent=True)
    for waits in (now, announcing.after(resting(), (), 0)):
        assert (waits.phase, waits.hold_frac, waits.prompt) == (Phase.SHOOTING, 1.0, HOLD), "no tick, no words"
        assert (waits.looks[0].shots, waits.looks[0].state) == (0, LookState.TO_DO)
        assert (waits.written, waits.writing) == ((), 1)
    there = announcing.after(resting(), (taken,), 0)
    assert there.cue == Cue(clip=KEPT.clip, urgent=True)
    assert (there.phase, there.prompt, there.looks, there.written, there.writing) == (Phase.RESTING, KEPT, LOOKS, (taken,), 0)
    assert announcing.after(resting(), (), 0).cue is None, "once"


def test_one_that_is_written_within_the_step_is_announced_with_its_shutter() -> None:
    taken = shot()
    decided = resting(kept=(taken,), cue=WITH_WORDS)
    now = Announcing().after(decided, (taken,), 0)
    assert (now.cue, now.prompt, now.phase, now.written) == (WITH_WORDS, KEPT, Phase.RESTING, (taken,))


def test_words_that_come_too_late_are_not_said_and_cut_nothing_off() -> None:
    announcing, taken = Announcing(), shot()
    announcing.after(resting(kept=(taken,), cue=WITH_WORDS), (), 0)
    said = Cue(clip=UP.clip)
    assert announcing.after(replace(STEP, phase=Phase.SEEKING, prompt=UP, cue=said, looks=LOOKS), (), 0).cue == said
    late = announcing.after(replace(STEP, phase=Phase.SEEKING, prompt=UP, cue=None, looks=LOOKS), (taken,), 0)
    assert (late.cue, late.written) == (None, (taken,))


def test_on_a_full_disk_nothing_is_announced_and_the_sitting_goes_on() -> None:
    announcing, taken = Announcing(), shot()
    held(announcing)
    announcing.after(resting(kept=(taken,), cue=WITH_WORDS), (), 0)
    full = announcing.after(resting(), (), 1)
    assert (full.phase, full.prompt, full.cue, full.looks[0].shots, full.writing) == (Phase.SEEKING, None, None, 0, 0)
    seeking = replace(STEP, phase=Phase.SEEKING, prompt=UP, cue=None, looks=LOOKS)
    assert announcing.after(seeking, (), 1).prompt == UP
    assert announcing.after(seeking, (taken,), 0).looks == LOOKS


def test_of_a_photograph_that_is_taken_back_before_it_was_announced_nothing_is_told() -> None:
    announcing, first, second = Announcing(), shot("straight"), shot("smile")
    announcing.after(resting(kept=(first,), cue=WITH_WORDS), (first,), 0)
    announcing.after(resting(kept=(second,), cue=WITH_WORDS), (), 0)
    back = announcing.after(resting(undone=1, prompt=UP, phase=Phase.SEEKING), (second,), 0)
    assert (back.undone, back.written, back.writing) == (0, (), 0)
    assert announcing.after(resting(undone=1, prompt=UP, phase=Phase.SEEKING), (), 0).undone == 1
