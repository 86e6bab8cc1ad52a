from __future__ import annotations

import numpy as np
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st

from capture.camera import multipart
from capture.camera.jpeg import END
from capture.camera.multipart import JpegCutter

JPEGS = [simplejpeg.encode_jpeg(np.random.default_rng(seed).integers(0, 256, (24, 24, 3), np.uint8), quality=80) for seed in range(4)]
HEAD = b"--b0undary\r\nContent-Type: image/jpeg\r\n\r\n"


def fed(cutter: JpegCutter, data: bytes, step: int) -> list[bytes]:
    return [jpeg for start in range(0, len(data), step) for jpeg in cutter.feed(data[start : start + step])]


@settings(deadline=None)  # how long it takes is the machine's affair
@given(step=st.integers(1, 3000), gap=st.sampled_from([b"", b"\r\n", b"\r\n" + HEAD, b"\xff\xff", b"\xff\xd9\x00"]), boundary=st.booleans())
def test_any_cut_of_the_stream_gives_the_same_pictures(step: int, gap: bytes, boundary: bool) -> None:
    cutter = JpegCutter(b"--b0undary" if boundary else b"")
    assert fed(cutter, gap + gap.join(JPEGS) + gap, step) == JPEGS
    assert cutter.broken == 0


def test_a_picture_is_given_with_its_last_byte() -> None:
    cutter = JpegCutter()
    assert list(cutter.feed(JPEGS[0][:-1])) == []
    assert list(cutter.feed(JPEGS[0][-1:])) == [JPEGS[0]]


@pytest.mark.parametrize("step", [1, 100, 10**6])
def test_one_that_lost_its_end_costs_no_other(step: int) -> None:
    cutter = JpegCutter(b"--b0undary")
    data = HEAD + JPEGS[0] + HEAD + JPEGS[1][:-200] + HEAD + JPEGS[2] + HEAD + JPEGS[3]
    assert fed(cutter, data, step) == [JPEGS[0], JPEGS[2], JPEGS[3]]
    assert cutter.broken == 1


def test_a_doubled_start_costs_no_picture() -> None:
    assert fed(JpegCutter(), b"\xff\xd8" + JPEGS[0] + JPEGS[1], 50) == JPEGS[:2]


@pytest.mark.parametrize("told", ["right", "none", 0, 7, 10**6])
@pytest.mark.parametrize("step", [1, 400, 10**6])
def test_a_told_length_is_believed_where_a_picture_ends(told: str | int, step: int) -> None:
    cutter = JpegCutter(b"--b0undary")
    lengths = [len(jpeg) if told == "right" else told for jpeg in JPEGS]
    heads = [HEAD if told == "none" else HEAD.replace(b"\r\n\r\n", f"\r\nContent-Length: {length}\r\n\r\n".encode()) for length in lengths]
    data = b"".join(head + jpeg for head, jpeg in zip(heads, JPEGS, strict=True))
    assert fed(cutter, data, step) == JPEGS
    assert cutter.broken == 0


def test_a_told_length_spares_the_search_for_the_end() -> None:
    searched = JPEGS[0] + b"\x00" * 8 + END
    head = HEAD.replace(b"\r\n\r\n", f"\r\nContent-Length: {len(searched)}\r\n\r\n".encode())
    assert list(JpegCutter().feed(head + searched)) == [searched], "the end is where the length says"
    assert list(JpegCutter().feed(HEAD + searched)) == [JPEGS[0]], "without a length it is the first mark of an end"


def test_one_that_lost_its_header_costs_no_other() -> None:
    cutter = JpegCutter(b"--b0undary")
    assert fed(cutter, HEAD + JPEGS[0][:30] + b"garbage" * 9 + HEAD + JPEGS[1], 64) == [JPEGS[1]]
    assert cutter.broken == 1


def test_an_endless_picture_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multipart, "MOST_BYTES", 5000)
    cutter = JpegCutter()
    assert fed(cutter, JPEGS[0][:-2] + b"\x55" * 6000, 500) == []
    assert cutter.broken >= 1
    assert fed(cutter, JPEGS[1], 500) == [JPEGS[1]]


def test_noise_is_not_kept() -> None:
    cutter = JpegCutter()
    assert fed(cutter, b"\x00\xff\xd8" * 10**5, 4096) == []
    assert len(cutter._bytes) < 4096
