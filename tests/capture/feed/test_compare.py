from __future__ import annotations

import cv2
import numpy as np
import pytest
from feed_filters import HONEST, ROOM, SKIN
from feeds import clean, feed, sitter

from capture.feed.compare import sample
from capture.making.cartoon import draw

FACE = sitter()


def told(noise_codes: float, through: str = "untouched"):  # noqa: ANN201 - a sample
    run = feed(noise_codes, 1, {**HONEST, **SKIN, **ROOM}[through], FACE)[0]
    found = sample([frame.rgb for frame in run], FACE)
    assert found is not None
    assert found.skin_ev is not None
    assert found.behind_ev is not None
    return found


@pytest.mark.parametrize("noise_codes", [0.7, 2.0, 6.0])
@pytest.mark.parametrize("through", ["untouched", "soft", "sharpened", "noise reduction, over time", "corners brightened"])
def test_an_honest_feed_is_as_noisy_on_skin_as_elsewhere(noise_codes: float, through: str) -> None:
    found = told(noise_codes, through)
    assert max(abs(ev) for ev in found.skin_ev) < 0.3
    assert abs(found.behind_ev) < 0.3


@pytest.mark.parametrize("through", [name for name in SKIN if "separation" not in name])
def test_smoothed_skin_is_quieter(through: str) -> None:
    found = told(2.0, through)
    assert found.skin_ev[1] < (-0.6 if "50" in through else -1.2)
    assert abs(found.behind_ev) < 0.3


def test_what_leaves_the_finest_grain_takes_the_coarser() -> None:
    found = told(2.0, "frequency separation 100%")
    assert abs(found.skin_ev[0]) < 0.2
    assert found.skin_ev[2] < -0.6


@pytest.mark.parametrize("through", ["blur, light", "blur", "replaced"])
def test_a_room_by_a_program_is_quieter_than_the_sitter(through: str) -> None:
    found = told(2.0, through)
    assert found.behind_ev < -2
    assert max(abs(ev) for ev in found.skin_ev) < 0.3


def test_the_noise_is_told_in_codes() -> None:
    assert told(3.0).skin_noise_codes == pytest.approx(3.0, rel=0.2)


def test_noise_that_grows_with_brightness_fools_nobody() -> None:
    picture = clean(FACE)
    rng = np.random.default_rng(3)
    run = [np.clip(picture + rng.normal(0, 1, picture.shape) * picture / 40 + 0.5, 0, 255).astype(np.uint8) for _ in range(3)]
    found = sample(run, FACE)
    assert found is not None
    assert found.skin_ev is not None
    assert abs(found.skin_ev[1]) < 0.3


def test_where_nothing_beside_is_as_bright_it_is_unknown() -> None:
    picture = clean(FACE)
    skin = np.zeros(picture.shape[:2], np.uint8)
    cv2.fillPoly(skin, [np.rint(FACE.outline_px).astype(np.int32)], (1,))
    dark = np.where(skin[..., None] > 0, picture, picture * 0.2)
    rng = np.random.default_rng(5)
    found = sample([np.clip(dark + rng.normal(0, 2, dark.shape) + 0.5, 0, 255).astype(np.uint8) for _ in range(3)], FACE)
    assert found is not None
    assert found.skin_ev is None


def test_a_frame_too_small_or_a_face_outside_it_tells_nothing() -> None:
    small = np.asarray(draw(0)[:24, :24])
    assert sample([small] * 3, FACE) is None
