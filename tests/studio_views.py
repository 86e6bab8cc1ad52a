"""Bare heads before the lens: what eyes, mouth and glasses are painted into, without hair, skin or shadows."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from capture.script.persona import Persona, Shape
from capture.script.scene import Ambient, Camera, Lamp, Scene, Subject
from capture.studio import expression, grid, lighting, raster, shape
from capture.studio.stage import View, set_stage

EVEN = Persona(name="Even", seed=4, shape=Shape(asymmetry=0.0))
CLOSE_UP = Camera(hfov_deg=20)
"""At 700 mm: 2.9 pixels to the millimetre in a picture 720 pixels wide."""
SKIN = np.array([0.50, 0.32, 0.24], np.float32)


@lru_cache
def head(persona: Persona = EVEN) -> shape.HeadShape:
    return shape.build(persona)


@lru_cache
def fields(persona: Persona = EVEN) -> expression.Fields:
    return expression.fields(head(persona))


def view(
    subject: Subject | None = None,
    *,
    lamps: tuple[Lamp, ...] = (Lamp(),),
    persona: Persona = EVEN,
    camera: Camera = CLOSE_UP,
    size_px: tuple[int, int] = (720, 720),
) -> View:
    """Return the head's view with every lamp seen from everywhere on it."""
    subject = subject or Subject()
    scene = Scene(persona=persona, subject=subject, lamps=lamps, camera=camera, size_px=size_px)
    stage = set_stage(scene)
    points = expression.move(head(persona).points_mm, fields(persona), subject)
    in_camera = stage.head.to_camera(points)
    seen = raster.cover(stage.lens.project(in_camera), in_camera[..., 2], size_px)
    assert seen is not None
    return View(
        box=seen.box,
        alpha=seen.alpha,
        u=seen.u,
        v=seen.v,
        points_mm=points,
        head=stage.head,
        lens=stage.lens,
        lights=lighting.lights(scene, stage),
        visible_frac=tuple(np.ones(grid.GEOMETRY, np.float32) for _ in lamps),
        irradiance=np.ones((*grid.GEOMETRY, 3), np.float32),
        ambient=lighting.ambient_colour(Ambient()),
        subject=subject,
    )


def skin(before: View) -> np.ndarray:
    """Return (h, w, 3) evenly lit skin in the view's box."""
    return np.zeros((*before.alpha.shape, 3), np.float32) + SKIN


def picture(before: View, colour: np.ndarray) -> np.ndarray:
    """Return the whole picture (H, W, 3) with the view's box laid over grey."""
    width, height = before.lens.size_px
    whole = np.full((height, width, 3), 0.2, np.float32)
    x0, y0, x1, y1 = before.box
    whole[y0:y1, x0:x1] += (colour - whole[y0:y1, x0:x1]) * before.alpha[..., None]
    return whole


def polygon(before: View, corners_mm: np.ndarray, grow_px: int = 0) -> np.ndarray:
    """Return (h, w) True inside a polygon (N, 3) of the head's frame, grown (or shrunk) by some pixels."""
    inside = np.zeros(before.alpha.shape, np.uint8)
    cv2.fillPoly(inside, [np.round(before.project(corners_mm) - np.array(before.box[:2])).astype(np.int32)], 1)
    if grow_px:
        change = cv2.dilate if grow_px > 0 else cv2.erode
        inside = change(inside, np.ones((2 * abs(grow_px) + 1,) * 2, np.uint8))
    return inside > 0
