from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np
import pytest
from kept_shots import CHIN_Y, CROWN_Y, HEAD_X, HEIGHT, WIDTH, face

from capture.develop import doubt_of
from capture.head import CrownFrom
from capture.session.features import features_of

if TYPE_CHECKING:
    from capture.session import Features

CELL_PX = 2.5
"""A matte of 256 by 192 cells, as an export has it of the drawn frame."""


def person() -> np.ndarray:
    """Return the drawn head's own matte on a body, with a border two cells wide."""
    matte = np.zeros((192, 256), np.float32)
    middle = (round(HEAD_X / CELL_PX), round((CROWN_Y + CHIN_Y) / 2 / CELL_PX))
    cv2.ellipse(matte, middle, (27, 36), 0, 0, 360, 1.0, -1)
    cv2.rectangle(matte, (90, 130), (182, 191), 1.0, -1)
    cv2.rectangle(matte, (126, 110), (146, 140), 1.0, -1)
    return np.asarray(cv2.blur(matte, (3, 3)), np.float32)


def features(matte: np.ndarray | None = None) -> Features:
    return features_of(face(matte=person() if matte is None else matte), None, (HEIGHT, WIDTH))


def test_a_matte_that_follows_the_head_leaves_no_doubt() -> None:
    doubt = doubt_of(person(), (WIDTH, HEIGHT), features(), None)
    assert doubt.face_frac == 1
    assert doubt.wide_frac == 0
    assert doubt.above_frac == 0


def test_a_patch_of_wall_above_the_head_is_measured_by_the_faces_area() -> None:
    matte = person()
    matte[4:24, 120:150] = 1
    doubt = doubt_of(matte, (WIDTH, HEIGHT), features(), None)
    left, top, right, bottom = features().outline_box_px
    assert doubt.above_frac == pytest.approx(20 * 30 * CELL_PX**2 / ((right - left) * (bottom - top)), rel=0.02)


def test_a_person_who_touches_the_top_edge_far_above_the_skull_is_doubtful_though_no_crown_was_seen() -> None:
    size_px = (WIDTH, HEIGHT + 200)
    grown = np.vstack([np.zeros((80, 256), np.float32), person()])
    grown[:130, 116:156] = 1
    low = features_of(face(matte=None), None, (HEIGHT, WIDTH))
    (left_x, left_y), (right_x, right_y), (left, top, right, bottom) = low.left_eye_px, low.right_eye_px, low.outline_box_px
    seen = msgspec.structs.replace(
        low,
        left_eye_px=(left_x, left_y + 200),
        right_eye_px=(right_x, right_y + 200),
        outline_box_px=(left, top + 200, right, bottom + 200),
        crown_y_px=0.0,
        crown_from=CrownFrom.CUT,
    )
    assert doubt_of(grown, size_px, seen, None).above_frac > 0.1
    grown[:100] = 0
    assert doubt_of(grown, size_px, seen, None).above_frac == 0


def test_a_wide_half_covered_band_is_past_mending_and_a_narrow_one_is_not() -> None:
    matte = person()
    matte[40:90, 156:196] = np.maximum(matte[40:90, 156:196], 0.5)
    assert doubt_of(matte, (WIDTH, HEIGHT), features(), None).wide_frac > 0.15
    narrow = np.asarray(cv2.blur(person(), (3, 3)), np.float32)
    assert doubt_of(narrow, (WIDTH, HEIGHT), features(), None).wide_frac < 0.01


def test_nobody_in_the_matte_is_no_face_and_half_a_person_everywhere_is_all_doubt() -> None:
    assert doubt_of(np.zeros((192, 256), np.float32), (WIDTH, HEIGHT), features(), None).face_frac == 0
    assert doubt_of(np.full((192, 256), 0.5, np.float32), (WIDTH, HEIGHT), features(), None).wide_frac > 1
