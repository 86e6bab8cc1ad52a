"""What every source promises, and which one a word on the command line means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, Self
from urllib.request import url2pathname

from capture.camera.address import HTTP_SCHEMES, parse_address
from capture.camera.folder import Folder
from capture.camera.http_stream import HttpStream, ask
from capture.camera.knock import answers
from capture.camera.listing import find_camera, list_cameras
from capture.camera.network import open_stream
from capture.camera.still import Still, is_photograph
from capture.camera.video import Video
from capture.camera.watched import WatchedFolder
from capture.camera.webcam import Webcam
from capture.errors import CameraError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from capture.types import Frame

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_NODE = re.compile(r"/dev/video([0-9]+)")
_BARE_HOST = re.compile(r"[\w.-]+:[0-9]{2,5}(/.*)?")
_CALLED = re.compile(r"Camera [0-9]+ \((.+)\)")
"""What a webcam is called in a sitting: its number may be another by now, its name is the same."""
_FILE_SCHEME = "file://"
_SAMPLE_SCHEME = "sample:"
_SCRIPT_SUFFIX = ".toml"


class Source(Protocol):
    """Gives pictures of the sitter, upright. Opened by its constructor; not to be iterated from two threads.

    `name` is for people ("Camera 0 (Logitech C920)", "office.mp4"). `live` is True where frames come at their own pace and may be dropped, False
    where every frame counts, in order. `stills` is True where each frame is a photograph of its own and says nothing of the one before.
    `description` says what was got ("1920×1080 MJPG at 30 fps"), at the latest after the first frame. `horizontal_fov_deg` is the field of view of
    the newest frame, where known. `remark` says what could not be used so far, None while all could.
    """

    @property
    def name(self) -> str: ...  # noqa: D102 - said by the class
    @property
    def live(self) -> bool: ...  # noqa: D102 - said by the class
    @property
    def stills(self) -> bool: ...  # noqa: D102 - said by the class
    @property
    def description(self) -> str: ...  # noqa: D102 - said by the class
    @property
    def horizontal_fov_deg(self) -> float | None: ...  # noqa: D102 - said by the class
    @property
    def remark(self) -> str | None: ...  # noqa: D102 - said by the class

    def __iter__(self) -> Iterator[Frame]:
        """Yield frames until the end or `close()`; raises `CameraError` when the camera fails."""
        ...

    def lock(self) -> None:
        """Hold exposure, white balance, focus and gain as they are, soon and as far as the camera lets it, until `restore()` or `close()`; from any thread."""
        ...

    def restore(self) -> None:
        """Give them back to the camera's automatics; without a lock it does nothing."""
        ...

    def close(self) -> None:
        """End the iteration soon and free the device; from any thread, any number of times."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def open_source(spec: str, *, watch: bool = False, paced: bool = False) -> Source:
    """Open what `spec` means: a camera's number, node or part of its name, an address, a video, a picture, a folder of pictures, or a sample sitting.

    An existing file or folder wins over a camera of that name; a file named like a number is meant by "./0". With `watch`, a folder gives the
    pictures that arrive from now on. With `paced`, a sample sitting ("sample:NAME", or a script's file) keeps real time. Raises `CameraError` when it
    can't be opened.
    """
    spec = spec.strip()
    if not spec:
        raise CameraError("No camera was named.", "Give a camera's number (0), an address, a video, a picture or a folder.")
    if watch:
        return WatchedFolder(_existing_folder(_path(spec)))
    if spec.lower().startswith(_SAMPLE_SCHEME):
        return _open_sample(spec[len(_SAMPLE_SCHEME) :], paced=paced)
    node = _NODE.fullmatch(_resolved(spec))
    if spec.isdecimal() or node:
        return Webcam(int(node[1] if node else spec))
    if _ADDRESS.match(spec) and not spec.lower().startswith(_FILE_SCHEME):
        return _open_address(spec)
    return _open_file(spec, paced=paced) or _open_named(spec)


def kind_of_files(source: Source) -> Literal["video", "picture", "folder"] | None:
    """Return which kind of files the source reads; None where a camera, or the studio, gives its frames."""
    match source:
        case Video():
            return "video"
        case Still():
            return "picture"
        case Folder() | WatchedFolder():
            return "folder"
    return None


def is_away(spec: str) -> bool:
    """Return whether `spec` is the address of a network camera that takes no connection now, so that opening it would be a long wait for an error."""
    if not _ADDRESS.match(spec) or spec.lower().startswith(_FILE_SCHEME):
        return False
    return not answers(parse_address(spec))


def _open_file(spec: str, *, paced: bool) -> Source | None:
    """Open the file or folder that is called `spec`; None when there is none."""
    path = _path(spec)
    try:
        if path.is_dir():
            return Folder(path)
        if not path.is_file():
            return None
        if path.suffix == _SCRIPT_SUFFIX:
            return _open_sample(str(path), paced=paced)
        # FFmpeg takes a file that is called "concat:…" or "data:…" for an order to open something else.
        return Still(path) if is_photograph(path) else Video(f"file:{path}", path.name)
    except (OSError, ValueError) as error:
        raise CameraError(f"“{spec}” can't be read.", "Check the name, and that you may read it.") from error


def _open_sample(name_or_path: str, *, paced: bool) -> Source:
    from capture.camera.virtual import open_sample  # noqa: PLC0415 - the studio is loaded by those who rehearse

    return open_sample(name_or_path, paced=paced)


def _open_address(spec: str) -> Source:
    address = parse_address(spec)
    if address.scheme in HTTP_SCHEMES:
        answer = ask(address)
        if answer is not None:
            return HttpStream(address, answer)
    return open_stream(address)


def _open_named(spec: str) -> Source:
    """Open the camera that `spec` names; `CameraError` that fits what it looks like when there is none."""
    if _BARE_HOST.fullmatch(spec):
        raise CameraError(f"“{spec}” is no camera, file or folder.", f"If it is a phone's address, write http://{spec}.")
    if "/" in spec or "\\" in spec or Path(spec).suffix:
        raise CameraError(f"There is no file or folder “{spec}”.", "Check the name for typing errors.")
    called = _CALLED.fullmatch(spec)
    return Webcam(find_camera(called[1] if called else spec, list_cameras()).index)


def _existing_folder(path: Path) -> Path:
    if not path.is_dir():
        raise CameraError(f"“{path}” is no folder, so it can't be watched.", "Give the folder that your camera's program saves into.")
    return path


def _path(spec: str) -> Path:
    path = Path(url2pathname(spec[len(_FILE_SCHEME) :]) if spec.lower().startswith(_FILE_SCHEME) else spec)
    try:
        return path.expanduser()
    except RuntimeError:  # ~someone whom this computer does not know
        return path


def _resolved(spec: str) -> str:
    """Return the node behind a stable name such as /dev/v4l/by-id/…; any other word as it is."""
    return str(Path(spec).resolve()) if spec.startswith("/dev/") else spec
