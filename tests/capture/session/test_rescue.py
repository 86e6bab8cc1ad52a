from __future__ import annotations

import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, shot
from PIL import Image

from capture.session import Session, SessionInfo, Unsaved
from capture.session.rescue import rescue
from capture.types import Reading, Shot

if TYPE_CHECKING:
    from pathlib import Path

INFO = SessionInfo(format=1, id="a", title="Monday", created="2025-01-06T10:00:00+01:00", northlight="0.1.0", source="Camera 0", profile="warm")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def test_a_rescue_is_a_sitting_of_its_own(temporary: Path) -> None:
    one, two = shot("straight"), camera_shot("smile")
    first, second = rescue([one, two], INFO)
    assert first.rescued is not None
    assert first.rescued.parent == temporary
    assert first.rescued.name.startswith("northlight-")
    assert (first.shot, second.shot, second.rescued) == (one, two, first.rescued)
    session = Session.read(first.rescued)
    assert (session.info.source, session.info.profile) == ("Camera 0", "warm")
    assert [kept.id for kept in session.shots] == ["001_straight", "002_smile"]
    assert np.array_equal(session.shots[0].picture().rgb, cartoon(seed=7))
    Session.open(first.rescued, source="x", profile="y").close()


def test_nothing_to_rescue_makes_no_folder(temporary: Path) -> None:
    assert rescue([], INFO) == []
    assert list(temporary.iterdir()) == []


def unspeakable(one: Shot) -> Shot:
    """Return the shot with a reading that no sidecar can hold."""
    return replace(one, observation=replace(one.observation, reading=Reading(7, np.float32(1.75), 1)))


def test_a_shot_whose_sidecar_breaks_is_saved_as_a_picture(temporary: Path) -> None:
    broken, sound = unspeakable(shot("straight")), shot("smile", index=8)
    told = rescue([broken, sound], INFO)
    folder = told[0].rescued
    assert folder is not None
    assert folder.parent == temporary
    assert told == [Unsaved(broken, folder), Unsaved(sound, folder)]
    assert np.array_equal(np.asarray(Image.open(folder / "frame_7.png")), cartoon(seed=7))
    assert [kept.id for kept in Session.read(folder).shots] == ["001_smile"]


def test_a_shot_without_pixels_is_lost_alone(temporary: Path) -> None:
    empty, sound = shot(rgb=np.zeros((0, 0, 3), np.uint8)), shot("smile")
    lost, saved = rescue([empty, sound], INFO)
    assert lost == Unsaved(empty, None)
    assert saved.rescued is not None
    assert rescue([empty], INFO) == [Unsaved(empty, None)]
    assert list(temporary.iterdir()) == [saved.rescued]


def test_without_a_temporary_folder_all_is_lost_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    one = shot()
    assert rescue([one], INFO) == [Unsaved(one, None)]
