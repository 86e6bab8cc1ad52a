from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from clips import drawn_frames, write_clip
from pages import mirrored, page

from capture.camera import CameraInfo, list_cameras
from capture.errors import CameraError, ProfileError, TrackerError
from guidance import own_presets
from guidance.cli import check as module

if TYPE_CHECKING:
    from pathlib import Path

    from guidance.cli.check import Line


def test_every_line_says_whether_it_is_good_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert module.check() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["versions", "camera", "tracker", "feed", "sound", "terminal", "disk", "profiles", "presets"]
    assert {line.split()[0] for line in lines} <= {"ok", "note"}
    assert "finds a drawn face" in lines[2]
    assert "northlight sit --headless" in lines[5], "under pytest there is no terminal"


def test_what_is_no_device_is_named_so() -> None:
    assert module._called(CameraInfo(0, "HD Pro Webcam C920")) == "HD Pro Webcam C920"
    assert module._called(CameraInfo(1, "OBS Virtual Camera")) == "OBS Virtual Camera – virtual camera"
    assert module._called(CameraInfo(2, "DroidCam")) == "DroidCam – phone bridge"


def test_without_a_camera_the_feed_is_a_note_that_says_how_to_name_one(capsys: pytest.CaptureFixture[str]) -> None:
    line = module._feed("no-such-camera")
    assert (line.good, line.warning) == (False, True)
    assert "no-such-camera" in line.text
    assert "looking through" not in capsys.readouterr().out


def test_a_feed_is_looked_at_through_the_camera_that_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clip = write_clip(tmp_path / "drawn.mp4", drawn_frames(1.5))
    line = module._feed(str(clip))
    assert "looking through drawn.mp4" in capsys.readouterr().out
    assert line.warning
    assert "A program" not in line.text
    assert "mirrored" in line.text, "what can't be told is said"


def test_a_mirrored_feed_is_told_by_the_page_that_is_held_up_before_it(tmp_path: Path) -> None:
    for name, picture in (("so", mirrored(page())), ("not_so", page())):
        line = module._feed(str(write_clip(tmp_path / f"{name}.mp4", [picture] * 40)))
        assert ("comes mirrored (sure)" in line.text) is (name == "so")
        assert ("Nothing mirrors the picture" in line.text) is (name == "not_so")
        assert line.warning


def test_what_must_be_mended_first_is_exit_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def tracker() -> Line:
        raise TrackerError("The face tracker can't be loaded.", "Install it again.")

    monkeypatch.setattr(module, "_tracker", tracker)
    assert module.check() == 2
    assert "FAIL  tracker   The face tracker can't be loaded. Install it again." in capsys.readouterr().out


@pytest.mark.skipif(bool(list_cameras()), reason="this machine has a camera")
def test_no_camera_is_said_with_what_else_would_do() -> None:
    with pytest.raises(CameraError, match="use a phone"):
        module.cameras()


def test_the_profiles_are_named_with_the_users_own_and_what_is_wrong_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "own_folder", lambda: tmp_path)
    values = tmp_path / "profile.toml"
    line = module._profiles()
    assert (line.good, line.text) == (True, f"classic, dramatic, linkedin, passport, team; values of yours would be in {values}")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "mine.toml").write_text('extends = "classic"', encoding="utf-8")
    values.write_text("[timing]\nhold_s = 1.0", encoding="utf-8")
    line = module._profiles()
    assert line.good
    assert line.text == f"classic, dramatic, linkedin, passport, team; your own: mine; your values in {values} count in all of them"
    (tmp_path / "profiles" / "mine.toml").write_text('extends = "clasic"', encoding="utf-8")
    line = module._profiles()
    assert (line.good, line.warning) == (False, True), "the others can be sat by"
    assert "mine.toml extends 'clasic', and there is no such profile. Did you mean 'classic'?" in line.text
    values.write_text("[timing]\nhold = 1.0", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"unknown key 'timing.hold'. Did you mean 'hold_s'\?"):
        module._profiles()


def test_the_users_own_presets_are_read_and_what_is_wrong_with_them_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "own_folder", lambda: tmp_path)
    monkeypatch.setattr(own_presets, "own_folder", lambda: tmp_path)
    line = module._presets()
    assert line.good
    assert line.text.endswith(f"; of your own would be in {tmp_path / 'presets.toml'}")
    (tmp_path / "presets.toml").write_text('[badge]\ntitle = "B"\nwidth_px = 300\nheight_px = 300\nhead_frac = 0.5\neye_line_frac = 0.4\n', encoding="utf-8")
    assert ", badge; yours in" in module._presets().text
    (tmp_path / "presets.toml").write_text("[badge]\nwidth = 300\n", encoding="utf-8")
    line = module._presets()
    assert (line.good, line.warning) == (False, True), "a sitting can do without them"
    assert "presets.toml" in line.text
