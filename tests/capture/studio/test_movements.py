from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from studio_views import fields, head

from capture.mean_face import features

if TYPE_CHECKING:
    from capture.studio import movements

CHEEKS = [50, 280]


def moves() -> movements.Moves:
    return fields().face


def test_what_the_jaw_takes_along() -> None:
    share = moves().jaw_frac
    assert share[features.CHIN] > 0.95
    assert share[features.INNER_LOWER_LIP][4] > 0.95
    assert share[features.INNER_UPPER_LIP].max() == 0
    assert share[[features.NOSE_TIP, features.FOREHEAD, *CHEEKS]].max() < 0.05
    assert ((share >= 0) & (share <= 1)).all()


def test_the_upper_lip_lifts_alone() -> None:
    lift = moves().lift_frac
    assert lift[features.INNER_UPPER_LIP][4] > 0.9
    assert lift[features.INNER_LOWER_LIP].max() == 0
    assert lift[features.NOSE_TIP] < 0.2


def test_corners_go_out_up_and_back_and_cheeks_rise() -> None:
    smile = moves().smile
    assert smile[features.LEFT_MOUTH_CORNER, 0] > 8
    assert smile[features.LEFT_MOUTH_CORNER, 1] < -6
    assert smile[features.LEFT_MOUTH_CORNER, 2] > 1
    assert smile[CHEEKS, 1].max() < -0.5
    assert np.abs(smile[features.FOREHEAD]).max() < 0.05
    frown = moves().frown
    assert frown[features.LEFT_MOUTH_CORNER, 1] > 5


def test_brows_move_alone() -> None:
    brow = moves().brow
    assert brow[features.LEFT_BROW, 1].mean() < -6
    assert np.abs(brow[[features.NOSE_TIP, features.CHIN, features.LEFT_MOUTH_CORNER]]).max() < 0.05


def test_a_squint_gathers_the_skin_below_the_eyes() -> None:
    squint = moves().squint
    below = head().landmarks_mm[list(features.LEFT_EYE[:2]), :2].mean(axis=0) + np.array([0, 9])
    nearest = np.linalg.norm(head().landmarks_mm[:, :2] - below, axis=1).argmin()
    assert squint[nearest, 1] < -1
    assert squint[nearest, 2] < -0.5
    still = [features.NOSE_TIP, features.LEFT_MOUTH_CORNER, *features.LEFT_BROW, *features.LEFT_EYE[:2], *features.LEFT_EYE[2]]
    assert np.abs(squint[still]).max() < 0.1


def test_the_back_of_the_head_stays() -> None:
    whole = fields().head
    behind = head().points_mm[..., 2] > 45
    for field in (whole.smile, whole.parted, whole.frown, whole.brow, whole.squint):
        assert np.abs(field[behind]).max() < 0.01
    assert whole.jaw_frac[behind].max() < 0.01


def test_nothing_folds_over() -> None:
    """Neighbours on the map keep their order from side to side under a full smile, and from top to bottom under raised brows."""
    points, whole = head().points_mm, fields().head
    face = slice(40, 130), slice(66, 126)
    smiled, raised = (points + whole.smile)[face], (points + whole.brow)[face]
    assert (np.diff(smiled[..., 0], axis=1) > 0).all()
    assert (np.diff(raised[..., 1], axis=0) > 0).mean() > 0.995
