from __future__ import annotations

import threading
import time
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from capture.camera import open_source
from capture.camera.watched import MOST_NAMES, WatchedFolder
from capture.errors import CameraError

if TYPE_CHECKING:
    from pathlib import Path

LONG_S = 30
"""For what should come soon, on a machine that others use too."""


def put(path: Path, level: int) -> None:
    """Write a picture as careful programs do: under another name first."""
    part = path.with_suffix(".part")
    Image.fromarray(np.full((6, 8, 3), level, np.uint8)).save(part, "PNG")
    part.rename(path)


def test_only_what_arrives_after_the_start_and_all_of_it(tmp_path: Path) -> None:
    put(tmp_path / "old.png", 5)
    with open_source(str(tmp_path), watch=True) as source:
        assert not source.live  # every picture counts
        assert source.stills
        put(tmp_path / "before-the-first-look.png", 50)
        frames = iter(source)
        assert int(next(frames).rgb[0, 0, 0]) == 50
        put(tmp_path / "2.png", 20)
        put(tmp_path / "10.png", 100)
        got = list(islice(frames, 2))
    assert [int(frame.rgb[0, 0, 0]) for frame in got] == [20, 100]
    assert [frame.index for frame in got] == [1, 2]
    assert 0 < got[0].t_s <= got[1].t_s


def test_a_picture_written_over_is_a_new_one(tmp_path: Path) -> None:
    put(tmp_path / "shot.png", 10)
    with open_source(str(tmp_path), watch=True) as source:
        put(tmp_path / "shot.png", 70)
        assert int(next(iter(source)).rgb[0, 0, 0]) == 70


def test_a_growing_file_is_left_alone_until_it_is_whole(tmp_path: Path) -> None:
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (90, 90, 3), np.uint8)).save(tmp_path / "source.bmp")
    data = (tmp_path / "source.bmp").read_bytes()
    source = WatchedFolder(tmp_path)
    steps = []
    for end in (0, 100, 9000, len(data), len(data), len(data)):
        (tmp_path / "grows.bmp").write_bytes(data[:end]) if len(steps) < 4 else None
        steps.append([path.name for path in source._complete()])
    assert steps == [[], [], [], [], ["grows.bmp"], []]


def test_one_that_cannot_be_read_is_skipped_and_tried_again_when_it_changes(tmp_path: Path) -> None:
    source = WatchedFolder(tmp_path)
    (tmp_path / "1.png").write_bytes(b"torn")
    (tmp_path / "2.png").write_bytes(b"torn for good")

    def mend() -> None:
        give_up_s = time.monotonic() + LONG_S
        while source.skipped < 2 and time.monotonic() < give_up_s:
            time.sleep(0.01)
        put(tmp_path / "1.png", 90)

    threading.Thread(target=mend, daemon=True).start()
    frame = next(iter(source))
    assert int(frame.rgb[0, 0, 0]) == 90
    assert source.skipped == 2
    assert source.skipped_names == ["2.png"]


def test_only_the_newest_names_of_skipped_files_are_kept(tmp_path: Path) -> None:
    source = WatchedFolder(tmp_path)
    for number in range(MOST_NAMES + 5):
        (tmp_path / f"{number}.png").write_bytes(b"torn")
        source._read(tmp_path / f"{number}.png")
    assert source.skipped == MOST_NAMES + 5
    assert source.skipped_names == [f"{number}.png" for number in range(5, MOST_NAMES + 5)]


def test_close_from_another_thread_ends_the_wait(tmp_path: Path) -> None:
    source = open_source(str(tmp_path), watch=True)
    threading.Timer(0.1, source.close).start()
    assert list(source) == [], "the folder itself would be watched for ever"


def test_a_folder_that_goes_away_is_an_error(tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    source = WatchedFolder(folder)
    folder.rmdir()
    with pytest.raises(CameraError, match="card can't be read"):
        next(iter(source))


def test_only_a_folder_can_be_watched(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="no folder"):
        open_source(str(tmp_path / "none"), watch=True)
