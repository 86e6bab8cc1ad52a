from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from capture.camera import open_source
from capture.camera.folder import natural, picture_stamps
from capture.errors import CameraError


def put(folder: Path, name: str, level: int) -> None:
    Image.fromarray(np.full((6, 8, 3), level, np.uint8)).save(folder / name)


def test_pictures_come_in_the_order_that_people_count(tmp_path: Path) -> None:
    for name, level in {"IMG_10.png": 100, "img_2.PNG": 20, "img_1.bmp": 10}.items():
        put(tmp_path, name, level)
    (tmp_path / "notes.txt").write_text("no picture", encoding="utf-8")
    (tmp_path / ".img_0.png").write_bytes(b"hidden")
    (tmp_path / "img_3.png.part").write_bytes(b"coming")
    (tmp_path / "more.png").mkdir()
    with open_source(str(tmp_path)) as source:
        assert (source.name, source.live, source.description) == (tmp_path.name, False, "3 pictures")
        assert source.stills
        for _ in range(2):  # each loop starts anew
            frames = list(source)
            assert [int(frame.rgb[0, 0, 0]) for frame in frames] == [10, 20, 100]
            assert [(frame.index, frame.t_s) for frame in frames] == [(0, 0.0), (1, 1.0), (2, 2.0)]


def test_a_picture_that_cannot_be_read_is_skipped_and_counted(tmp_path: Path) -> None:
    put(tmp_path, "1.png", 10)
    (tmp_path / "2.jpg").write_bytes(b"\xff\xd8\xff cut")
    put(tmp_path, "3.png", 30)
    source = open_source(str(tmp_path))
    assert [(frame.index, int(frame.rgb[0, 0, 0])) for frame in source] == [(0, 10), (1, 30)]
    assert source.skipped_names == ["2.jpg"]
    assert source.skipped == 1


def test_the_field_of_view_is_that_of_the_newest_picture(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA405] = 50
    Image.new("RGB", (30, 20)).save(tmp_path / "1.jpg", exif=exif)
    Image.new("RGB", (30, 20)).save(tmp_path / "2.jpg")
    source = open_source(str(tmp_path))
    fields = [source.horizontal_fov_deg for _ in source]
    assert fields == [pytest.approx(39.6, abs=0.1), None]


def test_close_ends_between_two_pictures(tmp_path: Path) -> None:
    for number in range(3):
        put(tmp_path, f"{number}.png", number)
    with open_source(str(tmp_path)) as source:
        frames = iter(source)
        next(frames)
        source.close()
        assert list(frames) == []


def test_a_folder_without_pictures_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="holds no pictures"):
        open_source(str(tmp_path))


def test_a_folder_of_broken_pictures_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "1.jpg").write_bytes(b"no")
    with pytest.raises(CameraError, match="None of the 1 pictures"):
        list(open_source(str(tmp_path)))


def test_a_folder_that_went_away_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CameraError, match="can't be read"):
        picture_stamps(tmp_path / "gone")


def test_natural_order() -> None:
    names = ["b1", "a10", "a9", "A1", "10", "9", "a", "a9b"]
    assert sorted(names, key=lambda name: natural(Path(name))) == ["9", "10", "a", "A1", "a9", "a9b", "a10", "b1"]
