"""Runs an engine's program, and reads the sound that it wrote."""

from __future__ import annotations

import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soundfile

from capture.errors import VoiceError
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.types import Floats

_PATIENCE_S = 60.0
"""A sentence takes a large model a few seconds on a slow machine."""


def run(program: str, *arguments: str, remedy: str, text: str | None = None) -> str:
    """Run `program`, with `text` as its input, and return what it printed. Raises VoiceError with the `remedy` when it is missing or fails."""
    try:
        done = subprocess.run(  # noqa: S603 (an engine's own program, no shell)
            [program, *arguments], input=text or "", capture_output=True, encoding="utf-8", errors="replace", check=True, timeout=_PATIENCE_S
        )
    except FileNotFoundError as error:
        raise VoiceError(f"{program} is not installed.", remedy) from error
    except OSError as error:
        raise VoiceError(f"{program} could not be run: {error.strerror}.", remedy) from error
    except subprocess.CalledProcessError as error:
        said = " ".join((error.stderr or error.stdout or f"it ended with code {error.returncode}").split())
        raise VoiceError(f"{program} failed: {said[-300:].rstrip('.')}.", remedy) from error
    except subprocess.TimeoutExpired as error:
        raise VoiceError(f"{program} did not end within {_PATIENCE_S:.0f} s.", "Run it by hand to see what holds it up.") from error
    return done.stdout


class Sheet:
    """The place of a sound that a program is about to write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, program: str) -> Floats:
        """Return the sound, mono (frames,) at 48 kHz. Raises VoiceError naming the `program` when it wrote none."""
        try:
            samples, rate_hz = soundfile.read(self.path, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, OSError) as error:
            raise VoiceError(f"{program} wrote no sound that can be read: {error}.", "Run it by hand to see what it says.") from error
        return resampled(samples.mean(axis=1), rate_hz)


@contextmanager
def sheet() -> Iterator[Sheet]:
    """Give a place for a sound, gone after the block."""
    with tempfile.TemporaryDirectory() as folder:
        yield Sheet(Path(folder) / "spoken.wav")


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
