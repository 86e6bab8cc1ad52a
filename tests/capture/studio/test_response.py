from __future__ import annotations

import numpy as np
import pytest

from capture import illuminant
from capture.pixels import LINEAR_OF_CODE
from capture.script.persona import Persona
from capture.script.scene import Camera, Curve, Scene
from capture.studio import response
from capture.studio.kelvin import kelvin_rgb

GREY = np.full(3, 0.18, np.float32)


def scene(t_s: float = 0.0, **camera: object) -> Scene:
    return Scene(persona=Persona(name="x", seed=1), t_s=t_s, camera=Camera(**camera))  # type: ignore[arg-type]


@pytest.mark.parametrize("kelvin", [2700.0, 4000.0, 5500.0, 9000.0])
def test_light_of_the_white_balance_comes_out_grey_and_as_bright(kelvin: float) -> None:
    codes = response.codes(kelvin_rgb(kelvin) * GREY, scene(white_balance_k=kelvin))
    assert np.ptp(codes) < 0.01
    assert LINEAR_OF_CODE[round(float(codes[1]))] == pytest.approx(0.18, rel=0.02)


def test_a_bulb_under_daylight_balance_is_warm_and_the_other_way_round_cold() -> None:
    warm = response.codes(kelvin_rgb(2900) * GREY, scene(white_balance_k=5500))
    cold = response.codes(kelvin_rgb(5500) * GREY, scene(white_balance_k=2900))
    assert warm[0] > warm[1] > warm[2]
    assert cold[0] < cold[1] < cold[2]


def test_a_bulb_under_6500_reads_its_own_name() -> None:
    light = kelvin_rgb(3200) * response.gain(scene(white_balance_k=6500)) * GREY
    assert illuminant.warmth(light.astype(np.float64))[0] == pytest.approx(3200, rel=0.05)


def test_a_stop_doubles_and_hunting_swings_about_it() -> None:
    plain = response.gain(scene())
    assert response.gain(scene(exposure_ev=1.0)) == pytest.approx(2 * plain)
    swing = [response.gain(scene(t_s, hunting_ev=0.5, hunting_s=2.0))[1] / plain[1] for t_s in (0.0, 0.5, 1.0, 1.5)]
    assert swing == pytest.approx([1, 2**0.5, 1, 2**-0.5])


@pytest.mark.parametrize("curve", list(Curve))
@pytest.mark.parametrize("kelvin", [2700.0, 5500.0, 9000.0])
@pytest.mark.parametrize("exposure_ev", [-3.0, 0.0, 2.0])
def test_the_tables_follow_the_exact_codes(curve: Curve, kelvin: float, exposure_ev: float) -> None:
    told = scene(curve=curve, white_balance_k=kelvin, exposure_ev=exposure_ev)
    camera = response.response(told.camera, 0.0)
    light = np.geomspace(2e-3, 3.0, 60)[:, None].repeat(3, axis=1).astype(np.float32) / np.float32(2.0**exposure_ev)
    steps = np.sqrt(light * camera.exposure + camera.floor) * camera.scale
    low, high = np.floor(steps).clip(0, 255).astype(int), np.ceil(steps).clip(0, 255).astype(int)
    exact = response.codes(light, told)
    for channel in range(3):
        table = camera.table[0, :, channel].astype(float)
        assert (exact[:, channel] >= table[low[:, channel]] - 0.51).all()
        assert (exact[:, channel] <= table[high[:, channel]] + 0.51).all()


def test_the_table_rises() -> None:
    table = response.response(Camera(), 0.0).table[0].astype(int)
    assert (np.diff(table, axis=0) >= 0).all()
    assert table[0].tolist() == [0, 0, 0]
    assert table[-1].tolist() == [255, 255, 255]


def test_noise_grows_with_gain_and_with_the_camera_and_dies_in_white() -> None:
    usual = response.noise_frac(scene(), 0.18)
    assert 0.003 < usual < 0.009
    # Two stops less light, lifted again: half as many electrons' root, twice the noise.
    assert response.noise_frac(scene(exposure_ev=2.0), 0.045) == pytest.approx(2 * usual, rel=0.15)
    assert response.noise_frac(scene(noise=3.0), 0.18) > 2.5 * usual
    assert response.noise_frac(scene(noise=0.0), 0.18) < 0.6 * usual
    assert response.noise_frac(scene(), 3.0) == pytest.approx(0, abs=1e-6)
