from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from clips import drawn_frames, write_clip
from PIL import Image

from capture.camera import open_source
from capture.errors import CameraError
from capture.making.cartoon import draw
from capture.pipeline import analyse, open_analyser

if TYPE_CHECKING:
    from pathlib import Path


def test_every_nth_frame_of_a_clip_is_observed_in_order(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(1))
    seen = list(analyse(str(clip), every=5))
    assert [observation.reading.index for observation in seen] == [0, 5, 10]
    assert [round(observation.reading.t_s, 2) for observation in seen] == [0.0, 0.33, 0.67]
    assert all(observation.face is not None for observation in seen)


def test_the_same_clip_gives_the_same_readings(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(0.6))
    once, twice = ([rounded(msgspec.to_builtins(observation.reading)) for observation in analyse(str(clip))] for _ in range(2))
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
    (picture,) = analyse(str(tmp_path / "face.png"))
    assert picture.reading.focus is not None
    assert picture.reading.focus.motion_px is None
    clip = write_clip(tmp_path / "clip.mp4", drawn_frames(0.4))
    *_, last = analyse(str(clip))
    assert last.reading.focus is not None
    assert last.reading.focus.motion_px is not None


def test_the_users_field_of_view_counts_before_the_sources(tmp_path: Path) -> None:
    Image.fromarray(draw(0)).save(tmp_path / "face.png")
    with open_source(str(tmp_path / "face.png")) as source:
        (frame,) = source
        distances = {}
        for hfov_deg in (None, 40, 80):
            with open_analyser(source, hfov_deg) as analyser:
                framing = analyser.observe(frame).reading.framing
                assert framing is not None
                distances[hfov_deg] = framing.distance_m
    assert distances[None] is None
    assert distances[40] is not None
    assert distances[80] is not None
    assert distances[40] / distances[80] == pytest.approx(0.8391 / 0.3640, rel=0.05), "the ratio of the half angles' tangents"


def test_what_gives_no_picture_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CameraError):
        next(analyse(str(tmp_path / "none.jpg")))
