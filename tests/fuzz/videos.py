"""Videos that are cut off or corrupted, and streams of JPEGs: for `analyse` and `sit`."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import av
from clips import drawn_frames, jpegs, write_clip
from fuzz.bombs import sized_jpeg, whole_grey_jpeg
from fuzz.case import Case
from fuzz.hostile import damaged

if TYPE_CHECKING:
    from random import Random

    from fuzz.case import Place

SECONDS = 0.6
LARGEST_PX = 20_000
CONTAINERS = {".mp4": "mpeg4", ".avi": "mjpeg", ".mkv": "mpeg4", ".mov": "mjpeg"}
SUFFIXES = (".mp4", ".mp4", ".mjpeg", ".avi", ".mkv", ".mov")


def video(chance: Random, place: Place) -> Case:
    """Return a short video to which one thing was done, or that is something else than its name says."""
    suffix = chance.choice(SUFFIXES)
    way = chance.random()
    if way < 0.82:
        what, data = damaged(chance, clip(suffix))
    elif way < 0.85:
        side = chance.choice((16_000, 12_000, 60_000))
        what, data = f"of {side}×{side} pixels", large(side)
    elif way < 0.92:
        other = chance.choice(SUFFIXES)
        what, data = f"that is a {other}", clip(other)
    else:
        what, data = chance.choice(
            (("of text", b"hello\n" * 1000), ("of sound", _sound()), ("of noise", chance.randbytes(50_000)), ("of zeroes", bytes(1 << 20)), ("", clip(suffix)))
        )
    path = place.inputs / f"clip{suffix}"
    path.write_bytes(data)
    sitting = place.results / "sitting"
    if chance.random() < 0.3:
        arguments = ["sit", "--headless", "--no-voice", "--camera", str(path), "--session", str(sitting)]
        return Case(what=f"sit: {suffix} {what}", arguments=arguments, writes=(sitting,), names=path.name)
    return Case(what=f"analyse: {suffix} {what}", arguments=["analyse", "--every", "4", str(path)], names=path.name)


@cache
def clip(suffix: str) -> bytes:
    """Return a whole clip of that kind."""
    frames = drawn_frames(SECONDS)
    if suffix == ".mjpeg":
        return b"".join(jpegs(frames))
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"clip{suffix}"
        if suffix == ".mp4":
            return write_clip(path, frames).read_bytes()
        with av.open(str(path), "w") as container:
            stream = container.add_stream(CONTAINERS[suffix], rate=15)
            stream.width, stream.height = frames[0].shape[1], frames[0].shape[0]
            stream.pix_fmt = "yuvj420p" if CONTAINERS[suffix] == "mjpeg" else "yuv420p"
            for frame in frames:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
            container.mux(stream.encode())
        return path.read_bytes()


@cache
def large(side: int) -> bytes:
    """Return a video that claims to be small, of three large pictures; what is larger than `LARGEST_PX` only claims so."""
    picture = whole_grey_jpeg(side) if side <= LARGEST_PX else sized_jpeg(side, side)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "large.avi"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("mjpeg", rate=15)
            stream.width, stream.height, stream.pix_fmt = 640, 480, "yuvj420p"
            for number in range(3):
                packet = av.Packet(picture)
                packet.stream, packet.pts, packet.dts, packet.time_base, packet.is_keyframe = stream, number, number, Fraction(1, 15), True
                container.mux(packet)
        return path.read_bytes()


@cache
def _sound() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sound.wav"
        with av.open(str(path), "w") as container:
            stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
            sound = av.AudioFrame(format="s16", layout="mono", samples=4000)
            sound.planes[0].update(bytes(8000))
            sound.sample_rate = 8000
            container.mux(stream.encode(sound))
        return path.read_bytes()
