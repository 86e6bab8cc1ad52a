"""A pack is made: every sentence spoken by an engine, trimmed, brought to one loudness, and written beside a manifest.

After any change of a sentence `python -m guidance.voice.rendering --language LANGUAGE` makes those clips of this package again that no longer fit it.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import soundfile

from capture.errors import VoiceError
from guidance.prompts import languages, sentences
from guidance.voice.clips import MANIFEST, Clip, Manifest, Origin, decode, read_manifest, text_sha256
from guidance.voice.edges import edged
from guidance.voice.engines import Wish, open_engine
from guidance.voice.loudness import gain_to
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from capture.types import Floats
    from guidance.voice.engines import Engine

LOUDNESS_LUFS = -18.0
"""By EBU R128's measure: near the -16 to -20 that voices on the web are mixed to, so that a sitter's usual volume is right."""

PEAK_DBFS = -1.0
_REACH_FRAMES = RATE_HZ * 2 // 1000
_LEVEL_ROUNDS = 4  # lowering peaks lowers loudness a little; four rounds end within 0.1 LU
_ENCODER_ROOM_DB = 1.2  # how far a coded wave may rise above the one that was given

_EDGE_FRAMES = RATE_HZ * 20 // 1000
_WINDOW_FRAMES = RATE_HZ * 5 // 1000
_FLOOR_DB = -45.0  # below the loudest 5 ms: quieter than the end of any consonant, louder than the engine's own noise

_OPUS_COMPRESSION = 0.75  # of 1: about 9 KB a second
_LONGEST_S = 4.5


def trimmed(samples: Floats) -> Floats:
    """Return `samples` without the silence at both ends but for 20 ms each, in which the sound rises from and falls to zero."""
    windows = samples.size // _WINDOW_FRAMES
    levels = (samples[: windows * _WINDOW_FRAMES].reshape(windows, _WINDOW_FRAMES) ** 2).mean(axis=1)
    loud = np.flatnonzero(levels > levels.max(initial=0) * 10 ** (_FLOOR_DB / 10))
    if loud.size == 0:
        return samples[:0]
    padded = np.pad(samples, _EDGE_FRAMES)
    kept = padded[loud[0] * _WINDOW_FRAMES : (loud[-1] + 1) * _WINDOW_FRAMES + 2 * _EDGE_FRAMES]
    return edged(kept, _EDGE_FRAMES, _EDGE_FRAMES)


def levelled(samples: Floats) -> Floats:
    """Return `samples` at `LOUDNESS_LUFS`, its highest peaks lowered to `PEAK_DBFS` where they would pass it."""
    level = samples
    for _ in range(_LEVEL_ROUNDS):
        level = limited(level * np.float32(gain_to(level, LOUDNESS_LUFS)), 10 ** ((PEAK_DBFS - _ENCODER_ROOM_DB) / 20))
    return level


def limited(samples: Floats, peak_frac: float) -> Floats:
    """Return `samples` with no peak above `peak_frac`: turned down smoothly, within 4 ms to either side of a peak that needs it."""
    wanted = np.minimum(1, peak_frac / np.maximum(np.abs(samples), 1e-9))
    # The lowest gain within reach of each frame, then a weighted mean of such frames: never more than a peak among them allows.
    lowest = np.pad(wanted, 2 * _REACH_FRAMES, constant_values=1)
    span = 1
    while span <= 2 * _REACH_FRAMES:
        step = min(span, 2 * _REACH_FRAMES + 1 - span)
        lowest = np.minimum(lowest[:-step], lowest[step:])
        span += step
    bell = np.hanning(2 * _REACH_FRAMES + 3)[1:-1]
    smooth = np.convolve(lowest, bell / bell.sum(), mode="valid")
    return (samples * smooth).astype(np.float32)


def origin(engine: Engine) -> Origin:
    """Return who speaks here, with every setting that the sound depends on. Raises VoiceError as `Engine.origin` does."""
    who = engine.origin()
    here = {"loudness_lufs": LOUDNESS_LUFS, "peak_dbfs": PEAK_DBFS, "opus_compression": _OPUS_COMPRESSION}
    return msgspec.structs.replace(who, settings=who.settings | here)


def render(folder: Path, language: str, wanted: dict[str, str], engine: Engine, told: Callable[[int], None] = lambda _done: None) -> list[str]:
    """Bring the clips in `folder` up to `wanted` (text by sentence name) and return the names of those that were made, in order.

    A clip is made again when its text, voice or settings changed, and when its file is not the one that the manifest names. Sound files
    that the manifest then does not name are removed. What was made before it broke off counts. `told` is called with the number of sentences
    that are done, after each. Raises VoiceError when the engine fails, when a sentence comes out silent or longer than 4.5 s, and when a
    file can't be written.
    """
    who = origin(engine)
    clips = _kept(folder, wanted)
    made = []
    try:
        for done, (name, text) in enumerate(sorted(wanted.items()), start=1):
            if name not in clips or not _current(clips[name], text, who):
                clips[name] = _make(folder, name, text, engine, who)
                made.append(name)
            told(done)
    finally:
        if clips:
            manifest = Manifest(language, dict(sorted(clips.items())))
            _write(folder / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
    for stray in set(folder.glob("*.opus")) - {folder / clip.file for clip in clips.values()}:
        stray.unlink()
    return made


def _kept(folder: Path, wanted: dict[str, str]) -> dict[str, Clip]:
    """Return the clips that are in `folder`, made where there is none, and still wanted: those whose file is the one that the manifest names."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VoiceError(f"The folder {folder} can't be made: {error.strerror}.", "Check that the place above it is a folder that you may write to.") from error
    try:
        before = read_manifest(folder).clips
    except VoiceError:  # there is none, or a damaged one, in whose place a whole one comes
        return {}
    return {name: clip for name, clip in before.items() if name in wanted and _whole(folder / clip.file, clip)}


def _whole(file: Path, clip: Clip) -> bool:
    return file.is_file() and hashlib.sha256(file.read_bytes()).hexdigest() == clip.file_sha256


def _current(clip: Clip, text: str, who: Origin) -> bool:
    """Tell whether `clip` says `text` by the voice of `who`; the engine's version may differ, so that one changed sentence does not remake all."""
    return clip.text == text and (clip.origin.engine, clip.origin.voice, clip.origin.settings) == (who.engine, who.voice, who.settings)


def _make(folder: Path, name: str, text: str, engine: Engine, who: Origin) -> Clip:
    samples = levelled(trimmed(engine.speak(text)))
    seconds = round(samples.size / RATE_HZ, 3)
    if not 0 < seconds <= _LONGEST_S:
        remedy = "Let it be spoken faster, or shorten it in the catalogue."
        raise VoiceError(f"The sentence '{name}' came out {seconds} s long; expected up to {_LONGEST_S} s.", remedy)
    encoded = io.BytesIO()
    soundfile.write(encoded, samples, RATE_HZ, format="OGG", subtype="OPUS", compression_level=who.settings["opus_compression"])
    file = f"{name}.opus"
    decoded = decode(encoded.getvalue(), file)
    if decoded.size != samples.size:
        raise VoiceError(f"The clip {file} has {decoded.size} frames once decoded; expected {samples.size}.", "Use libsndfile 1.2 or later.")
    _write(folder / file, encoded.getvalue())
    return Clip(file, text, text_sha256(text), hashlib.sha256(encoded.getvalue()).hexdigest(), seconds, who)


def _write(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    except OSError as error:
        raise VoiceError(f"{path} could not be written: {error.strerror}.", "Check the folder's permissions and the free space.") from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0 when the pack is complete, 2 when it could not be made."""
    parser = argparse.ArgumentParser(prog="python -m guidance.voice.rendering", description="Make this package's clips from the catalogue.")
    parser.add_argument("--language", default="en", choices=languages(), help="which catalogue to speak (default: en)")
    parser.add_argument("--afresh", action="store_true", help="make every clip again, not only those that changed")
    chosen = parser.parse_args(arguments)
    folder = Path(__file__).parent / chosen.language
    wanted = sentences(chosen.language)
    if chosen.afresh:
        (folder / MANIFEST).unlink(missing_ok=True)
    try:
        made = render(folder, chosen.language, wanted, open_engine("espeak-ng", Wish(chosen.language)))
    except VoiceError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    size_kb = sum(file.stat().st_size for file in folder.iterdir()) / 1000
    sys.stdout.write(f"{len(made)} of {len(wanted)} clips made, {size_kb:.0f} KB in {folder.name}/\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
