from __future__ import annotations

import numpy as np
import pytest

from capture.script.people import named
from capture.script.scene import Ambient, Camera, Lamp, Scene, Subject
from capture.studio import draw_head, lighting
from capture.studio.person import person
from capture.studio.sheet import normals_of
from capture.studio.stage import View, set_stage

SIZE = (320, 320)


def see(*lamps: Lamp, ambient_ev: float = -8.0, **subject: float) -> tuple[View, np.ndarray]:
    scene = Scene(
        persona=named()["bruno"],
        size_px=SIZE,
        subject=Subject(**subject),
        lamps=lamps,
        ambient=Ambient(strength_ev=ambient_ev),
        camera=Camera(hfov_deg=28),
    )
    stage = set_stage(scene)
    found = draw_head.see(person(scene.persona).head, stage, lighting.lamps(scene, stage), scene.subject)
    assert found is not None
    return found


def halves(view: View, colour: np.ndarray) -> tuple[float, float]:
    """Return the light from the picture's left and right half of a straight head's middle rows."""
    x0, y0, _, y1 = view.box
    middle = SIZE[0] // 2 - x0
    rows = slice((y1 - y0) // 3, 2 * (y1 - y0) // 3)
    lit = colour[..., 1] * view.alpha
    return float(lit[rows, middle - 40 : middle - 15].mean()), float(lit[rows, middle + 15 : middle + 40].mean())


def test_a_lamp_from_the_subjects_left_lights_the_pictures_right_half() -> None:
    left, right = halves(*see(Lamp(azimuth_deg=60, elevation_deg=10)))
    assert right > 2 * left
    mirrored = halves(*see(Lamp(azimuth_deg=-60, elevation_deg=10)))
    assert mirrored[0] > 2 * mirrored[1]


def test_a_near_lamp_lights_the_near_half_more_and_the_far_half_less() -> None:
    (far_left, far_right), (near_left, near_right) = (halves(*see(Lamp(azimuth_deg=35, elevation_deg=10, distance_mm=mm))) for mm in (20_000, 600))
    assert near_right > 1.03 * far_right
    assert near_left < 0.95 * far_left


def test_lights_add_up() -> None:
    one, two = Lamp(azimuth_deg=40), Lamp(azimuth_deg=-70, strength_ev=-1)
    (_, both), (_, first), (_, second) = see(one, two), see(one), see(two)
    # Whose highlights show the pores is settled by the strongest lamp alone, so that a few pixels differ.
    assert np.median(np.abs(both - first - second) / np.maximum(both, 0.02)) < 0.03


def test_the_nose_throws_its_shadow() -> None:
    """Of skin on the face's front that is turned to the lamp alike, some lies in the shadow of the nose."""
    view, _ = see(Lamp(azimuth_deg=60, elevation_deg=20, radius_deg=3))
    cosine = normals_of(view.points_mm) @ view.lights[0].towards_head
    alike = (cosine > 0.3) & (cosine < 0.4) & (view.points_mm[..., 2] < -40) & (np.abs(view.points_mm[..., 1]) < 60)
    light = view.irradiance[alike, 1]
    assert alike.sum() > 50
    assert np.percentile(light, 3) < 0.35 * np.percentile(light, 90)


def test_a_stop_more_is_twice_the_light() -> None:
    (_, dim), (_, bright) = see(Lamp(strength_ev=-1), ambient_ev=-3), see(Lamp(strength_ev=0), ambient_ev=-2)
    assert np.allclose(bright, 2 * dim, rtol=1e-3, atol=1e-4)


def test_without_lamps_there_is_the_light_from_all_round_and_without_any_there_is_none() -> None:
    (_, some), (_, none) = see(ambient_ev=0.0), see(ambient_ev=-30.0)
    assert 0.2 < some[some.shape[0] // 2, some.shape[1] // 2, 0] < 1.0
    assert none.max() < 1e-6


def test_a_lamp_behind_leaves_the_face_dark_and_its_edge_bright() -> None:
    view, colour = see(Lamp(azimuth_deg=140, elevation_deg=0))
    inside = view.alpha > 0.99
    luminance = np.where(inside, colour[..., 1], 0)
    row = luminance[luminance.shape[0] // 2]
    x0 = view.box[0]
    assert row[SIZE[0] // 2 - x0] < 0.02
    assert row.max() > 0.1
    assert int(row.argmax()) > SIZE[0] // 2 - x0 + 40


def test_the_outline_is_smooth_and_the_box_holds_the_whole_head() -> None:
    view, _ = see(Lamp())
    partly = (view.alpha > 0.02) & (view.alpha < 0.98)
    assert partly.sum() > 100
    border = np.concatenate([view.alpha[0], view.alpha[:, 0], view.alpha[:, -1]])
    assert border.max() == pytest.approx(0, abs=1e-3)


def test_lattice_coordinates_find_the_nose_where_it_is_projected() -> None:
    view, _ = see(Lamp(), yaw_deg=20)
    nose = person(named()["bruno"]).head.shape.landmarks_mm[1]
    x, y = np.round(view.project(nose)).astype(int) - view.box[:2]
    from_mid_head = view.points_mm[round(view.v[y, x] * 159), round(view.u[y, x] * 191)]
    assert np.linalg.norm(from_mid_head - nose) < 4


def test_a_head_beside_the_picture_is_not_seen() -> None:
    scene = Scene(persona=named()["bruno"], size_px=SIZE, subject=Subject(x_mm=900))
    stage = set_stage(scene)
    assert draw_head.see(person(scene.persona).head, stage, lighting.lamps(scene, stage), scene.subject) is None
