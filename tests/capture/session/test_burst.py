from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, no_file_larger_than, shot

from capture.errors import SessionError
from capture.session import Session, pictures, read_burst

if TYPE_CHECKING:
    from pathlib import Path

    from capture.session import KeptShot
    from capture.types import Frame

NEIGHBOURS = (4, 6, 7)


def frames(*, camera: bool) -> tuple[Frame, ...]:
    """Frames of one moment: a camera's own JPEGs, their pixels let go, or raw ones, each other than the others."""
    made = []
    for index in NEIGHBOURS:
        frame = (camera_shot() if camera else shot()).observation.frame
        if camera:
            made.append(replace(frame, index=index, rgb=frame.rgb[:0]))
        else:
            made.append(replace(frame, index=index, rgb=np.clip(frame.rgb.astype(np.int16) + index, 0, 255).astype(np.uint8)))
    return tuple(made)


def kept_with(folder: Path, burst: tuple[Frame, ...], *, camera: bool = False) -> KeptShot:
    taken = camera_shot() if camera else shot()
    taken = replace(taken, observation=replace(taken.observation, frame=replace(taken.observation.frame, index=5)))
    with Session.open(folder, source="x", profile="y") as session:
        kept = session.keep(taken)
        session.keep_burst(kept, burst)
    return kept


@pytest.mark.parametrize("camera", [True, False])
def test_the_frames_come_back_in_order_with_the_shot_in_its_place(tmp_path: Path, camera: bool) -> None:
    given = frames(camera=camera)
    kept = kept_with(tmp_path, given, camera=camera)
    burst = read_burst(kept)
    assert burst is not None
    found = pictures(kept, burst, kept.picture())
    assert found.indices == (4, 5, 6, 7)
    assert found.reference == 1
    ending = "jpg" if camera else "png"
    assert found.images[:2] == (f"001_straight.burst/frame_00004.{ending}", f"001_straight.{ending}")
    assert np.array_equal(found.rgbs[1], kept.picture().rgb)
    if camera:
        assert (tmp_path / "shots" / found.images[0]).read_bytes() == given[0].encoded
    else:
        assert all(np.array_equal(rgb, frame.rgb) for rgb, frame in zip(found.rgbs[2:], given[1:], strict=True))


def test_a_shot_without_a_burst_has_none_and_neither_has_one_that_was_cut_off(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="y") as session:
        kept = session.keep(shot())
        assert read_burst(kept) is None
        session.keep_burst(kept, frames(camera=False))
    (tmp_path / "shots" / "001_straight.burst" / "frames.json").unlink()
    assert read_burst(kept) is None
    with Session.open(tmp_path, source="x", profile="y") as session:
        assert [one.id for one in session.shots] == ["001_straight"]


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="size limits are POSIX")
def test_what_finds_no_room_leaves_nothing_behind(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="y") as session:
        kept = session.keep(shot())
        with no_file_larger_than(1000), pytest.raises(SessionError):
            session.keep_burst(kept, frames(camera=False))
        assert not (tmp_path / "shots" / "001_straight.burst").exists()
        assert kept.picture().rgb.size


def test_frames_that_were_changed_are_refused(tmp_path: Path) -> None:
    kept = kept_with(tmp_path, frames(camera=False))
    burst = read_burst(kept)
    assert burst is not None
    path = tmp_path / "shots" / "001_straight.burst" / burst.frames[1].image
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(SessionError, match=r"frame_00006.png is not the frame that was kept"):
        pictures(kept, burst, kept.picture())


@pytest.mark.parametrize("name", ["../../secret.png", "/etc/passwd", "..", "a\\b.png"])
def test_a_list_that_points_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    kept = kept_with(tmp_path, frames(camera=False))
    path = tmp_path / "shots" / "001_straight.burst" / "frames.json"
    listed = json.loads(path.read_text())
    listed["frames"][0]["image"] = name
    path.write_text(json.dumps(listed))
    with pytest.raises(SessionError, match="outside its folder"):
        read_burst(kept)


@pytest.mark.parametrize(("text", "words"), [("{", "damaged"), ('{"format": 9, "frames": []}', "Update Northlight")])
def test_a_list_that_is_broken_or_newer_is_told(tmp_path: Path, text: str, words: str) -> None:
    kept = kept_with(tmp_path, frames(camera=False))
    (tmp_path / "shots" / "001_straight.burst" / "frames.json").write_text(text)
    with pytest.raises(SessionError, match=words):
        read_burst(kept)
