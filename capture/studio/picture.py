"""The picture of a scene: the room, who is behind, the sitter, a hand before them; then the lens and the sensor."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np

from capture.script.scene import Subject
from capture.studio import backdrop, blur, draw_person, draw_sheet, hand, held, lighting, motion, sensor
from capture.studio.draw_sheet import Exposed
from capture.studio.face import surfaces_mm
from capture.studio.person import person
from capture.studio.silhouette import matte
from capture.studio.stage import set_stage

if TYPE_CHECKING:
    from capture.script.scene import Scene
    from capture.types import Floats, Rgb

FLAT_WRAP = (0.0, 0.0, 0.0)
"""What is flat is not lit from behind its plane."""


def render(scene: Scene) -> Rgb:
    """Return the (H, W, 3) picture that the scene's camera hands over."""
    streak_px = motion.streak_px(scene)
    soft = math.hypot(*streak_px) >= blur.LEAST_STREAK_PX or sensor.defocus_px(scene) >= blur.LEAST_DISC_PX
    # Of a scene's time only a camera that shakes shows anything before the sensor.
    still = scene if scene.camera.shake_px else msgspec.structs.replace(scene, t_s=0.0)
    return sensor.expose(_newest(still), scene, streak_px, _sitter(scene) if soft else None)


@lru_cache(maxsize=1)
def _newest(scene: Scene) -> Floats:
    """Return `linear`, not to be written to: for as long as nothing moves, a picture differs from the one before by its noise alone."""
    light = linear(scene)
    light.setflags(write=False)
    return light


def linear(scene: Scene) -> Floats:
    """Return (H, W, 3) linear light before the lens's blur and the sensor: 1.0 is a white surface in a lamp of 0 EV."""
    picture = backdrop.paint(scene)
    if scene.bystander is not None:
        other = scene.bystander
        subject = Subject(x_mm=other.x_mm, y_mm=other.y_mm, distance_mm=other.distance_mm, yaw_deg=other.yaw_deg)
        _draw(picture, msgspec.structs.replace(scene, persona=other.persona, subject=subject, bystander=None, hand=None, held=None))
    _draw(picture, scene)
    return picture


def _draw(picture: Floats, scene: Scene) -> None:
    stage = set_stage(scene)
    lamps = lighting.lamps(scene, stage)
    draw_person.draw(picture, person(scene.persona), stage, lamps, scene.subject)
    if scene.hand is not None:
        model = hand.build(scene.persona)
        unhindered = tuple(np.ones(model.open_frac.shape, np.float32) for _ in lamps.lights)
        exposed = Exposed(unhindered, model.open_frac, lighting.SKIN_WRAP)
        draw_sheet.draw(picture, draw_sheet.light_on(hand.posed(model, scene.hand, stage), model.paint, stage, lamps, exposed), stage)
    if scene.held is not None:
        page = held.sheet(scene.held, stage)
        exposed = Exposed(tuple(np.ones(page.points_mm.shape[:2], np.float32) for _ in lamps.lights), np.ones(page.points_mm.shape[:2], np.float32), FLAT_WRAP)
        paint = held.paint(scene.held, stage.lens.focal_px / scene.held.distance_mm)
        draw_sheet.draw(picture, draw_sheet.light_on(page, paint, stage, lamps, exposed), stage)


def _sitter(scene: Scene) -> Floats:
    """Return (H, W) where the sitter is, for a lens or a shutter that blurs them alone."""
    stage = set_stage(scene)
    coarse = matte(surfaces_mm(stage, person(scene.persona)), stage.lens)
    return np.asarray(cv2.resize(coarse, scene.size_px, interpolation=cv2.INTER_LINEAR), np.float32)
