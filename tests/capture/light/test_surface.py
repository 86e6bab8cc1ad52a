from __future__ import annotations

import numpy as np
import pytest
from faces import made_face
from lit_face import painted

from capture.axes import rotation
from capture.light import surface
from capture.mean_face import TRIANGLES, VERTICES_MM
from capture.mean_face.skin import CENTRES_MM, SKIN
from capture.pixels import LINEAR_OF_CODE

STRAIGHT = np.eye(3, dtype=np.float32)


def test_each_triangle_returns_the_light_that_was_painted_on_it() -> None:
    face = made_face(px_per_mm=3.0)
    light = np.linspace(0.1, 0.6, len(TRIANGLES)).astype(np.float32)
    skin = surface.read(painted(face, light), face.mesh_px, STRAIGHT)
    assert skin is not None
    large = np.abs(CENTRES_MM[skin.triangles, 0]) > 12
    np.testing.assert_allclose((skin.light * skin.mean_light)[large], light[skin.triangles][large], rtol=0.15, atol=0.02)
    assert np.median(np.abs(skin.light * skin.mean_light - light[skin.triangles])) < 0.005
    assert skin.weights.sum() == pytest.approx(1, abs=1e-5)
    assert (skin.weights @ skin.light) == pytest.approx(1, abs=1e-4)


def test_samples_lie_inside_their_triangle_about_its_middle() -> None:
    assert surface.SAMPLES.shape == (9, 3)
    assert (surface.SAMPLES > 0).all()
    np.testing.assert_allclose(surface.SAMPLES.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_allclose(surface.SAMPLES.mean(axis=0), 1 / 3, atol=1e-6)


def test_normals_face_the_camera_and_turn_with_the_head() -> None:
    straight, area_px = surface.facing(VERTICES_MM)
    assert (straight[area_px > 5, 2] < 0).all()
    np.testing.assert_allclose(np.linalg.norm(straight, axis=1), 1, atol=1e-5)
    left = CENTRES_MM[:, 0] > 30
    assert (straight[left & (area_px > 5), 0] > 0).mean() > 0.9
    face = made_face(yaw_deg=20)
    turned = surface.read(np.full((720, 1280, 3), 100, np.uint8), face.mesh_px, rotation(20, 0, 0).astype(np.float32))
    assert turned is not None
    own = surface.facing(made_face().mesh_px)[0][turned.triangles]
    assert np.median(np.degrees(np.arccos(np.clip((turned.normals * own).sum(axis=1), -1, 1)))) < 6


def test_triangles_off_the_picture_and_turned_away_are_left_out() -> None:
    rgb = np.full((720, 1280, 3), 100, np.uint8)
    rgb[::2, ::2] = 140
    whole = surface.read(rgb, made_face(px_per_mm=4).mesh_px, STRAIGHT)
    half = surface.read(rgb, made_face(px_per_mm=4, centre_px=(1279.0, 300.0)).mesh_px, STRAIGHT)
    assert whole is not None
    assert half is not None
    assert set(whole.triangles) <= set(SKIN)
    assert CENTRES_MM[half.triangles, 0].max() <= 0
    assert len(half.triangles) < 0.6 * len(whole.triangles)


def test_clipped_triangles_count_little() -> None:
    face = made_face()
    light = np.where(CENTRES_MM[:, 0] > 0, 1.0, 0.3).astype(np.float32)
    skin = surface.read(painted(face, light), face.mesh_px, STRAIGHT)
    assert skin is not None
    right = CENTRES_MM[skin.triangles, 0] < -5
    assert skin.clipped_frac == pytest.approx(0.5, abs=0.08)
    assert skin.weights[right].sum() > 0.8


def test_dark_pictures_are_unknown() -> None:
    dark = np.full((720, 1280, 3), 5, np.uint8)
    dark[::2] = 6
    assert LINEAR_OF_CODE[6] < surface.DARKEST
    assert surface.read(dark, made_face().mesh_px, STRAIGHT) is None


def test_bars_of_one_colour_are_no_part_of_the_picture() -> None:
    rgb = np.random.default_rng(1).integers(0, 255, (480, 640, 3)).astype(np.uint8)
    assert surface._content(rgb) == (0, 0, 640, 480)
    rgb[:, :100], rgb[:, 560:] = 16, 16
    left, top, right, bottom = surface._content(rgb)
    assert (top, bottom) == (0, 480)
    assert 100 <= left <= 112
    assert 545 <= right <= 560
    assert surface._content(np.full((480, 640, 3), 70, np.uint8)) == (0, 0, 640, 480)
