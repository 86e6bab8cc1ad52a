from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from capture.camera import list_cameras
from capture.errors import CameraError, TrackerError
from guidance.cli import check as module

if TYPE_CHECKING:
    from guidance.cli.check import Line


def test_every_line_says_whether_it_is_good_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert module.check() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines] == ["versions", "camera", "tracker", "sound", "terminal", "disk"]
    assert {line.split()[0] for line in lines} <= {"ok", "note"}
    assert "finds a drawn face" in lines[2]
    assert "northlight sit --headless" in lines[4], "under pytest there is no terminal"


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
