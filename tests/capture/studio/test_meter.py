from __future__ import annotations

import numpy as np
import pytest

from capture.script.persona import Persona, Skin
from capture.script.scene import Ambient, Lamp, Scene, Subject
from capture.studio import meter
from capture.studio.person import person
from capture.studio.stage import set_stage

WHO = Persona(name="mean", seed=1)
DARK = Ambient(strength_ev=-20)


def read(*lamps: Lamp, ambient: Ambient = DARK, **subject: float) -> meter.Metered:
    scene = Scene(persona=WHO, lamps=lamps, ambient=ambient, subject=Subject(**subject))
    head = person(WHO).head
    return meter.read(meter.meter(head), head, scene, set_stage(scene))


def cheeks(found: meter.Metered) -> tuple[float, float]:
    left, right = (float(found.total[cheek].mean()) for cheek in found.cheeks)
    return left, right


def test_the_cheek_towards_the_lamp_is_lit() -> None:
    left, right = cheeks(read(Lamp(azimuth_deg=60, elevation_deg=10)))
    assert left > 3 * right
    left, right = cheeks(read(Lamp(azimuth_deg=-60, elevation_deg=10)))
    assert right > 3 * left


def test_a_lamp_at_the_lens_lights_both_alike_and_gives_about_its_strength() -> None:
    left, right = cheeks(read(Lamp(azimuth_deg=0, elevation_deg=0, kelvin=6500)))
    assert left == pytest.approx(right, rel=0.15)
    assert 0.5 < left < 1.0


def test_a_near_lamp_at_the_side_lights_the_near_cheek_more_than_a_far_one_does() -> None:
    far, near = (cheeks(read(Lamp(azimuth_deg=0, elevation_deg=0, distance_mm=distance_mm))) for distance_mm in (20_000, 700))
    assert near[0] / near[1] == pytest.approx(far[0] / far[1], rel=0.03), "before the face both cheeks are as far off"
    aside = {distance_mm: cheeks(read(Lamp(azimuth_deg=40, elevation_deg=10, distance_mm=distance_mm))) for distance_mm in (20_000, 2000, 700)}
    far_ratio, room_ratio, near_ratio = (left / right for left, right in aside.values())
    assert far_ratio < room_ratio < near_ratio
    # Cheeks stand about 70 mm apart along the way to such a lamp.
    assert near_ratio / far_ratio > (735 / 665) ** 2


def test_lamps_and_ambient_add_up() -> None:
    one, other, room = Lamp(azimuth_deg=50), Lamp(azimuth_deg=-30, strength_ev=-1), Ambient(strength_ev=-2)
    apart = read(one).total + read(other).total + read(ambient=room).total
    assert np.allclose(read(one, other, ambient=room).total, apart, atol=1e-4)


def test_a_stop_more_doubles_the_light() -> None:
    assert np.allclose(2 * read(Lamp(strength_ev=0)).total, read(Lamp(strength_ev=1)).total, atol=1e-4)


def test_the_far_cheek_of_a_turned_head_is_not_compared() -> None:
    assert len(read(Lamp()).cheeks[0]) > 20
    assert len(read(Lamp(), yaw_deg=70).cheeks[0]) < 8


def test_weights_are_what_the_camera_sees() -> None:
    found = read(Lamp(), yaw_deg=40)
    assert float(found.weights.sum()) == pytest.approx(1, abs=1e-4)
    left, right = (np.searchsorted(meter.PLACES, cheek) for cheek in (meter.LEFT_CHEEK, meter.RIGHT_CHEEK))
    # Turned to their left they show the right cheek.
    assert found.weights[right].sum() > 2 * found.weights[left].sum()


def test_deeper_skin_returns_less() -> None:
    light, deep = (meter.meter(person(Persona(name="x", seed=1, skin=Skin(monk=monk))).head).albedo.mean() for monk in (2, 9))
    assert light > 2 * deep
