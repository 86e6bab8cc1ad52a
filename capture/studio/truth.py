"""What a scene's numbers truly are: a `Reading` like a measured one, from the scene instead of from its picture.

Each part says how it is known; where a measure has a formula, the same formula is used, from a low module that both share. What only a picture has
(catchlights' spots, the colour distance at the person's edge) is None. Beyond the parts in modules of their own:

- Sharpness: an edge's blur is the spread of an ideal step, the lens's own softness, the defocus and the streak of motion, as standard deviations of one
  blur after the other (their squares add up), at the size at which `capture.focus` reads the face. The streak counts along its way only, as it does there.
- Haze is the lens's own. What it lays over face and room is left out of their tones: those are of the light that came to the lens.
- Eyes and expression are the scene's own fractions; a wide smile opens the mouth as well, and a squint takes its part of the lids' gap.
- `index` is 0 and motion is told at 30 frames a second: a scene knows its time, not its source's frames.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from capture.sharpness import CRISPEST_PX, reading_scale, sharpness
from capture.studio import blur, boxes, glasses, meter, response, sensor, silhouette, truth_background, truth_light, truth_place, truth_tones
from capture.studio.expression import WIDEST_MOUTH_MM, gap_mm, landmarks, lid_poses
from capture.studio.face import mesh_px, seen, surfaces_mm
from capture.studio.person import KEPT, person
from capture.studio.stage import set_stage
from capture.types import ExpressionReading, EyesReading, FocusReading, Reading

if TYPE_CHECKING:
    from capture.script.persona import Persona
    from capture.script.scene import Scene
    from capture.studio.meter import Meter, Metered
    from capture.studio.person import Person
    from capture.studio.stage import Stage
    from capture.types import Floats, FramingReading

CROWN_ROWS = slice(0, 60, 2)
"""Rows of the head map that can be the highest: from the crown to the brows."""
ROUGH_STEP = 6
"""The person's outline only has to leave the background free."""
DISC_SPREAD = 0.25
"""Standard deviation along an axis of an even disc, in its diameters."""
STREAK_SPREAD = 12**-0.5
"""And of an even streak along its way, in its lengths."""


def truth(scene: Scene) -> Reading:
    """Return the scene's exact reading."""
    stage = set_stage(scene)
    sitter = person(scene.persona)
    mesh_mm = landmarks(sitter.head.shape, sitter.head.fields, scene.subject)
    camera = truth_place.camera(scene, stage, mesh_mm)
    in_sight = seen(scene, stage, mesh_mm)
    faces = int(in_sight) + _faces_behind(scene, stage, mesh_mm, in_sight=in_sight)
    if not in_sight:
        return Reading(0, scene.t_s, faces, camera=camera)
    metered = meter.read(_meter(scene.persona), sitter.head, scene, stage)
    pose = truth_place.pose(scene, stage, mesh_mm)
    framing = truth_place.framing(scene, stage, mesh_mm, sitter.head.points_mm[CROWN_ROWS, ::2].reshape(-1, 3))
    room = truth_background.behind(scene, silhouette.matte(surfaces_mm(stage, sitter, ROUGH_STEP), stage.lens, fine=1))
    motion_px = truth_place.motion_px(scene, stage, mesh_mm)
    return Reading(
        index=0,
        t_s=scene.t_s,
        faces=faces,
        light=truth_light.light(metered, stage, truth_place.sight(stage, mesh_mm), pose.yaw_deg),
        exposure=truth_tones.exposure(scene, metered, None if room is None else room.mean),
        colour=truth_tones.colour(scene, metered),
        pose=pose,
        framing=framing,
        focus=_focus(scene, framing, motion_px),
        eyes=_eyes(scene, stage, sitter, metered),
        expression=_expression(scene),
        background=None if room is None else truth_background.background(room, truth_tones.face_light(scene, metered)),
        camera=camera,
    )


@lru_cache(maxsize=KEPT)
def _meter(persona: Persona) -> Meter:
    return meter.meter(person(persona).head)


def _faces_behind(scene: Scene, stage: Stage, mesh_mm: Floats, *, in_sight: bool) -> int:
    if scene.bystander is None:
        return 0
    sitter_px = mesh_px(stage, mesh_mm)[:, :2] if in_sight else None
    found = boxes.behind(scene, sitter_px)
    return int(found is not None and boxes.counted(found, None if sitter_px is None else boxes.box(sitter_px)))


def _focus(scene: Scene, framing: FramingReading, motion_px: float) -> FocusReading:
    """Return the sharpness of the face's edges across their blur, and how much of that blur is the shutter's."""
    lens_px = blur.LENS_PX * scene.size_px[0] / 1280
    disc_px = DISC_SPREAD * sensor.defocus_px(scene)
    streak_px = STREAK_SPREAD * motion_px * scene.camera.shutter_ms / 1000 / truth_place.PACE_S
    scale = reading_scale(framing.eye_distance_px)
    narrowest_px = math.hypot(CRISPEST_PX, scale * lens_px, scale * disc_px)
    widest_px = math.hypot(narrowest_px, scale * streak_px)
    return FocusReading(sharpness(widest_px), motion_px, 1 - (narrowest_px / widest_px) ** 2, scene.camera.haze_frac)


def _eyes(scene: Scene, stage: Stage, sitter: Person, metered: Metered) -> EyesReading:
    subject = scene.subject
    gain = response.exposure_gain(scene.camera, scene.t_s)
    glare_frac = glasses.glare_frac(sitter.spectacles, sitter.head.shape, stage.head, metered.lamps, gain) if sitter.spectacles else 0.0
    left, right = (pose.gap_frac for pose in lid_poses(subject))
    return EyesReading(left, right, subject.gaze_yaw_deg, subject.gaze_pitch_deg, glare_frac)


def _expression(scene: Scene) -> ExpressionReading:
    subject = scene.subject
    return ExpressionReading(subject.smile_frac, min(gap_mm(subject) / WIDEST_MOUTH_MM, 1.0), subject.squint_frac, subject.brow_frac)
