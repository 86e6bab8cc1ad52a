from __future__ import annotations

import numpy as np
import pytest
from studio_views import head

from capture.script.persona import Glasses, GlassesStyle, Persona, Shape
from capture.studio import frames

BROAD_NOSE = Persona(name="Nose", seed=2, shape=Shape(nose_bridge=1.0, nose_width=1.0, cheekbones=0.8))


def built(style: GlassesStyle = GlassesStyle.SQUARE, persona: Persona | None = None) -> frames.Frame:
    who = persona or Persona(name="Even", seed=4, shape=Shape(asymmetry=0.0))
    return frames.build(head(who), who, Glasses(style=style))


@pytest.mark.parametrize("style", list(GlassesStyle))
def test_lenses_stand_before_the_eyes(style: GlassesStyle) -> None:
    for lens, socket in zip(built(style).lenses, (head().left_eye, head().right_eye), strict=True):
        cornea_z = socket.centre_mm[2] - frames.CORNEA_MM
        assert 10 < cornea_z - lens.centre_mm[2] < 25
        middle = (socket.outer_mm + socket.inner_mm) / 2
        right, down = lens.hit(np.array([[0, 0, 1]], np.float32), middle * np.float32([1, 1, 0]) + np.float32([0, 0, -500]))
        assert lens.covers(right, down).all()
        width = np.ptp(lens.outline_mm[:, 0])
        assert 42 < width < 58


@pytest.mark.parametrize("persona", [None, BROAD_NOSE], ids=["even", "broad nose"])
def test_rims_do_not_cut_the_face(persona: Persona | None) -> None:
    frame = built(persona=persona)
    who = head(persona) if persona else head(Persona(name="Even", seed=4, shape=Shape(asymmetry=0.0)))
    for lens in frame.lenses:
        rows, columns = frames._nearest(lens.outline_mm)
        assert (np.linalg.norm(lens.outline_mm, axis=1) - who.radius_mm[rows, columns]).min() > 0.5


def test_lenses_are_tilted_and_wrapped_and_curved() -> None:
    left, right = built().lenses
    for lens, side in ((left, 1), (right, -1)):
        front = lens.axes[2]
        assert front[2] < -0.97
        assert front[1] == pytest.approx(np.sin(np.radians(frames.TILT_DEG)), abs=1e-3), "the front looks a little down"
        assert np.sign(front[0]) == side
        assert lens.axes @ lens.axes.T == pytest.approx(np.eye(3), abs=1e-5)
        outwards = lens.normals(np.array([20.0, -20.0], np.float32), np.zeros(2, np.float32))
        assert float(outwards[0] @ lens.axes[0]) > 0.15 > -0.15 > float(outwards[1] @ lens.axes[0])


def test_styles_have_their_own_outlines() -> None:
    round_, square, cat = (built(style).lenses[0] for style in (GlassesStyle.ROUND, GlassesStyle.SQUARE, GlassesStyle.CAT_EYE))
    assert np.ptp(square.outline_mm[:, 0]) / np.ptp(square.outline_mm[:, 1]) > 1.15 * np.ptp(round_.outline_mm[:, 0]) / np.ptp(round_.outline_mm[:, 1])
    up_and_out = int(np.argmin(np.abs(frames.TURNS - np.radians(325))))
    assert cat.reach_mm[up_and_out] - cat.reach_mm[-up_and_out] > 4


def test_temples_reach_the_ears_beside_the_head() -> None:
    frame = built()
    plates = frame.plates_mm.reshape(-1, 3)
    behind = plates[plates[:, 2] > 0]
    assert len(behind) > 10
    assert 8 < plates[:, 2].max() < 25
    assert np.abs(behind[:, 0]).min() > 55
    assert behind[:, 0].max() > 0 > behind[:, 0].min()
    assert np.linalg.norm(frame.normals, axis=1) == pytest.approx(1, abs=1e-5)
