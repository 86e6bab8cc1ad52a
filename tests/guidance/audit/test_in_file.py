from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from PIL import Image

from capture import audit
from capture.audit.blockiness import Blocks
from capture.audit.marks import Marks
from capture.audit.recompression import Earlier
from guidance.audit import Weight, in_file
from tests.audited import portrait_of, studio_portrait
from tests.doctored import saved

BARE = Marks(None, False, (), None, False, (), False)


@cache
def made(quality: int = 95) -> audit.Audit:
    taken = studio_portrait()
    data = saved(taken.rgb, quality)
    return audit.measured(portrait_of(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), None, data, "JPEG"))


@pytest.mark.parametrize(
    ("marks", "weight", "word"),
    [
        (BARE, Weight.PLAIN, "says nothing"),
        (replace(BARE, source_type="digitalCapture"), Weight.PLAIN, "one exposure of a camera"),
        (replace(BARE, source_type="trainedAlgorithmicMedia"), Weight.REMARK, "trained on pictures"),
        (replace(BARE, source_type="somethingNew"), Weight.REMARK, "not known here"),
        (replace(BARE, generators=("midjourney",)), Weight.REMARK, "what picture generators write"),
        (replace(BARE, camera="ACME One"), Weight.PLAIN, "names a camera"),
        (replace(BARE, software=("Editor",)), Weight.PLAIN, "names no camera"),
    ],
)
def test_what_a_file_says_of_itself(marks: Marks, weight: Weight, word: str) -> None:
    found = in_file.provenance(replace(made(), marks=marks))
    assert found.weight is weight
    assert word in found.meaning


def test_a_hard_compression_is_named_and_a_gentle_one_is_not() -> None:
    assert in_file.quality(made(40)).weight is Weight.REMARK
    assert in_file.quality(made(40)).number.startswith("about 40 of 100 (the usual tables")
    assert in_file.quality(made(90)).weight is Weight.PLAIN
    assert in_file.compressed_hard(made(40))
    assert not in_file.compressed_hard(made(90))
    assert "PNG" in in_file.quality(audit.measured(studio_portrait())).number


def test_an_earlier_jpeg_is_told_with_its_grid_and_only_beyond_chance() -> None:
    trace = Earlier(40, 3, 5, 20.0, 0.8)
    found = in_file.earlier(replace(made(), earlier=trace))
    assert found.weight is Weight.REMARK
    assert "about 40" in found.number
    assert "3, 5 px" in found.number
    assert in_file.earlier(replace(made(), earlier=replace(trace, quality=88))).weight is Weight.PLAIN
    assert in_file.traced(replace(trace, strength=4.0)) is None
    assert in_file.traced(Earlier(18, 0, 0, 8.0, 0.43)) is None, "the file's own steps feign as much"


def test_squares_are_named_where_they_show() -> None:
    assert in_file.blocks(made(30)).weight is Weight.REMARK
    assert in_file.blocks(made(92)).weight is Weight.PLAIN


def test_a_gentle_compressions_own_grid_is_no_remark_and_another_grid_is() -> None:
    gentle = made(95)
    for (right_px, down_px), weight in (((0, 0), Weight.PLAIN), ((3, 5), Weight.REMARK)):
        squares = replace(gentle, blocks=Blocks(1.6, right_px, down_px))
        assert in_file.blocks(squares).weight is weight
        assert in_file.compressed_hard(squares) is (weight is Weight.REMARK)
