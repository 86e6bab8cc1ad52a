"""Clips of a drawn face that looks about a little, so that a whole sitting can run where there is no camera and no real face."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
import simplejpeg

from capture.making.cartoon import draw

if TYPE_CHECKING:
    from pathlib import Path

    from capture.types import Rgb

FPS = 15


@lru_cache(maxsize=8)
def drawn(seed: int, side: int) -> Rgb:
    """Return a drawn face (side, side), made once: to be copied from, not written to."""
    return np.asarray(cv2.resize(draw(seed), (side, side), interpolation=cv2.INTER_AREA), np.uint8)


def drawn_frames(seconds: float, size: tuple[int, int] = (360, 640), *, face: bool = True) -> list[Rgb]:
    """Return frames (H, W) of a lit wall, with a drawn person who sways slowly by a few pixels."""
    height, width = size
    side = height
    person = drawn(0, side)
    light = np.linspace(0.72, 1.08, width, dtype=np.float32)[None, :, None]
    frames = []
    for index in range(round(seconds * FPS)):
        frame = np.full((height, width, 3), (205, 200, 195), np.uint8)
        if face:
            left = round((width - side) / 2 + 3 * np.sin(index / 9))
            frame[:, left : left + side] = person
        frames.append(np.clip(frame * light, 0, 255).astype(np.uint8))
    return frames


def write_clip(path: Path, frames: list[Rgb], fps: int = FPS) -> Path:
    """Write an MP4 of the frames and return its path."""
    height, width = frames[0].shape[:2]
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.bit_rate = width, height, 4_000_000
        stream.codec_context.time_base = Fraction(1, fps)
        for frame in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(stream.encode())
    return path


def jpegs(frames: list[Rgb]) -> list[bytes]:
    """Return the frames as a phone would send them."""
    return [simplejpeg.encode_jpeg(frame, quality=92, colorspace="RGB") for frame in frames]
