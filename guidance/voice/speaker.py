"""The sound device: the only module that knows PortAudio."""

from __future__ import annotations

from time import sleep
from typing import TYPE_CHECKING, Any

import numpy as np

from capture.errors import VoiceError, nearest
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from capture.types import Floats

_LATENCY_S = 0.025  # from the decision to the ear it is some 40 ms with it; no device ran dry at four times as much work as cores
_BLOCK_FRAMES = 1024
_ON_SCREEN = "The voice then comes back by itself; until then the instructions are on the screen only."


class Speaker:
    """An open sound device, which calls `fill` from a thread of its own for as long as it is open.

    `fill` is given a mono array (frames,) at 48 kHz to write over; it must be quick and must not raise. `device` is part of a
    device's name; without one it is the system's own choice. Opening can take seconds where a sound server is slow. Raises VoiceError where
    there is no PortAudio, no such device, or where the device refuses. `name` is the device's, `underruns` how often it was kept waiting so far.
    """

    def __init__(self, fill: Callable[[Floats], None], device: str = "") -> None:
        portaudio = _portaudio()
        self._error: type[Exception] = portaudio.PortAudioError
        self._fill = fill
        self._mono = np.zeros(_BLOCK_FRAMES, np.float32)
        self.underruns = 0
        self.name = device or "default"
        try:
            index, self.name, channels = _find(portaudio, device)
            self._stream = portaudio.OutputStream(
                samplerate=RATE_HZ, device=index, channels=channels, dtype="float32", latency=_LATENCY_S, callback=self._play
            )
            self._stream.start()
        except self._error as error:
            remedy = f"Close the program that holds it, or choose another device. {_ON_SCREEN}"
            raise VoiceError(f"The sound device '{self.name}' could not be opened: {error.args[0]}.", remedy) from error

    def restart(self) -> None:
        """Set a device going again that ran dry and did not go on. Raises VoiceError when it is gone."""
        try:
            self._stream.abort()
            self._stream.start()
        except self._error as error:
            raise VoiceError(f"The sound device stopped: {error.args[0]}.", f"Check that it is still connected. {_ON_SCREEN}") from error

    def close(self) -> None:
        """Play what was already handed over, then let the device go. Raises VoiceError when the device is gone."""
        try:
            sleep(self._stream.latency)
            # Not `stop()`, which asks the device to tell when it has played everything: one that stumbled never does, and holds up the program's end.
            self._stream.abort()
            self._stream.close()
        except self._error as error:
            raise VoiceError(f"The sound device could not be closed: {error.args[0]}.", "Nothing needs to be done.") from error

    def _play(self, out: Floats, frames: int, _time: object, status: Any) -> None:  # noqa: ANN401 (sounddevice has no types)
        self.underruns += status.output_underflow
        for first in range(0, frames, _BLOCK_FRAMES):
            block = out[first : first + _BLOCK_FRAMES]
            mono = self._mono[: len(block)]
            self._fill(mono)
            block[:] = mono[:, np.newaxis]


def _portaudio() -> ModuleType:
    try:
        import sounddevice  # noqa: PLC0415 (where PortAudio is missing there must be silence, not a program that can't start)
    except (ImportError, OSError) as error:
        remedy = f"Install PortAudio (on Debian and Ubuntu the package libportaudio2). {_ON_SCREEN}"
        raise VoiceError(f"There is no sound: {error}.", remedy) from error
    except Exception as error:
        # sounddevice starts PortAudio while it is imported: when that fails, the class of the error can't be imported either.
        remedy = f"Check that sound works in other programs. {_ON_SCREEN}"
        raise VoiceError(f"There is no sound: {error}.", remedy) from error
    module: ModuleType = sounddevice
    return module


def _find(portaudio: Any, device: str) -> tuple[int, str, int]:  # noqa: ANN401 (sounddevice has no types)
    """Return the output device's number, name and how many of its channels to use (1 or 2)."""
    outputs = [found for found in portaudio.query_devices() if found["max_output_channels"] > 0]
    if not outputs:
        raise VoiceError("There is no sound: this machine has no sound device to play on.", f"Connect one. {_ON_SCREEN}")
    if device:
        chosen = next((found for found in outputs if device.casefold() in found["name"].casefold()), None)
        if chosen is None:
            raise VoiceError(f"No sound device is named '{device}'.", nearest(device, [found["name"] for found in outputs]))
    else:
        usual = portaudio.default.device[1]
        chosen = next((found for found in outputs if found["index"] == usual), outputs[0])
    return chosen["index"], chosen["name"], min(2, chosen["max_output_channels"])
