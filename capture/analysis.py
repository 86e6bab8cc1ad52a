"""From a frame to everything that is known of it: the tracker's face and one reading from each measure.

Of a video, the light, and all tones, colours and haze, are measured in turn (`capture.rota`), beside the frames (`capture.beside`): a reading has what the
last turn found, which is a third of a second old at most.
"""

from __future__ import annotations

from collections import deque
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Self

from capture import background, colour, exposure, expression, eyes, focus, framing, glare, haze, light, noise, pose, tones, tripod
from capture.against import relative
from capture.beside import Beside
from capture.closeup import closeup
from capture.overview import overview
from capture.rota import Rota
from capture.steady import Steady
from capture.types import Observation, Reading
from capture.whole import in_camera_px

if TYPE_CHECKING:
    from types import TracebackType

    from capture.neutral import Neutral
    from capture.overview import Overview
    from capture.tracker import Tracker
    from capture.types import (
        BackgroundReading,
        CameraReading,
        ColourReading,
        ExposureReading,
        Face,
        Frame,
        LightReading,
        Pattern,
        PoseReading,
        Rgb,
        Tracking,
    )

LIGHT, TONES = "light", "tones"
"""What is measured in turn."""


@dataclass(frozen=True, slots=True)
class _Tones:
    """What one look at tones, colours and haze found."""

    exposure: ExposureReading
    colour: ColourReading
    background: BackgroundReading | None
    haze_frac: float | None


class Analyser:
    """Measures frames in order, each against the one before it.

    With `stills` each frame stands alone: nothing that needs a frame before (motion, shake, flicker) is measured, and nothing is steadied
    (`capture.steady`). Closes its tracker.

    Once `neutral` is set, readings are reported against it; while it is None they are as `capture.neutral.neutral_of` takes them.
    """

    neutral: Neutral | None = None

    def __init__(self, tracker: Tracker, *, stills: bool = False, face_scale: float | None = None) -> None:
        self._tracker = tracker
        self._stills = stills
        self._face_scale = face_scale
        self._before: tuple[Frame, Face] | None = None
        self._last: Reading | None = None
        self._rota = Rota(LIGHT, TONES)
        self._beside = Beside("measures", at_once=stills)
        self._light: LightReading | None = None
        self._tones: _Tones | None = None
        self._tripod = tripod.Watch()
        self._steady = Steady()
        self._light_levels: deque[tuple[float, float]] = deque()
        self._flicker_frac: float | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Free the tracker."""
        with ExitStack() as stack:
            stack.callback(self._tracker.close)
            stack.callback(self._beside.close)

    def observe(self, frame: Frame, hfov_deg: float | None = None) -> Observation:
        """Return the frame with the sitter's face and its reading.

        `hfov_deg` is the frame's horizontal field of view in degrees, None where it is not known.
        """
        self._beside.hand_on(frame.t_s)
        tracking = self._tracker.track(frame)
        face = tracking.face
        faces = max(len(tracking.boxes), int(face is not None))
        view = overview(frame.rgb, None if face is None else face.matte)
        reading = Reading(frame.index, frame.t_s, faces, camera=self._steadiness(frame, view, tracking), gesture=tracking.gesture)
        self._note_light(frame.t_s, view)
        due = self._due(frame, face)
        if face is not None:
            reading = self._of_face(reading, frame, face, hfov_deg, due)
            if TONES in due:
                self._flicker_frac = tones.flicker_frac(*zip(*self._light_levels, strict=True)) if self._light_levels else None
                self._beside.do(partial(_tones, frame.rgb, face, view), self._take_tones, at_once=self._before is None)
            reading = _with_tones(reading, self._tones, self._flicker_frac)
        elif tracking.boxes:
            reading = replace(reading, framing=framing.measure(_shape(frame), tracking.boxes[0], None, hfov_deg, self._face_scale))
        self._before = None if face is None else (frame, face)
        self._last = None if self._stills else reading
        if not self._stills:
            reading = self._steady.take(reading)
        reading = in_camera_px(reading, frame.shrunk_by)
        self._beside.start()
        of_sitter = reading if self.neutral is None else relative(reading, self.neutral)
        return Observation(frame, face, of_sitter, tracking.boxes)

    def _due(self, frame: Frame, face: Face | None) -> frozenset[str]:
        """Return what of that which is measured in turn has its turn: all for stills, and for a face that was not there before."""
        if face is None or self._before is None or self._last is None:
            self._rota.forget()
            self._beside.forget()
            self._light = self._tones = None
        return self._rota.due(frame.t_s)

    def _of_face(self, reading: Reading, frame: Frame, face: Face, hfov_deg: float | None, due: frozenset[str]) -> Reading:
        """Return the reading with what is measured on a face's place and form, and the light on it."""
        rgb, shape = frame.rgb, _shape(frame)
        head = pose.measure(shape, face, hfov_deg)
        if LIGHT in due:
            pattern = self._light.pattern if self._light else None
            self._beside.do(partial(_light, rgb, face, head, pattern), self._take_light, at_once=self._before is None)
        before, squint_frac = self._last.eyes if self._last else None, self._squint_before(due)
        lids = eyes.measure(face, head, glare.measure(rgb, face) if before is None or TONES in due else before.glare_frac)
        return replace(
            reading,
            light=self._light,
            pose=head,
            framing=framing.measure(shape, face, head, hfov_deg, self._face_scale),
            focus=focus.measure(rgb, face, self._motion_from(frame)),
            eyes=lids,
            expression=expression.measure(rgb, face, lids, squint_frac),
        )

    def _squint_before(self, due: frozenset[str]) -> float | None:
        """Return the squint of the frame before where nothing has its turn: it changes slowly, and takes as long as the rest of the expression."""
        known = None if self._last is None or self._stills or due else self._last.expression
        return None if known is None else known.squint_frac

    def _take_light(self, reading: LightReading | None) -> None:
        self._light = reading

    def _take_tones(self, tones: _Tones) -> None:
        self._tones = tones

    def _motion_from(self, frame: Frame) -> tuple[Face, float] | None:
        """Return the face before this one and the seconds since; None for stills, for first frames and when time stood still."""
        if self._stills or self._before is None:
            return None
        earlier, face = self._before
        since_s = frame.t_s - earlier.t_s
        return (face, since_s) if since_s > 0 else None

    def _steadiness(self, frame: Frame, view: Overview, tracking: Tracking) -> CameraReading:
        if self._stills:
            self._tripod = tripod.Watch()
        return self._tripod.measure(frame.rgb, view, tracking.face, frame.t_s, tracking.boxes[1:])

    def _note_light(self, t_s: float, view: Overview) -> None:
        """Note how bright the frame is as a whole: flicker is told from the last second's."""
        if self._stills:
            return
        levels = self._light_levels
        levels.append((t_s, view.mean_light))
        while not t_s - tones.FLICKER_WINDOW_S <= levels[0][0] <= t_s:
            levels.popleft()


def _shape(frame: Frame) -> tuple[int, int]:
    height, width = frame.rgb.shape[:2]
    return height, width


def _light(rgb: Rgb, face: Face, head: PoseReading | None, pattern_before: Pattern | None) -> LightReading | None:
    return light.measure(rgb, face, head, pattern_before) if head else None


def _tones(rgb: Rgb, face: Face, view: Overview) -> _Tones:
    """Return what is measured on the pixels' brightness and colour, and on what lies over them."""
    close = closeup(rgb, face)
    exposed = exposure.measure(close, view, noise.measure(rgb, face))
    return _Tones(exposed, colour.measure(close, face), background.measure(view, exposed.face_ev), haze.measure(view, face))


def _with_tones(reading: Reading, known: _Tones | None, flicker_frac: float | None) -> Reading:
    """Return the reading with the tones, colours and haze that are `known`."""
    if known is None:
        return reading
    exposed = replace(known.exposure, flicker_frac=flicker_frac)
    crisp = None if reading.focus is None else replace(reading.focus, haze_frac=known.haze_frac)
    return replace(reading, exposure=exposed, colour=known.colour, focus=crisp, background=known.background)
