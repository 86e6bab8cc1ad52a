"""What a sitter does without thinking: blink, sway, talk. All of it follows from the seed and the time alone."""

from __future__ import annotations

import math
from functools import lru_cache

import msgspec
import numpy as np

from capture.script.scene import Part, Subject
from capture.script.tracks import smooth_share

_BLINKS, _SWAY, _TALK = 1, 2, 3
"""Streams of chance, so that more blinks leave the sway as it is."""

_SLOT_S = 0.4
"""At most one blink begins in each: no two run into one another."""
_CLOSING_S, _CLOSED_S, _OPENING_S = 0.08, 0.05, 0.16
"""A blink lasts about 0.3 s and opens half as fast as it closes (VanderWerf and others, J. Neurophysiol. 89, 2003)."""
_BLINK_S = _CLOSING_S + _CLOSED_S + _OPENING_S

_SWAY_HZ = (0.11, 0.23, 0.41)
"""A seated body's drift, its breath, and a little of the neck's balancing."""
_SWAY_SHARES = (0.6, 0.4, 0.25)
_SWAY_MM_OF_DEG = 4.0
"""Beside turning, the head wanders: about as much as a turn of the trunk about the seat moves it."""

_SYLLABLE_HZ = 4.5
"""Syllables come at 4 to 5 a second in any language (Ding and others, Neurosci. Biobehav. Rev. 81, 2017)."""
_PHRASE_HZ = 0.22


class Life(Part, frozen=True):
    """How lively the sitter is. 15 to 20 blinks a minute are usual, and half a degree of sway; `talk_frac` is how wide the mouth goes with each syllable."""

    blinks_per_minute: float = 0.0
    sway_deg: float = 0.0
    talk_frac: float = 0.0


def enlivened(subject: Subject, life: Life, seed: int, t_s: float) -> Subject:
    """Return the sitter at `t_s` with blink, sway and speech on top of what the script says. A pure function."""
    lid_share = 1 - _lids_closed_frac(life.blinks_per_minute, seed, t_s)
    yaw, pitch, roll, right, down = (life.sway_deg * wave for wave in _sway(seed, t_s))
    return msgspec.structs.replace(
        subject,
        yaw_deg=subject.yaw_deg + yaw,
        pitch_deg=subject.pitch_deg + 0.7 * pitch,
        roll_deg=subject.roll_deg + 0.5 * roll,
        x_mm=subject.x_mm + _SWAY_MM_OF_DEG * right,
        y_mm=subject.y_mm + 0.5 * _SWAY_MM_OF_DEG * down,
        left_open_frac=subject.left_open_frac * lid_share,
        right_open_frac=subject.right_open_frac * lid_share,
        mouth_open_frac=max(subject.mouth_open_frac, life.talk_frac * _syllable(seed, t_s)),
    )


def _lids_closed_frac(blinks_per_minute: float, seed: int, t_s: float) -> float:
    """Return how far a blink has shut the eyes, 0 to 1. Whether one begins in a slot of time is drawn from the seed and the slot's number."""
    slot = math.floor(t_s / _SLOT_S)
    return max(_blink_of(slot - back, blinks_per_minute, seed, t_s) for back in (0, 1))


def _blink_of(slot: int, blinks_per_minute: float, seed: int, t_s: float) -> float:
    if slot < 0 or blinks_per_minute <= 0:
        return 0.0
    chance, place = _drawn(2, seed, _BLINKS, slot)
    if chance >= blinks_per_minute / 60 * _SLOT_S:
        return 0.0
    since_s = t_s - (slot + place) * _SLOT_S
    if not 0 <= since_s <= _BLINK_S:
        return 0.0
    opening_since_s = since_s - _CLOSING_S - _CLOSED_S
    return smooth_share(since_s / _CLOSING_S) - smooth_share(opening_since_s / _OPENING_S)


def _sway(seed: int, t_s: float) -> tuple[float, ...]:
    """Return five slow waves of about ±1, each a sum of sines with phases of its own."""
    phases = np.reshape(_drawn(5 * len(_SWAY_HZ), seed, _SWAY), (5, -1))
    waves = np.asarray(_SWAY_SHARES) * np.sin(2 * np.pi * (np.asarray(_SWAY_HZ) * t_s + phases))
    return tuple(float(wave) for wave in waves.sum(axis=1))


def _syllable(seed: int, t_s: float) -> float:
    """Return how open speech holds the mouth, 0 to 1: syllables of uneven size between which it seldom closes, with pauses between phrases."""
    phases = _drawn(3, seed, _TALK)
    beat = 0.7 - 0.3 * math.cos(2 * math.pi * (_SYLLABLE_HZ * t_s + phases[0] + 0.3 * math.sin(2 * math.pi * 0.9 * t_s)))
    size = 0.85 + 0.15 * math.sin(2 * math.pi * (1.7 * t_s + phases[1]))
    phrase = smooth_share(1.4 + 1.8 * math.sin(2 * math.pi * (_PHRASE_HZ * t_s + phases[2])))
    return beat * size * phrase


@lru_cache(maxsize=256)
def _drawn(count: int, *key: int) -> tuple[float, ...]:
    """Return numbers 0 to 1, always the same ones for a seed, what they are for, and a slot: drawn once, since every frame asks for them."""
    return tuple(np.random.default_rng(key).random(count).tolist())
