"""Where things stand before the lens: the head's turn and place, the body's, and the lens that projects them.

Lengths are millimetres in camera axes (x right in the image, y down, z away from the lens). The head's frame has its origin at mid-head, between the ears;
at rest the body's frame is the same. Pose is relative to the line of sight from the lens to the eyes' middle, exactly, wherever the head has turned to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import focal_px, line_of_sight, rotation
from capture.script.scene import FAR_MM
from capture.studio.grid import CENTRE_MM

if TYPE_CHECKING:
    from capture.axes import Vector
    from capture.script.scene import Camera, Scene, Subject
    from capture.types import Floats

NECK_PIVOT_MM: Vector = np.array([0.0, 49.0, 30.0])
"""Where the head turns, in the head's frame: the skull's joint on the neck lies just below and behind its middle, nods bend the neck below it."""
SHAKE_HZ = (0.7, 1.7, 3.1, 6.3)
"""A hand's or a desk's wander: most of it slow, a tremor below 10 Hz."""


@dataclass(frozen=True, slots=True, eq=False)
class Lens:
    """A pinhole; `lean` (2, 2) and `shift_px` (2,) turn and move the whole picture about its middle."""

    size_px: tuple[int, int]
    focal_px: float
    lean: Floats
    shift_px: Floats

    @property
    def middle_px(self) -> Floats:
        """The place (2,) of the lens's axis in the picture: pixel centres are whole numbers, so the picture's middle is at (width − 1) / 2."""
        width, height = self.size_px
        return np.array([(width - 1) / 2, (height - 1) / 2], np.float32) + self.shift_px

    def project(self, points_mm: Floats) -> Floats:
        """Return (…, 2) pixels of points (…, 3) in camera axes."""
        flat = points_mm[..., :2] * (self.focal_px / points_mm[..., 2:])
        return np.asarray(flat @ self.lean.T + self.middle_px, np.float32)

    def rays(self, box: tuple[int, int, int, int]) -> Floats:
        """Return (h, w, 3) unit vectors in camera axes through the pixels of a box (x0, y0, x1, y1)."""
        x0, y0, x1, y1 = box
        across, down = np.meshgrid(np.arange(x0, x1, dtype=np.float32), np.arange(y0, y1, dtype=np.float32))
        flat = (np.stack([across, down], -1) - self.middle_px) @ self.lean / np.float32(self.focal_px)
        rays = np.concatenate([flat, np.ones_like(across)[..., None]], -1)
        return np.asarray(rays / np.linalg.norm(rays, axis=-1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A frame's turn (3, 3) and origin (3,) in camera axes."""

    rotation: Vector
    place_mm: Vector

    def to_camera(self, points_mm: Floats) -> Floats:
        """Return points (…, 3) of this frame in camera axes."""
        return np.asarray(points_mm @ self.rotation.T.astype(np.float32) + self.place_mm.astype(np.float32), np.float32)

    def from_camera(self, points_mm: Floats) -> Floats:
        """Return points (…, 3) in camera axes in this frame."""
        return np.asarray((points_mm - self.place_mm.astype(np.float32)) @ self.rotation.astype(np.float32), np.float32)

    def turned_in(self, vector: Vector) -> Floats:
        """Return a direction (3,) in camera axes in this frame."""
        return np.asarray(vector @ self.rotation, np.float32)

    @property
    def lens_mm(self) -> Floats:
        """The lens's place (3,) in this frame."""
        return np.asarray(-self.place_mm @ self.rotation, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Stage:
    """Where everything is in one scene."""

    lens: Lens
    head: Placed
    body: Placed
    """The torso's frame: where the head's frame would be with the head at rest on these shoulders."""
    upright: Vector
    """(3, 3) the sitter's room in camera axes: leant back or forth by the lens's height."""


@dataclass(frozen=True, slots=True, eq=False)
class Light:
    """One lamp as a surface meets it."""

    towards: Floats
    """(3,) unit vector to it in camera axes; `towards_head` the same in the head's frame."""
    towards_head: Floats
    colour: Floats
    """(3,) linear light on a white surface that faces it, before exposure and white balance."""
    radius_deg: float
    distance_mm: float = FAR_MM
    """From the middle of the face's skin, `capture.studio.lighting.FACE_MM`."""

    def in_camera(self) -> Light:
        """Return the same lamp for something whose frame is the camera's axes."""
        return replace(self, towards_head=self.towards)


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The head as one picture sees it: what is needed to paint further things, such as eyes, into its pixels."""

    box: tuple[int, int, int, int]
    """x0, y0, x1, y1 of the pixels below."""
    alpha: Floats
    """(h, w) share of each pixel that the head covers."""
    u: Floats
    v: Floats
    """(h, w) lattice coordinates 0..1 on the head map (`capture.studio.grid`)."""
    points_mm: Floats
    """(V, U, 3) of `grid.GEOMETRY`: the head's surface in its own frame, with its expression."""
    head: Placed
    lens: Lens
    lights: tuple[Light, ...]
    visible_frac: tuple[Floats, ...]
    """For each light (V, U) of `grid.GEOMETRY`: the share of it that each point sees past the head itself."""
    irradiance: Floats
    """(V, U, 3) of `grid.GEOMETRY`: diffuse light from everything, as it leaves a white skin."""
    ambient: Floats
    """(3,) light from all round."""
    subject: Subject

    def project(self, points_mm: Floats) -> Floats:
        """Return (…, 2) pixels of points (…, 3) in the head's frame."""
        return self.lens.project(self.head.to_camera(points_mm))

    def rays(self, box: tuple[int, int, int, int]) -> Floats:
        """Return (h, w, 3) unit vectors, in the head's frame, from the lens (`head.lens_mm`) through the pixels of a box."""
        return np.asarray(self.lens.rays(box) @ self.head.rotation.astype(np.float32), np.float32)


def set_stage(scene: Scene) -> Stage:
    """Return where everything is in a scene."""
    subject = scene.subject
    eyes_mm = np.array([subject.x_mm, subject.y_mm, subject.distance_mm])
    upright = rotation(0, -scene.camera.height_deg, 0)
    shoulders = upright @ rotation(subject.shoulders_yaw_deg, 0, subject.shoulders_roll_deg)
    straight = line_of_sight(eyes_mm)
    rest_mm = eyes_mm + straight @ CENTRE_MM
    pivot_mm = rest_mm + straight @ NECK_PIVOT_MM
    body = Placed(shoulders, pivot_mm - shoulders @ NECK_PIVOT_MM)
    return Stage(lens(scene.size_px, scene.camera, scene.seed, scene.t_s), _head(subject, pivot_mm, straight), body, upright)


def _head(subject: Subject, pivot_mm: Vector, straight: Vector) -> Placed:
    """Return the head's frame, turned about the neck; the line of sight follows the eyes as they swing round, which settles within a few rounds."""
    pose = rotation(subject.yaw_deg, subject.pitch_deg, subject.roll_deg)
    sight = straight
    for _ in range(4):
        turn = sight @ pose
        place_mm = pivot_mm - turn @ NECK_PIVOT_MM
        sight = line_of_sight(place_mm - turn @ CENTRE_MM)
    turn = sight @ pose
    return Placed(turn, pivot_mm - turn @ NECK_PIVOT_MM)


def lens(size_px: tuple[int, int], camera: Camera, seed: int, t_s: float) -> Lens:
    """Return the lens at one moment. A camera that leans clockwise (seen from behind) shows a world that leans the other way."""
    width, height = size_px
    lean = np.radians(camera.lean_deg)
    turn = np.array([[np.cos(lean), np.sin(lean)], [-np.sin(lean), np.cos(lean)]], np.float32)
    shift = shake_px(camera.shake_px * width / 1280, seed, t_s)
    return Lens(size_px, focal_px((height, width), camera.hfov_deg), turn, shift)


def shake_px(deviation_px: float, seed: int, t_s: float) -> Floats:
    """Return the picture's wander (2,) at a time: sines of `SHAKE_HZ` with random phases, falling with frequency, of the given standard deviation."""
    if deviation_px == 0:
        return np.zeros(2, np.float32)
    frequencies = np.array(SHAKE_HZ)
    weights = frequencies**-0.5
    wander = (weights * np.sin(2 * np.pi * frequencies * t_s + _phases_rad(seed))).sum(axis=1) / np.sqrt((weights**2).sum() / 2)
    return np.asarray(deviation_px * wander, np.float32)


@lru_cache(maxsize=16)
def _phases_rad(seed: int) -> Vector:
    """Return (2, len(SHAKE_HZ)): drawn once, since every frame asks for them."""
    phases = np.random.default_rng((seed, 11)).uniform(0, 2 * np.pi, (2, len(SHAKE_HZ)))
    phases.setflags(write=False)
    return phases
