from __future__ import annotations

import numpy as np
import pytest
from kept_shots import cartoon

from capture.export.formats import Encoding, Format, encoded
from capture.export.limit import FINE, LEAST, within
from capture.provenance import SourceType

JPEG = Encoding(format=Format.JPEG, quality=95, dpi=72, source_type=SourceType.CAPTURE, tool="Northlight")
NOISE = np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8)


def size(quality: int, format_: Format = Format.JPEG) -> int:
    return len(encoded(cartoon(), Encoding(format=format_, quality=quality, dpi=72, source_type=SourceType.CAPTURE, tool="Northlight")))


def test_without_need_the_quality_stays() -> None:
    for limit in (None, size(95)):
        made = within(cartoon(), JPEG, limit)
        assert (made.encoding, len(made.data), made.notes) == (JPEG, size(95), ())


@pytest.mark.parametrize("quality", [94, 91, FINE])
def test_the_highest_quality_that_fits_is_found_and_a_fine_one_needs_no_word(quality: int) -> None:
    made = within(cartoon(), JPEG, size(quality))
    assert (made.encoding.quality, len(made.data), made.notes) == (quality, size(quality), ())
    assert within(cartoon(), JPEG, size(quality) - 1).encoding.quality == quality - 1


def test_room_for_what_comes_later_is_left_within_the_limit() -> None:
    made = within(cartoon(), JPEG, size(91) + 5000, 5000)
    assert made.encoding.quality == 91
    assert within(cartoon(), JPEG, size(82) + 5000, 5000).notes == (f"Saved at quality 82 instead of 95, to stay within {(size(82) + 5000) / 1e3:.0f} kB.",)


def test_less_than_fine_is_told() -> None:
    made = within(cartoon(), JPEG, size(82))
    assert made.encoding.quality == 82
    assert made.notes == (f"Saved at quality 82 instead of 95, to stay within {size(82) / 1e3:.0f} kB.",)


def test_what_no_quality_makes_small_enough_is_told() -> None:
    made = within(NOISE, JPEG, 10_000)
    assert made.encoding.quality == LEAST
    assert made.notes[0].startswith(f"Even at quality {LEAST} the file has ")
    assert made.notes[0].endswith("the limit is 10 kB.")


def test_a_format_without_loss_says_that_it_is_too_large() -> None:
    png = Encoding(format=Format.PNG, quality=None, dpi=72, source_type=SourceType.CAPTURE, tool="Northlight")
    made = within(NOISE, png, 100_000)
    assert made.encoding is png
    assert made.notes == ("The file has 121 kB; the limit is 100 kB, and PNG loses nothing to get there.",)


def test_a_preset_of_low_quality_on_purpose_is_not_told_of() -> None:
    low = Encoding(format=Format.WEBP, quality=80, dpi=72, source_type=SourceType.CAPTURE, tool="Northlight")
    assert within(cartoon(), low, None).notes == ()
    assert within(cartoon(), low, size(70, Format.WEBP)).notes != ()
