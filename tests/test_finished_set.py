"""One rehearsed sitting to finished sets: every preset in every format. `python -m tests.bench.finished_set` does it at full size."""

from __future__ import annotations

import shutil
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from finished_files import KNOWN, check
from small_session import small_session

from capture.export import Format, Order, export
from capture.export.selection import Pick, Selection
from capture.provenance import SourceType, read_receipt
from capture.purge import purge
from guidance.cli import run

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from capture.session import Decision, KeptShot


@pytest.fixture(scope="module")
def sitting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rehearsed") / "sitting"
    script = folder.parent / "small.toml"
    script.write_text(small_session(4, 8, (320, 180)), encoding="utf-8")
    assert run(["rehearse", str(script), "--tracker", "studio", "--headless", "--no-voice", "--session", str(folder)]) == 0
    return folder


def the_first(shots: Sequence[KeptShot], _: Mapping[str, Decision]) -> Selection:
    return Selection((Pick(shots[0]),))


@pytest.mark.parametrize("format_", Format)
def test_every_preset_in_every_format_is_what_its_receipt_says(sitting: Path, tmp_path: Path, format_: Format) -> None:
    export(sitting, tmp_path / "out", Order(tuple(KNOWN), KNOWN, format_, "Ada Lovelace", merging=False), choose=the_first)
    receipt = read_receipt((tmp_path / "out" / "receipt.json").read_bytes())
    assert receipt is not None
    files = [file for file in receipt.files if file.preset != "contact_sheet"]
    assert {file.preset for file in files} == set(KNOWN)
    assert {file.name.rpartition(".")[2] for file in files} <= {format_.suffix[1:], "png"}
    assert all(file.name.startswith(f"ada-lovelace_{file.preset}_0") for file in files)
    assert any(step.name == "resize" for file in files for step in file.operations)
    assert {file.digital_source_type for file in files} == {SourceType.ALGORITHMIC}
    assert {file.preset for file in files if any("no guarantee of acceptance" in note for note in file.notes)} == {"35x45", "us-2x2"}
    taken = {file.preset for file in files if any(" takes " in note for note in file.notes)}
    assert taken == {name for name in KNOWN if KNOWN[name].takes and format_ not in KNOWN[name].takes}
    for file in files:
        check(file, (tmp_path / "out" / file.name).read_bytes(), sitting / "shots")


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_everything_of_a_sitting_is_for_its_owner_only(sitting: Path) -> None:
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (sitting, *sitting.rglob("*"))}
    assert {"session.json", "journal.jsonl", ".lock", "receipt.json", "contact_sheet.pdf"} <= {path.name for path in modes}
    assert {path: oct(mode) for path, mode in modes.items() if mode != (0o700 if path.is_dir() else 0o600)} == {}


def test_nothing_of_a_rehearsed_sitting_is_left_by_a_purge(sitting: Path, tmp_path: Path) -> None:
    shutil.copytree(sitting, tmp_path / "sitting")
    assert purge(tmp_path / "sitting").others == ()
    assert list(tmp_path.iterdir()) == []
