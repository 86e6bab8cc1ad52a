from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from faces import brows_up, gaping, lower_lids_up, made_face, mirrored, smiling

from capture import expression, eyes
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.studio import face as studio_face
from capture.studio import render

if TYPE_CHECKING:
    from capture.types import ExpressionReading, Face, Rgb

WIDTH_PX = 1280
BLANK = np.full((720, WIDTH_PX, 3), 120, np.uint8)
WHO = people.random(3)


def _read(**more: object) -> ExpressionReading:
    return _of(BLANK, made_face((720, WIDTH_PX), **more))


def _of(rgb: Rgb, face: Face) -> ExpressionReading:
    return expression.measure(rgb, face, eyes.measure(face, None))


def _drawn(**subject: float) -> ExpressionReading:
    """Return the reading of a picture of the studio's, with the mesh that is true of it."""
    scene = Scene(persona=WHO, subject=Subject(**subject))
    return _of(render(scene), studio_face.face(scene))


NEUTRAL = _read()


def test_relaxed_faces_neither_smile_nor_gape() -> None:
    assert NEUTRAL.smile_frac == pytest.approx(0, abs=0.01)
    assert _drawn().mouth_open_frac < 0.05


def test_a_smile_is_lift_and_width() -> None:
    lifted, widened, both = (_read(vertices_mm=smiling(lift, wide)).smile_frac for lift, wide in ((7, 0), (0, 10), (7, 10)))
    assert lifted == pytest.approx(0.27, abs=0.05), "trackers see less of the lift than of the width"
    assert widened == pytest.approx(0.69, abs=0.05)
    assert both == pytest.approx(1.0, abs=0.06)


def test_corners_turned_down_are_below_zero() -> None:
    assert _read(vertices_mm=smiling(-6, 0)).smile_frac < -0.2
    assert _read(vertices_mm=smiling(-9, -4)).smile_frac < -0.5, "a full frown: corners hang and come together"


def test_an_open_mouth_is_no_smile() -> None:
    assert _read(vertices_mm=gaping(18)).smile_frac == pytest.approx(0, abs=0.05)


def test_an_open_mouth_reads_the_gap_that_the_picture_shows() -> None:
    read = [_drawn(mouth_open_frac=frac).mouth_open_frac for frac in (0.1, 0.2, 0.35)]
    assert read == pytest.approx([0.1, 0.2, 0.35], abs=0.09)
    assert read == sorted(read)


def test_brows_read_their_lift_over_eight_millimetres() -> None:
    up, down = _read(vertices_mm=brows_up(3)), _read(vertices_mm=brows_up(-4))
    assert up.brow_frac - NEUTRAL.brow_frac == pytest.approx(3 / 8, abs=0.06)
    assert down.brow_frac - NEUTRAL.brow_frac == pytest.approx(-4 / 8, abs=0.06)


def test_raised_lower_lids_are_a_squint() -> None:
    read = [_drawn(squint_frac=frac).squint_frac for frac in (0.0, 0.5, 1.0)]
    assert read == pytest.approx([0.0, 0.5, 1.0], abs=0.3)
    assert read[1] > read[0] + 0.2
    assert read[2] > read[1] + 0.2


def test_shut_eyes_have_no_squint() -> None:
    assert _drawn(left_open_frac=0.0, right_open_frac=0.0).squint_frac is None
    assert _drawn(left_open_frac=0.0).squint_frac is None


@pytest.mark.parametrize(("yaw_deg", "pitch_deg", "roll_deg"), [(30, 0, 0), (-30, 0, 0), (0, 20, 0), (0, -20, 0), (0, 0, 40), (25, -15, 20)])
@pytest.mark.parametrize("px_per_mm", [0.4, 3.0])
def test_neither_turn_nor_size_changes_the_expression(yaw_deg: float, pitch_deg: float, roll_deg: float, px_per_mm: float) -> None:
    mesh = smiling(5, 6)
    straight = _read(vertices_mm=mesh)
    turned = _read(vertices_mm=mesh, yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg, px_per_mm=px_per_mm)
    for name in ("smile_frac", "brow_frac"):
        assert getattr(turned, name) == pytest.approx(getattr(straight, name), abs=0.02), name


def test_mirroring_keeps_the_expression() -> None:
    face = made_face((720, WIDTH_PX), yaw_deg=15, vertices_mm=smiling(5, 6))
    one, other = _of(BLANK, face), _of(BLANK, mirrored(face, WIDTH_PX))
    for name in ("smile_frac", "mouth_open_frac", "squint_frac", "brow_frac"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=0.02), name


def test_nothing_leaves_its_range() -> None:
    for mesh in (smiling(80, 80), smiling(-80, -30), gaping(200), brows_up(60), brows_up(-60), lower_lids_up(40)):
        reading = _read(vertices_mm=mesh)
        assert -1 <= reading.smile_frac <= 1
        assert 0 <= reading.mouth_open_frac <= 1
        assert reading.squint_frac is None or -1 <= reading.squint_frac <= 1
        assert -1 <= reading.brow_frac <= 1


def test_a_face_of_no_size_gives_numbers() -> None:
    reading = _read(px_per_mm=1e-4)
    assert np.isfinite([reading.smile_frac, reading.mouth_open_frac, reading.brow_frac]).all()
