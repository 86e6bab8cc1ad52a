from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from faults import Disk, PowerCut, on
from kept_shots import shot

from capture.errors import ExportError
from capture.export.finish import Finished, finished
from capture.export.order import Job
from capture.export.presets import presets
from capture.export.set_folder import RECEIPT_NAME, SetFolder
from capture.export.source import Source
from capture.provenance import read_receipt
from capture.session import Session, SessionInfo

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def made(tmp_path: Path) -> tuple[SessionInfo, Finished]:
    with Session.open(tmp_path / "sitting", source="x", profile="y") as session:
        kept = session.keep(shot())
        (file,) = finished(Source(session.info.id, kept, kept.picture()), Job("square", presets()["square"]))
        return session.info, file


def test_nothing_is_written_before_the_first_file(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    folder = SetFolder(tmp_path / "out", made[0], private=True)
    assert not (tmp_path / "out").exists()
    folder.put(made[1])
    assert (tmp_path / "out" / made[1].receipt.name).read_bytes() == made[1].data


def test_a_set_that_was_cut_off_is_known_as_this_sittings(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    SetFolder(tmp_path, made[0], private=True).put(made[1])
    receipt = read_receipt((tmp_path / RECEIPT_NAME).read_bytes())
    assert receipt is not None
    assert not receipt.complete
    again = SetFolder(tmp_path, made[0], private=True)
    again.put(made[1])
    again.finish(("002_smile.png is missing.",))
    receipt = read_receipt((tmp_path / RECEIPT_NAME).read_bytes())
    assert receipt is not None
    assert receipt.complete
    assert receipt.files == (made[1].receipt,)
    assert receipt.refused == ("002_smile.png is missing.",)


def test_a_file_of_a_set_lasts_through_a_power_cut_once_it_is_put_and_none_has_its_name_before(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    with on(Disk(tmp_path)) as disk:
        folder = SetFolder(tmp_path / "out", made[0], private=True)
        folder.put(made[1])
        put = len(disk.done)
        folder.finish(())
    cut = PowerCut()
    for number, done in enumerate(disk.done, 1):
        cut.see(done)
        if number == put:
            assert cut.lasts(f"out/{made[1].receipt.name}")
    assert cut.torn == []
    assert all(cut.lasts(f"out/{path.name}") for path in (tmp_path / "out").iterdir())


def test_a_set_in_its_sitting_is_no_link_out_of_it_and_one_that_was_named_may_be(tmp_path: Path, made: tuple[SessionInfo, Finished]) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "set").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(ExportError, match="link to another place"):
        SetFolder(tmp_path / "set", made[0], private=True)
    SetFolder(tmp_path / "set", made[0], private=False).put(made[1])
    assert (tmp_path / "elsewhere" / made[1].receipt.name).exists()


@pytest.mark.parametrize("text", [b"a shopping receipt", b'{"format": 99}'])
def test_a_receipt_that_is_none_of_ours_keeps_us_out(tmp_path: Path, made: tuple[SessionInfo, Finished], text: bytes) -> None:
    (tmp_path / RECEIPT_NAME).write_bytes(text)
    with pytest.raises(ExportError, match="holds something else"):
        SetFolder(tmp_path, made[0], private=True)
    assert (tmp_path / RECEIPT_NAME).read_bytes() == text


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
@pytest.mark.parametrize(("private", "folder_mode", "file_mode"), [(True, 0o700, 0o600), (False, 0o755, 0o644)])
def test_a_private_set_is_for_its_owner_and_another_for_whom_the_umask_lets_in(
    tmp_path: Path, made: tuple[SessionInfo, Finished], private: bool, folder_mode: int, file_mode: int
) -> None:
    before = os.umask(0o022)
    try:
        folder = SetFolder(tmp_path / "out", made[0], private=private)
        folder.put(made[1])
        folder.finish(())
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == folder_mode
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out").iterdir()} == {file_mode}
