"""How good a frame is, by the studio's truth alone: a formula of its own, which knows nothing of how the program chooses.

A frame's quality is a product of shares, each 1 where a viewer sees nothing to mend and falling from there: one thing that is wrong spoils a portrait,
and no other makes up for it. What lies within a share's first number is not seen; at the second it is as bad as can be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from capture.studio.expression import landmarks
from capture.studio.person import person
from capture.studio.stage import set_stage
from capture.studio.truth_place import EYE_CORNERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from capture.script.scene import Scene
    from capture.types import Reading

    Edges = tuple[float | None, float | None]

LEAST_OPEN_FRAC = 0.8
POSE_SLACK_DEG = 2.0
MOST_BLUR_PX = 1.0
WORD_FRAC = 0.05
"""Lips that speech holds further apart than this, 2 mm, are in the middle of a word."""
SAME = 0.02
"""Worths that differ by no more look alike to anyone."""
POSE, EXPRESSION = ("yaw_deg", "pitch_deg", "roll_deg"), ("smile_frac", "brow_frac")


@dataclass(frozen=True, slots=True)
class Quality:
    """What the truth says of one frame for one look: `faults` in words, which no kept frame may have, and `worth` 0..1."""

    faults: tuple[str, ...]
    worth: float


def quality(scene: Scene, true: Reading, bands: Mapping[str, Edges], spoken_frac: float) -> Quality:
    """Return the quality of `scene`, whose exact reading is `true`, against the sitter's own neutral where one was taken.

    `bands` are the look's edges by the number's name; `spoken_frac` is how far speech alone opens the mouth.
    """
    if true.pose is None or true.expression is None or true.focus is None:
        return Quality(("no face",), 0.0)
    subject = scene.subject
    open_frac, blur_px = min(subject.left_open_frac, subject.right_open_frac), blur_at_eyes_px(scene)
    off_deg = {name: outside(getattr(true.pose, name), bands[name]) for name in POSE}
    faults = [f"{name} {off:.1f} outside its band" for name, off in off_deg.items() if off > POSE_SLACK_DEG]
    if open_frac < LEAST_OPEN_FRAC:
        faults.append(f"eyes {100 * open_frac:.0f} % open")
    if blur_px > MOST_BLUR_PX:
        faults.append(f"{blur_px:.1f} px of motion at the eyes")
    if spoken_frac > WORD_FRAC:
        faults.append(f"mid-word, mouth {spoken_frac:.2f}")
    gaze_deg = math.hypot(subject.gaze_yaw_deg, subject.gaze_pitch_deg)
    shares = [
        _share(1 - open_frac, 0.05, 0.6),
        _share(blur_px, 0.3, 4.0),
        _share(spoken_frac, 0.02, 0.3),
        _share(gaze_deg, 3.0, 25.0),
        _share(1 - true.focus.sharpness, 0.0, 1.5),
        *(_share(off, 0.0, 15.0) for off in off_deg.values()),
        *(_share(outside(getattr(true.expression, name), bands[name]), 0.0, 0.5) for name in EXPRESSION),
    ]
    return Quality(tuple(faults), math.prod(shares))


def outside(value: float, edges: Edges) -> float:
    """Return how far a value lies outside its edges."""
    low, high = edges
    return max(0.0, -math.inf if low is None else low - value, -math.inf if high is None else value - high)


def blur_at_eyes_px(scene: Scene) -> float:
    """Return the length of the streak that the shutter leaves of the eyes."""
    subject, open_s = scene.subject, scene.camera.shutter_ms / 1000
    if not (any(subject.speed_mm_s) or any(subject.turn_deg_s)):
        return 0.0
    sitter = person(scene.persona)
    eyes_mm = landmarks(sitter.head.shape, sitter.head.fields, subject)[EYE_CORNERS]
    names = ("x_mm", "y_mm", "distance_mm", "yaw_deg", "pitch_deg", "roll_deg")
    later = {name: getattr(subject, name) + open_s * speed for name, speed in zip(names, (*subject.speed_mm_s, *subject.turn_deg_s), strict=True)}
    stages = [set_stage(msgspec.structs.replace(scene, subject=at)) for at in (subject, msgspec.structs.replace(subject, **later))]
    before, after = (stage.lens.project(stage.head.to_camera(eyes_mm)) for stage in stages)
    return float(np.linalg.norm(after - before, axis=1).max())


def _share(miss: float, unseen: float, spoilt: float) -> float:
    return 1 - min(max((miss - unseen) / (spoilt - unseen), 0.0), 1.0)
