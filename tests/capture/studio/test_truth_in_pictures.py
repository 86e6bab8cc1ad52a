"""The truth holds in the picture: with the exact face, the measures read from pixels what the scene says."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from bench.studio_truth import pairs, random_scene

from capture.script import people

SCENES = 10


@cache
def table() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(3)
    found: dict[str, list[tuple[float, float]]] = {}
    for number in range(SCENES):
        for name, true, measured in pairs(random_scene(people.find(("goran", "priya")[number % 2]), rng, number)):
            found.setdefault(name, []).append((true, measured))
    return {name: np.array(both) for name, both in found.items()}


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("pose.yaw_deg", 3),
        ("pose.pitch_deg", 5),  # an exact mesh is mended as if MediaPipe had found it
        ("pose.roll_deg", 1.5),
        ("light.key_to_fill_ev", 0.15),
        ("exposure.face_ev", 0.3),
        ("exposure.background_ev", 0.1),
        ("exposure.noise_frac", 0.003),
        ("framing.face_height_frac", 0.001),
        ("framing.headroom_frac", 0.02),
        ("framing.offset_frac", 0.001),
        ("framing.distance_m", 0.05),
        ("focus.sharpness", 0.2),
        ("eyes.left_open_frac", 0.05),
        ("eyes.gaze_yaw_deg", 4),
        ("expression.smile_frac", 0.15),
        ("background.clutter_frac", 0.015),
        ("background.brightness_ev", 0.3),
    ],
)
def test_a_number_is_read_as_it_is(name: str, error: float) -> None:
    true, measured = table()[name].T
    assert len(true) == SCENES
    assert np.abs(measured - true).mean() < error


@pytest.mark.parametrize(("name", "error"), [("exposure.light_ev", 0.5), ("colour.mixed_light_mired", 12)])
def test_what_can_be_hidden_is_read_where_it_is_seen(name: str, error: float) -> None:
    true, measured = table()[name].T
    assert len(true) >= 0.7 * SCENES
    assert np.abs(measured - true).mean() < error


@pytest.mark.parametrize("name", ["light.azimuth_deg", "colour.warmth_k", "exposure.face_ev", "focus.sharpness", "background.clutter_frac"])
def test_what_grows_in_the_scene_grows_in_the_reading(name: str) -> None:
    true, measured = table()[name].T
    assert np.corrcoef(true, measured)[0, 1] > 0.8
