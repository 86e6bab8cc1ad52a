"""A disk that fails at any operation of a sitting loses no photograph, leaves no half file, and the sitting can be gone on with.

Each operation in turn is `python -m tests.bench.kills`; here it is every sixth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fault_runs import hold, lost, operations, taken
from faults import BROKEN, FULL, Disk, PowerCut, on

from capture.session import Decisions, Mark

if TYPE_CHECKING:
    from pathlib import Path

STEP = 6


@pytest.mark.parametrize(("first", "code", "for_good"), [(0, FULL, True), (1, FULL, False), (3, BROKEN, True), (5, BROKEN, False)])
def test_a_disk_that_fails_at_any_operation_loses_no_photograph(tmp_path: Path, first: int, code: int, for_good: bool) -> None:
    (tmp_path / "good").mkdir()
    count = operations(tmp_path / "good")
    assert count > 60
    found: dict[int, list[str]] = {}
    for number in range(first, count, STEP):
        place = tmp_path / str(number)
        place.mkdir()
        found[number] = lost(place, number, code, for_good=for_good)
    assert {number: lines for number, lines in found.items() if lines} == {}


def test_what_is_announced_lasts_through_a_power_cut_and_no_file_has_its_name_before_its_contents_last(tmp_path: Path) -> None:
    with on(Disk(tmp_path)) as disk:
        hold(tmp_path / "one" / "sitting", disk, taken(), [])
        with Decisions(tmp_path / "one" / "sitting") as book:
            book.mark("001_straight", Mark.KEPT)
    cut = PowerCut()
    announced = 0
    for done in disk.done:
        if done.name == "announced":
            announced += 1
            assert cut.lasts("one/sitting/journal.jsonl")
            for name in done.where.split():
                assert cut.lasts(f"one/sitting/shots/{name}"), f"{name} was announced too soon"
        cut.see(done)
    assert announced == 3
    assert cut.torn == []
    left = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.name != ".lock"}
    assert {name for name in left if not cut.lasts(name)} == set(), "all of a sitting that is over would be there"


def test_a_power_cut_is_known_where_a_step_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capture.atomic.sync_folder", lambda _: None)
    with on(Disk(tmp_path)) as disk:
        hold(tmp_path / "sitting", disk, taken(), [])
    cut = PowerCut()
    for done in disk.done:
        cut.see(done)
    assert not cut.lasts("sitting/shots/002_smile.jpg")
