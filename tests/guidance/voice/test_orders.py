from __future__ import annotations

import pytest

from guidance.snapshot import Cue, Tone
from guidance.speech import Speech
from guidance.voice.orders import Order, Report, line, order, report, settings


def test_the_process_is_told_how_to_sound_in_one_argument() -> None:
    speech = Speech(pack="anna", device='Kopfhörer "2"', volume=0.4, speed=1.2)
    assert settings(line(speech).decode()) == speech


@pytest.mark.parametrize(
    "sent", [Order(Cue("hold.1", urgent=True)), Order(Cue(tone=Tone.SHUTTER)), Order(last_words_s=0.3)], ids=["a sentence", "a tone", "the end"]
)
def test_an_order_arrives_as_it_was_sent_in_one_line(sent: Order) -> None:
    text = line(sent)
    assert text.count(b"\n") == 1
    assert order(text) == sent


def test_a_report_arrives_as_it_was_sent_whatever_its_words() -> None:
    sent = Report(open=False, notice="The device 'Kopfhörer\n2' is gone.", underruns=3)
    text = line(sent)
    assert text.count(b"\n") == 1
    assert report(text) == sent


@pytest.mark.parametrize("half", [b"", b"\n", b'{"cue":{"clip":"hold', b'{"cue":7}\n', b"\xff\xfe\n"])
def test_half_a_line_is_no_message(half: bytes) -> None:
    assert order(half) is None
    assert report(half) in (None, Report())
