from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from studio_views import EVEN, head, picture, skin, view

from capture.script.persona import Glasses, GlassesStyle, Persona, Shape
from capture.script.scene import Lamp, Subject
from capture.studio import glasses

if TYPE_CHECKING:
    from capture.studio.stage import View

LOW_LAMP, HIGH_LAMP = (Lamp(azimuth_deg=8, elevation_deg=elevation_deg, radius_deg=12) for elevation_deg in (-14, 45))
"""Lenses tilted by 8 degrees mirror what is 16 degrees under the lens into it."""


def worn(glare: float = 1.0, style: GlassesStyle = GlassesStyle.SQUARE) -> glasses.Spectacles:
    persona = Persona(name="Even", seed=4, shape=Shape(asymmetry=0.0), glasses=Glasses(style=style, glare=glare))
    built = glasses.build(head(), persona)
    assert built is not None
    return built


def painted(seen: View, spectacles: glasses.Spectacles) -> tuple[np.ndarray, np.ndarray]:
    """Return the picture before and after."""
    before = picture(seen, skin(seen))
    after = before.copy()
    glasses.paint(after, seen, spectacles)
    return before, after


def glare(lamp: Lamp, subject: Subject | None = None, strength: float = 1.0, gain: float = 1.0) -> float:
    seen = view(subject, lamps=(lamp,))
    return glasses.glare_frac(worn(strength), head(), seen.head, seen.lights, gain)


def test_who_wears_none_has_none() -> None:
    assert glasses.build(head(), EVEN) is None


@pytest.mark.parametrize("style", list(GlassesStyle))
def test_a_frame_is_a_dark_line_round_each_eye(style: GlassesStyle) -> None:
    seen = view(lamps=(HIGH_LAMP,))
    spectacles = worn(style=style)
    before, after = painted(seen, spectacles)
    for lens in spectacles.frame.lenses:
        rim = seen.project(lens.at(*(1.06 * lens.reach_mm * trig(angles()) for trig in (np.cos, np.sin)))).round().astype(int)
        dark = after[rim[:, 1], rim[:, 0]].mean(axis=1) < 0.5 * before[rim[:, 1], rim[:, 0]].mean(axis=1)
        assert dark.mean() > 0.8
        x, y = seen.project(lens.at(*np.meshgrid(np.linspace(-15, 15, 9), np.linspace(-12, 12, 9)))).round().astype(int).transpose(2, 0, 1)
        assert np.median(after[y, x] / before[y, x]) > 0.75, "and through the lens one sees"


def angles() -> np.ndarray:
    return np.linspace(0, 2 * np.pi, 64, endpoint=False, dtype=np.float32)


def test_glare_hides_an_eye_where_the_mirror_points() -> None:
    assert glare(LOW_LAMP) > 0.2
    assert glare(HIGH_LAMP) == 0


def test_turning_the_head_or_coating_the_lens_removes_glare() -> None:
    assert glare(LOW_LAMP, Subject(yaw_deg=30)) < 0.3 * glare(LOW_LAMP)
    assert glare(LOW_LAMP, Subject(pitch_deg=-25)) < 0.3 * glare(LOW_LAMP)
    assert glare(LOW_LAMP, strength=0.05) == 0
    assert glare(LOW_LAMP, strength=0.3, gain=4.0) > glare(LOW_LAMP, strength=0.3, gain=0.25)


def test_the_picture_shows_the_glare_that_the_truth_tells() -> None:
    _, after = painted(view(lamps=(LOW_LAMP,)), worn())
    _, plain = painted(view(lamps=(HIGH_LAMP,)), worn())
    assert (after.min(axis=2) > glasses.GLARE_FROM).sum() > 500
    assert (plain.min(axis=2) > glasses.GLARE_FROM).sum() < 50


def test_the_head_hides_the_far_temple() -> None:
    seen, spectacles = view(Subject(yaw_deg=60)), worn()
    _, after = painted(seen, spectacles)
    # To their left: the right temple is seen on the temple of the head, the left one is behind it.
    plates = spectacles.frame.plates_mm.mean(axis=1)
    for side, is_seen in ((-1, True), (1, False)):
        arm = plates[(np.sign(plates[:, 0]) == side) & (plates[:, 2] > -35) & (plates[:, 2] < -10)]
        x, y = seen.project(arm).round().astype(int).T
        before = picture(seen, skin(seen))[y, x].mean(axis=1)
        # The frame itself is nearly black; its soft shadow on the skin is not.
        assert (after[y, x].mean(axis=1) < 0.3 * before).mean() == (1.0 if is_seen else 0.0)


def test_edges_are_smooth() -> None:
    """A rim's pixels hold shares of it, not only all or nothing."""
    seen = view(lamps=(HIGH_LAMP,))
    before, after = painted(seen, worn(style=GlassesStyle.ROUND))
    share = 1 - after.mean(axis=2) / before.mean(axis=2)
    assert ((share > 0.2) & (share < 0.7)).sum() > 150


def test_glasses_beside_the_picture_are_no_error() -> None:
    painted(view(Subject(x_mm=160)), worn())
    painted(view(Subject(distance_mm=60)), worn())
