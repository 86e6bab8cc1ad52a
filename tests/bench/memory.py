"""How much memory a sitting takes: `python -m tests.bench.memory` runs one before each kind of camera, in a process of its own, and prints the most it held.

Every frame is a picture of its own in memory, as a camera's are, at 30 a second by its own time; face tracker, measures, coach, writer and the screen's
modules are those of a real sitting. Exits with 1 where one takes more than `MOST_MB`.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1]))

import simplejpeg
from small_session import small_session

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.script import sessions
from capture.session import Session
from capture.types import Frame
from guidance.profile import load
from guidance.rig import Rig
from guidance.voice import Silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from guidance.snapshot import Snapshot

MOST_MB = 900
FPS, SECONDS = 30, 12
KINDS = (("1080p, raw", 1920, 1080, True), ("1080p, its own JPEGs", 1920, 1080, False), ("4K, raw", 3840, 2160, True), ("4K, its own JPEGs", 3840, 2160, False))


class Camera(Closing):
    """Gives the same sitter again and again, raw or as JPEG."""

    live = False
    stills = False
    name = "Camera 0"
    horizontal_fov_deg = 62.0

    def __init__(self, picture: bytes, *, raw: bool) -> None:
        super().__init__()
        rgb = jpeg.decode(picture)
        assert rgb is not None
        self._rgb, self._encoded = rgb, None if raw else picture
        self._shrunk_by = 1 if raw else jpeg.live_shrink(picture)
        self.description = f"{rgb.shape[1]}×{rgb.shape[0]}"

    def __iter__(self) -> Iterator[Frame]:
        for index in range(FPS * SECONDS):
            if self._closed.is_set():
                return
            own = None if self._encoded is None else self._encoded + bytes(1)  # a copy
            rgb = self._rgb.copy() if own is None else jpeg.decode(own[:-1], self._shrunk_by)
            assert rgb is not None
            rgb.setflags(write=False)
            yield Frame(index, index / FPS, rgb, None if own is None else own[:-1], shrunk_by=self._shrunk_by)


def picture(width: int, height: int) -> bytes:
    """Return a rendered picture as JPEG."""
    from capture.studio import render  # noqa: PLC0415 - as `main` says

    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write(small_session(1, FPS, (width, height)))
        file.flush()
        scene = sessions.load(file.name).at(0.5)
    return bytes(simplejpeg.encode_jpeg(render(scene), quality=92))


def sit(path: str, *, raw: bool) -> None:
    """Run one sitting; print the most memory that this process held, and what it kept."""
    import guidance.app  # noqa: F401, PLC0415 - the screen's memory counts

    profile, camera = load("classic"), Camera(Path(path).read_bytes(), raw=raw)
    before_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    most = {"moment": 0, "at hand": 0, "seen": 0}

    def look(_: Snapshot) -> None:
        moment = rig._coach._coach._shutter._moment
        seen = moment.since(0.0)
        most["moment"] = max(most["moment"], moment.size_bytes)
        most["at hand"] = max(most["at hand"], sum(one.at_hand for one in seen))
        most["seen"] = max(most["seen"], len(seen))

    with tempfile.TemporaryDirectory() as folder:
        session = Session.open(Path(folder) / "sitting", source=camera.name, profile=profile.name)
        rig = Rig(camera, profile, session, Silent(), spec="0", on_step=look)
        rig.start()
        rig.finished.wait()
        rig.stop()
        kept = len(Session.read(Path(folder) / "sitting").shots)
        if rig.error is not None:
            raise rig.error
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = f"{most['at hand']} pictures of {most['seen']} frames, {most['moment'] / 2**20:.0f} MB"
    print(f"{peak_mb:.0f} MB at most ({before_mb:.0f} before the first frame); the moment held {held}; {kept} kept")


def main() -> int:
    """Print a line for each kind of camera, and return 1 where one takes too much."""
    missed = 0
    for title, width, height, raw in KINDS:
        # The studio takes more memory than a sitting, and a process counts what its parent had: each step has one of its own.
        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "picture.jpg")
            _alone("draw", path, str(width), str(height))
            told = _alone("sit", path, "raw" if raw else "jpeg")
        print(f"{title:22} {told}", flush=True)
        missed += float(told.split()[0]) > MOST_MB
    return int(missed > 0)


def _alone(*words: str) -> str:
    """Run this module with these words and return what it printed."""
    done = subprocess.run([sys.executable, "-m", "tests.bench.memory", *words], stdout=subprocess.PIPE, text=True, check=True)
    return done.stdout.strip()


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["draw", path, width, height]:
            Path(path).write_bytes(picture(int(width), int(height)))
        case ["sit", path, kind]:
            sit(path, raw=kind == "raw")
        case _:
            sys.exit(main())
