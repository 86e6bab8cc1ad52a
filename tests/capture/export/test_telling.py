from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from kept_shots import rendered, shot
from steps_samples import BLUR, CUT, DECODE, DEVELOPED, ENCODING, PLAIN, SMALLER

from capture.develop import Development
from capture.export.source import Source
from capture.export.steps import Steps
from capture.export.telling import copied, files_of, in_words, type_of
from capture.provenance import SourceType
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

WHOLE = Steps(DECODE, ENCODING)
CROPPED = Steps(DECODE, ENCODING, crop=CUT)


@pytest.fixture
def taken(tmp_path: Path) -> Source:
    with Session.open(tmp_path / "a", source="x", profile="y") as session:
        return Source.of(session.info.id, session.keep(shot()), merging=False)


@pytest.fixture
def computed(tmp_path: Path) -> Source:
    with Session.open(tmp_path / "b", source="x", profile="y") as session:
        return Source.of(session.info.id, session.keep(rendered(shot())), merging=False)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        (WHOLE, SourceType.CAPTURE),
        (replace(CROPPED, resize=SMALLER), SourceType.CAPTURE),
        (replace(CROPPED, development=DEVELOPED), SourceType.ENHANCED),
        (replace(CROPPED, background=BLUR), SourceType.ENHANCED),
    ],
)
def test_cutting_is_a_capture_developing_and_another_background_are_altered_media(taken: Source, computed: Source, steps: Steps, told: SourceType) -> None:
    assert type_of(taken, steps) is told
    assert type_of(computed, steps) is SourceType.ALGORITHMIC, "what no camera took stays that"


def test_what_was_a_file_before_says_so_and_a_rendered_frame_says_that_alone(tmp_path: Path) -> None:
    with Session.open(tmp_path / "c", source="office.mp4", profile="y", made_of="video") as session:
        told = files_of(session.info)
        taken, computed = session.keep(shot()), session.keep(rendered(shot()))
    assert told == "taken from the video file office.mp4; what that file went through before is not known"
    said = in_words(Source.of("s", taken, merging=False, files=told), CROPPED)
    assert said.endswith(f"enlarged or merged; {told}.")
    assert "taken from" not in in_words(Source.of("s", computed, merging=False, files=told), CROPPED)


def test_iptcs_address_is_the_very_one() -> None:
    assert SourceType.ENHANCED.value == "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicallyEnhanced"


def test_plain_words_say_what_was_done(taken: Source, computed: Source) -> None:
    assert in_words(taken, WHOLE) == "Every pixel of the frame 001_straight.png, unchanged; nothing was painted, smoothed, enlarged or merged."
    cut = "Cut out of the frame 001_straight.png at its own pixels"
    assert in_words(taken, CROPPED) == f"{cut}; nothing was painted, smoothed, enlarged or merged."
    developed = in_words(taken, replace(CROPPED, development=DEVELOPED))
    assert "developed (0.5 stops brighter, colours cooler, contrast 6% higher)" in developed
    assert developed.endswith("no skin was smoothed and nothing was reshaped.")
    painted = in_words(taken, replace(CROPPED, background=PLAIN))
    assert "painted over in plain #306090 by a program, which also judged where the person ends" in painted
    assert "nothing was painted" not in painted
    assert "blurred by a program" in in_words(taken, replace(CROPPED, background=BLUR))
    assert in_words(computed, WHOLE).endswith("; that frame was computed by the virtual studio: no camera took it, and it shows nobody.")
    assert copied(taken) == "The camera's own file 001_straight.png, byte for byte."


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"exposure_ev": -0.75}, "0.75 stops darker"),
        ({"gain_red": 1.1, "gain_blue": 0.9}, "colours warmer"),
        ({"gain_green": 0.9}, "less green"),
        ({"gain_green": 1.1}, "less magenta"),
        ({"contrast": 0.9}, "contrast 10% lower"),
    ],
)
def test_each_number_has_its_word(taken: Source, numbers: dict[str, float], words: str) -> None:
    assert f"developed ({words})" in in_words(taken, replace(CROPPED, development=msgspec.convert(numbers, Development)))
