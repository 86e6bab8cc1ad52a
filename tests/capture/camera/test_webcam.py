"""A real camera, where this computer has one (or an emulated one: vivid, v4l2loopback)."""

from __future__ import annotations

import io
import time
from itertools import islice, pairwise

import numpy as np
import pytest
from PIL import Image

from capture.camera import LiveFrames, list_cameras, open_source
from capture.camera.webcam import Webcam

CAMERAS = [camera for camera in list_cameras() if camera.usable]

pytestmark = pytest.mark.skipif(not CAMERAS, reason="this computer has no camera")


@pytest.fixture(params=CAMERAS, ids=lambda camera: camera.name)
def camera(request: pytest.FixtureRequest) -> Webcam:
    return Webcam(request.param.index)


def test_frames_have_the_size_that_was_said(camera: Webcam) -> None:
    with camera as source:
        frames = list(islice(source, 4))
    size = f"{frames[0].rgb.shape[1]}×{frames[0].rgb.shape[0]} "
    assert source.description.startswith(size)
    assert source.name.startswith("Camera ")
    assert (frames[0].t_s == 0) == (frames[0].index == 0)
    assert all(before.t_s < after.t_s for before, after in pairwise(frames))
    assert all(frame.rgb.flags.c_contiguous and not frame.rgb.flags.writeable for frame in frames)


def test_its_own_jpeg_gives_the_same_pixels(camera: Webcam) -> None:
    with camera as source:
        frame = next(iter(source))
    if frame.encoded is None:
        pytest.skip(f"{camera.name} gives no JPEG: {camera.description}")
    assert np.array_equal(np.asarray(Image.open(io.BytesIO(frame.encoded)).convert("RGB")), frame.rgb)


def test_by_name_and_opened_again(camera: Webcam) -> None:
    camera.close()
    index = camera._index
    name = next(found.name for found in CAMERAS if found.index == index)
    for _ in range(2):
        with open_source(name) as source:
            assert next(iter(source)).index == 0


def test_live_and_closed_in_time(camera: Webcam) -> None:
    with LiveFrames(camera) as live:
        assert len(list(islice(live, 3))) == 3
        start_s = time.monotonic()
    assert time.monotonic() - start_s < 20
    assert not live._thread.is_alive()
