from __future__ import annotations

import sys

import pytest

from capture.camera import open_source
from capture.camera.opening import node_of, open_device
from capture.errors import CameraError


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux knows beforehand which cameras there are")
@pytest.mark.parametrize("spec", ["987", "/dev/video987"])
def test_no_such_camera_lists_those_there_are(spec: str) -> None:
    with pytest.raises(CameraError, match=r"There is no camera 987\. (Cameras here|This computer has no camera)"):
        open_source(spec)


def test_a_camera_that_is_not_there_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CameraError):
        open_device(987)
    assert capfd.readouterr() == ("", "")


def test_the_node_of_a_number() -> None:
    assert str(node_of(3)) == "/dev/video3"
