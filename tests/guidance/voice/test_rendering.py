from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.errors import VoiceError
from guidance.voice.clips import Origin, Pack, read_manifest
from guidance.voice.engines import Wish, found, open_engine
from guidance.voice.loudness import loudness_lufs
from guidance.voice.mixer import RATE_HZ
from guidance.voice.rendering import levelled, limited, origin, render, trimmed

if TYPE_CHECKING:
    from pathlib import Path

needs_espeak = pytest.mark.skipif("espeak-ng" not in found(), reason="eSpeak NG is not installed, and only making clips needs it")


def spoken(folder: Path, wanted: dict[str, str]) -> list[str]:
    return render(folder, "en", wanted, open_engine("espeak-ng", Wish("en")))


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


@needs_espeak
def test_only_what_changed_is_made_again_and_what_is_gone_is_removed(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still.", "b.1": "Come closer.", "c.1": "Thank you."}
    assert spoken(tmp_path, wanted) == ["a.1", "b.1", "c.1"]
    kept = (tmp_path / "a.1.opus").stat().st_mtime_ns
    wanted = {"a.1": "Hold still.", "b.1": "Come a step closer."}
    assert spoken(tmp_path, wanted) == ["b.1"]
    assert (tmp_path / "a.1.opus").stat().st_mtime_ns == kept
    assert {file.name for file in tmp_path.iterdir()} == {"a.1.opus", "b.1.opus", "manifest.json"}
    clips = read_manifest(tmp_path).clips
    assert {name: clip.text for name, clip in clips.items()} == wanted
    assert clips["b.1"].origin == origin(open_engine("espeak-ng", Wish("en")))
    assert Pack(tmp_path, read_manifest(tmp_path), wanted).samples("b.1").size == round(clips["b.1"].seconds * RATE_HZ)


@needs_espeak
def test_a_clip_of_other_settings_is_made_again(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still."}
    spoken(tmp_path, wanted)
    manifest = (tmp_path / "manifest.json").read_text()
    assert '"speed_wpm": 155' in manifest
    (tmp_path / "manifest.json").write_text(manifest.replace('"speed_wpm": 155', '"speed_wpm": 120'))
    assert spoken(tmp_path, wanted) == ["a.1"]
    assert spoken(tmp_path, wanted) == []


@needs_espeak
def test_a_spoiled_file_is_made_again(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still."}
    spoken(tmp_path, wanted)
    good = (tmp_path / "a.1.opus").read_bytes()
    (tmp_path / "a.1.opus").write_bytes(good[:-1])
    assert spoken(tmp_path, wanted) == ["a.1"]
    samples = Pack(tmp_path, read_manifest(tmp_path), wanted).samples("a.1")
    assert loudness_lufs(samples) == pytest.approx(-18, abs=1)


@needs_espeak
def test_a_sentence_that_takes_too_long_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match=r"'long\.1' came out"):
        spoken(tmp_path, {"long.1": "Turn your head a little. " * 5})


@needs_espeak
def test_what_was_made_before_it_broke_off_counts(tmp_path: Path) -> None:
    wanted = {"a.1": "Hold still.", "b.1": "Turn your head a little. " * 5, "c.1": "Thank you."}
    with pytest.raises(VoiceError):
        spoken(tmp_path, wanted)
    assert list(read_manifest(tmp_path).clips) == ["a.1"]
    assert spoken(tmp_path, wanted | {"b.1": "Come closer."}) == ["b.1", "c.1"]


@needs_espeak
def test_a_damaged_manifest_gives_way_to_a_whole_one(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    assert spoken(tmp_path, {"a.1": "Hold still."}) == ["a.1"]
    assert list(read_manifest(tmp_path).clips) == ["a.1"]


@needs_espeak
def test_each_sentence_that_is_done_is_told(tmp_path: Path) -> None:
    told: list[int] = []
    render(tmp_path, "en", {"a.1": "Hold still.", "b.1": "Thank you."}, open_engine("espeak-ng", Wish("en")), told=told.append)
    assert told == [1, 2]


def test_a_place_that_is_no_folder_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(VoiceError, match=r"file/pack can't be made: Not a directory\."):
        render(tmp_path / "file" / "pack", "en", {}, Still())


class Still:
    """An engine that has nothing to say."""

    def origin(self) -> Origin:
        return Origin("none", "1", "none", {}, "none")
