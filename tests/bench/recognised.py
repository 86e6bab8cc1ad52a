"""Is the voice understood? `python -m tests.bench.recognised` has a speech recogniser choose, for every clip, what was said.

Its choice (PocketSphinx's own American model, `pip install pocketsphinx`) is among all sentences of the catalogue and as many that are not in it. These
begin as one sentence and end as another, so that each of their words is one that it could have heard. Prints the share of clips that were recognised as
themselves, and how many were taken for a sentence that nobody says; exits with 1 where the first is under 95 % or there is one of the second.
"""

from __future__ import annotations

import re
import sys

import numpy as np

from guidance.prompts import sentences
from guidance.voice.mixer import RATE_HZ
from guidance.voice.packs import find

RECOGNISED_FRAC = 0.95
_HEARS_HZ = 16_000
_SILENCE_S = 0.3
_ROOM_FRAC = 0.003  # -50 dB: no room is quieter, and a recogniser knows no digital silence
_FEWEST_WORDS = 3


def words(sentence: str) -> str:
    """Return a sentence as a recogniser spells it."""
    return " ".join(re.findall(r"[a-z']+", sentence.lower()))


def absent(spoken: set[str], seed: int = 1) -> set[str]:
    """Return as many sentences as `spoken` has, none of which is spoken: the beginning of one and the end of another."""
    halves = [(text.split(), len(text.split()) // 2) for text in sorted(spoken) if len(text.split()) >= _FEWEST_WORDS]
    draw = np.random.default_rng(seed)
    made: set[str] = set()
    while len(made) < len(spoken):
        (first, cut), (second, end) = (halves[index] for index in draw.choice(len(halves), 2, replace=False))
        made.add(" ".join(first[:cut] + second[end:]))
        made -= spoken
    return made


def heard(sentence: np.ndarray) -> bytes:
    """Return a clip, mono at 48 kHz, as a recogniser hears it: at 16 kHz, 16 bit, in a moment's silence."""
    ratio = RATE_HZ // _HEARS_HZ
    size = sentence.size // ratio * ratio
    narrow = np.fft.irfft(np.fft.rfft(sentence[:size])[: size // ratio // 2 + 1], size // ratio) / ratio
    padded = np.pad(narrow, round(_SILENCE_S * _HEARS_HZ))
    padded += np.random.default_rng(1).normal(0, _ROOM_FRAC, padded.size)
    return (np.clip(padded, -1, 1) * 32767).astype("<i2").tobytes()


def main() -> int:
    """Run the bench."""
    try:
        from pocketsphinx import Decoder  # noqa: PLC0415 - tests do without it
    except ImportError:
        print("The recogniser is not installed: pip install pocketsphinx", file=sys.stderr)
        return 2
    catalogue = {name: words(text) for name, text in sentences("en").items()}
    spoken = set(catalogue.values())
    others = absent(spoken)
    pack = find("en").pack()
    decoder = Decoder(samprate=_HEARS_HZ, loglevel="FATAL", lm=None)
    decoder.add_jsgf_string("choice", "#JSGF V1.0; grammar choice; public <said> = " + " | ".join(sorted(spoken | others)) + ";")
    decoder.activate_search("choice")
    right = taken = 0
    for name in sorted(pack.names):
        decoder.start_utt()
        decoder.process_raw(heard(pack.samples(name)), full_utt=True)
        decoder.end_utt()
        hypothesis = decoder.hyp()
        chosen = hypothesis.hypstr if hypothesis else ""
        right += chosen == catalogue[name]
        taken += chosen in others
        if chosen != catalogue[name]:
            print(f"{name}: '{catalogue[name]}' was taken for '{chosen}'{', which nobody says' if chosen in others else ''}")
    count = len(pack.names)
    print(f"{right} of {count} clips recognised ({right / count:.1%}, of {len(spoken) + len(others)} to choose from), {taken} taken for a sentence nobody says")
    print(f"wanted: {RECOGNISED_FRAC:.0%} and 0")
    return 0 if right / count >= RECOGNISED_FRAC and taken == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
