from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.people import named
from capture.script.scene import Backdrop, Bystander, Camera, Hand, Lamp, Room, Scene, Subject
from capture.studio import linear, render
from capture.studio.face import face

SCENE = Scene(persona=named()["kai"], size_px=(320, 180), backdrop=Backdrop(room=Room.OFFICE))


def changed(scene: Scene, **change: object) -> Scene:
    return msgspec.structs.replace(scene, **change)


def test_a_picture_is_what_a_camera_hands_over() -> None:
    rgb = render(SCENE)
    assert rgb.shape == (180, 320, 3)
    assert rgb.dtype == np.uint8
    assert 40 < rgb.mean() < 200


def test_equal_scenes_give_equal_pixels_in_any_order() -> None:
    scenes = [changed(SCENE, t_s=n / 10, subject=Subject(yaw_deg=7 * n - 10, smile_frac=n / 4)) for n in range(4)]
    forth = [render(scene) for scene in scenes]
    back = [render(scene) for scene in reversed(scenes)][::-1]
    assert all(np.array_equal(one, other) for one, other in zip(forth, back, strict=True))
    assert not np.array_equal(forth[0], forth[1])


def test_the_exact_face_is_where_the_picture_shows_a_face() -> None:
    scene = changed(SCENE, subject=Subject(yaw_deg=20, distance_mm=500), backdrop=Backdrop(room=Room.WALL), lamps=(Lamp(azimuth_deg=0, elevation_deg=0),))
    found = face(scene)
    assert found is not None
    light = linear(scene)
    for eye in (found.left_eye, found.right_eye):
        x, y = np.round(eye.iris_px).astype(int)
        around = light[y - 6 : y + 7, x - 8 : x + 9].mean(axis=-1)
        assert light[y, x].mean() < 0.6 * around.max()


def test_mirrored_light_mirrors_the_shading() -> None:
    plain = changed(SCENE, persona=msgspec.structs.replace(SCENE.persona, shape=msgspec.structs.replace(SCENE.persona.shape, asymmetry=0.0)))
    plain = changed(plain, backdrop=Backdrop(room=Room.WALL), subject=Subject(distance_mm=450))
    left, right = (linear(changed(plain, lamps=(Lamp(azimuth_deg=azimuth),))) for azimuth in (60, -60))
    assert left[60:140, 110:210].mean() == pytest.approx(right[60:140, 110:210].mean(), rel=0.05)
    assert left[90:130, 170:185].mean() > 1.3 * right[90:130, 170:185].mean()


def test_a_bystander_is_behind_and_a_hand_before_the_sitter() -> None:
    alone = linear(SCENE)
    beside = linear(changed(SCENE, bystander=Bystander(persona=named()["hana"], x_mm=450, distance_mm=1700)))
    changes = np.abs(beside - alone).max(axis=-1) > 0.05
    assert changes[:, 200:].any()
    assert not changes[60:110, 145:175].any()
    covered = np.abs(linear(changed(SCENE, hand=Hand())) - alone).max(axis=-1) > 0.02
    assert covered[70:110, 150:170].mean() > 0.6


def test_who_has_left_leaves_the_room_as_it_is() -> None:
    gone = changed(SCENE, subject=Subject(x_mm=2500))
    other = changed(gone, persona=named()["hana"])
    assert np.array_equal(linear(gone), linear(other))


def test_a_fast_turn_smears_the_sitter_and_not_the_room() -> None:
    camera = Camera(shutter_ms=30, noise=0.0)
    still, fast = (render(changed(SCENE, camera=camera, subject=Subject(speed_mm_s=(speed, 0.0, 0.0)))) for speed in (0.0, 900.0))
    moved = np.abs(still.astype(int) - fast).max(axis=-1)
    assert moved[50:130, 130:190].mean() > 3
    assert moved[:, :40].max() <= 1


def test_time_alone_changes_the_noise_and_what_a_shaking_camera_sees() -> None:
    quiet, shaking = (changed(SCENE, camera=Camera(noise=0.0, shake_px=shake_px)) for shake_px in (0.0, 20.0))
    noisy, dithered, moved = (np.abs(render(scene).astype(int) - render(changed(scene, t_s=0.5))).max() for scene in (SCENE, quiet, shaking))
    assert 0 < dithered < 8 < noisy < 40 < moved
