from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from capture.audit import tables


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (40, 40, 3), np.uint8)).save(out, "JPEG", **options)
    return out.getvalue()


@pytest.mark.parametrize("quality", [10, 40, 50, 75, 90, 95])
def test_the_librarys_quality_is_told_exactly(quality: int) -> None:
    found = tables.measure(jpeg(quality=quality))
    assert found is not None
    assert (found.quality, found.error_octaves, found.standard) == (quality, 0.0, True)


def test_other_tables_are_said_to_be_others() -> None:
    flat = [17] * 64
    found = tables.measure(jpeg(qtables=[flat, flat]))
    assert found is not None
    assert not found.standard
    assert found.error_octaves > 0.3
    assert (found.luminance == 17).all()


def test_entries_come_out_by_their_place() -> None:
    found = tables.measure(jpeg(quality=50))
    assert found is not None
    assert (found.luminance == tables.LUMINANCE).all()


@pytest.mark.parametrize(("subsampling", "name"), [(0, "4:4:4"), (1, "4:2:2"), (2, "4:2:0")])
def test_how_colour_was_thinned_out(subsampling: int, name: str) -> None:
    found = tables.measure(jpeg(subsampling=subsampling))
    assert found is not None
    assert found.subsampling == name


def test_what_is_no_jpeg_or_cut_off_gives_none() -> None:
    assert tables.measure(b"\x89PNG") is None
    assert tables.measure(jpeg()[:30]) is None
