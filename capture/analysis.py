"""From a frame to everything that is known of it: the tracker's face and one reading from each measure."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Self

from capture import background, colour, exposure, expression, eyes, focus, framing, light, pose, tripod
from capture.types import Observation, Reading

if TYPE_CHECKING:
    from types import TracebackType

    from capture.tracker import Tracker
    from capture.types import CameraReading, Face, Frame, Tracking

FLICKER_WINDOW_S = 1.0
"""Flicker is judged over this long: several beats of mains light against any camera's rate."""


class Analyser:
    """Measures frames in order, each against the one before it.

    `hfov_deg` is the camera's horizontal field of view in degrees, None where it is not known. With `stills` each frame stands alone: nothing that needs
    a frame before (motion, shake, flicker) is measured. Closes its tracker.
    """

    def __init__(self, tracker: Tracker, *, hfov_deg: float | None = None, stills: bool = False) -> None:
        self._tracker = tracker
        self._hfov_deg = hfov_deg
        self._stills = stills
        self._before: tuple[Frame, Face] | None = None
        self._tripod = tripod.Watch()
        self._light_levels: deque[tuple[float, float]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Free the tracker."""
        self._tracker.close()

    def observe(self, frame: Frame) -> Observation:
        """Return the frame with the sitter's face and its reading."""
        tracking = self._tracker.track(frame)
        camera = self._steadiness(frame, tracking.face)
        flicker_frac = self._flicker(frame)
        if tracking.face is None:
            reading = self._without_mesh(frame, tracking, camera)
        else:
            reading = self._with_mesh(frame, tracking, tracking.face, camera, flicker_frac)
        self._before = None if tracking.face is None else (frame, tracking.face)
        return Observation(frame, tracking.face, reading)

    def _without_mesh(self, frame: Frame, tracking: Tracking, camera: CameraReading) -> Reading:
        box = tracking.boxes[0] if tracking.boxes else None
        placed = framing.measure(_shape(frame), None, box, None, self._hfov_deg)
        return Reading(frame.index, frame.t_s, len(tracking.boxes), framing=placed, camera=camera)

    def _with_mesh(self, frame: Frame, tracking: Tracking, face: Face, camera: CameraReading, flicker_frac: float | None) -> Reading:
        rgb, shape = frame.rgb, _shape(frame)
        head = pose.measure(shape, face, self._hfov_deg)
        return Reading(
            index=frame.index,
            t_s=frame.t_s,
            faces=max(1, len(tracking.boxes)),
            light=light.measure(rgb, face, head) if head else None,
            exposure=exposure.measure(rgb, face, flicker_frac),
            colour=colour.measure(rgb, face),
            pose=head,
            framing=framing.measure(shape, face, None, head, self._hfov_deg),
            focus=focus.measure(rgb, face, self._motion_from(frame)),
            eyes=eyes.measure(rgb, face, head),
            expression=expression.measure(face, head),
            background=background.measure(rgb, face),
            camera=camera,
        )

    def _motion_from(self, frame: Frame) -> tuple[Face, float] | None:
        """Return the face before this one and the seconds since; None for stills, for first frames and when time stood still."""
        if self._stills or self._before is None:
            return None
        earlier, face = self._before
        since_s = frame.t_s - earlier.t_s
        return (face, since_s) if since_s > 0 else None

    def _steadiness(self, frame: Frame, face: Face | None) -> CameraReading:
        if self._stills:
            self._tripod = tripod.Watch()
        return self._tripod.measure(frame.rgb, face)

    def _flicker(self, frame: Frame) -> float | None:
        if self._stills:
            return None
        levels = self._light_levels
        levels.append((frame.t_s, exposure.mean_light(frame.rgb)))
        while levels and not frame.t_s - FLICKER_WINDOW_S <= levels[0][0] <= frame.t_s:
            levels.popleft()
        return exposure.flicker_frac([t_s for t_s, _ in levels], [level for _, level in levels])


def _shape(frame: Frame) -> tuple[int, int]:
    height, width = frame.rgb.shape[:2]
    return height, width
