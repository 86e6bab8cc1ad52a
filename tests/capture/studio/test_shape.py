from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from capture.script.persona import Persona, Shape
from capture.studio import grid, shape


@lru_cache
def built(traits: Shape = Shape(), seed: int = 3) -> shape.HeadShape:  # noqa: B008 - frozen
    return shape.build(Persona(name="Nobody", seed=seed, shape=traits))


def radius_at(head: shape.HeadShape, points_mm: np.ndarray) -> np.ndarray:
    rows, columns = grid.GEOMETRY
    place = grid.place(points_mm) * np.array([columns - 1, rows - 1], np.float32)
    return cv2.remap(head.radius_mm, place[None, :, 0], place[None, :, 1], cv2.INTER_LINEAR)[0]


def test_the_surface_goes_through_the_face_mesh() -> None:
    head = built()
    miss = np.abs(radius_at(head, head.landmarks_mm) - np.linalg.norm(head.landmarks_mm, axis=1))
    assert miss.mean() < 0.4
    assert np.percentile(miss, 95) < 1.2


def test_a_head_has_a_heads_size() -> None:
    points = built().points_mm.reshape(-1, 3)
    low, high = points.min(axis=0), points.max(axis=0)
    assert 145 < high[0] - low[0] < 200  # ears included
    assert 215 < high[1] - low[1] < 255
    assert 190 < high[2] - low[2] < 240  # nose included


def test_the_surface_is_smooth_and_closed() -> None:
    radius = built(Shape(ears=-1)).radius_mm
    assert np.allclose(radius[:, 0], radius[:, -1], atol=0.05)
    assert radius.min() > 50
    # Under the chin no bump: as far as it is seen, before the neck, the radius only falls.
    middle = built(Shape(ears=-1)).points_mm[:, radius.shape[1] // 2]
    chin = int(middle[:, 1].argmax())
    seen = radius[chin : chin + int((middle[chin:, 2] < -20).sum()), radius.shape[1] // 2]
    assert len(seen) > 5
    assert (np.diff(seen) < 0).all()


def test_ears_are_at_the_sides_and_stand_out() -> None:
    head = built()
    ear = head.points_mm[head.ear_frac > 0.8]
    assert (np.abs(ear[:, 0]) > 60).all()
    assert (ear[:, 2] > -15).all()
    assert np.abs(head.points_mm[head.ear_frac == 0][:, 0]).max() < np.abs(ear[:, 0]).max() - 5
    assert np.abs(built(Shape(ears=1)).points_mm[..., 0]).max() > np.abs(ear[:, 0]).max() + 2


def test_sockets_are_the_subjects_own_sides_and_the_eyeball_bulges_between_the_lids() -> None:
    head = built()
    assert head.left_eye.outer_mm[0] > head.left_eye.inner_mm[0] > 0 > head.right_eye.inner_mm[0] > head.right_eye.outer_mm[0]
    for socket in (head.left_eye, head.right_eye):
        assert socket.upper_mm[1] < socket.lower_mm[1]
        front = socket.centre_mm[2] - socket.radius_mm
        assert 0.5 < socket.upper_mm[2] - front < 3


def test_a_symmetrical_persona_is_a_mirror_image_and_others_are_not() -> None:
    rows = built(Shape(asymmetry=0)).radius_mm
    assert np.abs(rows - rows[:, ::-1]).max() < 0.8
    assert np.abs(built(Shape(asymmetry=1)).radius_mm - built(Shape(asymmetry=1)).radius_mm[:, ::-1]).max() > 1


def test_the_seed_settles_the_asymmetry_and_the_same_persona_is_the_same_head() -> None:
    assert not np.allclose(built(seed=4).landmarks_mm, built(seed=5).landmarks_mm, atol=0.2)
    again = shape.build(Persona(name="Nobody", seed=4))
    assert np.array_equal(again.radius_mm, built(seed=4).radius_mm)
