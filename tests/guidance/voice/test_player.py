from __future__ import annotations

import os
import signal
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from msgspec.structs import replace

import guidance
from guidance.profile import load
from guidance.snapshot import Cue, Tone
from guidance.speech import Speech
from guidance.voice import Player, Silent, open_voice
from guidance.voice.mixer import RATE_HZ
from guidance.voice.packs import find
from guidance.voice.tones import tone

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(guidance.__file__).parents[1]
needs_alsa = pytest.mark.skipif(
    sys.platform != "linux" or find_library("portaudio") is None, reason="only ALSA, through PortAudio, has a device that is a file"
)


def run(code: str, folder: Path, at_start: str = "", **environment: str) -> str:
    """Run `code` in a fresh interpreter, which must end well and say nothing on its error output, and return what it printed.

    `at_start` is run by it and by each interpreter that it starts, before anything else.
    """
    (folder / "sitecustomize.py").write_text(at_start)
    known = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{CHECKOUT}", **environment}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, env=known, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


SAY = """
import time
from guidance.snapshot import Cue, Tone
from guidance.voice import Player
voice = Player()
until_s = time.monotonic() + 20
while not voice.ready and voice.notice is None and time.monotonic() < until_s:
    voice.play(Cue(clip="hold.1", urgent=True))
    time.sleep(0.01)
voice.play(Cue(tone=Tone.GOOD))
print(voice.notice)
voice.close()
voice.close()
"""

BLOCK = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "sounddevice":
            raise {error}
sys.meta_path.insert(0, Missing())
"""


@pytest.mark.parametrize("error", ["OSError('PortAudio library not found')", "ModuleNotFoundError('No module named sounddevice')"])
def test_without_portaudio_it_is_silent_and_says_what_to_install(tmp_path: Path, error: str) -> None:
    said = run(SAY, tmp_path, BLOCK.format(error=error))
    assert said.startswith("There is no sound: ")
    assert "Install PortAudio" in said
    assert "libportaudio2" in said


INITIALISE = """
import sys
class PortAudioError(Exception):
    pass
class Failing:
    def find_spec(self, name, path=None, target=None):
        if name == "sounddevice":
            raise PortAudioError("Error initializing PortAudio: Unanticipated host error")
sys.meta_path.insert(0, Failing())
"""


def test_a_portaudio_that_cannot_start_is_silence_with_a_notice(tmp_path: Path) -> None:
    assert run(SAY, tmp_path, INITIALISE) == (
        "There is no sound: Error initializing PortAudio: Unanticipated host error. "
        "Check that sound works in other programs. The voice then comes back by itself; until then the instructions are on the screen only.\n"
    )


def test_importing_the_voice_loads_neither_portaudio_nor_a_screen(tmp_path: Path) -> None:
    loaded = run("import sys, guidance.voice; print(*sorted({name.partition('.')[0] for name in sys.modules}))", tmp_path).split()
    assert "guidance" in loaded
    assert not {"sounddevice", "soundfile", "textual", "cv2", "mediapipe"} & set(loaded)


def until(true: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait until `true`, which it must become."""
    until_s = monotonic() + seconds
    while not true() and monotonic() < until_s:
        sleep(0.01)
    assert true()


def test_a_device_that_is_not_there_is_silence_with_a_notice() -> None:
    player = Player(Speech(pack="en", device="no such device"))
    until(lambda: player.notice is not None)
    assert "sound" in (player.notice or "")
    player.play(Cue(clip="hold.1"))
    player.close()


def test_a_voice_that_is_not_wanted_is_silent_without_a_notice() -> None:
    voice = open_voice(False, load("classic"))
    assert isinstance(voice, Silent)
    assert voice.notice is None


def test_a_pack_that_is_not_there_is_silent_with_a_notice() -> None:
    voice = open_voice(True, replace(load("classic"), voice=Speech(pack="ane")))
    assert isinstance(voice, Silent)
    assert voice.notice == "There is no voice 'ane'. Known: de, en."


PLAY = """
import time
from guidance.snapshot import Cue, Tone
from guidance.speech import Speech
from guidance.voice import Player
voice = Player(Speech(pack="en", device="default"))
until_s = time.monotonic() + 20
while not voice.ready and time.monotonic() < until_s:
    time.sleep(0.001)
voice.play({cue})
time.sleep(0.3)
print(voice.notice)
voice.close()
"""


def tape_config(folder: Path, tape: Path) -> dict[str, str]:
    """Return an environment in which the sound device writes what it is given to `tape`, faster than it would sound.

    The device is named `default`, without which PortAudio ends the program (BuildDeviceList in its ALSA part).
    """
    recorder = f'{{ type file slave.pcm {{ type null }} file "{tape}" format wav }}'
    config = folder / "asound.conf"
    config.write_text(f"pcm.default {{ type plug slave {{ pcm {recorder} format S16_LE rate {RATE_HZ} }} }}\n")
    return {"ALSA_CONFIG_PATH": str(config)}


def record(folder: Path, cue: str) -> tuple[np.ndarray, str]:
    """Play `cue` to a file; return (frames, 2) of it and the voice's notice."""
    tape = folder / "tape.wav"
    notice = run(PLAY.format(cue=cue), folder, **tape_config(folder, tape)).rstrip("\n")
    heard, rate_hz = soundfile.read(tape, dtype="float32", always_2d=True)
    assert rate_hz == RATE_HZ
    return heard, notice


def place(heard: np.ndarray, sound: np.ndarray) -> int:
    """Return the frame of `heard` from which it is most like `sound`."""
    size = 1 << (heard.size + sound.size).bit_length()
    alike = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(sound, size)), size)
    return int(alike[: heard.size].argmax())


@needs_alsa
@pytest.mark.parametrize(
    ("cue", "sound"),
    [("Cue(clip='hold.1', urgent=True)", find("en").pack().samples("hold.1")), ("Cue(tone=Tone.SHUTTER)", tone(Tone.SHUTTER))],
    ids=["a sentence", "a tone"],
)
def test_what_is_heard_is_the_clip_once_and_whole_on_both_sides(tmp_path: Path, cue: str, sound: np.ndarray) -> None:
    heard, notice = record(tmp_path, cue)
    assert notice == "None"
    np.testing.assert_array_equal(heard[:, 0], heard[:, 1])
    first = place(heard[:, 0], sound)
    wanted = np.zeros(len(heard), np.float32)
    wanted[first : first + sound.size] = sound
    np.testing.assert_allclose(heard[:, 0], wanted, atol=2 / 32768)


@needs_alsa
def test_an_unknown_sentence_is_silence_with_a_notice(tmp_path: Path) -> None:
    heard, notice = record(tmp_path, "Cue(clip='no.such')")
    assert notice.startswith("The voice has no clip for the sentence 'no.such'. ")
    assert not heard.any()


@pytest.fixture
def taped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Player:
    """Return a voice that is ready and sounds into a file."""
    for name, value in tape_config(tmp_path, tmp_path / "tape.wav").items():
        monkeypatch.setenv(name, value)
    player = Player()
    until(lambda: player.ready)
    return player


@needs_alsa
def test_a_voice_whose_process_is_killed_says_so_and_comes_back(taped: Player) -> None:
    first = taped._process
    assert first is not None
    first.kill()
    until(lambda: taped.notice is not None)
    assert "its process ended" in (taped.notice or "")
    taped.play(Cue(clip="hold.1"))
    until(lambda: taped.ready)
    assert taped.notice is None
    assert taped._process is not first
    taped.close()


@needs_alsa
def test_the_voice_comes_back_when_its_device_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = tmp_path / "nothing.conf"
    nothing.write_text('pcm.default { type hw card "absent" }\nctl.default { type hw card "absent" }\n')
    monkeypatch.setenv("ALSA_CONFIG_PATH", str(nothing))
    player = Player()
    until(lambda: player.notice is not None)
    assert "screen only" in (player.notice or "")
    tape_config(tmp_path, tmp_path / "tape.wav")
    nothing.write_text((tmp_path / "asound.conf").read_text())
    until(lambda: player.ready)
    assert player.notice is None
    player.close()


@needs_alsa
def test_a_process_that_hangs_holds_nobody_up(taped: Player) -> None:
    assert taped._process is not None
    taped._process.send_signal(signal.SIGSTOP)
    try:
        began_s = monotonic()
        for _ in range(200):
            taped.play(Cue(clip="hold.1"))
        assert monotonic() - began_s < 0.5
        taped.close()
        assert monotonic() - began_s < 3.0
    finally:
        taped._process.send_signal(signal.SIGKILL)


@needs_alsa
def test_the_voice_ends_with_the_program_that_was_killed(tmp_path: Path) -> None:
    code = """
import os, signal, time
from guidance.voice import Player
voice = Player()
while not voice.ready:
    time.sleep(0.01)
print(voice._process.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    known = {**os.environ, "PYTHONPATH": str(CHECKOUT), **tape_config(tmp_path, tmp_path / "tape.wav")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, env=known, check=False)
    booth = Path(f"/proc/{int(done.stdout)}/cmdline")
    until(lambda: not booth.exists() or not booth.read_bytes())
