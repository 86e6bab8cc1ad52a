from __future__ import annotations

import numpy as np
import pytest

from capture.axes import direction
from capture.studio import lenses
from capture.studio.stage import Light

UP = np.array([0.0, -1.0, 0.0], np.float32)


def lamp(azimuth_deg: float = 0.0, elevation_deg: float = 0.0, radius_deg: float = 6.0) -> Light:
    towards = direction(azimuth_deg, elevation_deg).astype(np.float32)
    return Light(towards, towards, np.ones(3, np.float32), radius_deg)


def towards(azimuth_deg: float, elevation_deg: float = 0.0) -> np.ndarray:
    return direction(azimuth_deg, elevation_deg).astype(np.float32)


def sky() -> tuple[np.ndarray, float]:
    """Return directions on an even grid of angles round the lens, and each one's solid angle."""
    angles = np.radians(np.linspace(-40, 40, 401))
    right, up = np.meshgrid(np.sin(angles), np.sin(angles))
    length = np.sqrt(np.clip(1 - right**2 - up**2, 1e-6, 1))
    step = np.gradient(np.sin(angles))
    return np.stack([right, -up, -length], -1).astype(np.float32), np.outer(step, step) / length


def test_glass_mirrors_a_twenty_fifth_straight_on_and_all_at_grazing_angles() -> None:
    straight, grazing = lenses.fresnel_frac(np.array([1.0, 0.0], np.float32), 1.5)
    assert straight == pytest.approx(0.04)
    assert grazing == pytest.approx(1.0)


def test_a_mirror_sends_light_back_at_its_own_angle() -> None:
    ray, normal = np.array([0, 0, 1], np.float32), towards(20)
    mirrored, cosine = lenses.mirrored(ray, normal)
    assert mirrored == pytest.approx(towards(40), abs=1e-6)
    assert cosine == pytest.approx(np.cos(np.radians(20)), abs=1e-6)


def test_a_lamp_is_seen_only_where_it_is() -> None:
    light = lamp(30, 10)
    shares = [float(lenses.lamp_share(towards(*place), light, UP, 0.02)) for place in ((30, 10), (34, 10), (45, 10), (30, -10), (-150, -10))]
    assert shares[0] == shares[1] == 1
    assert shares[2:] == [0, 0, 0]


@pytest.mark.parametrize("radius_deg", [4.0, 7.0, 14.0, 25.0])
def test_the_mirror_image_holds_the_lamps_light(radius_deg: float) -> None:
    """A mirror's whole view of the lamp, weighed by the cosine, is what lights a white surface: colour times π."""
    light, (directions, solid) = lamp(radius_deg=radius_deg), sky()
    seen = lenses.lamp_share(directions, light, UP, 0.01)
    total = float((seen * solid * -directions[..., 2]).sum()) * lenses.radiance(light, 0.01)[0]
    assert total == pytest.approx(np.pi, rel=0.25)


def test_a_lamp_smaller_than_a_pixel_gets_dimmer_not_larger_than_a_pixel() -> None:
    small = lamp(radius_deg=1.0)
    assert lenses.radiance(small, 0.2)[0] < 0.02 * lenses.radiance(small, 0.001)[0]
    assert float(lenses.lamp_share(towards(30), small, UP, 0.1)) == 0


def test_large_lamps_are_windows_with_bars() -> None:
    window, disc = lamp(radius_deg=14), lamp(radius_deg=7)
    corner = towards(10, 10)
    assert float(lenses.lamp_share(corner, window, UP, 0.01)) > 0.9, "farther out than a disc of that height"
    assert float(lenses.lamp_share(towards(0), window, UP, 0.001)) < 0.2, "a bar"
    assert float(lenses.lamp_share(towards(0), disc, UP, 0.001)) == 1
