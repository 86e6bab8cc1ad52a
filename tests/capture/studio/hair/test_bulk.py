from __future__ import annotations

import numpy as np
import pytest
from heads_of_hair import at, bare_head, dressed, towards, wearing

from capture.script.persona import Hair, HairStyle
from capture.studio import grid
from capture.studio.hair import bulk
from capture.studio.hair.cuts import Cut, cut


def made(style: HairStyle) -> Cut:
    return cut(bare_head(), Hair(style=style), np.random.default_rng(1))


def test_thickness_is_the_cuts_on_each_part() -> None:
    afro = made(HairStyle.AFRO)
    top, side, back = bulk.thickness_mm(afro, np.concatenate([towards(180, 85), towards(95, 5), towards(180, 5)]))
    assert (top, side, back) == pytest.approx((afro.thick_mm.top, afro.thick_mm.side, afro.thick_mm.back), rel=0.05)


@pytest.mark.parametrize("style", [HairStyle.SHORT, HairStyle.AFRO])
def test_hair_rises_from_nothing_at_its_edge(style: HairStyle) -> None:
    made_cut = made(style)
    risen = bulk.rise_frac(made_cut, np.array([-5.0, 0.0, 4.0, 40.0], np.float32))
    assert risen[1] == 0 == risen[0]
    assert 0 < risen[2] < risen[3] == pytest.approx(1)
    hairdo = dressed(wearing(style))
    forehead, crown = at(hairdo.bulge_mm, np.concatenate([towards(0, 40), towards(180, 70)]))
    assert abs(forehead) < 0.3
    assert crown == pytest.approx(bulk.thickness_mm(made_cut, towards(180, 70))[0], abs=made_cut.relief_mm * 1.5)


def test_a_round_edge_is_steepest_at_the_edge() -> None:
    afro = made(HairStyle.AFRO)
    low, middle, high = bulk.rise_frac(afro, bulk.LATTICE_DEG + np.array([1.0, 12.0, 23.0], np.float32))
    assert middle - low > high - middle


def test_steepness_is_the_slopes() -> None:
    afro = made(HairStyle.AFRO)
    line = np.tile(np.linspace(-40, 60, 513, dtype=np.float32)[:, None], (1, 513))
    stretch, uphill = bulk.steepness(afro, line)
    edge = int(np.argmax(stretch[:, 256]))
    assert stretch[edge, 256] > 1.25
    assert uphill[edge, 256, 1] > 0.9
    assert stretch[500, 256] < 1.1


def test_pressed_ears_leave_a_smooth_side() -> None:
    flat = bulk.without_ears_mm(bare_head())
    ear = bare_head().ear_frac > 0.5
    assert (bare_head().radius_mm - flat)[ear].max() > 5
    far = bare_head().ear_frac == 0
    rows = np.abs(grid.angles_rad(grid.GEOMETRY)[0]) < 1.0
    assert np.array_equal(flat[far & rows], bare_head().radius_mm[far & rows])
    rough = np.abs(np.diff(flat, 2, axis=1))[:, 1:-1]
    assert rough[ear[:, 2:-2]].max() < np.abs(np.diff(bare_head().radius_mm, 2, axis=1))[:, 1:-1][ear[:, 2:-2]].max() / 2
