"""Videos and streams by PyAV: which of their streams is the picture, and its frames as upright sRGB."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from av.stream import Disposition
from av.video.reformatter import Colorspace

from capture.bounds import size_is_beyond
from capture.camera.upright import by_display_matrix, frozen
from capture.errors import CameraError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

    from capture.types import Rgb

_HD_LINES = 720
_UNTAGGED = 2
"""AVCOL_SPC_UNSPECIFIED."""

MOST_SIDE_PX = 16_384
"""An 8K camera has half of it."""
_TEXT_CODECS = frozenset({"ansi", "bintext", "xbin", "idf"})
"""FFmpeg takes any text file for a moving picture of its letters."""


def video_stream(container: InputContainer, name: str) -> VideoStream:
    """Return the stream of moving pictures in `container`, set to decode on all cores; `CameraError` when there is none."""
    for stream in container.streams.video:
        cover_art = bool(stream.disposition & Disposition.attached_pic)
        # FFmpeg lists what it has no decoder for, too, and what a cut-off file only announces.
        if stream.codec_context and stream.codec_context.name not in _TEXT_CODECS and not cover_art:
            if max(stream.width, stream.height) > MOST_SIDE_PX or size_is_beyond(stream.width, stream.height):
                raise CameraError(
                    f"{name} claims to have {stream.width}×{stream.height} pixels, more than any camera.", "Make it smaller, or give another video."
                )
            stream.thread_type = "AUTO"
            return stream
    raise CameraError(f"{name} holds no picture that can be read, or is cut off.", "Give a camera, a video, a picture or a folder of pictures.")


def kind_of(stream: VideoStream) -> str:
    """Return in words what a stream is: its codec and its pace. To be asked before the container is closed, as all of a stream."""
    rate = stream.average_rate or stream.guessed_rate
    pace = f" at {float(rate):.4g} fps" if rate else ""
    return f"{stream.codec_context.name}{pace}"


def size_of(rgb: Rgb) -> str:
    """Return a picture's size in words."""
    return f"{rgb.shape[1]}×{rgb.shape[0]}"


def upright_rgb(frame: VideoFrame) -> Rgb:
    """Return a decoded frame as upright, read-only sRGB codes (H, W, 3).

    Untagged pictures of 720 lines and more are taken for BT.709 and smaller ones for BT.601, as players do.
    """
    hd_untagged = frame.colorspace == _UNTAGGED and min(frame.height, frame.width) >= _HD_LINES
    rgb = frame.to_ndarray(format="rgb24", src_colorspace=Colorspace.ITU709 if hd_untagged else None)
    return frozen(by_display_matrix(np.asarray(rgb, np.uint8), frame.rotation))
