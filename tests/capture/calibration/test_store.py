from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from capture import calibration
from capture.calibration import Calibration
from capture.errors import NorthlightError


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    if sys.platform != "linux":
        pytest.skip("elsewhere the folder of settings can't be moved")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return Path(platformdirs.user_config_dir("northlight", appauthor=False)) / "cameras.json"


def test_nothing_is_known_of_a_new_camera() -> None:
    assert calibration.load("Camera 0 (C920)") is None
    assert calibration.names() == []


def test_what_is_kept_comes_back_whatever_the_cameras_number(settings: Path) -> None:
    one, other = Calibration(hfov_deg=62.5, size_px=(1280, 720)), Calibration(size_px=(640, 480), face_scale=1.04)
    assert calibration.save("Camera 0 (C920)", one) == settings
    calibration.save("http://phone:8080/video", other)
    assert calibration.load("Camera 3 (C920)") == one
    assert calibration.load("C920") == one
    assert calibration.load("http://phone:8080/video") == other
    assert calibration.names() == ["C920", "http://phone:8080/video"]
    assert [path.name for path in settings.parent.iterdir()] == ["cameras.json"], "no leftovers"


def test_a_later_calibration_takes_the_place_of_an_earlier_one() -> None:
    for degrees in (60.0, 70.0):
        calibration.save("C920", Calibration(hfov_deg=degrees, size_px=(1280, 720)))
    found = calibration.load("C920")
    assert found is not None
    assert found.hfov_deg == 70


def test_a_spoilt_file_is_told_with_its_place(settings: Path) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_text('{"C920": {"hfov": 60}}', encoding="utf-8")
    with pytest.raises(NorthlightError, match=r"cameras\.json is no list of cameras.*Delete it"):
        calibration.load("C920")


@pytest.mark.parametrize(
    "said", ['{"hfov_deg": -0.0, "size_px": [1, 1]}', '{"hfov_deg": 180, "size_px": [1, 1]}', '{"size_px": [0, 1]}', '{"size_px": [1, 1], "face_scale": 0}']
)
def test_numbers_that_no_camera_and_no_face_has_are_refused(said: str, settings: Path) -> None:
    settings.parent.mkdir(parents=True)
    settings.write_text(f'{{"C920": {said}}}', encoding="utf-8")
    with pytest.raises(NorthlightError, match=r"cameras\.json is no list of cameras"):
        calibration.load("C920")
