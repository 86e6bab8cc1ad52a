from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from kept_shots import CHIN_Y, EYES_Y, HEAD_X, HEIGHT, WIDTH, face

from capture.head import CrownFrom, crown_of, head_of
from capture.session.features import features_of
from capture.types import PoseReading

SHAPE = (HEIGHT, WIDTH)


def test_points_of_the_face_are_kept() -> None:
    features = features_of(face(), None, SHAPE)
    assert features.left_eye_px == (HEAD_X + 26, EYES_Y)
    assert features.right_eye_px == (HEAD_X - 26, EYES_Y)
    assert features.chin_px == (HEAD_X, CHIN_Y)
    assert features.outline_box_px[3] == pytest.approx(CHIN_Y, abs=0.01)
    assert features.outline_box_px[0] == pytest.approx(HEAD_X - 60, abs=0.3)


def test_the_crown_is_kept_with_how_it_is_known() -> None:
    matte = np.zeros((48, 64), np.float32)
    matte[12:, 26:42] = 1
    seen = features_of(face(matte=matte), None, SHAPE)
    assert (seen.crown_y_px, seen.crown_from) == (pytest.approx(120, abs=0.01), CrownFrom.MATTE)
    matte[:] = 1
    assert features_of(face(matte=matte), None, SHAPE).crown_from is CrownFrom.CUT


def test_the_pose_counts_for_the_crown() -> None:
    level, down = (features_of(face(), PoseReading(0, pitch_deg, 0, None), SHAPE).crown_y_px for pitch_deg in (0, -20))
    assert down < level - 10
    assert down == crown_of(SHAPE, face().matte, head_of(face(), PoseReading(0, -20, 0, None))).y_px


def test_the_shoulders_are_kept_where_they_were_seen() -> None:
    assert features_of(face(), None, SHAPE).shoulders_px is None
    seen = replace(face(), shoulders_px=np.array([[460, 420], [220, 425]], np.float32))
    assert features_of(seen, None, SHAPE).shoulders_px == ((460, 420), (220, 425))
