from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.errors import VoiceError
from guidance.voice import espeak
from guidance.voice.clips import Pack, read_manifest
from guidance.voice.loudness import loudness_lufs
from guidance.voice.mixer import RATE_HZ
from guidance.voice.rendering import levelled, limited, origin, render, trimmed

if TYPE_CHECKING:
    from pathlib import Path

needs_espeak = pytest.mark.skipif(not espeak.installed(), reason="eSpeak NG is not installed, and only making clips needs it")


def noise(seconds: float, level: float = 0.1) -> np.ndarray:
    return np.random.default_rng(1).normal(0, level, round(seconds * RATE_HZ)).astype(np.float32)


def test_trimming_keeps_20_ms_at_both_ends() -> None:
    speech = noise(0.5)
    cut = trimmed(np.concatenate((np.zeros(RATE_HZ, np.float32), speech, noise(0.7, 1e-4))))
    assert cut.size == speech.size + 2 * 960
    np.testing.assert_array_equal(cut[960:-960], speech)
    assert np.abs(cut[:960]).max() < 1e-3


def test_trimming_silence_leaves_nothing() -> None:
    assert trimmed(np.zeros(RATE_HZ, np.float32)).size == 0


def test_levelling_sets_the_loudness_and_keeps_peaks_below_the_limit() -> None:
    spiky = noise(1, 0.02)
    spiky[::4800] = 0.9
    level = levelled(spiky)
    assert loudness_lufs(level) == pytest.approx(-18, abs=0.2)
    assert np.abs(level).max() <= 10 ** (-2.2 / 20) + 1e-6


def test_the_limiter_changes_nothing_far_from_a_peak() -> None:
    samples = noise(0.2)
    samples[4800] = 1.0
    done = limited(samples, 0.8)
    assert done[4800] == pytest.approx(0.8, abs=1e-5)
    far = np.abs(np.arange(samples.size) - 4800) > 2 * 96
    np.testing.assert_allclose(done[far], samples[far], atol=1e-6)


def test_resampling_keeps_a_tone() -> None:
    t_s = np.arange(22_050) / 22_050
    wide = espeak.resampled(np.sin(2 * np.pi * 441 * t_s).astype(np.float32), 22_050)
    wanted = np.sin(2 * np.pi * 441 * np.arange(RATE_HZ) / RATE_HZ)
    assert wide.size == RATE_HZ
    np.testing.assert_allclose(wide, wanted, atol=1e-4)


@needs_espeak
def test_only_what_changed_is_made_again_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still.", "b.1": "Come closer.", "c.1": "Thank you."}
    assert render(tmp_path, "en", wanted) == ["a.1", "b.1", "c.1"]
    kept = (tmp_path / "a.1.opus").stat().st_mtime_ns
    wanted = {"a.1": "Hold still.", "b.1": "Come a step closer."}
    assert render(tmp_path, "en", wanted) == ["b.1"]
    assert (tmp_path / "a.1.opus").stat().st_mtime_ns == kept
    assert {file.name for file in tmp_path.iterdir()} == {"a.1.opus", "b.1.opus", "manifest.json"}
    clips = read_manifest(tmp_path).clips
    assert {name: clip.text for name, clip in clips.items()} == wanted
    assert clips["b.1"].origin == origin("en")
    assert Pack(tmp_path, read_manifest(tmp_path), wanted).samples("b.1").size == round(clips["b.1"].seconds * RATE_HZ)


@needs_espeak
def test_a_clip_of_other_settings_is_made_again(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still."}
    render(tmp_path, "en", wanted)
    manifest = (tmp_path / "manifest.json").read_text()
    assert '"speed_wpm": 155' in manifest
    (tmp_path / "manifest.json").write_text(manifest.replace('"speed_wpm": 155', '"speed_wpm": 120'))
    assert render(tmp_path, "en", wanted) == ["a.1"]
    assert render(tmp_path, "en", wanted) == []


@needs_espeak
def test_a_spoiled_file_is_made_again(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still."}
    render(tmp_path, "en", wanted)
    good = (tmp_path / "a.1.opus").read_bytes()
    (tmp_path / "a.1.opus").write_bytes(good[:-1])
    assert render(tmp_path, "en", wanted) == ["a.1"]
    samples = Pack(tmp_path, read_manifest(tmp_path), wanted).samples("a.1")
    assert loudness_lufs(samples) == pytest.approx(-18, abs=1)


@needs_espeak
def test_a_sentence_that_takes_too_long_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"'long\.1' came out"):
        render(tmp_path, "en", {"long.1": "Turn your head a little. " * 5})


@needs_espeak
def test_a_language_without_a_chosen_voice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="'xx'"):
        render(tmp_path, "xx", {"a.1": "Hold still."})
