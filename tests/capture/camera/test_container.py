from __future__ import annotations

import io
from fractions import Fraction

import av
import numpy as np
import pytest
from fuzz.videos import large

from capture.camera.container import kind_of, size_of, upright_rgb, video_stream
from capture.errors import CameraError


def container(streams: int) -> av.container.InputContainer:
    """Return an open film with so many moving pictures in it, each of one grey frame."""
    file = io.BytesIO()
    with av.open(file, "w", format="matroska") as out:
        if not streams:
            sound = out.add_stream("pcm_s16le", rate=8000, layout="mono")
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 800), np.int16), format="s16", layout="mono")
            frame.sample_rate = 8000
            out.mux(sound.encode(frame))
        films = [out.add_stream("mpeg4", rate=Fraction(30000, 1001)) for _ in range(streams)]
        for number, film in enumerate(films):
            film.width, film.height, film.pix_fmt = 32 * (number + 1), 16, "yuv420p"
        for number, film in enumerate(films):
            out.mux(film.encode(av.VideoFrame.from_ndarray(np.full((16, 32 * (number + 1), 3), 100, np.uint8), format="rgb24")))
            out.mux(film.encode())
    file.seek(0)
    return av.open(file)


def test_the_first_moving_picture_in_words() -> None:
    with container(2) as film:
        stream = video_stream(film, "film")
        assert stream.index == 0
        assert kind_of(stream) == "mpeg4 at 29.97 fps"
        rgb = upright_rgb(next(film.decode(stream)))
        assert size_of(rgb) == "32×16"
        assert np.abs(rgb.astype(int) - 100).max() <= 2
        assert not rgb.flags.writeable


def test_pictures_larger_than_any_cameras_are_refused_before_one_is_decoded() -> None:
    with av.open(io.BytesIO(large(16_000))) as film, pytest.raises(CameraError, match="claims to have 16000×16000 pixels"):
        video_stream(film, "film")


def test_sound_alone_is_an_error() -> None:
    with container(0) as film, pytest.raises(CameraError, match="song holds no picture"):
        video_stream(film, "song")
