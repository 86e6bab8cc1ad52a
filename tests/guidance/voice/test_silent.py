from __future__ import annotations

from guidance.snapshot import Cue, Tone
from guidance.voice import Silent, Voice


def test_it_remembers_what_would_have_been_heard_in_order() -> None:
    voice: Voice = Silent()
    cues = [Cue(clip="hold.1", urgent=True), Cue(tone=Tone.SHUTTER)]
    for cue in cues:
        voice.play(cue)
    assert isinstance(voice, Silent)
    assert voice.heard == cues


def test_it_says_why_it_is_silent() -> None:
    assert Silent().notice is None
    assert Silent("There is no sound device.").notice == "There is no sound device."


def test_closed_it_hears_nothing_more() -> None:
    voice = Silent()
    voice.close()
    voice.close()
    voice.play(Cue(tone=Tone.GOOD))
    assert voice.heard == []
