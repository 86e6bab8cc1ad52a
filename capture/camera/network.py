"""RTSP and the other streams that FFmpeg reads from a network."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import av

from capture.camera.closing import Closing
from capture.camera.container import kind_of, size_of, upright_rgb, video_stream
from capture.camera.pump import SILENCE_S, Pump, Seen, decoded_frames
from capture.camera.video import Video
from capture.errors import CameraError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from av.container import InputContainer

    from capture.camera.address import Address
    from capture.types import Frame

_OPTIONS = {"fflags": "nobuffer", "flags": "low_delay"}
_RTSP_OPTIONS = {**_OPTIONS, "rtsp_transport": "tcp"}
"""Over UDP a lost packet tears the picture; a camera in the same house loses nothing by TCP."""

_LOGIN = "Put the camera's user and password into the address: rtsp://user:password@host/…"
_SEE_APP = "See that the camera streams, that the address is right, and that both devices are on the same network."


class NetworkStream(Closing):
    """A live stream that PyAV opened as `container`. `t_s` is when each frame arrived, after the first.

    Raises `CameraError` from the iterator when the stream is silent, ends or breaks off.
    """

    live = True
    stills = False
    horizontal_fov_deg: float | None = None

    def __init__(self, name: str, container: InputContainer, *, silence_s: float = SILENCE_S) -> None:
        super().__init__()
        self.name = name
        stream = video_stream(container, name)
        # Threads that work on several frames at once hold back as many frames as there are threads.
        stream.thread_type = "SLICE"
        # A stream must not be touched once its container is closed, which the reading thread does at its own time: ask now.
        self._kind = kind_of(stream)
        self.description = self._kind
        self._packets = container.demux(stream)
        self._pump = Pump(name, self._read, container.close, silence_s=silence_s)

    def __iter__(self) -> Iterator[Frame]:
        for frame in decoded_frames(self._pump, self._picture):
            self.description = f"{size_of(frame.rgb)} {self._kind}"
            yield frame

    def close(self) -> None:
        """End the iteration at once; the connection is closed as soon as its reader wakes."""
        super().close()
        self._pump.close()

    def _read(self) -> list[av.VideoFrame]:
        try:
            packet = next(self._packets, None)
        except (av.FFmpegError, OSError) as error:
            raise stream_error(self.name, error) from None
        if packet is None or not packet.size:
            raise CameraError(f"{self.name} ended the stream.", "Start the camera's stream again.")
        try:
            return packet.decode()
        except av.FFmpegError:
            return []

    def _picture(self, frame: av.VideoFrame) -> Seen:
        return Seen(upright_rgb(frame))


def open_stream(address: Address, *, timeout_s: float = SILENCE_S) -> NetworkStream | Video:
    """Return the stream at `address`; where it is a file with an end, every frame of it.

    Raises `CameraError` when nothing answers within `timeout_s`, or it is no video.
    """
    options = _RTSP_OPTIONS if address.scheme in {"rtsp", "rtsps"} else _OPTIONS
    start_s = time.monotonic()
    try:
        container = av.open(address.whole, timeout=(timeout_s, timeout_s), options=options)
    except (av.FFmpegError, OSError) as error:
        # FFmpeg's RTSP reader calls a time that is up "invalid data".
        late = time.monotonic() - start_s >= timeout_s
        raise stream_error(address.shown, TimeoutError() if late else error) from None
    if container.duration is not None:
        container.close()
        return Video(address.whole, address.shown)
    try:
        return NetworkStream(address.shown, container, silence_s=timeout_s)
    except CameraError:
        container.close()
        raise


def stream_error(name: str, error: Exception) -> CameraError:
    """Return in words why a stream failed. The foreign error's own text is never shown: it holds the address with its password."""
    match error:
        case av.error.HTTPUnauthorizedError() | av.error.HTTPForbiddenError():
            return CameraError(f"{name} wants a login.", _LOGIN)
        case av.error.HTTPNotFoundError():
            return CameraError(f"{name} does not exist on that camera.", "Check the path in the camera's manual or app.")
        case av.error.ExitError() | TimeoutError():
            return CameraError(f"{name} gave no answer in time.", _SEE_APP)
        case ConnectionRefusedError():
            return CameraError(f"{name} refused the connection: nothing serves there.", "Start the server in the camera's app, and check the port.")
        case av.error.InvalidDataError():
            return CameraError(f"{name} is no video that can be read.", _SEE_APP)
        case _:
            return CameraError(f"{name} can't be reached or broke off.", _SEE_APP)
