from __future__ import annotations

import numpy as np
import pytest

from capture import edge_faces
from capture.types import FaceBox


def box(left: float, *, top: float = 100, side: float = 80, score: float = 0.9) -> FaceBox:
    return FaceBox(left, top, side, side, np.array([[left + 50, top + 30], [left + 30, top + 30]], np.float32), score)


def test_squares_go_down_both_edges_and_are_their_own_mirror_images() -> None:
    rgb = np.random.default_rng(0).integers(0, 255, (120, 200, 3), np.uint8)
    views = list(edge_faces.mirrored(rgb))
    assert {(view.left_px, view.top_px) for view in views} == {(side, top) for side in (-30, 170) for top in (0, 30, 60)}
    for view in views:
        assert view.rgb.shape == (60, 60, 3)
        assert (view.rgb == view.rgb[:, ::-1]).all()
    assert (views[0].rgb[:, 30:] == rgb[:60, :30]).all()
    assert (views[1].rgb[:, :30] == rgb[:60, 170:]).all()


@pytest.mark.parametrize("size", [(1, 1), (5, 300), (300, 5)])
def test_any_picture_has_squares(size: tuple[int, int]) -> None:
    assert all(view.rgb.size for view in edge_faces.mirrored(np.zeros((*size, 3), np.uint8)))


def test_boxes_are_told_in_the_frame() -> None:
    view = edge_faces.Mirrored(np.zeros((60, 60, 3), np.uint8), -30, 90)
    found = edge_faces.placed(box(10, top=5), view)
    assert (found.left_px, found.top_px, found.width_px) == (-20, 95, 80)
    assert found.eyes_px[0] == pytest.approx([30, 125])


def test_only_new_people_with_their_middle_in_the_picture_count() -> None:
    half_in, mirror_image, sitter, doubtful = box(-35), box(-60), box(300, side=200), box(-35, top=400, score=0.6)
    assert edge_faces.cut_off([half_in, mirror_image, doubtful], (sitter,), 1280) == (half_in,)
    again = box(-30, top=110, score=0.8)
    assert edge_faces.cut_off([again, half_in], (sitter,), 1280) == (half_in,), "the surer of two that are one"
    assert edge_faces.cut_off([half_in], (sitter, box(-20, side=100)), 1280) == (), "already found whole"
    assert edge_faces.cut_off([box(1270)], (), 1280) == ()
    on_edge = box(-46)
    assert edge_faces.cut_off([on_edge], (), 1280) == (on_edge,), "half a face, by a box that is a little off"
