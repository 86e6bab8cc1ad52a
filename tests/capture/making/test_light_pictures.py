from __future__ import annotations

import numpy as np

from capture.axes import direction
from capture.making.light_pictures import FIRST_STRANGER, PICTURES_EACH, scene


def test_a_picture_follows_from_its_number() -> None:
    assert scene(123) == scene(123)
    assert scene(123) != scene(124)
    assert scene(123).persona == scene(124).persona
    assert scene(PICTURES_EACH * 7).persona.name == f"random:{FIRST_STRANGER + 7}"


def test_lights_come_from_everywhere_and_rooms_are_bright_and_dark() -> None:
    scenes = [scene(number) for number in range(0, 4000, 40)]
    towards = np.array([direction(each.lamps[0].azimuth_deg, each.lamps[0].elevation_deg) for each in scenes])
    assert (towards[:, 0] > 0.5).mean() > 0.1
    assert (towards[:, 0] < -0.5).mean() > 0.1
    assert (towards[:, 1] < -0.5).mean() > 0.1
    assert np.degrees(np.arccos(-towards[:, 2])).max() < 121
    dark = [each.ambient.strength_ev < -7 for each in scenes]
    assert 0.1 < np.mean(dark) < 0.45
    assert len({each.camera.curve for each in scenes}) == 4
    assert max(each.persona.skin.monk for each in scenes) > 8
