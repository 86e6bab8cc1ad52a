from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from kept_shots import camera_shot, shot

from capture import atomic
from capture.errors import SessionError
from capture.export import Order, export
from capture.purge import holdings, purge
from capture.session import Decisions, Mark, Session

if TYPE_CHECKING:
    from pathlib import Path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    folder = tmp_path / "ada"
    with Session.open(folder, source="Camera 0", profile="classic") as session:
        session.keep(shot("straight"))
        session.keep(camera_shot("smile", index=9))
        session.undo_last()
    with Decisions(folder) as decisions:
        decisions.mark("001_straight", Mark.FAVOURITE)
    export(folder, order=Order(("wallet", "original")))
    return folder


def names(paths: tuple[Path, ...], below: Path) -> list[str]:
    return sorted(path.relative_to(below).as_posix() for path in paths)


def test_a_sitting_goes_with_its_folder(sitting: Path) -> None:
    (sitting / "shots" / f".003_x.png.12345678{atomic._PART}").write_bytes(b"cut off")
    before = sorted(path.relative_to(sitting).as_posix() for path in sitting.rglob("*") if path.is_file())
    gone = purge(sitting)
    assert names(gone.ours, sitting) == before
    assert gone.others == ()
    assert not sitting.exists()
    assert sitting.parent.exists()


@posix_only
def test_the_frames_to_merge_with_go_too_and_what_somebody_put_there_stays(sitting: Path, tmp_path: Path) -> None:
    with Session.open(sitting, source="x", profile="y") as session:
        session.keep_burst(session.shots[0], [shot(index=index).observation.frame for index in (6, 8)])
    burst = sitting / "shots" / "001_straight.burst"
    (sitting / "shots" / "007_cut-off.burst").mkdir()
    assert len(list(burst.iterdir())) == 3
    (burst / "mine.txt").write_text("mine")
    (sitting / "shots" / "elsewhere.burst").symlink_to(tmp_path, target_is_directory=True)
    assert names(purge(sitting).others, sitting) == ["shots/001_straight.burst/mine.txt", "shots/elsewhere.burst"]
    assert sorted(path.name for path in (sitting / "shots").rglob("*")) == ["001_straight.burst", "elsewhere.burst", "mine.txt"]


@posix_only
def test_a_link_in_the_place_of_a_burst_is_not_followed(sitting: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "frame_00001.jpg").write_bytes(b"precious")
    (sitting / "shots" / "001_straight.burst").symlink_to(tmp_path / "outside", target_is_directory=True)
    assert names(purge(sitting).others, sitting) == ["shots/001_straight.burst"]
    assert (tmp_path / "outside" / "frame_00001.jpg").read_bytes() == b"precious"


def test_an_unfinished_sitting_goes_too(tmp_path: Path) -> None:
    Session.open(tmp_path / "bob", source="x", profile="y").close()
    purge(tmp_path / "bob")
    assert not (tmp_path / "bob").exists()


def test_what_is_not_northlight_s_stays_and_is_named(sitting: Path) -> None:
    own = ["letter.txt", "shots/mine.psd", "shots/album/1.jpg", "set/framed.jpg", "set/empty", "other/session.json", "other/001_straight.jpg"]
    for name in own:
        (sitting / name).parent.mkdir(exist_ok=True)
        if name == "set/empty":
            (sitting / name).mkdir()
        else:
            (sitting / name).write_text("mine")
    gone = purge(sitting)
    assert names(gone.others, sitting) == sorted(own)
    assert sorted(path.relative_to(sitting).as_posix() for path in sitting.rglob("*") if not path.is_dir() or path.name == "empty") == sorted(own)
    with pytest.raises(SessionError, match="There is no sitting"):
        holdings(sitting)


def test_what_somebody_worked_on_stays(sitting: Path) -> None:
    for name in ("set/01_straight_wallet.jpg", "shots/001_straight.png"):
        (sitting / name).write_bytes(b"retouched")
    gone = purge(sitting)
    assert names(gone.others, sitting) == ["set/01_straight_wallet.jpg", "shots/001_straight.png"]
    assert (sitting / "shots/001_straight.png").read_bytes() == b"retouched"


def test_a_receipt_that_is_none_of_ours_spares_its_folder(sitting: Path) -> None:
    (sitting / "set" / "receipt.json").write_text("a shopping list")
    gone = purge(sitting)
    assert "set/receipt.json" in names(gone.others, sitting)
    assert "set/01_straight_wallet.jpg" in names(gone.others, sitting)
    assert not (sitting / "shots").exists()


@posix_only
def test_links_are_neither_followed_nor_deleted(sitting: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "001_straight.jpg").write_bytes(b"precious")
    (outside / "session.json").write_bytes((sitting / "session.json").read_bytes())
    (sitting / "shots" / "009_link.jpg").symlink_to(outside / "001_straight.jpg")
    (sitting / "elsewhere").symlink_to(outside, target_is_directory=True)
    gone = purge(sitting)
    assert names(gone.others, sitting) == ["elsewhere", "shots/009_link.jpg"]
    assert (outside / "001_straight.jpg").read_bytes() == b"precious"


@posix_only
@pytest.mark.parametrize("below", ["shots", "set"])
def test_a_folder_of_the_sitting_that_is_a_link_is_not_followed(sitting: Path, tmp_path: Path, below: str) -> None:
    (sitting / below).rename(tmp_path / "moved")
    (sitting / below).symlink_to(tmp_path / "moved", target_is_directory=True)
    there = sorted((tmp_path / "moved").iterdir())
    gone = purge(sitting)
    assert names(gone.others, sitting) == [below]
    assert sorted((tmp_path / "moved").iterdir()) == there


@posix_only
def test_a_link_to_a_sitting_is_refused_with_the_place_it_points_to(sitting: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(sitting, target_is_directory=True)
    with pytest.raises(SessionError, match=r"is a link. Give the folder itself: .*ada"):
        purge(tmp_path / "link")
    assert sitting.exists()


def test_what_is_no_sitting_is_refused(tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "001_beach.jpg").write_bytes(b"precious")
    with pytest.raises(SessionError, match=r"There is no sitting in .*holiday"):
        purge(tmp_path / "holiday")
    (tmp_path / "holiday" / "session.json").write_text('{"mine": true}')
    with pytest.raises(SessionError, match="damaged"):
        purge(tmp_path / "holiday")
    assert (tmp_path / "holiday" / "001_beach.jpg").exists()
    with pytest.raises(SessionError, match="There is no folder"):
        purge(tmp_path / "nowhere")


def test_a_sitting_that_is_going_on_is_refused(sitting: Path) -> None:
    before = sorted(sitting.rglob("*"))
    with Session.open(sitting, source="x", profile="y"), pytest.raises(SessionError, match="Another Northlight is writing to the sitting"):
        purge(sitting)
    assert sorted(sitting.rglob("*")) == before


@posix_only
def test_what_was_cut_off_can_be_purged_again(sitting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from capture import purge as module  # noqa: PLC0415 - to cut it off

    whole, left = module._delete, [3]

    def until_the_power_goes(path: Path) -> None:
        if not left[0]:
            raise SessionError("The power went.", "Try again.")
        left[0] -= 1
        whole(path)

    monkeypatch.setattr(module, "_delete", until_the_power_goes)
    with pytest.raises(SessionError, match="The power went"):
        purge(sitting)
    assert (sitting / "session.json").exists()
    monkeypatch.undo()
    purge(sitting)
    assert not sitting.exists()
