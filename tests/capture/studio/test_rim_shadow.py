from __future__ import annotations

import numpy as np
from studio_views import head, view

from capture.script.persona import Glasses, Persona, Shape
from capture.script.scene import Lamp
from capture.studio import frames, patch, rim_shadow

WHO = Persona(name="Even", seed=4, shape=Shape(asymmetry=0.0), glasses=Glasses())


def shadow(lamps: tuple[Lamp, ...], lit: float = 1.0) -> np.ndarray:
    """Return (h, w) how much of the light on the face the rims leave."""
    assert WHO.glasses is not None
    frame, seen = frames.build(head(), WHO, WHO.glasses), view(lamps=lamps)
    part = patch.cut(seen, frame.front_mm, 15)
    assert part is not None
    face = np.ones((*part.x_mm.shape, 3), np.float32)
    rim_shadow.cast(face, seen, part, frame, [lit] * len(lamps))
    return face[..., 0]


def middle(left: np.ndarray) -> tuple[float, float]:
    """Return where (right, down) the shadow's weight lies, over the size of the part."""
    rows, columns = np.mgrid[: left.shape[0], : left.shape[1]]
    return float(np.average(columns / left.shape[1], weights=1 - left)), float(np.average(rows / left.shape[0], weights=1 - left))


def test_a_shadow_only_darkens_and_not_to_black() -> None:
    left = shadow((Lamp(azimuth_deg=0, elevation_deg=20, radius_deg=3),))
    assert left.max() <= 1
    assert 0.05 < left.min() < 0.75


def test_it_falls_away_from_the_lamp() -> None:
    from_left, from_right = (shadow((Lamp(azimuth_deg=azimuth_deg, elevation_deg=10, radius_deg=5),)) for azimuth_deg in (45, -45))
    assert middle(from_left)[0] < middle(from_right)[0] - 0.02
    high, low = (shadow((Lamp(azimuth_deg=0, elevation_deg=elevation_deg, radius_deg=5),)) for elevation_deg in (40, -10))
    assert middle(high)[1] > middle(low)[1] + 0.02


def test_larger_lamps_make_softer_shadows() -> None:
    hard, soft = (shadow((Lamp(azimuth_deg=0, elevation_deg=20, radius_deg=radius_deg),)) for radius_deg in (2, 25))
    assert hard.min() < soft.min() - 0.1


def test_no_shadow_without_a_lamp_before_the_face() -> None:
    assert shadow(()).min() == 1
    assert shadow((Lamp(azimuth_deg=120),)).min() == 1
    assert shadow((Lamp(azimuth_deg=0),), lit=0.0).min() == 1


def test_the_parts_border_does_not_cut_it_off() -> None:
    left = shadow((Lamp(azimuth_deg=60, elevation_deg=40, radius_deg=12),))
    border = np.concatenate([left[0], left[-1], left[:, 0], left[:, -1]])
    assert border.min() > 0.995
