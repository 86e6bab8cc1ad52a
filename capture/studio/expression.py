"""What a face does: smile, brows, an opening mouth. Each is a displacement of the head's surface, the same for the head map and for the face mesh.

Fractions are those of `capture.script.scene.Subject`, and 1 is what the measure of expressions counts as 1. The jaw turns about the joints before the ears.
Over `PARTING_FRAC` a smile parts the lips and shows the upper teeth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.axes import azimuth_elevation_deg, direction, rotation
from capture.mean_face import features
from capture.studio import lids
from capture.studio.movements import HINGE_MM, LIP_LINE_MM, LIP_NODES, Landmarks, below_line_mm, lip_line, moves_of
from capture.studio.noise import smooth_step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.script.scene import Subject
    from capture.studio.movements import Moves
    from capture.studio.shape import HeadShape
    from capture.types import Floats

WIDEST_MOUTH_MM = 45.0
"""Between the lips of a mouth opened as far as it goes (adults)."""
PARTING_FRAC = 0.6
"""Of a full smile: up to here lips stay closed."""
PARTED_LIFT_MM, PARTED_DROP_MM = 1.4, 5.4
"""How far a full smile lifts the upper lip off the lower one, and lowers the lower one with the jaw."""


@dataclass(frozen=True, slots=True, eq=False)
class Fields:
    """How one persona's face moves."""

    head: Moves
    """Of the head map (`grid.GEOMETRY`)."""
    face: Moves
    """Of the face mesh."""
    lips_mm: Floats
    """(LIP_NODES, 3) the line between the closed lips, in the head's frame."""
    upper_lip: Moves
    lower_lip: Moves
    """Of that line, as the edge of either lip."""
    lids: tuple[lids.Lids, lids.Lids]
    """The subject's (left, right)."""
    lip_reach_mm: float
    """From the hinge to the lips' middle: turns a gap into the jaw's angle."""


def fields(shape: HeadShape) -> Fields:
    """Return how the face of a head moves. A face that is lopsided at rest moves lopsidedly."""
    mesh = shape.landmarks_mm.astype(np.float64)
    face = Landmarks(mesh, lip_line(mesh))
    line = face.line_mm.astype(np.float32)
    # The mesh's lips lie on one another: which side of the line a vertex belongs to is known by its name.
    below = below_line_mm(shape.landmarks_mm, face)
    below[features.INNER_UPPER_LIP] = -1.0
    below[features.INNER_LOWER_LIP] = 1.0
    return Fields(
        head=moves_of(shape.points_mm, below_line_mm(shape.points_mm, face), face, LIP_LINE_MM),
        face=moves_of(shape.landmarks_mm, below, face, 0.1),
        lips_mm=line,
        upper_lip=moves_of(line, np.full(LIP_NODES, -1.0, np.float32), face, 0.1),
        lower_lip=moves_of(line, np.full(LIP_NODES, 1.0, np.float32), face, 0.1),
        lids=lids.of(shape),
        lip_reach_mm=float(np.linalg.norm(face.middle_mm[1:] - HINGE_MM[1:])),
    )


def move(points_mm: Floats, fields: Fields, subject: Subject) -> Floats:
    """Return the head map (V, U, 3) with the subject's expression; hair that lies on it moves along."""
    return _moved(points_mm, fields.head, fields, subject)


def landmarks(shape: HeadShape, fields: Fields, subject: Subject) -> Floats:
    """Return (468, 3) mm in the head's frame: the face mesh with the subject's expression and lids, as a tracker without error would report it."""
    mesh = _moved(shape.landmarks_mm, fields.face, fields, subject).copy()
    eyes = zip(fields.lids, (features.LEFT_EYE, features.RIGHT_EYE), lid_poses(subject), strict=True)
    for lid, (_, _, upper, lower), pose in eyes:
        for vertices, edge in ((upper, 0), (lower, 1)):
            across, _ = lid.flat(shape.landmarks_mm[vertices, 0], shape.landmarks_mm[vertices, 1])
            mesh[vertices] = lid.on_surface(across, lid.reported(across, pose)[edge])
    return mesh


def lips(fields: Fields, subject: Subject) -> tuple[Floats, Floats]:
    """Return the (upper, lower) lip's inner edge, (LIP_NODES, 3) mm each in the head's frame, from the subject's right corner to the left one."""
    upper = _moved(fields.lips_mm, fields.upper_lip, fields, subject)
    return upper, _moved(fields.lips_mm, fields.lower_lip, fields, subject)


def gap_mm(subject: Subject) -> float:
    """Return the gap between the lips' middles: the mouth's opening, and what a wide smile shows of the teeth."""
    return max(subject.mouth_open_frac, 0.0) * WIDEST_MOUTH_MM + _parting(subject) * (PARTED_LIFT_MM + PARTED_DROP_MM)


def jaw_rad(fields: Fields, subject: Subject) -> float:
    """Return how far the jaw has turned open about its hinge."""
    drop_mm = gap_mm(subject) - _parting(subject) * PARTED_LIFT_MM
    return float(2 * np.arcsin(min(drop_mm / (2 * fields.lip_reach_mm), 0.9)))


def gaze_towards(subject: Subject) -> NDArray[np.float64]:
    """Return the unit vector (3,) of the look in the head's frame: the eyes make up for the head's pose."""
    pose = rotation(subject.yaw_deg, subject.pitch_deg, subject.roll_deg)
    return np.asarray(pose.T @ direction(subject.gaze_yaw_deg, subject.gaze_pitch_deg), np.float64)


def lid_poses(subject: Subject) -> tuple[lids.LidPose, lids.LidPose]:
    """Return what moves the subject's (left, right) lids."""
    _, pitch_deg = azimuth_elevation_deg(gaze_towards(subject))
    smile, squint = max(subject.smile_frac, 0.0), max(subject.squint_frac, 0.0)
    left, right = (lids.LidPose(max(open_frac, 0.0), smile, pitch_deg, squint) for open_frac in (subject.left_open_frac, subject.right_open_frac))
    return left, right


def _parting(subject: Subject) -> float:
    return float(smooth_step(PARTING_FRAC, 1.0, subject.smile_frac))


def _moved(points_mm: Floats, moves: Moves, fields: Fields, subject: Subject) -> Floats:
    moved = points_mm
    if subject.smile_frac > 0:
        moved = moved + np.float32(subject.smile_frac) * moves.smile + np.float32(_parting(subject)) * moves.parted
    if subject.smile_frac < 0:
        moved = moved - np.float32(subject.smile_frac) * moves.frown
    if subject.squint_frac > 0:
        moved = moved + np.float32(subject.squint_frac) * moves.squint
    if subject.brow_frac:
        moved = moved + np.float32(subject.brow_frac) * moves.brow
    angle = jaw_rad(fields, subject)
    if angle:
        # Rotation about the x axis, chin down and back: (cos − 1) and sin of the arm, weighed by how far a point goes along.
        y, z = moves.arm_mm[..., 0], moves.arm_mm[..., 1]
        along, across = np.float32(np.cos(angle) - 1), np.float32(np.sin(angle))
        swing = np.stack([np.zeros_like(y), along * y - across * z, along * z + across * y], -1)
        lift = np.float32(_parting(subject) * PARTED_LIFT_MM) * moves.lift_frac
        moved = moved + swing * moves.jaw_frac[..., None]
        moved[..., 1] -= lift
    return moved
