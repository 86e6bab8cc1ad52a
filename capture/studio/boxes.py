"""Every face's box in a scene, as a detector without error would give it: the sitter's first, then someone behind who is large and free enough to be counted.

A detector's box spans a face from a little under the hairline to the chin; `BOX_TOP` is where on the way from the forehead's top to the chin it begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.mean_face.features import LEFT_EYE, RIGHT_EYE
from capture.script.scene import Subject
from capture.studio.stage import set_stage
from capture.studio.traits import mesh_mm
from capture.tracker import BYSTANDER_AREA_FRAC
from capture.types import FaceBox

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Floats

BOX_TOP = 0.02
SEEN_FRAC = 0.5
"""Of a face that must be in the picture and not behind the sitter."""


def box(mesh_px: Floats) -> FaceBox:
    """Return the box of a face mesh (468, 2 or 3) in pixels."""
    low, high = mesh_px[:, :2].min(axis=0), mesh_px[:, :2].max(axis=0)
    low[1] += BOX_TOP * (high[1] - low[1])
    eyes = np.stack([mesh_px[list(eye[:2]), :2].mean(axis=0) for eye in (LEFT_EYE, RIGHT_EYE)]).astype(np.float32)
    return FaceBox(float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]), eyes, 1.0)


def behind(scene: Scene, sitter_px: Floats | None) -> FaceBox | None:
    """Return the bystander's box; None where nobody counts. `sitter_px` (N, 2) are points all over the sitter's head in the picture, None without one."""
    someone = scene.bystander
    if someone is None:
        return None
    subject = Subject(x_mm=someone.x_mm, y_mm=someone.y_mm, distance_mm=someone.distance_mm, yaw_deg=someone.yaw_deg)
    stage = set_stage(msgspec.structs.replace(scene, persona=someone.persona, subject=subject))
    flat = stage.lens.project(stage.head.to_camera(mesh_mm(someone.persona).astype(np.float32)))
    free = ((flat >= 0) & (flat <= np.array(scene.size_px, np.float32) - 1)).all(axis=1)
    if sitter_px is not None:
        outline = cv2.convexHull(np.ascontiguousarray(sitter_px))
        free &= np.array([cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=False) < 0 for x, y in flat])
    found = box(flat)
    return found if free.mean() >= SEEN_FRAC else None


def counted(found: FaceBox, sitter: FaceBox | None) -> bool:
    """Return whether a face behind is large enough beside the sitter's to be counted."""
    return sitter is None or found.width_px * found.height_px >= BYSTANDER_AREA_FRAC * sitter.width_px * sitter.height_px
