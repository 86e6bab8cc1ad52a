from __future__ import annotations

import numpy as np
import pytest
from studio_views import EVEN, fields, head

from capture import expression as measured
from capture import eyes
from capture.mean_face import features
from capture.script.persona import Persona, Shape
from capture.script.scene import Subject
from capture.studio import expression, grid

LOPSIDED = Persona(name="Lopsided", seed=9, shape=Shape(asymmetry=1.0, lips=0.8, width=0.95, eye_size=0.5))
FAR_PX_PER_MM = 2.0

UPPER_LIP_EDGE, LOWER_LIP_EDGE = (row[len(row) // 2] for row in (features.INNER_UPPER_LIP, features.INNER_LOWER_LIP))


def mesh(persona: Persona = EVEN, **subject: float) -> np.ndarray:
    return expression.landmarks(head(persona), fields(persona), Subject(**subject))


def read(persona: Persona = EVEN, **subject: float) -> measured.ExpressionReading:
    """Return what the measure of expressions says of the exact mesh, seen from far away."""
    px = (mesh(persona, **subject) * FAR_PX_PER_MM + np.array([640, 360, 0])).astype(np.float32)
    irises = features.Iris(px[features.LEFT_EYE[0], :2], 10.0), features.Iris(px[features.RIGHT_EYE[0], :2], 10.0)
    face = features.name(px, irises, confidence_frac=1.0, shoulders=None, matte=None)
    return measured.measure(np.zeros((720, 1280, 3), np.uint8), face, eyes.measure(face, None))


def test_a_neutral_face_is_the_personas_own_mesh() -> None:
    lids = [vertex for eye in (features.LEFT_EYE, features.RIGHT_EYE) for vertex in (*eye[2], *eye[3])]
    others = np.setdiff1d(np.arange(468), lids)
    assert np.array_equal(mesh()[others], head().landmarks_mm[others])
    assert expression.move(head().points_mm, fields(), Subject()) is head().points_mm


@pytest.mark.parametrize("persona", [EVEN, LOPSIDED], ids=lambda persona: persona.name)
def test_a_smile_measures_what_the_scene_says(persona: Persona) -> None:
    rest = read(persona).smile_frac
    assert abs(rest) < 0.2
    for asked in (0.25, 0.5, 0.8):
        assert read(persona, smile_frac=asked).smile_frac - rest == pytest.approx(asked, abs=0.12)
    # The measure is fitted to what MediaPipe makes of mouths, which pulls corners down more than an exact mesh.
    assert -0.6 < read(persona, smile_frac=-0.5).smile_frac - rest < -0.2


@pytest.mark.parametrize("name", ["smile_frac", "brow_frac"])
def test_more_reads_more(name: str) -> None:
    read_at = [getattr(read(**{name: asked}), name) for asked in (0.0, 0.1, 0.2, 0.3, 0.4)]
    assert read_at == sorted(set(read_at))


def test_an_open_mouth_measures_its_gap_and_is_no_smile() -> None:
    for asked in (0.1, 0.3, 0.6):
        reading = read(mouth_open_frac=asked)
        lips = mesh(mouth_open_frac=asked)
        assert np.linalg.norm(lips[LOWER_LIP_EDGE] - lips[UPPER_LIP_EDGE]) / expression.WIDEST_MOUTH_MM == pytest.approx(asked, abs=0.04)
        assert reading.smile_frac == pytest.approx(read().smile_frac, abs=0.08)
    opened = mesh(mouth_open_frac=0.4) - mesh()
    assert opened[features.CHIN, 1] > 10, "the chin drops"
    assert opened[features.CHIN, 2] > 4, "and goes back: the jaw turns about its joints"
    assert np.abs(opened[features.NOSE_TIP]).max() < 0.01


def test_brows_measure_their_lift() -> None:
    rest = read().brow_frac
    for asked in (-0.3, 0.2, 0.4, 0.6):
        assert read(brow_frac=asked).brow_frac - rest == pytest.approx(asked, abs=0.1)


def test_only_a_wide_smile_shows_teeth() -> None:
    assert expression.gap_mm(Subject(smile_frac=0.55)) == 0
    assert expression.gap_mm(Subject(smile_frac=1.0)) > 5
    assert expression.gap_mm(Subject(mouth_open_frac=0.5)) == pytest.approx(22.5)


def test_the_lips_edges_are_the_meshs_and_meet_in_the_corners() -> None:
    subject = Subject(smile_frac=0.9, mouth_open_frac=0.2)
    upper, lower = expression.lips(fields(), subject)
    found = expression.landmarks(head(), fields(), subject)
    for vertices, edge in ((features.INNER_UPPER_LIP, upper), (features.INNER_LOWER_LIP, lower)):
        apart = np.linalg.norm(found[vertices][:, None] - edge[None], axis=2).min(axis=1)
        assert apart.max() < 1.0
    assert np.abs(upper[[0, -1]] - lower[[0, -1]]).max() < 0.1
    assert lower[20, 1] - upper[20, 1] == pytest.approx(expression.gap_mm(subject), rel=0.1)


def test_the_head_map_moves_as_the_mesh_does() -> None:
    subject = Subject(smile_frac=0.6, brow_frac=0.5)
    moved = expression.move(head().points_mm, fields(), subject) - head().points_mm
    rows, columns = grid.GEOMETRY
    for vertex in (features.LEFT_MOUTH_CORNER, features.LEFT_BROW[2], 425, features.CHIN):
        u, v = grid.place(head().landmarks_mm[vertex])
        nearest = moved[round(float(v) * (rows - 1)), round(float(u) * (columns - 1))]
        assert nearest == pytest.approx((mesh(smile_frac=0.6, brow_frac=0.5) - mesh())[vertex], abs=0.9)


def test_an_even_face_smiles_evenly() -> None:
    smile = mesh(smile_frac=1.0)
    right, left = smile[features.RIGHT_MOUTH_CORNER], smile[features.LEFT_MOUTH_CORNER]
    assert right == pytest.approx(left * [-1, 1, 1], abs=0.3)


def test_the_eyes_make_up_for_the_heads_turn() -> None:
    assert expression.gaze_towards(Subject()) == pytest.approx([0, 0, -1])
    turned = expression.gaze_towards(Subject(yaw_deg=30))
    assert turned[0] < -0.4, "with the head to their left the eyes look to their right"
    assert expression.gaze_towards(Subject(gaze_pitch_deg=10))[1] < -0.1, "up"


def test_each_eye_has_its_own_lids() -> None:
    left, right = expression.lid_poses(Subject(left_open_frac=0.2, pitch_deg=15))
    assert (left.open_frac, right.open_frac) == (0.2, 1.0)
    assert left.gaze_pitch_deg == pytest.approx(-15)
