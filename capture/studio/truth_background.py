"""Exact background: the empty room (`capture.studio.backdrop`) where the person does not hide it, as this camera renders it, in the measure's own formulas.

A bystander is not part of it. The colour distance at the person's edge needs the person's picture and is None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.pixels import BLACKEST, LUMA_WEIGHTS, behind_mask, clutter_frac
from capture.script.persona import Persona
from capture.script.scene import Scene
from capture.studio import backdrop, silhouette
from capture.studio.truth_tones import as_rendered
from capture.types import BackgroundReading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.types import Floats

SPAN_PX = 256
PERSON_MARGIN_CELLS = 2
MIN_CELLS = 100
"""As `capture.background` has them: the copy's size, what is left out round the person, and how little background is none."""

FOCUS_STEP_MM = 50.0
"""The room's blur is taken for the sitter's distance in these steps: on so small a copy it changes by nothing."""
EMPTY = Persona(name="nobody", seed=0)


@dataclass(frozen=True, slots=True, eq=False)
class Behind:
    """The room as rendered: luminance (h, w) 0..1, and a mask of what of it is seen."""

    light: Floats
    where: NDArray[np.uint8]

    @property
    def mean(self) -> float:
        """The mean luminance of what is seen."""
        return float(cv2.mean(self.light, self.where)[0])


def behind(scene: Scene, matte: Floats) -> Behind | None:
    """Return what is seen of the room past the person's matte; None where they leave hardly any."""
    rows, columns = silhouette.grid_of(scene.size_px, SPAN_PX)
    where = behind_mask(matte, (rows, columns), PERSON_MARGIN_CELLS)
    if cv2.countNonZero(where) < MIN_CELLS:
        return None
    camera = scene.camera
    # The sitter matters for the room's focus only: with that said, scenes that differ in them share a room.
    focus_mm = camera.focus_mm or FOCUS_STEP_MM * round(scene.subject.distance_mm / FOCUS_STEP_MM)
    steady = msgspec.structs.replace(camera, shake_px=0.0, haze_frac=0.0, focus_mm=focus_mm)
    hunting_s = scene.t_s if camera.hunting_ev else 0.0
    room = Scene(
        persona=EMPTY, size_px=(columns, rows), seed=scene.seed, t_s=hunting_s, lamps=scene.lamps, camera=steady, backdrop=scene.backdrop
    )
    return Behind(_room_light(room), where)


@lru_cache(maxsize=8)
def _room_light(room: Scene) -> Floats:
    """Return (H, W) luminance 0..1 of an empty room, as rendered."""
    return np.asarray(cv2.transform(as_rendered(backdrop.paint(room), room), LUMA_WEIGHTS), np.float32)


def background(found: Behind, face_light: float) -> BackgroundReading:
    """Return the exact background of a face whose skin has the mean luminance `face_light` as rendered."""
    brightness_ev = math.log2(max(found.mean, BLACKEST) / max(face_light, BLACKEST))
    return BackgroundReading(clutter_frac(found.light, found.where), brightness_ev, None)
