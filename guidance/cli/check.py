"""`northlight check` and `northlight cameras`: is everything here that a sitting needs, and what to do where it is not."""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from capture.camera import frames, list_cameras, open_source, recover_cameras
from capture.errors import CameraError, ExportError, NorthlightError, ProfileError
from capture.feed import Watch, kind_of, repeats_what_rests
from capture.making.cartoon import draw
from capture.mediapipe_tracker import MediapipeTracker
from capture.script import sessions
from capture.types import Frame
from guidance import profile as profiles
from guidance.cli.chosen import chosen_profile
from guidance.feed_look import read, until
from guidance.feed_words import in_words
from guidance.own_presets import known_presets, own_file
from guidance.profile_files import names, own_folder, own_names, own_values
from guidance.voice import open_voice
from guidance.widgets.colour_depth import Depth, depth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from capture.camera import CameraInfo

SITTING_GB = 1.0
"""Room for a long sitting: a hundred photographs of 1080p as PNG with their exports."""
SOUND_WAIT_S = 2.0
FEED_S = 10.0
"""How long a feed is looked at, at most."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was looked at. A `warning` does not keep a sitting from happening."""

    what: str
    good: bool
    text: str
    warning: bool = False


def cameras() -> int:
    """Print the cameras, one a line: number, name, sizes, and what keeps one from being used."""
    found = list_cameras()
    for camera in found:
        sizes = ", ".join(str(mode) for mode in camera.modes[:6])
        place = f" ({camera.path})" if camera.path else ""
        print(f"{camera.index}  {_called(camera)}{place}  {camera.trouble or sizes}".rstrip())
        if camera.holds:
            print(f"   can hold {', '.join(camera.holds)}{_mains(camera)}")
    print(f"Sample sittings, for rehearse and --camera sample:NAME: {', '.join(sessions.names())}")
    if not found:
        raise CameraError("No camera was found on this machine.", "Plug one in, or use a phone: northlight --camera http://PHONE:8080/video")
    return 0


def check(camera: str | None = None) -> int:
    """Print a line for each part, with what to do; return 2 where something must be mended first.

    `camera` is the source whose feed is looked at; the first camera that can be used where none is named.
    """
    good = True
    for line in _lines(camera):
        mark = "ok  " if line.good else ("note" if line.warning else "FAIL")
        print(f"{mark}  {line.what:9} {line.text}", flush=True)
        good = good and (line.good or line.warning)
    return 0 if good else 2


def _lines(camera: str | None) -> Iterator[Line]:
    def feed() -> Line:
        return _feed(camera)

    looks: tuple[Callable[[], Line], ...] = (_versions, _camera, _tracker, feed, _sound, _terminal, _disk, _profiles, _presets)
    for look in looks:
        try:
            yield look()
        except NorthlightError as error:
            yield Line(look.__name__.strip("_"), good=False, text=str(error))


def _versions() -> Line:
    """Two OpenCV packages share one folder: unless they are of one version, either may be broken."""
    names = ("northlight", "mediapipe", "opencv-python", "opencv-contrib-python", "numpy", "textual")
    found = {}
    for name in names:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "missing"
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    text = ", ".join([python, *(f"{name} {number}" for name, number in found.items())])
    same = found["opencv-python"] == found["opencv-contrib-python"]
    remedy = "" if same else ". The two OpenCV packages differ: install Northlight again in a new virtual environment"
    return Line("versions", good=same, text=text + remedy)


def _camera() -> Line:
    recovered = recover_cameras()
    if recovered:
        names = ", ".join(recovered)
        return Line("camera", good=False, warning=True, text=f"{names}: its automatics were still held after a crash, and are given back now")
    found = list_cameras()
    usable = [camera for camera in found if camera.usable]
    if usable:
        return Line("camera", good=True, text=", ".join(f"{camera.index}: {_called(camera)}{_mains(camera)}" for camera in usable))
    if found:
        return Line("camera", good=False, warning=True, text="; ".join(f"{camera.name}: {camera.trouble}" for camera in found))
    remedy = "Plug one in, or use a phone: northlight --camera http://PHONE:8080/video"
    return Line("camera", good=False, warning=True, text=f"none was found. {remedy}")


def _called(camera: CameraInfo) -> str:
    """Return a camera's name, and what stands behind it where that is known to be no device."""
    kind = kind_of(camera.name)
    return camera.name if kind is None else f"{camera.name} – {kind}"


def _mains(camera: CameraInfo) -> str:
    return "" if camera.mains is None else f" (against lamps' flicker: {camera.mains})"


def _tracker() -> Line:
    """Find the drawn face that comes with the program: the models are there and work."""
    began_s = time.monotonic()
    with MediapipeTracker(stills=True) as tracker:
        face = tracker.track(Frame(0, 0.0, draw(0))).face
    if face is None:
        raise NorthlightError("The tracker does not find a drawn face.", "Install Northlight again, in a new virtual environment.")
    return Line("tracker", good=True, text=f"finds a drawn face, {time.monotonic() - began_s:.1f} s with loading")


def _feed(camera: str | None) -> Line:
    """Look through the camera for a few seconds, for what a program did to its picture."""
    chosen = camera or next((str(found.index) for found in list_cameras() if found.usable), None)
    if chosen is None:
        return Line("feed", good=False, warning=True, text="there is no camera to look through; or name one: northlight check --camera SOURCE")
    try:
        with open_source(chosen) as source, MediapipeTracker() as tracker:
            if source.stills:
                return Line("feed", good=False, warning=True, text="photographs have no frames to compare: name a camera or a video")
            print(f"      looking through {source.name}: sit before it, face to the lens …", flush=True)
            reading = read(until(frames(source), FEED_S), Watch(repeats=repeats_what_rests(source)), tracker)
            words = in_words(reading, source.name)
    except CameraError as error:
        return Line("feed", good=False, warning=True, text=str(error))
    return Line("feed", good=reading.samples > 0 and not words.filtered, warning=True, text=" ".join(words.sentences))


def _sound() -> Line:
    voice = open_voice(enabled=True, profile=chosen_profile())
    waited_s = time.monotonic() + SOUND_WAIT_S
    while voice.notice is None and time.monotonic() < waited_s:
        time.sleep(0.05)
    notice = voice.notice
    voice.close()
    if notice:
        return Line("sound", good=False, warning=True, text=notice)
    return Line("sound", good=True, text="the voice can be heard")


def _terminal() -> Line:
    size = shutil.get_terminal_size()
    colours = depth(os.environ)
    text = f"{size.columns}×{size.lines}, {'without' if colours is Depth.NONE else colours.value} colours"
    if not sys.stdout.isatty():
        return Line("terminal", good=False, warning=True, text="the output is no terminal: use northlight sit --headless here")
    if size.columns < 80 or size.lines < 24:
        return Line("terminal", good=False, warning=True, text=f"{text}. Make the window at least 80×24")
    if colours is not Depth.TRUE:
        return Line("terminal", good=False, warning=True, text=f"{text}. For a true picture use a terminal with COLORTERM=truecolor")
    return Line("terminal", good=True, text=text)


def _disk() -> Line:
    folder = Path(platformdirs.user_pictures_dir())
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free_gb = shutil.disk_usage(there).free / 1e9
    if not os.access(there, os.W_OK):
        return Line("disk", good=False, text=f"{there} can't be written. Name a folder: northlight --session DIR")
    if free_gb < SITTING_GB:
        text = f"only {free_gb:.1f} GB free in {there}. A sitting wants {SITTING_GB:.0f} GB; use --session DIR elsewhere"
        return Line("disk", good=False, warning=True, text=text)
    return Line("disk", good=True, text=f"{free_gb:.0f} GB free in {there}")


def _profiles() -> Line:
    """Load every profile: what is wrong in the user's single values spoils them all, what is wrong in one of their profiles only that one."""
    own = own_folder()
    text = ", ".join(name for name in names() if profiles.load(name, own))
    if own_names(own):
        text += f"; your own: {', '.join(own_names(own))}"
    values = own_values(own)
    text += f"; your values in {values} count in all of them" if values.exists() else f"; values of yours would be in {values}"
    for name in own_names(own):
        try:
            profiles.load(name, own)
        except ProfileError as error:
            return Line("profiles", good=False, warning=True, text=f"{text}. {error}")
    return Line("profiles", good=True, text=text)


def _presets() -> Line:
    """Read the presets, the user's own among them: what is wrong there would only be told once a set is exported."""
    path = own_file(own_folder())
    try:
        known = known_presets()
    except ExportError as error:
        return Line("presets", good=False, warning=True, text=str(error))
    return Line("presets", good=True, text=f"{', '.join(known)}; {'yours in' if path.exists() else 'of your own would be in'} {path}")
