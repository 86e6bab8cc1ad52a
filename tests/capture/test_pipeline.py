from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from clips import drawn_frames, write_clip
from PIL import Image

from capture.errors import CameraError
from capture.making.cartoon import draw
from capture.pipeline import analyse

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Observation


def test_every_nth_frame_of_a_clip_is_observed_in_order(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(1))
    seen = [line.observation for line in analyse([str(clip)], every=5) if line.observation]
    assert [observation.reading.index for observation in seen] == [0, 5, 10]
    assert [round(observation.reading.t_s, 2) for observation in seen] == [0.0, 0.33, 0.67]
    assert all(observation.face is not None for observation in seen)


def test_the_same_clip_gives_the_same_readings(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(0.6))
    once, twice = ([rounded(msgspec.to_builtins(seen.reading)) for seen in observed(clip)] for _ in range(2))
    assert once == twice


def rounded(value: object) -> object:
    """Return nested values with floats to 5 digits: the last bits of a sum depend on where in memory a picture lies."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: rounded(part) for key, part in value.items()}
    return [rounded(part) for part in value] if isinstance(value, list | tuple) else value


def test_pictures_are_treated_as_stills_and_clips_are_not(tmp_path: Path) -> None:
    Image.fromarray(draw(0)).save(tmp_path / "face.png")
    (picture,) = observed(tmp_path / "face.png")
    assert picture.reading.focus is not None
    assert picture.reading.focus.motion_px is None
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(0.4))
    *_, last = observed(clip)
    assert last.reading.focus is not None
    assert last.reading.focus.motion_px is not None


def test_the_users_field_of_view_counts_before_the_sources(tmp_path: Path) -> None:
    Image.fromarray(draw(0)).save(tmp_path / "face.png")
    distances = {}
    for hfov_deg in (None, 40, 80):
        (seen,) = observed(tmp_path / "face.png", hfov_deg)
        assert seen.reading.framing is not None
        distances[hfov_deg] = seen.reading.framing.distance_m
    assert distances[None] is None
    assert distances[40] is not None
    assert distances[80] is not None
    assert distances[40] / distances[80] == pytest.approx(0.8391 / 0.3640, rel=0.05), "the ratio of the half angles' tangents"


def test_a_folder_stands_for_its_pictures_and_what_cant_be_read_is_told_while_the_others_go_on(tmp_path: Path) -> None:
    for name in ("10.png", "9.png"):
        Image.fromarray(draw(0)).save(tmp_path / name)
    (tmp_path / "9.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut off")
    lines = list(analyse([str(tmp_path), str(tmp_path / "none.jpg")]))
    assert [line.source for line in lines] == [str(tmp_path / name) for name in ("9.jpg", "9.png", "10.png", "none.jpg")]
    assert [isinstance(line.error, CameraError) for line in lines] == [True, False, False, True]
    assert [line.observation is not None for line in lines] == [False, True, True, False]


def observed(path: Path, hfov_deg: float | None = None) -> list[Observation]:
    return [line.observation for line in analyse([str(path)], hfov_deg=hfov_deg) if line.observation]
