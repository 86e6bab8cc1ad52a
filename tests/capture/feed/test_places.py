from __future__ import annotations

from dataclasses import replace

import numpy as np
from feeds import SHAPE, clean, sitter

from capture.feed.cells import CELL_PX
from capture.feed.places import places

WHOLE = (slice(0, SHAPE[0]), slice(0, SHAPE[1]))


def test_skin_clothes_and_room_are_each_where_they_are() -> None:
    face = sitter()
    rgb = clean(face).astype(np.uint8)
    found = places(rgb, face, WHOLE)
    assert found is not None
    assert found.skin.sum() > 150
    for mask, colour in ((found.skin, rgb[170 + 30, 320]), (found.clothes, rgb[420, 320]), (found.behind, rgb[60, 60])):
        rows, columns = np.nonzero(mask)
        assert rows.size > 100
        hues = rgb[rows * CELL_PX + 4, columns * CELL_PX + 4].astype(float)
        assert np.abs(hues[:, 0] / hues[:, 2] - colour[0] / colour[2]).max() < 0.05
    assert not (found.skin & found.clothes).any()
    assert not (found.skin & found.behind).any()


def test_eyes_and_mouth_are_no_skin() -> None:
    face = sitter()
    found = places(clean(face).astype(np.uint8), face, WHOLE)
    assert found is not None
    for points in (face.left_eye.contour_px, face.right_eye.contour_px, face.mouth.contour_px):
        x, y = (points.mean(axis=0) / CELL_PX).astype(int)
        assert not found.skin[y, x]


def test_what_has_skins_colour_is_neither_clothes_nor_room() -> None:
    face = sitter()
    rgb = clean(face).astype(np.uint8)
    rgb[400:] = rgb[200, 320]
    found = places(rgb, face, WHOLE)
    assert found is not None
    assert not found.clothes[400 // CELL_PX :].any()


def test_a_part_of_the_frame_is_seen_as_the_whole_is() -> None:
    face = sitter()
    rgb = clean(face).astype(np.uint8)
    whole, part = places(rgb, face, WHOLE), places(rgb, face, (slice(64, 448), slice(128, 576)))
    assert whole is not None
    assert part is not None
    inner = np.s_[8 + 8 : 56 - 8, 16 + 8 : 72 - 8]
    for name in ("skin", "clothes", "behind"):
        assert (getattr(whole, name)[inner] == getattr(part, name)[8:-8, 8:-8]).mean() > 0.99, name


def test_without_a_matte_nothing_is_told() -> None:
    assert places(clean(sitter()).astype(np.uint8), replace(sitter(), matte=None), WHOLE) is None
