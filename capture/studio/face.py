"""The sitter's face in a scene as a tracker without error would report it: the mesh that the head was made from, moved, turned and projected.

z has the scale of x: depths behind the head's middle along the line of sight to it, in pixels at that depth; a tracker's mesh knows no perspective. A face
counts as seen where at least half of it is in the picture, turned less than 75 degrees away and its eyes not behind a hand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import features
from capture.studio import eyes, hand, parts, silhouette
from capture.studio.expression import landmarks
from capture.studio.person import KEPT, person
from capture.studio.sheet import Sheet
from capture.studio.stage import set_stage
from capture.studio.truth_place import sight

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.script.scene import Scene
    from capture.studio.person import Person
    from capture.studio.stage import Stage
    from capture.types import Face, Floats

SEEN_FRAC = 0.5
"""Of the face's mesh inside the picture: with less no tracker follows it."""
SEEN_COSINE = 0.26
"""Of the turn off the line of sight, 75 degrees."""
EYES = [vertex for outer, inner, upper, lower in (features.LEFT_EYE, features.RIGHT_EYE) for vertex in (outer, inner, *upper, *lower)]
HIDDEN_FRAC = 0.85
"""Of the eyes behind a hand from which on the face is lost: MediaPipe follows a mouth and a nose behind a hand, but not both eyes."""
OUTLINE_STEP = 3
"""Every so many points of the head map make the outline: 6 mm apart on the face."""
FINER = 3
"""So many times fewer points than the head map have the other sheets."""
NEAREST_MM = 120.0
"""From the lens to the face's middle; nearer, nothing is in focus, and half the face is beside the picture."""


def face(scene: Scene) -> Face | None:
    """Return the exact face, None where it is not seen."""
    stage = set_stage(scene)
    sitter = person(scene.persona)
    mesh_mm = landmarks(sitter.head.shape, sitter.head.fields, scene.subject)
    if not seen(scene, stage, mesh_mm):
        return None
    return features.name(
        mesh_px(stage, mesh_mm),
        _irises(scene, stage, sitter),
        confidence_frac=1.0,
        shoulders=_shoulders(scene, stage, sitter),
        matte=silhouette.matte(surfaces_mm(stage, sitter), stage.lens),
    )


def seen(scene: Scene, stage: Stage, mesh_mm: Floats) -> bool:
    """Return whether the face, a mesh (468, 3) in the head's frame, is seen in the picture."""
    in_camera = stage.head.to_camera(mesh_mm)
    if float(in_camera[:, 2].min()) < NEAREST_MM or (sight(stage, mesh_mm).T @ stage.head.rotation)[2, 2] < SEEN_COSINE:
        return False
    flat = stage.lens.project(in_camera)
    if scene.hand is not None and float(hand.hides(flat[EYES], scene.hand, stage).mean()) > HIDDEN_FRAC:
        return False
    return inside_frac(flat, scene.size_px) >= SEEN_FRAC


def inside_frac(places_px: Floats, size_px: tuple[int, int]) -> float:
    """Return the share of places (N, 2) that lie in a picture of (width, height)."""
    return float(((places_px >= 0) & (places_px <= np.array(size_px, np.float32) - 1)).all(axis=1).mean())


def mesh_px(stage: Stage, mesh_mm: Floats) -> Floats:
    """Return the mesh (468, 3) in pixels, z from the head's middle at the same scale."""
    in_camera = stage.head.to_camera(mesh_mm)
    middle_mm = stage.head.place_mm
    depth_px = (in_camera - middle_mm) @ middle_mm / np.linalg.norm(middle_mm) * (stage.lens.focal_px / middle_mm[2])
    return np.asarray(np.column_stack([stage.lens.project(in_camera), depth_px]), np.float32)


def surfaces_mm(stage: Stage, sitter: Person, step: int = OUTLINE_STEP) -> list[Floats]:
    """Return the lattices (V, U, 3), in camera axes, that make the person's outline: every so many of their points."""
    head_mm, sheets = _thinned(sitter.persona, step)
    return [stage.head.to_camera(head_mm), *(parts.posed_sheet(sheet, head_frac, stage).points_mm for sheet, head_frac in sheets)]


@lru_cache(maxsize=2 * KEPT)
def _thinned(persona: Persona, step: int) -> tuple[Floats, tuple[tuple[Sheet, Floats | None], ...]]:
    """Return the head's points and every other sheet with what of it moves with the head, all thinned."""
    sitter, fine = person(persona), max(1, step // FINER)
    worn = [(hanging.sheet, hanging.head_frac) for hanging in sitter.hangings]
    clad = [(part.sheet, part.head_frac) for part in sitter.torso.parts]
    thinned = tuple(
        (Sheet(_thin(sheet.points_mm, fine), _thin(sheet.normals, fine)), None if share is None else _thin(share, fine))
        for sheet, share in (*worn, *clad)
    )
    return _thin(sitter.head.points_mm, step), thinned


def _thin(lattice: Floats, step: int) -> Floats:
    """Return every so many of a lattice's points, its last row and column among them."""
    rows, columns = (np.append(np.arange(0, size - 1, step), size - 1) for size in lattice.shape[:2])
    return np.asarray(lattice[np.ix_(rows, columns)], np.float32)


def _irises(scene: Scene, stage: Stage, sitter: Person) -> tuple[features.Iris, features.Iris]:
    left, right = (features.Iris(*found) for found in eyes.irises(sitter.head.shape, scene.subject, stage.head, stage.lens))
    return left, right


def _shoulders(scene: Scene, stage: Stage, sitter: Person) -> tuple[Floats, float]:
    return stage.lens.project(stage.body.to_camera(sitter.torso.shoulders_mm)), scene.subject.shoulders_yaw_deg
