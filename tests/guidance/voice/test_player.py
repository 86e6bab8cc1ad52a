from __future__ import annotations

import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

import numpy as np
import pytest
import soundfile

import guidance
from guidance.snapshot import Cue, Tone
from guidance.voice import Player, Silent, open_voice
from guidance.voice.clips import Pack
from guidance.voice.mixer import RATE_HZ
from guidance.voice.tones import tone

CHECKOUT = Path(guidance.__file__).parents[1]
needs_alsa = pytest.mark.skipif(
    sys.platform != "linux" or find_library("portaudio") is None, reason="only ALSA, through PortAudio, has a device that is a file"
)


def run(code: str, **environment: str) -> str:
    """Run `code` in a fresh interpreter, which must end well and say nothing on its error output, and return what it printed."""
    known = {"PYTHONPATH": str(CHECKOUT), **os.environ, **environment}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, env=known, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


SAY = """
import time
from guidance.snapshot import Cue, Tone
from guidance.voice import open_voice
voice = open_voice(True)
voice.play(Cue(clip="hold.1", urgent=True))
until_s = time.monotonic() + 20
while voice.notice is None and time.monotonic() < until_s:
    time.sleep(0.01)
voice.play(Cue(tone=Tone.GOOD))
voice.close()
voice.close()
print(voice.notice)
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
def test_without_portaudio_it_is_silent_and_says_what_to_install(error: str) -> None:
    said = run(BLOCK.format(error=error) + SAY)
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


def test_a_portaudio_that_cannot_start_is_silence_with_a_notice() -> None:
    said = run(INITIALISE + SAY)
    assert said == (
        "There is no sound: Error initializing PortAudio: Unanticipated host error. "
        "Check that sound works in other programs, then start again. Until then the instructions are on the screen only.\n"
    )


BREAK = """
from guidance.voice.player import Player
from guidance.voice.speaker import Speaker
closed = []
class Paper:
    def __init__(self, fill, device):
        self.fill = fill
    def close(self):
        closed.append(True)
import guidance.voice.player
guidance.voice.player.Speaker = Paper
class Torn:
    def samples(self, name):
        raise KeyError(name)
guidance.voice.clips.Pack.load = classmethod(lambda cls, language="en": Torn())
"""


def test_whatever_breaks_the_voice_ends_in_a_notice_and_frees_the_device() -> None:
    said = run(BREAK + SAY + "print(closed)")
    assert said.startswith("The voice broke off (KeyError: 'hold.1').")
    assert said.endswith("on the screen only.\n[True]\n")


def test_importing_the_voice_loads_neither_portaudio_nor_a_screen() -> None:
    loaded = run("import sys, guidance.voice; print(*sorted({name.partition('.')[0] for name in sys.modules}))").split()
    assert "guidance" in loaded
    assert not {"sounddevice", "soundfile", "textual", "cv2", "mediapipe"} & set(loaded)


def test_a_device_that_is_not_there_is_silence_with_a_notice() -> None:
    player = Player(Pack.load("en"), device="no such device")
    player._thread.join(20)
    assert player.notice is not None
    assert "sound" in player.notice
    player.play(Cue(clip="hold.1"))
    player.close()


def test_a_voice_that_is_not_wanted_is_silent_without_a_notice() -> None:
    voice = open_voice(False)
    assert isinstance(voice, Silent)
    assert voice.notice is None


def test_a_language_that_is_not_there_is_silent_with_a_notice() -> None:
    voice = open_voice(True, language="xx")
    assert isinstance(voice, Silent)
    assert voice.notice is not None
    assert "'xx'" in voice.notice


PLAY = """
import time
from guidance.snapshot import Cue, Tone
from guidance.voice import open_voice
voice = open_voice(True, device="default")
until_s = time.monotonic() + 20
while voice._mixer.frames == 0 and voice.notice is None and time.monotonic() < until_s:
    time.sleep(0.001)
voice.play({cue})
voice.close()
print(voice.notice)
"""


def record(tape: Path, cue: str) -> tuple[np.ndarray, str]:
    """Play `cue` to a device that writes what it is given to `tape`, faster than it would sound; return (frames, 2) of it and the voice's notice.

    The device is named `default`, without which PortAudio ends the program (BuildDeviceList in its ALSA part).
    """
    recorder = f'{{ type file slave.pcm {{ type null }} file "{tape}" format wav }}'
    config = tape.with_suffix(".conf")
    config.write_text(f"pcm.default {{ type plug slave {{ pcm {recorder} format S16_LE rate {RATE_HZ} }} }}\n")
    notice = run(PLAY.format(cue=cue), ALSA_CONFIG_PATH=str(config)).rstrip("\n")
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
    [("Cue(clip='hold.1', urgent=True)", Pack.load("en").samples("hold.1")), ("Cue(tone=Tone.SHUTTER)", tone(Tone.SHUTTER))],
    ids=["a sentence", "a tone"],
)
def test_what_is_heard_is_the_clip_once_and_whole_on_both_sides(tmp_path: Path, cue: str, sound: np.ndarray) -> None:
    heard, notice = record(tmp_path / "tape.wav", cue)
    assert notice == "None"
    np.testing.assert_array_equal(heard[:, 0], heard[:, 1])
    first = place(heard[:, 0], sound)
    wanted = np.zeros(len(heard), np.float32)
    wanted[first : first + sound.size] = sound
    np.testing.assert_allclose(heard[:, 0], wanted, atol=2 / 32768)


@needs_alsa
def test_an_unknown_sentence_is_silence_with_a_notice(tmp_path: Path) -> None:
    heard, notice = record(tmp_path / "tape.wav", "Cue(clip='no.such')")
    assert notice.startswith("The voice has no clip for the sentence 'no.such'. ")
    assert not heard.any()
