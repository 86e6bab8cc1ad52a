from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import camera_shot, cartoon, rendered, shot

from capture.errors import SessionError
from capture.export.order import Job
from capture.export.presets import presets
from capture.export.source import Source
from capture.provenance import SourceType
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Shot


def source(folder: Path, taken: Shot) -> Source:
    with Session.open(folder, source="x", profile="y") as session:
        return Source.of(session.info.id, session.keep(taken), merging=True)


def test_a_shot_without_a_burst_is_its_single_frame(tmp_path: Path) -> None:
    found = source(tmp_path, shot())
    assert found.merged is None
    assert found.notes == ()
    assert found.made_of == (found.origin,)
    assert np.array_equal(found.frame(merged=True), cartoon(seed=7))
    assert (found.single_type, found.type) == (SourceType.CAPTURE, SourceType.CAPTURE)


def test_the_origin_and_the_first_step_name_the_kept_file(tmp_path: Path) -> None:
    found = source(tmp_path, camera_shot("smile"))
    assert (found.origin.shot, found.origin.image) == ("001_smile", "001_smile.jpg")
    assert found.origin.image_sha256 == found.shot.sidecar.image_sha256
    assert (found.decoding.file, found.decoding.format, found.decoding.exif_orientation_honoured) == ("001_smile.jpg", "JPEG", True)


def test_what_the_studio_rendered_is_no_capture(tmp_path: Path) -> None:
    assert source(tmp_path, rendered(shot())).type is SourceType.ALGORITHMIC


def test_files_are_named_after_look_and_preset_or_after_a_person(tmp_path: Path) -> None:
    found, preset = source(tmp_path, shot("straight")), presets()["square"]
    assert found.file_name(Job("square", preset), ".jpg") == "01_straight_square.jpg"
    assert found.file_name(Job("square", preset, stem="ada-lovelace"), ".png", "-merged") == "ada-lovelace_square-merged_01.png"


def test_a_changed_frame_is_none(tmp_path: Path) -> None:
    found = source(tmp_path, shot())
    found.shot.image_path.write_bytes(b"x")
    with pytest.raises(SessionError, match="changed since"):
        Source.of("s", found.shot, merging=True)
