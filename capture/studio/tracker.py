"""The studio's own tracker: it looks at no pixel, since it knows the script that the picture was made from.

It stands in for MediaPipe wherever the measures are to be judged without a tracker's error, and where a rehearsal must not wait for a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, Self

from capture.gesture import gesture_of, middle_and_height_px
from capture.studio import boxes
from capture.studio.face import face, inside_frac
from capture.studio.hand import joints_px
from capture.studio.stage import set_stage
from capture.types import Tracking

if TYPE_CHECKING:
    from types import TracebackType

    from capture.script.scene import Scene
    from capture.types import Face, Frame, Gesture

SMALLEST_EYES_PX = 14.0
"""Between the eyes; a smaller face has its box only, as with a real tracker."""


class Timed(Protocol):
    """What says what stood before the lens at each moment: a script."""

    def at(self, t_s: float) -> Scene:
        """Return the scene at `t_s`."""
        ...


class StudioTracker:
    """A `Tracker` without error on pictures that were rendered from `script`, by their times."""

    def __init__(self, script: Timed) -> None:
        self._script = script

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Nothing is held."""

    def track(self, frame: Frame) -> Tracking:
        """Return the exact face of the scene at the frame's time, and the boxes of all who count."""
        return tracked(self._script.at(frame.t_s))


def tracked(scene: Scene) -> Tracking:
    """Return the exact face of a scene and every box, the sitter's first."""
    found = face(scene)
    own = None if found is None else boxes.box(found.mesh_px)
    other = boxes.behind(scene, None if found is None else found.mesh_px[:, :2])
    if other is not None and not boxes.counted(other, own):
        other = None
    large = found is not None and found.eye_distance_px >= SMALLEST_EYES_PX
    gesture = None if found is None or not large else _gesture(scene, found)
    return Tracking(found if large else None, tuple(each for each in (own, other) if each is not None), gesture)


def _gesture(scene: Scene, sitter: Face) -> Gesture | None:
    """Return what the scene's hand says, where all of it is in the picture."""
    if scene.hand is None:
        return None
    joints = joints_px(scene.hand, set_stage(scene))
    return gesture_of(joints, *middle_and_height_px(sitter)) if inside_frac(joints[:, :2], scene.size_px) == 1 else None
