from __future__ import annotations

import numpy as np

from capture.mean_face.shadows import DIRECTIONS, LIT_FRAC
from capture.mean_face.skin import CENTRES_MM


def nearest(x: float, y: float, z: float) -> int:
    towards = np.array([x, y, z]) / np.linalg.norm([x, y, z])
    return int((DIRECTIONS @ towards).argmax())


def triangle(x_mm: float, y_mm: float) -> int:
    return int((np.linalg.norm(CENTRES_MM[:, :2] - [x_mm, y_mm], axis=1) + 0.2 * CENTRES_MM[:, 2]).argmin())


def test_directions_cover_the_sphere_evenly_and_mirror() -> None:
    np.testing.assert_allclose(np.linalg.norm(DIRECTIONS, axis=1), 1, atol=1e-5)
    neighbour_deg = np.degrees(np.arccos(np.clip(np.sort(DIRECTIONS @ DIRECTIONS.T, axis=1)[:, -2], -1, 1)))
    assert neighbour_deg.min() > 7
    assert neighbour_deg.max() < 11
    mirrored = DIRECTIONS * np.float32([-1, 1, 1])
    assert (mirrored @ DIRECTIONS.T).max(axis=1).min() > 0.99999


def test_a_light_from_above_leaves_the_nose_shadow_on_the_lip_and_one_in_front_none() -> None:
    above, front = nearest(0, -1, -0.45), nearest(0, 0, -1)
    lip = triangle(0, 55)
    assert LIT_FRAC[lip, above] < 0.4
    assert LIT_FRAC[lip, front] == 1
    assert LIT_FRAC[triangle(0, -45), above] == 1


def test_a_light_from_the_left_is_kept_from_the_right_of_the_nose() -> None:
    left = nearest(0.8, -0.1, -0.6)
    right = nearest(-0.8, -0.1, -0.6)
    near_nose = triangle(-20, 35)
    assert LIT_FRAC[near_nose, left] < 0.5
    assert LIT_FRAC[near_nose, right] == 1
