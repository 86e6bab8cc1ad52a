"""A video file: every frame in order, at its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import av

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.camera.container import kind_of, size_of, upright_rgb, video_stream
from capture.errors import CameraError
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

    from capture.types import Rgb

_OPEN_AND_READ_S = (5.0, 5.0)
"""How long opening and reading may take: a file may lie on a network drive or behind an address."""


CUT_OFF_S = 1.0
"""A video that ends this much before its own length is cut off; less is how containers count."""


class Video(Closing):
    """A video at `place` (a path, or an address of a file with an end), shown as `name`.

    Frames are upright; `t_s` is the file's own frame time from 0. A damaged frame is skipped; a file that was cut off gives the frames it has. Motion
    JPEG that needs no turning gives its own JPEGs. Each iteration starts anew. Raises `CameraError` at once when there is no frame to read.
    """

    live = False
    stills = False
    horizontal_fov_deg: float | None = None

    def __init__(self, place: str, name: str) -> None:
        super().__init__()
        self.name = name
        self.skipped = 0
        """Frames that were damaged, in the last iteration."""
        self._cut: str | None = None
        self._place = place
        with self._open() as container:
            stream = video_stream(container, name)
            frame = next((frame for packet in _packets(container, stream) for frame in self._decode(packet)), None)
            if frame is None:
                raise self._unreadable()
            self.description = f"{size_of(upright_rgb(frame))} {kind_of(stream)}"
            self._own_jpegs = stream.codec_context.name == "mjpeg" and frame.rotation == 0

    def __iter__(self) -> Iterator[Frame]:
        self.skipped = 0
        with self._open() as container:
            stream = video_stream(container, self.name)
            step_s = 1 / float(stream.average_rate or stream.guessed_rate or 30)
            first_s: float | None = None
            t_s = -step_s
            for index, (time_s, rgb, encoded) in enumerate(self._pictures(container, stream)):
                if time_s is not None:
                    first_s = time_s if first_s is None else first_s
                    t_s = max(t_s, time_s - first_s, 0.0)
                else:
                    t_s += step_s
                if self._closed.is_set():
                    return
                yield Frame(index, t_s, rgb, encoded)
            whole_s = float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
            if whole_s - t_s > CUT_OFF_S:
                self._cut = f"{self.name} is cut off: it ends after {t_s:.1f} s of {whole_s:.1f} s."

    @property
    def remark(self) -> str | None:
        """Where the video was cut off, as a sentence, once its end was reached; None where it was not."""
        return self._cut

    def _pictures(self, container: InputContainer, stream: VideoStream) -> Iterator[tuple[float | None, Rgb, bytes | None]]:
        """Yield (time in seconds, picture, JPEG) of each frame that can be read."""
        for packet in _packets(container, stream):
            if not self._own_jpegs:
                for frame in self._decode(packet):
                    yield (None if frame.pts is None else frame.time), upright_rgb(frame), None
            elif packet.size:
                encoded = bytes(packet)
                rgb = jpeg.decode(encoded)
                if rgb is None:
                    self.skipped += 1
                else:
                    yield (None if packet.pts is None else float(packet.pts * packet.time_base)), rgb, encoded

    def _decode(self, packet: Packet[VideoStream]) -> list[av.VideoFrame]:
        try:
            return packet.decode()
        except av.FFmpegError:
            self.skipped += 1
            return []

    def _open(self) -> InputContainer:
        try:
            return av.open(self._place, timeout=_OPEN_AND_READ_S)
        except (av.FFmpegError, OSError):
            raise self._unreadable() from None

    def _unreadable(self) -> CameraError:
        return CameraError(
            f"{self.name} holds no picture that can be read, or is cut off.",
            "See whether another program plays it; if so, save it as MP4 (H.264) or JPEG.",
        )


def _packets(container: InputContainer, stream: VideoStream) -> Iterator[Packet[VideoStream]]:
    """Yield the stream's packets up to its end, or to where the file was cut off."""
    try:
        yield from container.demux(stream)
    except av.FFmpegError:
        return
