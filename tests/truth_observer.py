"""Observations without pixels: a scene's truth with the errors and the lag that a real tracker has on the studio's pictures.

Two errors are added: one that stays for a sitting (a person is not the mean face) and one that changes from frame to frame. Their sizes are what
`python -m tests.bench.studio_tracking` prints, the wander three times what it is for people who keep still, since most of these move.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from faces import made_face

from capture.studio.truth import truth
from capture.types import Frame, Observation

if TYPE_CHECKING:
    from typing import Any

    from capture.script.scene import Scene
    from capture.types import Reading

LAG_FRAMES = 1
ERRORS: dict[tuple[str, str], tuple[float, float]] = {
    ("pose", "yaw_deg"): (1.5, 0.4),
    ("pose", "pitch_deg"): (3.0, 0.4),
    ("pose", "roll_deg"): (0.7, 0.2),
    ("eyes", "left_open_frac"): (0.12, 0.03),
    ("eyes", "right_open_frac"): (0.12, 0.03),
    ("eyes", "gaze_yaw_deg"): (1.5, 1.5),
    ("eyes", "gaze_pitch_deg"): (3.0, 1.0),
    ("expression", "smile_frac"): (0.08, 0.02),
    ("expression", "mouth_open_frac"): (0.02, 0.01),
    ("expression", "brow_frac"): (0.18, 0.04),
    ("light", "face_azimuth_deg"): (5.0, 0.5),
    ("light", "face_elevation_deg"): (6.0, 0.5),
    ("light", "key_to_fill_ev"): (0.11, 0.01),
    ("framing", "headroom_frac"): (0.01, 0.003),
    ("focus", "sharpness"): (0.0, 0.015),
}
"""(standard deviation between sittings, standard deviation between frames) of each number."""
FACE = made_face()
RGB = np.zeros((4, 6, 3), np.uint8)
RGB.setflags(write=False)


class TruthObserver:
    """Watches one sitting. The same seed errs in the same way."""

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng((seed, 9))
        self._bias = {name: self._rng.normal(0, bias) for name, (bias, _) in ERRORS.items()}
        self._trues: list[Reading] = []
        self._known: tuple[Scene, Reading] | None = None

    @property
    def true(self) -> Reading:
        """The newest frame's exact reading."""
        return self._trues[-1]

    def __call__(self, scene: Scene, index: int) -> Observation:
        """Return what a tracker would have said of the frame `index`, of which this is the scene: where the landmarks were is told late, pixels are not."""
        self._trues = [*self._trues[-LAG_FRAMES:], replace(self._truth(scene), index=index, t_s=scene.t_s)]
        reading, late = self.true, self._trues[0]
        if reading.focus is not None and late.focus is not None:
            focus = replace(reading.focus, motion_px=late.focus.motion_px)
            reading = replace(reading, pose=late.pose, framing=late.framing, eyes=late.eyes, expression=late.expression, focus=focus)
        reading = self._with_errors(reading)
        return Observation(Frame(index, scene.t_s, RGB), FACE if reading.pose else None, reading)

    def _truth(self, scene: Scene) -> Reading:
        """Return the truth, once for as long as nothing moves."""
        still = msgspec.structs.replace(scene, t_s=0.0) if scene.camera.shake_px == 0 else scene
        if self._known is None or self._known[0] != still:
            self._known = still, truth(still)
        return self._known[1]

    def _with_errors(self, reading: Reading) -> Reading:
        changed: dict[str, dict[str, Any]] = {}
        for (part, field), (_, wander) in ERRORS.items():
            measured = getattr(reading, part)
            value = None if measured is None else getattr(measured, field)
            if value is not None:
                changed.setdefault(part, {})[field] = float(value + self._bias[part, field] + self._rng.normal(0, wander))
        return replace(reading, **{part: replace(getattr(reading, part), **values) for part, values in changed.items()})
