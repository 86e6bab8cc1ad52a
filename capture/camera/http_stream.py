"""A phone or network camera that serves motion JPEG over HTTP, read by ourselves.

What it sends and what is broken is told, and a picture is there a fifth sooner than by OpenCV's reader (`python -m tests.bench.speed latency`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.camera.http_answer import FOREIGN_ERRORS, open_http, unreachable
from capture.camera.multipart import JpegCutter
from capture.camera.pump import SILENCE_S, Pump, Seen, decoded_frames
from capture.errors import CameraError

if TYPE_CHECKING:
    import http.client
    from collections.abc import Iterable, Iterator

    from capture.camera.address import Address
    from capture.types import Frame

_PIECE_BYTES = 2**18

_MJPEG_TYPES = frozenset({"multipart/x-mixed-replace", "multipart/mixed", "video/x-motion-jpeg", "video/x-mjpeg", "video/mjpeg", "video/x-jpeg"})
_PAGE_TYPES = ("text/", "application/json", "application/xhtml", "audio/")


class HttpStream(Closing):
    """Motion JPEG over HTTP. Frames carry the camera's own JPEG; `t_s` is when each arrived, after the first.

    Takes an `answer` that `ask` found to be motion JPEG. Raises `CameraError` from the iterator when the stream is silent, ends or breaks off.
    """

    live = True
    stills = False
    horizontal_fov_deg: float | None = None

    def __init__(self, address: Address, answer: http.client.HTTPResponse, *, silence_s: float = SILENCE_S) -> None:
        super().__init__()
        self.name = address.shown
        self.description = "motion JPEG over HTTP"
        self._damaged = 0
        self._address = address
        self._answer = answer
        self._cutter = JpegCutter(_boundary(answer))
        self._pump = Pump(self.name, self._read, answer.close, silence_s=silence_s)

    def __iter__(self) -> Iterator[Frame]:
        for frame in decoded_frames(self._pump, self._decode):
            height_px, width_px = (size * frame.shrunk_by for size in frame.rgb.shape[:2])
            self.description = f"{width_px}×{height_px} motion JPEG over HTTP"
            yield frame

    def close(self) -> None:
        """End the iteration at once; the connection is closed as soon as its reader wakes."""
        super().close()
        self._pump.close()

    @property
    def skipped(self) -> int:
        """Pictures that were cut off or damaged."""
        return self._cutter.broken + self._damaged

    def _read(self) -> Iterable[bytes]:
        try:
            piece = self._answer.read1(_PIECE_BYTES)
        except FOREIGN_ERRORS as error:
            raise unreachable(self._address, error, self._pump.silence_s) from None
        if not piece:
            raise CameraError(f"{self.name} ended the stream.", "Start the camera's stream again.")
        return self._cutter.feed(piece)

    def _decode(self, picture: bytes) -> Seen | None:
        shrunk_by = jpeg.live_shrink(picture)
        rgb = jpeg.decode(picture, shrunk_by)
        if rgb is None:
            self._damaged += 1
            return None
        return Seen(rgb, picture, shrunk_by)


def ask(address: Address, *, timeout_s: float = SILENCE_S) -> http.client.HTTPResponse | None:
    """Return the open answer of `address` when it is motion JPEG; None when it is another kind of video, for another reader.

    Raises `CameraError` when there is no answer, or one that is no video.
    """
    answer = open_http(address, timeout_s)
    kind = (answer.headers.get("Content-Type") or "").partition(";")[0].strip().lower()
    if kind in _MJPEG_TYPES:
        return answer
    answer.close()
    if kind.startswith("image/"):
        raise CameraError(f"{address.shown} is one picture ({kind}), no stream.", "Use the stream's address: IP Webcam and DroidCam serve it as /video.")
    if kind.startswith(_PAGE_TYPES):
        raise CameraError(
            f"{address.shown} is no video but {kind}: perhaps the camera's own page.",
            "Use the stream's address: IP Webcam and DroidCam serve it as /video.",
        )
    return None


def _boundary(answer: http.client.HTTPResponse) -> bytes:
    """Return what stands between two parts; b"" when the answer does not tell. Servers write the leading dashes into it or not."""
    name = answer.headers.get_param("boundary")
    return b"--" + name.lstrip("-").encode("latin-1", "replace") if isinstance(name, str) and name.strip("-") else b""
