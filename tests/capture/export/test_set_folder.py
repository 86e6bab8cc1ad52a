from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kept_shots import shot

from capture.errors import ExportError
from capture.export.finish import Finished, Source, finished
from capture.export.presets import presets
from capture.export.set_folder import RECEIPT_NAME, SetFolder
from capture.provenance import read_receipt
from capture.session import Session, SessionInfo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> tuple[SessionInfo, Finished]:
    with Session.open(tmp_path / "sitting", source="x", profile="y") as session:
        kept = session.keep(shot())
        (file,) = finished(Source(session.info.id, kept, kept.picture()), "square", presets()["square"])
        return session.info, file


def test_nothing_is_written_before_the_first_file(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    folder = SetFolder(tmp_path / "out", made[0])
    assert not (tmp_path / "out").exists()
    folder.put(made[1])
    assert (tmp_path / "out" / made[1].receipt.name).read_bytes() == made[1].data


def test_a_set_that_was_cut_off_is_known_as_this_sittings(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    SetFolder(tmp_path, made[0]).put(made[1])
    receipt = read_receipt((tmp_path / RECEIPT_NAME).read_bytes())
    assert receipt is not None
    assert not receipt.complete
    again = SetFolder(tmp_path, made[0])
    again.put(made[1])
    again.finish(("002_smile.png is missing.",))
    receipt = read_receipt((tmp_path / RECEIPT_NAME).read_bytes())
    assert receipt is not None
    assert receipt.complete
    assert receipt.files == (made[1].receipt,)
    assert receipt.refused == ("002_smile.png is missing.",)


@pytest.mark.parametrize("text", [b"a shopping receipt", b'{"format": 99}'])
def test_a_receipt_that_is_none_of_ours_keeps_us_out(tmp_path: Path, made: tuple[SessionInfo, Finished], text: bytes) -> None:
    (tmp_path / RECEIPT_NAME).write_bytes(text)
    with pytest.raises(ExportError, match="holds something else"):
        SetFolder(tmp_path, made[0])
    assert (tmp_path / RECEIPT_NAME).read_bytes() == text
