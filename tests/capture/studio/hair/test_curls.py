from __future__ import annotations

import cv2
import numpy as np
from heads_of_hair import bare_head, dressed, wearing

from capture.script.persona import Hair, HairStyle
from capture.studio.hair import strands
from capture.studio.hair.chart import SCALP
from capture.studio.hair.curls import draw_curls
from capture.studio.hair.cuts import cut
from capture.studio.hair.ground import ground


def test_curls_have_bright_near_and_dark_far_halves_and_no_direction() -> None:
    hair = Hair(style=HairStyle.CURLY)
    curly = cut(bare_head(), hair, np.random.default_rng(1))
    soil = ground(hair, curly, np.random.default_rng(1))
    canvas = strands.Canvas.blank((SCALP.side_px, SCALP.side_px))
    draw_curls(canvas, hair, curly, soil, np.random.default_rng(1))
    patch = canvas.read()[0][450:750, 450:750, 1]
    low, high = np.percentile(patch, [10, 90])
    assert high > 3 * low
    across, down = np.abs(np.diff(patch, axis=1)).mean(), np.abs(np.diff(patch, axis=0)).mean()
    assert 0.7 < across / down < 1.4


def test_curls_keep_inside_their_ring() -> None:
    hair = Hair(style=HairStyle.AFRO)
    afro = cut(bare_head(), hair, np.random.default_rng(1))
    soil = ground(hair, afro, np.random.default_rng(1))
    canvas = strands.Canvas.blank((SCALP.side_px, SCALP.side_px))
    draw_curls(canvas, hair, afro, soil, np.random.default_rng(1))
    sampled = cv2.resize(canvas.pixels[..., 3], soil.outer_deg.shape[::-1], interpolation=cv2.INTER_NEAREST)
    assert sampled[soil.outer_deg < -9].max() == 0
    assert sampled[soil.outer_deg > 20].mean() > 150


def test_an_afro_is_a_ball_with_a_bumpy_outline() -> None:
    bulge = dressed(wearing(HairStyle.AFRO, volume=0.8)).bulge_mm
    assert bulge.max() > 45
    top = bulge[20:40]
    assert 0.4 < np.abs(np.diff(top, axis=1)).mean() < 3
