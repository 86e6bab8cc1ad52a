"""Speech from eSpeak NG, which is run and not shipped."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from capture.errors import VoiceError
from guidance.voice.clips import Origin
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from capture.types import Floats

VOICES = {"en": "en-us"}
"""The voice for each language.

Plain `en-us` was chosen by measurement: of 22 voices, speeds and pitches, in noise 25 dB below them, a speech recogniser with an
open vocabulary (PocketSphinx) got the fewest words wrong of this one: 0.50 of them, against 0.84 for en-us+f3 and 0.60 to 0.95 for
the other women's voices. With only the 24 sentences to choose from it knew every one.
"""

SPEED_WPM = 155
PITCH = 45
"""0..99, in eSpeak NG's own measure; 50 is its usual."""

_PROGRAM = "espeak-ng"
_LICENCE = "Spoken by eSpeak NG, a program under GPL-3.0-or-later that is not part of this package; the clip is under this package's licence."


def installed() -> bool:
    """Return whether eSpeak NG can be run here."""
    return shutil.which(_PROGRAM) is not None


def origin(language: str) -> Origin:
    """Return who speaks `language` here and how. Raises VoiceError when eSpeak NG is missing or has no voice for it."""
    said = _run("--version")
    version = re.search(r"\d+\.\d+(?:\.\d+)?", said)
    if version is None:
        raise VoiceError(f"{_PROGRAM} --version said '{said.strip()}'; expected a version number.", "Install eSpeak NG 1.51 or later.")
    return Origin("eSpeak NG", version.group(), _voice(language), {"speed_wpm": SPEED_WPM, "pitch": PITCH}, _LICENCE)


def speak(text: str, language: str) -> Floats:
    """Return `text` as it is spoken, mono (frames,) at 48 kHz, with the engine's own silence and level.

    Raises VoiceError when eSpeak NG is missing, has no voice for `language`, or fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.wav"
        _run("-v", _voice(language), "-s", str(SPEED_WPM), "-p", str(PITCH), "-w", str(spoken), "--", text)
        samples, rate_hz = soundfile.read(spoken, dtype="float32")
    return resampled(samples, rate_hz)


def resampled(samples: Floats, rate_hz: int) -> Floats:
    """Return `samples`, mono at `rate_hz`, at 48 kHz: its spectrum with more room above, after up to a whole ratio's worth of added silence."""
    common = int(np.gcd(rate_hz, RATE_HZ))
    before = rate_hz // common
    frames = -(-samples.size // before) * before
    after = frames // before * (RATE_HZ // common)
    if frames == 0:
        return samples
    wide = np.fft.irfft(np.fft.rfft(samples.astype(np.float64), frames), after) * (after / frames)
    return wide.astype(np.float32)


def _voice(language: str) -> str:
    if language not in VOICES:
        raise VoiceError(f"No eSpeak NG voice is chosen for the language '{language}'.", "Add one to VOICES in guidance/voice/espeak.py.")
    return VOICES[language]


def _run(*arguments: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603 (a fixed program, no shell)
            [_PROGRAM, *arguments], capture_output=True, text=True, check=True, timeout=30
        )
    except FileNotFoundError as error:
        raise VoiceError(f"{_PROGRAM} is not installed.", "Install eSpeak NG (on Debian and Ubuntu the package espeak-ng).") from error
    except subprocess.CalledProcessError as error:
        raise VoiceError(f"{_PROGRAM} failed: {error.stderr.strip()}", "Install eSpeak NG 1.51 or later.") from error
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f"{_PROGRAM} did not end within 30 s.", "Run it by hand to see what holds it up.") from error
    return done.stdout
