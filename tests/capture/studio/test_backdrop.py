from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from capture.pixels import LUMA_WEIGHTS
from capture.script.persona import Persona
from capture.script.scene import Backdrop, Camera, Lamp, Room, Scene, Subject
from capture.studio import backdrop, stage

if TYPE_CHECKING:
    from capture.types import Floats

WALL = Scene(persona=Persona(name="x", seed=1), size_px=(320, 180))


def changed(scene: Scene = WALL, **fields: object) -> Scene:
    return msgspec.structs.replace(scene, **fields)


def luma(scene: Scene) -> Floats:
    return np.asarray(backdrop.paint(scene) @ LUMA_WEIGHTS[0], np.float32)


def room(kind: Room, **camera: object) -> Scene:
    return changed(backdrop=Backdrop(room=kind), camera=Camera(**camera), lamps=())  # type: ignore[arg-type]


def edges(light: Floats) -> float:
    return float(np.abs(np.diff(light, axis=1)).max())


@pytest.mark.parametrize("kind", list(Room))
def test_the_same_scene_is_the_same_room_in_any_order(kind: Room) -> None:
    scene = room(kind)
    first = backdrop.paint(scene)
    assert first.shape == (180, 320, 3)
    assert first.dtype == np.float32
    assert first.min() >= 0
    first[:] = 9
    for other in Room:
        backdrop.paint(room(other, aperture_mm=20.0))
    again = backdrop.paint(scene)
    assert np.array_equal(again, backdrop.paint(scene))
    assert again.max() < 9


def test_rooms_differ_as_their_names_say() -> None:
    means = {kind: float(luma(room(kind)).mean()) for kind in Room}
    assert means[Room.WINDOW] > 3 * means[Room.WALL] > 9 * means[Room.DARK]
    assert edges(luma(room(Room.STRIPES))) > 8 * edges(luma(room(Room.WALL)))


def test_its_own_strength_is_in_stops_and_apart_from_the_lamps() -> None:
    dim, bright = (luma(changed(lamps=(), backdrop=Backdrop(strength_ev=ev))) for ev in (-2.0, -1.0))
    assert bright == pytest.approx(2 * dim, rel=1e-4)
    lit = luma(changed(lamps=(Lamp(strength_ev=1.0),), backdrop=Backdrop(strength_ev=-1.0)))
    assert (lit > bright).all()


def test_a_window_follows_the_rooms_strength() -> None:
    dim, bright = (luma(changed(lamps=(), backdrop=Backdrop(room=Room.WINDOW, strength_ev=ev))) for ev in (-1.0, 0.0))
    assert bright == pytest.approx(2 * dim, rel=1e-4)


def test_a_lamp_brightens_its_own_side_and_one_behind_none() -> None:
    def spill(azimuth_deg: float) -> Floats:
        return luma(changed(lamps=(Lamp(azimuth_deg=azimuth_deg, elevation_deg=10),))) - luma(changed(lamps=()))

    left, right, behind = spill(60), spill(-60), spill(150)
    assert left[:, 220:].mean() > 1.3 * left[:, :100].mean()
    assert right[:, :100].mean() > 1.3 * right[:, 220:].mean()
    assert behind.max() == 0
    assert spill(10).mean() > 0.02


def test_a_warm_room_is_warm() -> None:
    warm, neutral = (backdrop.paint(changed(lamps=(), backdrop=Backdrop(kelvin=kelvin))).mean(axis=(0, 1)) for kelvin in (2900, 5500))
    assert warm[0] > 1.2 * neutral[0]
    assert warm[2] < 0.8 * neutral[2]


def test_a_wide_opening_blurs_it_unless_it_is_in_focus() -> None:
    webcam, portrait = edges(luma(room(Room.STRIPES, aperture_mm=1.0))), edges(luma(room(Room.STRIPES, aperture_mm=35.0)))
    assert portrait < 0.5 * webcam
    assert edges(luma(room(Room.STRIPES, aperture_mm=35.0, focus_mm=2600.0))) == pytest.approx(webcam, rel=0.05)


def test_focus_follows_the_sitter() -> None:
    near, far = (edges(luma(changed(room(Room.STRIPES, aperture_mm=20.0), subject=Subject(distance_mm=mm)))) for mm in (400.0, 1500.0))
    assert near < far


def test_farther_away_more_of_the_room_is_seen() -> None:
    narrow, wide = (edges_count(luma(changed(room(Room.STRIPES, hfov_deg=deg, aperture_mm=0.5), size_px=(1280, 720)))) for deg in (20.0, 40.0))
    assert wide > 1.5 * narrow


def edges_count(light: Floats) -> int:
    return int((np.abs(np.diff(light, axis=1)) > 0.1).sum())


@pytest.mark.parametrize(("lean_deg", "shake_px"), [(0.0, 0.0), (6.0, 0.0), (-14.0, 0.0), (0.0, 30.0), (5.0, 30.0)])
def test_a_leaning_and_shaking_lens_moves_the_room_as_it_moves_everything(lean_deg: float, shake_px: float) -> None:
    scene = changed(room(Room.OFFICE, lean_deg=lean_deg, shake_px=shake_px, aperture_mm=0.5), size_px=(640, 360))
    light = luma(scene)
    lens = stage.lens(scene.size_px, scene.camera, scene.seed, scene.t_s)
    # The picture's frame, as the lens sees the room: bright mount within, dark wood at its edge, the wall outside.
    for x_mm, y_mm in ((-960, -400), (-480, -500), (-800, -700), (-700, -100)):
        inwards = np.array([-720 - x_mm, -400 - y_mm]) / np.hypot(-720 - x_mm, -400 - y_mm)
        mount, wood, wall = (at(light, lens.project(np.array([x_mm + by * inwards[0], y_mm + by * inwards[1], 2600.0]))) for by in (50, 9, -60))
        assert wood < 0.6 * min(mount, wall)


def at(light: Floats, place_px: Floats) -> float:
    x, y = np.round(place_px).astype(int)
    return float(light[y, x])


def test_a_shaking_camera_moves_the_room_by_the_lens_own_shift() -> None:
    still = luma(room(Room.STRIPES, aperture_mm=0.5))
    shaking = room(Room.STRIPES, aperture_mm=0.5, shake_px=12.0)
    moments = [luma(changed(shaking, t_s=t_s)) for t_s in np.arange(0, 3, 0.5).tolist()]
    assert all(np.abs(moment - still).mean() > 0.005 for moment in moments)
    assert np.abs(moments[0] - moments[1]).mean() > 0.005


@pytest.mark.parametrize("camera", [Camera(hfov_deg=150.0, lean_deg=-170.0, shake_px=300.0), Camera(hfov_deg=10.0, aperture_mm=100.0)])
def test_no_camera_is_too_strange(camera: Camera) -> None:
    for kind in Room:
        for distance_mm in (150.0, 20000.0):
            picture = backdrop.paint(changed(camera=camera, backdrop=Backdrop(room=kind, distance_mm=distance_mm), size_px=(96, 64)))
            assert picture.shape == (64, 96, 3)
            assert np.isfinite(picture).all()
