from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, no_file_larger_than, shot
from PIL import Image

from capture.errors import ExportError, SessionError
from capture.export import Order, Progress, export
from capture.export.selection import Pick, Selection
from capture.feed import FEED_EVENT, FeedNote, FeedReading, Less, Writing
from capture.provenance import Receipt, read_receipt
from capture.session import Decisions, Mark, Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from capture.session import Decision, KeptShot

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="size limits are POSIX")


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    folder = tmp_path / "sitting"
    with Session.open(folder, source="Camera 0", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(camera_shot("smile", index=9))
    return folder


def receipt(folder: Path) -> Receipt:
    found = read_receipt((folder / "receipt.json").read_bytes())
    assert found is not None
    return found


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as image:
        return np.asarray(image)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_every_preset_is_told_before_the_first_file_and_after_each_shot(sitting: Path) -> None:
    told: list[Progress] = []
    files: list[int] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        files.append(len(list((sitting / "set").glob("*.*"))))

    export(sitting, None, Order(("wallet", "original")), tell)
    assert [(each.preset, each.done, each.of) for each in told] == [
        *(("wallet", 0, 2), ("original", 0, 2), ("contact_sheet", 0, 1)),
        *(("wallet", 1, 2), ("original", 1, 2), ("wallet", 2, 2), ("original", 2, 2), ("contact_sheet", 1, 1)),
    ]
    assert told[0].title == "Wallet print 2.5 × 3.5 in"
    assert files[:3] == [0, 0, 0]
    assert files[3:] == [2, 3, 4, 6, 9]


def test_a_shot_that_is_left_out_counts_as_done(sitting: Path) -> None:
    (sitting / "shots" / "001_straight.png").unlink()
    told: list[Progress] = []
    export(sitting, None, Order(("wallet",)), told.append)
    assert [(each.preset, each.done) for each in told] == [("wallet", 0), ("contact_sheet", 0), ("wallet", 1), ("wallet", 2), ("contact_sheet", 1)]


def test_an_export_that_is_stopped_leaves_whole_files_and_can_be_made_again(sitting: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        export(sitting, None, Order(("wallet", "original")), stop)
    assert names(sitting / "set") == ["01_straight_wallet.jpg", "receipt.json"]
    assert pixels(sitting / "set" / "01_straight_wallet.jpg").shape[2] == 3
    assert not receipt(sitting / "set").complete
    export(sitting, None, Order(("wallet", "original")))
    assert receipt(sitting / "set").complete


def test_the_usual_set(sitting: Path) -> None:
    before = {path: path.read_bytes() for path in sitting.rglob("*") if path.is_file()}
    summary = export(sitting)
    framed = ("linkedin", "square", "portrait", "wallet", "8x10")
    crops = [f"{shot_name}_{preset}.jpg" for shot_name in ("01_straight", "02_smile") for preset in framed]
    whole = ["01_straight_original.png", "02_smile_original.png", "02_smile_original.jpg"]
    assert names(sitting / "set") == sorted([*crops, *whole, "contact_sheet.jpg", "contact_sheet.pdf", "receipt.html", "receipt.json"])
    assert {path: path.read_bytes() for path in before} == before, "the sitting itself is not touched"
    assert np.array_equal(pixels(sitting / "set" / "01_straight_original.png"), cartoon(seed=7))
    assert summary.folder == sitting / "set"
    assert summary.refused == ()
    assert len(summary.files) == 15


def test_the_receipt_has_the_hash_of_every_file(sitting: Path, tmp_path: Path) -> None:
    export(sitting, tmp_path / "out", Order(("linkedin", "original")))
    written = receipt(tmp_path / "out")
    assert written.complete
    assert sorted(file.name for file in written.files) == [name for name in names(tmp_path / "out") if name not in {"receipt.html", "receipt.json"}]
    for file in written.files:
        assert file.sha256 == hashlib.sha256((tmp_path / "out" / file.name).read_bytes()).hexdigest()
    assert {"northlight", "pillow", "opencv", "numpy"} == set(written.programs)


def test_the_lines_tell_sizes_and_what_is_missing(sitting: Path) -> None:
    lines = export(sitting, order=Order(("wallet", "original"))).lines
    wallet = next(line for line in lines if line.startswith("01_straight_wallet.jpg"))
    assert wallet == "01_straight_wallet.jpg  280×391 px  112 dpi"
    assert "01_straight_original.png  640×480 px" in lines
    assert [line.split(":")[0] for line in lines if "Not enlarged" in line] == ["wallet"], "once a preset, not once a file"
    assert lines[-1] == f"7 files in {sitting / 'set'}; receipt.html shows how each was made."


def test_what_had_to_give_is_told_once_a_preset_with_the_count(sitting: Path) -> None:
    summary = export(sitting, order=Order(("web-hero", "linkedin")))
    tight = [file.preset for file in summary.files if any("too near the head" in note for note in file.notes)]
    assert tight == ["web-hero", "web-hero"], "each file's own receipt says so"
    said = [line for line in summary.lines if "too near the head" in line]
    assert [line.partition(":")[0] for line in said] == ["web-hero (all 2)"]


def test_equal_sittings_give_equal_files(sitting: Path, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        export(sitting, tmp_path / folder, Order(("linkedin", "original")))
    for name in names(tmp_path / "a"):
        if name not in {"receipt.html", "receipt.json"}:  # both tell when they were made
            assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a_changed_and_a_missing_original_are_refused_and_the_others_go_on(sitting: Path) -> None:
    with Session.open(sitting, source="x", profile="y") as session:
        session.keep(shot("serious"))
    shots = sitting / "shots"
    (shots / "001_straight.png").write_bytes((shots / "003_serious.png").read_bytes()[:-1] + b"\x00")
    (shots / "003_serious.png").unlink()
    summary = export(sitting, order=Order(("square",)))
    assert [file.name for file in summary.files] == ["02_smile_square.jpg", "contact_sheet.jpg", "contact_sheet.pdf"]
    assert len(summary.refused) == 2
    assert "Left out: 001_straight.png is not the file that was kept: it was changed since. Put the original back." in summary.lines
    assert any("003_serious.png is missing" in line for line in summary.lines)
    assert receipt(sitting / "set").refused == summary.refused


def test_when_nothing_can_be_used_nothing_is_written(sitting: Path) -> None:
    for path in (sitting / "shots").glob("*.[jp][pn]g"):
        path.unlink()
    with pytest.raises(ExportError, match=r"No shot .* could be used"):
        export(sitting)
    assert not (sitting / "set").exists()


def test_a_sitting_without_shots_is_told(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="y") as session:
        session.keep(shot())
        session.undo_last()
    with pytest.raises(ExportError, match="has no shots"):
        export(tmp_path)


def test_no_sitting_and_no_such_preset_are_told(sitting: Path, tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="no folder"):
        export(tmp_path / "nowhere")
    with pytest.raises(ExportError, match="Did you mean 'square'"):
        export(sitting, order=Order(("sqare",)))
    assert not (sitting / "set").exists()


def test_another_sittings_set_is_left_alone(sitting: Path, tmp_path: Path) -> None:
    with Session.open(tmp_path / "other", source="x", profile="y") as other:
        other.keep(shot())
    export(tmp_path / "other", tmp_path / "out", Order(("square",)))
    before = {name: (tmp_path / "out" / name).read_bytes() for name in names(tmp_path / "out")}
    with pytest.raises(ExportError, match="the set of another sitting, 'other'"):
        export(sitting, tmp_path / "out", Order(("square",)))
    assert {name: (tmp_path / "out" / name).read_bytes() for name in names(tmp_path / "out")} == before


def test_a_file_that_is_not_ours_is_left_alone(sitting: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "01_straight_square.jpg").write_bytes(b"my own")
    with pytest.raises(ExportError, match="Northlight did not make it"):
        export(sitting, tmp_path / "out", Order(("square",)))
    assert names(tmp_path / "out") == ["01_straight_square.jpg"]
    assert (tmp_path / "out" / "01_straight_square.jpg").read_bytes() == b"my own"


def test_again_replaces_and_keeps_what_else_was_made(sitting: Path) -> None:
    export(sitting, order=Order(("square",)))
    folder = sitting / "set"
    (folder / "01_straight_square.jpg").write_bytes(b"spoilt")
    export(sitting, order=Order(("linkedin",)))
    assert "01_straight_square.jpg" not in {file.name for file in receipt(folder).files}, "it is not what was made any more"
    assert "02_smile_square.jpg" in {file.name for file in receipt(folder).files}
    export(sitting, order=Order(("square",)))
    assert pixels(folder / "01_straight_square.jpg").shape == (346, 346, 3)
    assert {"01_straight_square.jpg", "02_smile_linkedin.jpg"} <= {file.name for file in receipt(folder).files}


def test_files_of_an_undone_shot_are_told(sitting: Path) -> None:
    export(sitting, order=Order(("square",)))
    with Session.open(sitting, source="x", profile="y") as session:
        session.undo_last()
    summary = export(sitting, order=Order(("square",)))
    assert [line for line in summary.lines if "any more" in line] == [
        "Earlier files show 002_smile, which is not in the set any more; delete what nobody should have: 02_smile_square.jpg."
    ]


def test_rejected_shots_are_not_made_and_favourites_come_first(sitting: Path) -> None:
    with Session.open(sitting, source="x", profile="y") as session:
        session.keep(shot("relaxed"))
    with Decisions(sitting) as decisions:
        decisions.mark("001_straight", Mark.REJECTED)
        decisions.mark("003_relaxed", Mark.FAVOURITE)
        decisions.note("003_relaxed", "for the website")
    summary = export(sitting, order=Order(("square",)))
    assert [file.name for file in summary.files] == ["03_relaxed_square.jpg", "02_smile_square.jpg", "contact_sheet.jpg", "contact_sheet.pdf"]
    assert [origin.shot for origin in summary.files[-2].made_of] == ["003_relaxed", "002_smile"]
    assert "001_straight is not in the set: you rejected it." in summary.lines
    assert summary.refused == ()
    written = receipt(sitting / "set")
    assert [(each.place, each.shot, each.favourite, each.note) for each in written.chosen] == [
        (1, "003_relaxed", True, "for the website"),
        (2, "002_smile", False, ""),
    ]
    assert written.left_out == ("001_straight is not in the set: you rejected it.",)


def test_a_set_of_nothing_but_rejected_shots_is_told(sitting: Path) -> None:
    with Decisions(sitting) as decisions:
        for name in ("001_straight", "002_smile"):
            decisions.mark(name, Mark.REJECTED)
    with pytest.raises(ExportError, match=r"Every shot of .* was rejected"):
        export(sitting)
    assert not (sitting / "set").exists()


def test_who_chooses_decides_what_is_made_in_which_order_and_why(sitting: Path) -> None:
    def last_first(shots: Sequence[KeptShot], _: Mapping[str, Decision]) -> Selection:
        return Selection((Pick(shots[-1], "the newest"), Pick(shots[0], "the oldest")))

    summary = export(sitting, order=Order(("square",)), choose=last_first)
    assert summary.ranked == ("1. 002_smile: the newest", "2. 001_straight: the oldest")
    assert set(summary.ranked) < set(summary.lines)
    assert [each.reason for each in receipt(sitting / "set").chosen] == ["the newest", "the oldest"]


def test_a_folder_that_cannot_be_made_is_told(sitting: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ExportError, match=r"file.*a file is in its place"):
        export(sitting, tmp_path / "file" / "out")
    with pytest.raises(ExportError, match="a file is in its place"):
        export(sitting, tmp_path / "file")


@posix_only
def test_a_full_disk_leaves_nothing_half_written(sitting: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with no_file_larger_than(250_000), pytest.raises(ExportError, match=r"01_straight_original\.png"):
        export(sitting, out, Order(("wallet", "original")))
    assert names(out) == ["01_straight_wallet.jpg", "receipt.json"]
    assert not receipt(out).complete
    export(sitting, out, Order(("wallet", "original")))
    assert receipt(out).complete
    assert len(receipt(out).files) == 7


def test_the_receipt_carries_what_was_found_of_the_feed(sitting: Path) -> None:
    export(sitting, None, Order(("wallet",)))
    assert receipt(sitting / "set").feed == ()
    note = FeedNote(filtered=True, in_plain_words=("Skin is smoothed.",), reading=FeedReading(12, 1.5, Less(1.2, 0.1, 12), writing=Writing(9.0, 21.0, 7)))
    with Session.open(sitting, source="Camera 0", profile="classic") as session:
        session.log(FEED_EVENT, t_s=6.0, **note.fields())
    export(sitting, None, Order(("wallet",)))
    assert receipt(sitting / "set").feed == (note,)
    with (sitting / "journal.jsonl").open("ab") as journal:
        journal.write(b"{torn\n")
    export(sitting, None, Order(("wallet",)))
    assert receipt(sitting / "set").feed == (), "no photograph waits for a journal to be mended"


def test_a_damaged_sidecar_is_told(sitting: Path) -> None:
    (sitting / "shots" / "002_smile.json").write_text("{}")
    summary = export(sitting, order=Order(("square",)))
    assert [file.name for file in summary.files] == ["01_straight_square.jpg", "contact_sheet.jpg", "contact_sheet.pdf"]
    assert "002_smile.json is damaged" in summary.refused[0]
