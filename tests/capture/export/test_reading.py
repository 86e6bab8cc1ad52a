from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np
import pytest
from fuzz.bombs import BOMBS, many_scans
from kept_shots import cartoon
from PIL import Image

from capture.errors import ExportError
from capture.export.reading import decoded, is_plain, read_inside, shown

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plain_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "ada-lovelace_linkedin_01.jpg").write_bytes(b"x")
    assert read_inside(tmp_path, "ada-lovelace_linkedin_01.jpg") == b"x"
    assert is_plain("жанна_é 1.jpg")


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "c:b", "a\nb", "a\x00", "x" * 300])
def test_other_names_lead_nowhere(tmp_path: Path, name: str) -> None:
    assert not is_plain(name)
    with pytest.raises(ExportError, match="no plain file name"):
        read_inside(tmp_path, name)


def test_a_strangers_text_does_not_move_the_cursor() -> None:
    assert shown("a\x1b[2Jb\n") == "a?[2Jb?"
    assert shown("x" * 200) == "x" * 120 + "…"


def test_a_picture_is_decoded_only_as_what_it_should_be() -> None:
    out = BytesIO()
    Image.fromarray(cartoon()).save(out, "PNG")
    assert np.array_equal(decoded(out.getvalue(), "PNG", (640, 480)), cartoon())
    assert decoded(out.getvalue(), "JPEG", (640, 480)) is None
    assert decoded(out.getvalue(), "PNG", (640, 481)) is None
    assert decoded(out.getvalue()[:200], "PNG", (640, 480)) is None
    assert decoded(b"", "PNG", (1, 1)) is None
    assert decoded(b"x", "no such kind", (1, 1)) is None
    for name, kind in (("20000×20000 grey", "PNG"), ("20000×20000 grey, a whole JPEG", "JPEG")):
        assert decoded(BOMBS[name][1](), kind, (20_000, 20_000)) is None
    assert decoded(many_scans(200), "JPEG", (4000, 4000)) is None
