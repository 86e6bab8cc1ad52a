"""A sound server of the tests' own, whose one device is heard by nobody and recorded sample by sample."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager, suppress
from functools import wraps
from threading import Thread
from time import monotonic, sleep
from typing import TYPE_CHECKING, ParamSpec

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

P = ParamSpec("P")
RATE_HZ = 48_000
PROGRAMS = ("pulseaudio", "pactl", "parec")
_CHUNK_BYTES = RATE_HZ * 4 // 100
_ANSWER_S = 10.0


def why_not() -> str | None:
    """Return why there can be no sound server here; None where there can."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    return f"no sound server to listen to: {', '.join(missing)} not installed; the callback alone is tested, in test_booth and test_mixer" if missing else None


def in_three_tries(test: Callable[P, None]) -> Callable[P, None]:
    """Let a test of real time fail twice: on a machine that stood still for a moment sound did, too, and a real fault fails each time."""

    @wraps(test)
    def patient(*args: P.args, **kwargs: P.kwargs) -> None:
        for _ in range(2):
            with suppress(AssertionError):
                return test(*args, **kwargs)
        return test(*args, **kwargs)

    return patient


class Recording:
    """What a sink was given, mono, and when: `at_s` turns a sample's index into the program's monotonic time."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        command = ["parec", "-d", "nl.monitor", f"--rate={RATE_HZ}", "--channels=1", "--format=float32le", "--latency-msec=5"]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        self._chunks: list[bytes] = []
        self._began_s = np.inf
        self._thread = Thread(target=self._listen, daemon=True)
        self._thread.start()
        until_s = monotonic() + _ANSWER_S
        while not self._chunks and monotonic() < until_s:
            sleep(0.01)
        assert self._chunks, "the sink's monitor is silent: it gives not even zeros"

    def _listen(self) -> None:
        assert self._process.stdout is not None
        bytes_read = 0
        while chunk := self._process.stdout.read(_CHUNK_BYTES):
            bytes_read += len(chunk)
            self._chunks.append(chunk)
            # No sample is read before it sounded: the earliest bound is the nearest to the truth, and errs to the late side.
            self._began_s = min(self._began_s, monotonic() - bytes_read / 4 / RATE_HZ)

    def stop(self) -> np.ndarray:
        """End, and return all that was heard, (frames,)."""
        self._process.terminate()
        self._process.wait(_ANSWER_S)
        self._thread.join(_ANSWER_S)
        if self._process.stdout is not None:
            self._process.stdout.close()
        whole = b"".join(self._chunks)
        return np.frombuffer(whole[: len(whole) // 4 * 4], "<f4")

    def at_s(self, frame: float) -> float:
        """Return when the sample at `frame` sounded, at the latest."""
        return float(self._began_s + frame / RATE_HZ)


@contextmanager
def sink(folder: Path) -> Iterator[dict[str, str]]:
    """Run a PulseAudio daemon with one device `nl` that plays into nothing; give the environment in which programs play on it."""
    home, runtime = folder / "home", folder / "run"
    home.mkdir(parents=True)
    runtime.mkdir(mode=0o700)
    (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    environment = {
        **os.environ,
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "PULSE_RUNTIME_PATH": str(runtime),
        "PULSE_SERVER": f"unix:{runtime / 'native'}",
    }
    loads = ("module-native-protocol-unix", f"module-null-sink sink_name=nl rate={RATE_HZ} channels=2", "module-always-sink")
    command = ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *(f"--load={module}" for module in loads)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until_s = monotonic() + _ANSWER_S
        asking = ["pactl", "info"]
        while subprocess.run(asking, env=environment, capture_output=True, check=False).returncode != 0:
            assert monotonic() < until_s, "the tests' sound server does not answer"
            sleep(0.05)
        yield environment
    finally:
        server.terminate()
        server.wait(_ANSWER_S)


def heard_at(recording: np.ndarray, clip: np.ndarray, around: tuple[int, int]) -> tuple[int, float]:
    """Return the frame, within `around`, from which the recording is most like the clip, and their correlation there."""
    first, last = max(0, around[0]), min(around[1] + clip.size, recording.size)
    part = recording[first:last].astype(np.float64)
    size = 1 << (part.size + clip.size).bit_length()
    alike = np.fft.irfft(np.fft.rfft(part, size) * np.conj(np.fft.rfft(clip, size)), size)[: max(1, part.size - clip.size + 1)]
    place = int(alike.argmax())
    sound = part[place : place + clip.size]
    norm = np.sqrt((sound**2).sum() * (clip.astype(np.float64) ** 2).sum())
    return first + place, float(sound @ clip[: sound.size] / norm) if norm > 0 else 0.0
