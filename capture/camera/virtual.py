"""The virtual studio's camera: a sample sitting as a source of frames, at real pace or as fast as it goes."""

from __future__ import annotations

import math
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import msgspec

from capture.camera import jpeg
from capture.camera.closing import Closing
from capture.camera.upright import frozen
from capture.errors import CameraError, ScriptError
from capture.script import sessions
from capture.studio import render
from capture.studio.response import exposure_gain
from capture.studio.sensor import jpeg as as_jpeg
from capture.types import Frame

if TYPE_CHECKING:
    from collections.abc import Iterator

    from capture.script.scene import Scene
    from capture.script.timeline import Script


class VirtualCamera(Closing):
    """Renders `script`, frame by frame; `t_s` is the script's own time.

    Without `paced` every frame comes, in order, as fast as it can be rendered. With it a second of the script takes a second: frames that would come too
    late are left out, `dropped` counts them, and the next one is rendered while the one before is looked at. Time begins when the second frame is asked
    for, since whoever watches may first have to load a tracker. `lock()` holds the studio camera's automatics as they were in the newest frame: an exposure
    that hunts, its white balance, a focus that follows the face.
    """

    live = False
    stills = False

    def __init__(self, script: Script, *, paced: bool = False) -> None:
        super().__init__()
        self.script = script
        self.name = f"Sample sitting {script.name}"
        self.description = f"{script.size[0]}×{script.size[1]} at {script.fps:.3g} fps, rendered"
        self.horizontal_fov_deg = script.at(0.0).camera.hfov_deg
        self.dropped = 0
        self._paced = paced
        self._newest_s = 0.0
        self._locked: dict[str, float] = {}

    def lock(self) -> None:
        """Hold exposure, white balance and focus as they are in the newest frame."""
        scene = self.script.at(self._newest_s)
        camera = scene.camera
        focus_mm = scene.subject.distance_mm if camera.focus_mm is None else camera.focus_mm
        exposure_ev = math.log2(exposure_gain(camera, scene.t_s))
        self._locked = {"exposure_ev": exposure_ev, "hunting_ev": 0.0, "white_balance_k": camera.white_balance_k, "focus_mm": focus_mm}

    def restore(self) -> None:
        """Give them back."""
        self._locked = {}

    def __iter__(self) -> Iterator[Frame]:
        self.dropped = 0
        for frame in self._at_pace() if self._paced else map(self.frame, range(self.script.frames)):
            if self._closed.is_set():
                return
            self.horizontal_fov_deg = self.script.at(frame.t_s).camera.hfov_deg
            yield frame

    def frame(self, index: int) -> Frame:
        """Return frame number `index`, 0 to the script's `frames` − 1."""
        t_s = index / self.script.fps
        self._newest_s = t_s
        scene = self._as_locked(self.script.at(t_s))
        quality = scene.camera.jpeg_quality
        if not quality:
            return Frame(index, t_s, frozen(render(scene)), rendered=True)
        # The camera's own file and its pixels must agree, so that the JPEG is made here, once, and the pixels are read from it.
        plain = msgspec.structs.replace(scene, camera=msgspec.structs.replace(scene.camera, jpeg_quality=0))
        encoded = as_jpeg(render(plain), quality)
        rgb = jpeg.decode(encoded)
        if rgb is None:
            raise CameraError(f"{self.name}: frame {index} made no JPEG.", "Set camera.jpeg_quality to 0 in its script.")
        return Frame(index, t_s, rgb, encoded, rendered=True)

    def _as_locked(self, scene: Scene) -> Scene:
        locked = self._locked
        return msgspec.structs.replace(scene, camera=msgspec.structs.replace(scene.camera, **locked)) if locked else scene

    def _at_pace(self) -> Iterator[Frame]:
        script = self.script
        yield self.frame(0)
        began_s = time.monotonic()
        with ThreadPoolExecutor(1, thread_name_prefix="studio") as studio:
            index = 1
            coming = studio.submit(self.frame, index)
            while index < script.frames:
                frame = coming.result()
                following = max(index + 1, math.ceil((time.monotonic() - began_s) * script.fps))
                if following < script.frames:
                    coming = studio.submit(self.frame, following)
                self._closed.wait(max(0.0, began_s + frame.t_s - time.monotonic()))
                yield frame
                self.dropped += min(following, script.frames) - index - 1
                index = following


def open_sample(name_or_path: str, *, paced: bool = False) -> VirtualCamera:
    """Return the camera of a sample sitting, by its name, or of the script in a file. Raises CameraError that says what is wrong with it."""
    try:
        return VirtualCamera(sessions.load(name_or_path), paced=paced)
    except ScriptError as error:
        raise CameraError(error.what, error.remedy) from error
