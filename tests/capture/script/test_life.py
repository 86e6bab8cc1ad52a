from __future__ import annotations

import numpy as np
import pytest

from capture.script.life import Life, enlivened
from capture.script.scene import Subject

STILL = Subject(yaw_deg=3.0, mouth_open_frac=0.1, right_open_frac=0.5)
TIMES_S = np.arange(0, 120, 0.02)


def lids(life: Life, seed: int = 1) -> list[float]:
    return [enlivened(STILL, life, seed, t_s).left_open_frac for t_s in TIMES_S]


def blinks(openings: list[float]) -> int:
    shut = np.asarray(openings) < 0.5
    return int((shut[1:] & ~shut[:-1]).sum())


def test_without_life_nothing_moves() -> None:
    assert {enlivened(STILL, Life(), 1, t_s) for t_s in (0.0, 3.3, 50.0)} == {STILL}


@pytest.mark.parametrize("per_minute", [10, 40])
def test_blinks_come_as_often_as_asked(per_minute: int) -> None:
    counts = [blinks(lids(Life(blinks_per_minute=per_minute), seed)) for seed in (1, 2, 3)]
    assert sum(counts) / len(counts) == pytest.approx(2 * per_minute, rel=0.35)
    assert len(set(counts)) > 1 or per_minute < 20, "each seed has its own"


def test_a_blink_shuts_both_eyes_and_ends() -> None:
    life = Life(blinks_per_minute=30)
    openings = lids(life)
    assert min(openings) < 0.05
    assert np.median(openings) == 1.0
    shut_s = float(TIMES_S[int(np.argmin(openings))])
    blinking = enlivened(STILL, life, 1, shut_s)
    assert blinking.right_open_frac == pytest.approx(blinking.left_open_frac / 2), "a drooping lid stays the lower one"
    in_one_blink = [opening for t_s, opening in zip(TIMES_S, openings, strict=True) if abs(t_s - shut_s) < 0.5]
    assert sum(opening < 0.5 for opening in in_one_blink) * 0.02 < 0.3


def test_it_is_the_same_whatever_was_asked_before() -> None:
    life = Life(blinks_per_minute=60, sway_deg=1.0, talk_frac=0.5)
    forwards = [enlivened(STILL, life, 7, t_s) for t_s in (0.1, 0.5, 2.0)]
    assert [enlivened(STILL, life, 7, t_s) for t_s in (2.0, 0.5, 0.1)] == forwards[::-1]
    assert enlivened(STILL, life, 8, 2.0) != forwards[2]


def test_sway_is_small_slow_and_about_the_place() -> None:
    yaw_deg = np.array([enlivened(STILL, Life(sway_deg=1.0), 3, t_s).yaw_deg for t_s in TIMES_S])
    assert abs(yaw_deg.mean() - STILL.yaw_deg) < 0.3
    assert 0.3 < yaw_deg.std() < 1.0
    assert np.abs(np.diff(yaw_deg)).max() / 0.02 < 4, "degrees a second"


def test_speech_opens_the_mouth_and_pauses() -> None:
    mouth = np.array([enlivened(STILL, Life(talk_frac=0.6), 3, t_s).mouth_open_frac for t_s in TIMES_S])
    assert mouth.min() == STILL.mouth_open_frac, "never less than the script says"
    assert mouth.max() > 0.4
    assert 0.05 < (mouth < 0.15).mean() < 0.4
    swings = np.diff(np.sign(np.diff(mouth[mouth > 0.15])))
    assert 5 < (swings != 0).sum() / 120 < 14, "up and down four or five times a second"
