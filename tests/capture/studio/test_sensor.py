from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np
import pytest

from capture.camera.jpeg import decode
from capture.pixels import LINEAR_OF_CODE
from capture.script.persona import Persona
from capture.script.scene import Camera, Scene, Subject
from capture.studio import response, sensor

if TYPE_CHECKING:
    from capture.types import Floats

SIZE = (320, 240)


def scene(t_s: float = 0.0, *, subject: Subject | None = None, **camera: object) -> Scene:
    told = Camera(**camera)  # type: ignore[arg-type]
    return Scene(persona=Persona(name="x", seed=1), size_px=SIZE, t_s=t_s, camera=told, subject=subject or Subject())


def flat(light: float = 0.18) -> Floats:
    return np.full((240, 320, 3), light, np.float32)


def edge() -> Floats:
    light = flat(0.05)
    light[:, 160:] = 0.6
    return light


def rise_px(rgb: Floats) -> float:
    """Return how many pixels across the middle lie between the two sides of `edge`."""
    row = LINEAR_OF_CODE[np.asarray(rgb)][:, :, 1].mean(axis=0)
    return float(((row > 0.08) & (row < 0.55)).sum())


def test_a_flat_grey_comes_out_at_its_code() -> None:
    told = scene()
    for light in (0.02, 0.18, 0.6):
        rgb = sensor.expose(flat(light), told)
        assert rgb.dtype == np.uint8
        assert rgb.mean(axis=(0, 1)) == pytest.approx(response.codes(np.full(3, light, np.float32), told), abs=0.5)


@pytest.mark.parametrize(("noise", "exposure_ev", "light"), [(0.0, 0.0, 0.18), (1.0, 0.0, 0.02), (1.0, 0.0, 0.4), (2.0, 3.0, 0.03)])
def test_its_noise_is_what_is_told(noise: float, exposure_ev: float, light: float) -> None:
    told = scene(noise=noise, exposure_ev=exposure_ev)
    rgb = sensor.expose(flat(light), told)
    assert float(rgb[..., 1].std()) / 255 == pytest.approx(response.noise_frac(told, light), rel=0.05)


def test_the_same_scene_is_the_same_picture_and_the_next_moment_another() -> None:
    first = sensor.expose(flat(), scene(1.0))
    sensor.expose(flat(), scene(2.0))
    assert np.array_equal(first, sensor.expose(flat(), scene(1.0)))
    assert not np.array_equal(first, sensor.expose(flat(), scene(1.05)))


def test_the_light_is_left_as_it_was() -> None:
    light = edge()
    mask = np.zeros((240, 320), np.float32)
    mask[60:180, 100:220] = 1
    sensor.expose(light, scene(focus_mm=200.0, flicker_frac=0.5, jpeg_quality=70), (9.0, 2.0), mask)
    assert np.array_equal(light, edge())


def test_no_seam_shows_between_strips() -> None:
    light = cv2.GaussianBlur(np.random.default_rng(1).random((240, 320, 3)).astype(np.float32), (0, 0), 4)
    told = scene(noise=0.0)
    camera = response.response(told.camera, 0.0)
    rgb = sensor.expose(light, told).astype(float)
    row_errors = np.abs(rgb - response.codes(light, told)).mean(axis=(1, 2))
    assert camera.deviation > 0
    assert row_errors.max() < 1.5 * np.median(row_errors)


def test_motion_widens_the_edges_it_crosses_only() -> None:
    still, across, along = (rise_px(sensor.expose(edge(), scene(noise=0.0), way)) for way in ((0, 0), (12, 0), (0, 12)))
    assert across > still + 6
    assert along == still


def test_focus_elsewhere_blurs_and_focus_on_the_face_does_not() -> None:
    sharp = rise_px(sensor.expose(edge(), scene(noise=0.0)))
    assert sensor.defocus_px(scene(focus_mm=700.0, aperture_mm=20.0)) == 0
    told = scene(focus_mm=2600.0, aperture_mm=20.0, noise=0.0)
    assert sensor.defocus_px(told) > 3
    assert rise_px(sensor.expose(edge(), told)) > sharp + 3
    near = msgspec.structs.replace(told, subject=Subject(distance_mm=2600.0))
    assert rise_px(sensor.expose(edge(), near)) == sharp


def test_only_the_sitter_is_smeared() -> None:
    light = flat(0.05)
    light[:, ::20] = 0.6
    mask = np.zeros((240, 320), np.float32)
    mask[80:160, 120:200] = 1
    still = sensor.expose(light, scene(noise=0.0)).astype(int)
    moved = sensor.expose(light, scene(noise=0.0), (20.0, 0.0), mask).astype(int)
    assert np.abs(moved - still)[:, :60].max() == 0
    assert np.ptp(still[120, 130:190, 1]) > 2 * np.ptp(moved[120, 130:190, 1])


def test_a_sitter_out_of_the_picture_smears_nothing() -> None:
    still = sensor.expose(edge(), scene())
    assert np.array_equal(still, sensor.expose(edge(), scene(), (10.0, 0.0), np.zeros((240, 320), np.float32)))


def test_flicker_lies_across_the_picture_as_bands() -> None:
    rows = sensor.expose(flat(), scene(flicker_frac=0.6, shutter_ms=2.0)).mean(axis=(1, 2))
    assert np.ptp(rows) > 20
    assert np.ptp(sensor.expose(flat(), scene(flicker_frac=0.0, shutter_ms=2.0)).mean(axis=(1, 2))) < 3


def test_the_cameras_jpeg_is_what_the_camera_reader_decodes() -> None:
    told = scene(jpeg_quality=75)
    data = sensor.jpeg(sensor.developed(edge(), told), 75)
    decoded = decode(data)
    assert decoded is not None
    assert np.array_equal(decoded, sensor.expose(edge(), told))
    assert len(sensor.jpeg(sensor.developed(edge(), told), 20)) < len(data) < len(sensor.jpeg(sensor.developed(edge(), told), 98)) / 2


def test_a_low_quality_leaves_its_blocks() -> None:
    light = cv2.resize(np.random.default_rng(2).random((12, 16, 3)).astype(np.float32), SIZE, interpolation=cv2.INTER_CUBIC).clip(0, 1)
    rgb = sensor.expose(light, scene(jpeg_quality=8, noise=0.0)).astype(int)
    steps = np.abs(np.diff(rgb[..., 1], axis=1)).mean(axis=0)
    assert steps[7::8].mean() > 1.5 * np.delete(steps, np.arange(7, len(steps), 8)).mean()


def test_a_hazy_lens_lightens_the_dark_and_no_flat_grey() -> None:
    clean, hazy = (LINEAR_OF_CODE[sensor.expose(edge(), scene(noise=0.0, haze_frac=share))] for share in (0.0, 0.3))
    assert hazy[:, 120:150].mean() > 1.5 * clean[:, 120:150].mean()
    assert hazy[:, 170:200].mean() < 0.95 * clean[:, 170:200].mean()
    assert sensor.expose(flat(), scene(haze_frac=0.3)).mean() == pytest.approx(sensor.expose(flat(), scene()).mean(), abs=0.5)
