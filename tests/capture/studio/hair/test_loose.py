from __future__ import annotations

import numpy as np
from heads_of_hair import dressed, wearing

from capture.axes import rotation
from capture.script.persona import HairStyle
from capture.studio.hair import LooseHairs, loose
from capture.studio.stage import Lens, Placed

LENS = Lens((640, 480), 520.0, np.eye(2, dtype=np.float32), np.zeros(2, np.float32))
HEAD = Placed(rotation(0, 0, 0), np.array([0.0, 0.0, 700.0]))


def hairs(style: HairStyle) -> LooseHairs:
    found = dressed(wearing(style)).loose
    assert found is not None
    return found


def drawn(worn: LooseHairs, head: Placed = HEAD, light: float = 0.8) -> np.ndarray:
    picture = np.full((480, 640, 3), 0.3, np.float32)
    loose.draw(picture, worn, head, LENS, np.full((len(worn.root), 3), light, np.float32))
    return picture


def test_they_start_on_the_hair_and_are_short() -> None:
    worn = hairs(HairStyle.SHORT)
    lengths = np.linalg.norm(np.diff(worn.points_mm, axis=1), axis=2).sum(axis=1)
    assert 2 < np.median(lengths) < 25
    assert lengths.max() < 60
    assert np.linalg.norm(worn.outward, axis=1).max() < 1.001
    assert (worn.root >= 0).all()
    assert (worn.root <= 1).all()


def test_only_the_outline_is_drawn_upon() -> None:
    changed = np.abs(drawn(hairs(HairStyle.CURLY)) - 0.3).max(axis=2) > 0.004
    rows, columns = np.nonzero(changed)
    assert changed.sum() > 200
    assert changed[200:260, 290:350].sum() == 0
    assert columns.min() < 280
    assert columns.max() > 360
    assert rows.min() < 170


def test_light_and_distance_matter() -> None:
    worn = hairs(HairStyle.AFRO)
    dark, bright = drawn(worn, light=0.0), drawn(worn, light=20.0)
    assert dark.min() < 0.28
    assert bright.max() > 0.32
    far = drawn(worn, Placed(HEAD.rotation, np.array([0.0, 0.0, 2800.0])), light=0.0)
    assert np.abs(far - 0.3).max() < np.abs(dark - 0.3).max()


def test_a_head_out_of_the_picture_leaves_it_alone() -> None:
    assert (drawn(hairs(HairStyle.SHORT), Placed(HEAD.rotation, np.array([5000.0, 0.0, 700.0]))) == np.float32(0.3)).all()
