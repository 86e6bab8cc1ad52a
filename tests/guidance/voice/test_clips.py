from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np
import pytest
import soundfile

import guidance.voice
from capture.errors import VoiceError
from guidance.profile import load
from guidance.profile_files import names
from guidance.prompts import languages, sentences
from guidance.voice.clips import Pack, decode, read_manifest, text_sha256
from guidance.voice.loudness import loudness_lufs
from guidance.voice.mixer import RATE_HZ
from guidance.voice.packs import find
from guidance.voice.stretch import stretched

PLACE = Path(guidance.voice.__file__).parent
FOLDER = PLACE / "en"
WANTED = sentences("en")
PACKS = {language: find(language).pack() for language in languages()}

in_every_language = pytest.mark.parametrize("language", languages())


@pytest.fixture(scope="module")
def pack() -> Pack:
    return PACKS["en"]


@in_every_language
def test_every_sentence_has_a_clip_that_says_its_present_text(language: str) -> None:
    wanted, clips = sentences(language), read_manifest(PLACE / language).clips
    remedy = f"run `python -m guidance.voice.rendering --language {language}`"
    assert sorted(wanted.keys() - clips.keys()) == [], f"have no clip: {remedy}"
    assert sorted(clips.keys() - wanted.keys()) == [], f"are said no more: {remedy}"
    said = {name: (clip.text, clip.text_sha256) for name, clip in clips.items()}
    assert said == {name: (text, text_sha256(text)) for name, text in wanted.items()}, remedy


@in_every_language
def test_the_folder_holds_the_manifests_files_bit_for_bit_and_nothing_else(language: str) -> None:
    folder, manifest = PLACE / language, read_manifest(PLACE / language)
    assert manifest.language == language
    assert {file.name for file in folder.iterdir()} == {clip.file for clip in manifest.clips.values()} | {"manifest.json"}
    for clip in manifest.clips.values():
        assert hashlib.sha256((folder / clip.file).read_bytes()).hexdigest() == clip.file_sha256, clip.file


@in_every_language
def test_a_language_is_at_most_4_mb(language: str) -> None:
    assert sum(file.stat().st_size for file in (PLACE / language).iterdir()) <= 4_000_000


@in_every_language
def test_every_clip_names_its_engine_and_licence(language: str) -> None:
    for name, clip in read_manifest(PLACE / language).clips.items():
        assert clip.origin.engine, name
        assert clip.origin.version, name
        assert clip.origin.licence, name


@pytest.mark.parametrize(("language", "name"), [(language, name) for language in languages() for name in sorted(sentences(language))])
def test_each_clip_is_of_one_loudness_short_and_trimmed(language: str, name: str) -> None:
    samples = PACKS[language].samples(name)
    loudness = loudness_lufs(samples)
    assert loudness is not None
    assert -19 <= loudness <= -17
    assert np.abs(samples).max() <= 10 ** (-1 / 20)
    assert 0.3 <= samples.size / RATE_HZ <= 4.5
    assert samples.size / RATE_HZ == pytest.approx(read_manifest(PLACE / language).clips[name].seconds, abs=0.001)
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert loud[0] < 0.1 * RATE_HZ
    assert samples.size - loud[-1] < 0.15 * RATE_HZ
    assert not samples[[0, -1]].any()


def test_a_clip_is_decoded_once_and_can_not_be_changed(pack: Pack) -> None:
    name = min(pack.names)
    samples = pack.samples(name)
    assert samples.dtype == np.float32
    assert not samples.flags.writeable
    assert pack.samples(name) is samples


def test_volume_and_speed_are_those_of_every_clip_and_the_usual_ones_leave_it_as_it_is(pack: Pack) -> None:
    other = find("en").pack(volume=0.5, speed=1.25).samples("hold.1")
    assert not other.flags.writeable
    np.testing.assert_array_equal(other, stretched(pack.samples("hold.1"), 1.25) * np.float32(0.5))
    np.testing.assert_array_equal(find("en").pack(volume=1.0, speed=1.0).samples("hold.1"), pack.samples("hold.1"))


def test_an_unknown_sentence_is_refused_by_name(pack: Pack) -> None:
    with pytest.raises(VoiceError, match=r"'no\.such'"):
        pack.samples("no.such")


def test_a_clip_of_an_older_text_is_not_in_the_pack() -> None:
    manifest = read_manifest(FOLDER)
    name = min(WANTED)
    pack = Pack(FOLDER, manifest, WANTED | {name: "Something else."})
    assert pack.names == frozenset(WANTED) - {name}


def copied(folder: Path, name: str, **changes: object) -> None:
    """Make a pack of one clip in `folder`, its manifest changed."""
    manifest = json.loads((FOLDER / "manifest.json").read_bytes())
    manifest["clips"] = {name: manifest["clips"][name] | changes}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    (folder / f"{name}.opus").write_bytes((FOLDER / f"{name}.opus").read_bytes())


def test_a_changed_sound_file_is_refused(tmp_path: Path) -> None:
    copied(tmp_path, "hold.1")
    pack = Pack(tmp_path, read_manifest(tmp_path), WANTED)
    assert pack.samples("hold.1").size > 0
    with (tmp_path / "hold.1.opus").open("ab") as file:
        file.write(b"x")
    with pytest.raises(VoiceError, match=r"hold\.1\.opus is not the file"):
        Pack(tmp_path, read_manifest(tmp_path), WANTED).samples("hold.1")


def test_a_missing_sound_file_is_refused(tmp_path: Path) -> None:
    copied(tmp_path, "hold.1")
    (tmp_path / "hold.1.opus").unlink()
    with pytest.raises(VoiceError, match=r"hold\.1\.opus could not be read"):
        Pack(tmp_path, read_manifest(tmp_path), WANTED).samples("hold.1")


@pytest.mark.parametrize("text", ["", "{}", '{"language": "en", "clips": {}, "extra": 1}', "\x00"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(VoiceError, match=r"manifest\.json is damaged"):
        read_manifest(tmp_path)


def test_an_unknown_key_of_a_clip_is_named(tmp_path: Path) -> None:
    copied(tmp_path, "hold.1", mood="glad")
    with pytest.raises(VoiceError, match="mood"):
        read_manifest(tmp_path)


def test_no_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="could not be read"):
        read_manifest(tmp_path)


def test_other_files_are_refused() -> None:
    with pytest.raises(VoiceError, match=r"song\.opus could not be decoded"):
        decode(b"no sound", "song.opus")
    stereo = io.BytesIO()
    soundfile.write(stereo, np.zeros((100, 2)), 44_100, format="WAV")
    with pytest.raises(VoiceError, match="2 channels at 44100 Hz"):
        decode(stereo.getvalue(), "song.wav")


@in_every_language
def test_a_looks_words_are_out_before_the_word_for_its_photograph_can_cut_them(language: str) -> None:
    for name in names():
        profile = load(name)
        soonest_s = profile.timing.settle_s + profile.timing.hold_s + profile.timing.collect_s
        for look in profile.looks:
            assert PACKS[language].samples(f"{look.prompt}.1").size / RATE_HZ < soonest_s, look.prompt


@in_every_language
def test_the_lights_name_is_out_before_the_looks_words_begin(language: str) -> None:
    pack = PACKS[language]
    names_s = {name: pack.samples(name).size / RATE_HZ for name in pack.names if name.startswith("named_")}
    assert len(names_s) > 12
    assert max(names_s.values()) < load("classic").timing.name_s
