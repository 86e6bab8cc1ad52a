from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from guidance.voice.mixer import FADE_FRAMES, PAUSE_FRAMES, RATE_HZ, STALE_FRAMES, Mixer

BLOCK_FRAMES = 480


def heard(mixer: Mixer, frames: int) -> np.ndarray:
    blocks = []
    for _ in range(-(-frames // BLOCK_FRAMES)):
        block = np.full(BLOCK_FRAMES, 9, np.float32)
        mixer.fill(block)
        blocks.append(block)
    return np.concatenate(blocks)


def sound(level: float, frames: int) -> np.ndarray:
    return np.full(frames, level, np.float32)


def noise(seed: int, frames: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-0.5, 0.5, frames).astype(np.float32)


def test_nothing_asked_is_silence() -> None:
    assert not heard(Mixer(), 4800).any()


def test_a_sentence_is_heard_whole_and_unchanged_from_the_first_frame() -> None:
    mixer, sentence = Mixer(), noise(1, 5000)
    mixer.submit(sentence)
    out = heard(mixer, 6000)
    np.testing.assert_array_equal(out[:5000], sentence)
    assert not out[5000:].any()


@pytest.mark.parametrize("sizes", [[1, 2, 3, 5000], [333, 333, 333, 4000], [5000], [64] * 79])
def test_blocks_of_any_size_give_the_same_sound(sizes: list[int]) -> None:
    mixer, sentence = Mixer(), noise(2, 3000)
    mixer.submit(sentence)
    blocks = [np.zeros(size, np.float32) for size in sizes]
    for block in blocks:
        mixer.fill(block)
    np.testing.assert_array_equal(np.concatenate(blocks)[:3000], sentence)


def test_a_newer_sentence_takes_the_place_of_the_one_that_waits_and_cuts_nothing() -> None:
    mixer, first, newest = Mixer(), noise(1, 4800), noise(3, 960)
    mixer.submit(first)
    start = heard(mixer, 480)
    mixer.submit(noise(2, 960))
    mixer.submit(newest)
    out = np.concatenate((start, heard(mixer, 4320 + PAUSE_FRAMES + 960)))
    np.testing.assert_array_equal(out[:4800], first)
    assert not out[4800 : 4800 + PAUSE_FRAMES].any()
    np.testing.assert_array_equal(out[4800 + PAUSE_FRAMES :], newest)
    assert not heard(mixer, 9600).any()


def test_of_two_asked_before_the_first_block_only_the_newer_is_heard() -> None:
    mixer = Mixer()
    mixer.submit(sound(0.25, 960))
    mixer.submit(sound(0.5, 960))
    out = heard(mixer, 960 + PAUSE_FRAMES + 960)
    assert (out[:960] == 0.5).all()
    assert not out[960:].any()


def test_an_urgent_sentence_begins_at_once_while_the_other_fades_and_what_waited_is_dropped() -> None:
    mixer, urgent = Mixer(), noise(4, 2400)
    mixer.submit(sound(0.4, RATE_HZ))
    heard(mixer, 480)
    mixer.submit(sound(0.3, 960))
    mixer.submit(urgent, urgent=True)
    out = heard(mixer, 2400)
    fading = out[:FADE_FRAMES] - urgent[:FADE_FRAMES]
    assert 0.010 <= FADE_FRAMES / RATE_HZ <= 0.015
    assert fading[0] == pytest.approx(0.4, abs=1e-4)
    assert fading[-1] == pytest.approx(0, abs=1e-4)
    assert (np.diff(fading) <= 1e-6).all()
    assert np.abs(np.diff(fading)).max() < 0.002
    np.testing.assert_array_equal(out[FADE_FRAMES:], urgent[FADE_FRAMES:])
    assert not heard(mixer, RATE_HZ).any()


def test_an_ordinary_sentence_does_not_replace_an_urgent_one_that_has_not_begun() -> None:
    mixer, urgent, after = Mixer(), noise(5, 960), noise(6, 960)
    mixer.submit(urgent, urgent=True)
    mixer.submit(after)
    out = heard(mixer, 960 + PAUSE_FRAMES + 960)
    np.testing.assert_array_equal(out[:960], urgent)
    np.testing.assert_array_equal(out[960 + PAUSE_FRAMES :], after)


def test_two_urgent_sentences_within_one_fade_leave_no_step() -> None:
    mixer = Mixer()
    mixer.submit(sound(0.4, RATE_HZ))
    heard(mixer, 480)
    mixer.submit(sound(0.0, RATE_HZ), urgent=True)
    out = [heard(mixer, 96)]
    mixer.submit(sound(0.0, 480), urgent=True)
    out.append(heard(mixer, 1440))
    assert np.abs(np.diff(np.concatenate(out))).max() < 0.002


def test_a_sentence_that_waited_too_long_is_not_said() -> None:
    mixer = Mixer()
    mixer.submit(sound(0.4, STALE_FRAMES + 9600))
    heard(mixer, 480)
    mixer.submit(sound(0.3, 960))
    out = heard(mixer, STALE_FRAMES + 9600 + PAUSE_FRAMES + 9600)
    assert not (out == np.float32(0.3)).any()
    assert not mixer.sounding


def test_hush_fades_to_silence() -> None:
    mixer = Mixer()
    mixer.submit(sound(0.4, RATE_HZ))
    mixer.submit(sound(0.4, RATE_HZ))
    heard(mixer, 480)
    mixer.hush()
    assert mixer.sounding
    out = heard(mixer, RATE_HZ)
    assert out[: FADE_FRAMES - 10].all()
    assert not out[FADE_FRAMES:].any()
    assert not mixer.sounding


def test_tones_sound_over_speech() -> None:
    mixer, sentence, tone = Mixer(), noise(7, 2400), noise(8, 1000)
    mixer.submit(sentence)
    start = heard(mixer, 480)
    mixer.ring(tone)
    out = np.concatenate((start, heard(mixer, 1920)))
    wanted = sentence.copy()
    wanted[480:1480] += tone
    np.testing.assert_allclose(out, wanted, atol=1e-7)


def test_a_newer_tone_fades_the_older_out() -> None:
    mixer = Mixer()
    mixer.ring(sound(0.2, 4800))
    heard(mixer, 480)
    mixer.ring(sound(0.1, 4800))
    out = heard(mixer, 960)
    assert out[0] == pytest.approx(0.3, abs=1e-4)
    assert (out[FADE_FRAMES:] == np.float32(0.1)).all()


def test_the_sum_never_passes_full_scale() -> None:
    mixer = Mixer()
    mixer.submit(sound(0.9, 960))
    mixer.ring(sound(0.9, 960))
    assert (heard(mixer, 960) == 1).all()


def test_frames_counts_what_was_played() -> None:
    mixer = Mixer()
    heard(mixer, 960)
    assert mixer.frames == 960


def test_filling_makes_no_array() -> None:
    mixer, block = Mixer(), np.zeros(BLOCK_FRAMES, np.float32)
    mixer.submit(noise(9, RATE_HZ))
    mixer.ring(noise(10, RATE_HZ))
    mixer.fill(block)
    mixer.submit(noise(11, RATE_HZ), urgent=True)
    tracemalloc.start()
    try:
        for _ in range(20):
            mixer.fill(block)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most_bytes < block.nbytes
