"""A bank card in the studio's pictures: the studio has none to hold, so one is laid into the picture where it would be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.axes import rotation
from capture.calibration.card import LONG_MM, SHORT_MM
from capture.mean_face.features import LEFT_EYE, RIGHT_EYE
from capture.studio.person import person
from capture.studio.stage import set_stage

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Floats, Rgb

FOREHEAD_MM, CHIN_MM = (0.0, -58.0, -10.0), (0.0, 112.0, -18.0)
"""From midway between the eyes to the card's middle, in the head's axes."""
FINE = 4
"""Subdivisions of a pixel."""
NAVY = (40, 70, 150)


def corners_px(scene: Scene, at_mm: tuple[float, float, float] = FOREHEAD_MM, tilt_deg: float = 4.0) -> Floats:
    """Return where the card's corners (4, 2) are seen, leaning by `tilt_deg` clockwise."""
    stage = set_stage(scene)
    eyes_mm = person(scene.persona).head.shape.landmarks_mm[[*LEFT_EYE[:2], *RIGHT_EYE[:2]]].mean(axis=0)
    half = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * np.array([LONG_MM, SHORT_MM, 0]) / 2
    return stage.lens.project(stage.head.to_camera((half @ rotation(0, 0, tilt_deg).T + eyes_mm + np.array(at_mm)).astype(np.float32)))


def held(rgb: Rgb, scene: Scene, at_mm: tuple[float, float, float] = FOREHEAD_MM, *, colour: tuple[int, int, int] = NAVY) -> Rgb:
    """Return the picture (H, W, 3) of `scene` with a card at the head."""
    height, width = rgb.shape[:2]
    fine = np.zeros((height * FINE, width * FINE), np.uint8)
    cv2.fillConvexPoly(fine, np.round((corners_px(scene, at_mm) + 0.5) * FINE - 0.5).astype(np.int32), 255)
    share = cv2.GaussianBlur(cv2.resize(fine, (width, height), interpolation=cv2.INTER_AREA), (0, 0), 0.8)[..., None] / 255.0
    noise = np.random.default_rng(1).normal(0, 1.5, rgb.shape)
    return np.asarray(np.clip(rgb * (1 - share) + share * np.array(colour) + noise, 0, 255), np.uint8)
