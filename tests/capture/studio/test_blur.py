from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from capture.script.scene import Camera
from capture.studio import blur

if TYPE_CHECKING:
    from capture.types import Floats

SIZE = (1280, 720)


def point(span: int = 161) -> Floats:
    picture = np.zeros((span, span, 3), np.float32)
    picture[span // 2, span // 2] = 1
    return picture


def spread_px(picture: Floats) -> tuple[float, float]:
    """Return the standard deviation of a blurred point across and down."""
    light = picture[..., 1].astype(np.float64) / picture[..., 1].sum()
    place = np.arange(len(light)) - len(light) // 2
    return float(np.sqrt((light.sum(axis=0) * place**2).sum())), float(np.sqrt((light.sum(axis=1) * place**2).sum()))


@pytest.mark.parametrize("diameter_px", [1.0, 2.5, 3.5, 6.0, 8.0, 12.0, 21.0, 40.0])
def test_a_disc_keeps_the_light_and_has_a_discs_spread(diameter_px: float) -> None:
    blurred = blur.disc(point(), diameter_px)
    assert blurred.sum() == pytest.approx(3, rel=0.03)
    assert spread_px(blurred)[0] == pytest.approx(diameter_px / 4, rel=0.12)
    assert spread_px(blurred)[0] == pytest.approx(spread_px(blurred)[1], rel=0.01)


def test_a_disc_is_flat_inside_and_nothing_outside() -> None:
    row = blur.disc(point(), 24.0)[80, :, 0]
    assert row[72:89].min() > 0.7 * row.max()
    assert row[:60].max() < 0.01 * row.max()


def test_in_focus_nothing_changes() -> None:
    picture = point()
    assert blur.disc(picture, 0.3) is picture
    assert blur.streak(picture, (0.4, -0.3)) is picture


@pytest.mark.parametrize("motion_px", [(3.0, 0.0), (0.0, 7.0), (5.0, -4.0), (19.0, 11.0), (-30.0, 0.0)])
def test_a_streak_keeps_the_light_and_lies_along_the_way(motion_px: tuple[float, float]) -> None:
    light = blur.streak(point(), motion_px)[..., 0].astype(np.float64)
    assert light.sum() == pytest.approx(1, rel=1e-3)
    rows, columns = np.nonzero(light > 0)
    weights, x, y = light[rows, columns], columns - 80.0, rows - 80.0
    along = np.array(motion_px) / np.hypot(*motion_px)
    forward, aside = x * along[0] + y * along[1], x * along[1] - y * along[0]
    assert np.sqrt((weights * forward**2).sum()) == pytest.approx(np.hypot(*motion_px) / np.sqrt(12), rel=0.1, abs=0.1)
    assert np.sqrt((weights * aside**2).sum()) < 0.6
    assert abs((weights * forward).sum()) < 0.6


def test_a_pinhole_is_sharp_everywhere_and_a_portrait_lens_is_not() -> None:
    webcam, portrait = Camera(aperture_mm=2), Camera(aperture_mm=35)
    assert blur.confusion_px(webcam, SIZE, 700, 700) == 0
    assert blur.confusion_px(webcam, SIZE, 2600, 700) < 3
    assert blur.confusion_px(portrait, SIZE, 2600, 700) == pytest.approx(35 / 2 * blur.confusion_px(webcam, SIZE, 2600, 700))
    assert blur.confusion_px(portrait, SIZE, 5000, 700) > blur.confusion_px(portrait, SIZE, 2600, 700)


def test_the_disc_is_that_of_similar_triangles() -> None:
    # A lens of 20 mm opening focused at 1 m draws a point at 2 m as wide as half its opening at 1 m, which is 10 mm there.
    camera = Camera(aperture_mm=20, hfov_deg=90)
    assert blur.confusion_px(camera, SIZE, 2000, 1000) == pytest.approx(10 / 1000 * 640)


def test_the_lens_itself_softens_larger_pictures_over_more_pixels() -> None:
    small, large = np.zeros((9, 1280, 1), np.float32), np.zeros((9, 1920, 1), np.float32)
    small[:, 640:], large[:, 960:] = 1, 1
    edge_small, edge_large = blur.lens(small)[4].ravel(), blur.lens(large)[4].ravel()
    assert ((edge_large > 0.02) & (edge_large < 0.98)).sum() > ((edge_small > 0.02) & (edge_small < 0.98)).sum() >= 2


def test_haze_keeps_the_light_and_lays_it_over_the_black_beside_it() -> None:
    picture = np.full((90, 160, 3), 0.5, np.float32)
    picture[:, 60:100] = 0
    near, far = 62, 80
    hazy = blur.hazed(picture, 0.3)
    assert blur.hazed(picture, 0.0) is picture
    assert hazy.mean() == pytest.approx(picture.mean(), rel=0.03)
    assert hazy[45, 5, 0] < 0.5
    assert hazy[45, near, 0] > hazy[45, far, 0] > 0.02, "more of it nearer to the light"
    assert blur.hazed(2 * picture, 0.3)[45, far, 0] == pytest.approx(2 * hazy[45, far, 0]), "it grows with the light"
    assert blur.hazed(picture, 0.6)[45, far, 0] == pytest.approx(2 * hazy[45, far, 0], rel=1e-3)
    assert picture[45, far, 0] == 0, "the light is left as it was"
