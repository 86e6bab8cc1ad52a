from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile
from stand_in import StandIn

from capture.errors import VoiceError
from guidance.voice.engines.program import resampled, run, sheet
from guidance.voice.mixer import RATE_HZ

if TYPE_CHECKING:
    from pathlib import Path


def test_resampling_keeps_a_tone() -> None:
    t_s = np.arange(22_050) / 22_050
    wide = resampled(np.sin(2 * np.pi * 441 * t_s).astype(np.float32), 22_050)
    wanted = np.sin(2 * np.pi * 441 * np.arange(RATE_HZ) / RATE_HZ)
    assert wide.size == RATE_HZ
    np.testing.assert_allclose(wide, wanted, atol=1e-4)
    assert resampled(np.zeros(0, np.float32), 22_050).size == 0


def test_a_sound_of_two_channels_becomes_one() -> None:
    with sheet() as wave:
        soundfile.write(wave.path, np.full((RATE_HZ, 2), [0.2, 0.4]), RATE_HZ)
        np.testing.assert_allclose(wave.read("parrot"), np.full(RATE_HZ, 0.3), atol=1e-4)
        where = wave.path
    assert not where.exists()


def test_a_program_that_wrote_nothing_or_no_sound_is_named() -> None:
    with sheet() as wave, pytest.raises(VoiceError, match="parrot wrote no sound that can be read"):
        wave.read("parrot")
    with sheet() as wave:
        wave.path.write_bytes(b"no sound")
        with pytest.raises(VoiceError, match="parrot wrote no sound that can be read"):
            wave.read("parrot")


def test_what_a_program_says_is_returned_and_what_it_is_told_arrives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parrot = StandIn(tmp_path, monkeypatch, "parrot", "-o", says="grüezi")
    assert run("parrot", "-x", "$HOME; ls", remedy="Feed it.", text="Größer") == "grüezi"
    assert parrot.calls == [(["-x", "$HOME; ls"], "Größer")]


def test_a_missing_program_is_a_sentence_with_the_remedy() -> None:
    with pytest.raises(VoiceError) as caught:
        run("no-such-parrot", remedy="Buy one.")
    assert str(caught.value) == "no-such-parrot is not installed. Buy one."


def test_a_program_that_fails_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    StandIn(tmp_path, monkeypatch, "parrot", "-o", fails="it has a\nsore throat.")
    with pytest.raises(VoiceError) as caught:
        run("parrot", remedy="Wait.")
    assert str(caught.value) == "parrot failed: it has a sore throat. Wait."


def test_a_program_that_does_not_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang(*_arguments: object, **_named: object) -> None:
        raise subprocess.TimeoutExpired("parrot", 60)

    monkeypatch.setattr(subprocess, "run", hang)
    with pytest.raises(VoiceError, match=r"parrot did not end within 60 s\."):
        run("parrot", remedy="Wait.")


def test_a_file_that_is_no_program_is_refused(tmp_path: Path) -> None:
    dull = tmp_path / "dull"
    dull.write_text("")
    with pytest.raises(VoiceError, match=r"could not be run: Permission denied\. Mend it\."):
        run(str(dull), remedy="Mend it.")
