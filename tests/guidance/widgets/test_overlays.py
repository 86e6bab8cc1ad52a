from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest
from readings import reading

from guidance.profile import load
from guidance.rules import judge
from guidance.widgets.overlays import BURNT_CODE, HEAD_PER_FACE, Guide, draw_guide, draw_thirds, draw_zebra, guide

if TYPE_CHECKING:
    from guidance.rules import Finding

PROFILE = load("classic")
WHITE = (255, 255, 255)


def findings(**framing: float) -> tuple[Finding, ...]:
    return judge(reading(framing=framing), PROFILE, PROFILE.looks[0])


def drawn(of: Guide) -> tuple[np.ndarray, np.ndarray]:
    """Return the rows and columns on which the guide is drawn in a picture of 60 by 100 pixels."""
    picture = np.zeros((60, 100, 3), np.uint8)
    draw_guide(picture, of, WHITE)
    return np.nonzero(picture[..., 0])


def test_a_head_that_is_right_keeps_its_size_and_the_guide_says_so() -> None:
    shown = guide(findings(face_height_frac=0.4, headroom_frac=0.12, offset_frac=0.0))
    assert shown is not None
    assert shown.right
    assert shown.height_frac == pytest.approx(0.4 * HEAD_PER_FACE, abs=0.01)
    assert shown.offset_frac == 0
    assert shown.crown_frac == pytest.approx(0.175)


@pytest.mark.parametrize(("face_frac", "wanted_frac"), [(0.1, 0.18), (0.7, 0.58)])
def test_one_too_far_or_too_near_is_shown_the_nearest_size_that_is_fine(face_frac: float, wanted_frac: float) -> None:
    shown = guide(findings(face_height_frac=face_frac))
    assert shown is not None
    assert not shown.right
    assert shown.height_frac == pytest.approx(wanted_frac * HEAD_PER_FACE, abs=0.01)


def test_without_a_face_the_guide_has_the_middle_size_and_with_open_bands_there_is_none() -> None:
    nobody = judge(reading(faces=0), PROFILE, PROFILE.looks[0])
    shown = guide(nobody)
    assert shown is not None
    assert shown.height_frac == pytest.approx(0.38 * HEAD_PER_FACE, abs=0.01)
    assert guide(msgspec.structs.replace(finding, high=None) if finding.rule.id == "headroom" else finding for finding in nobody) is None
    assert guide(()) is None


def test_the_oval_has_its_crown_height_and_side_in_the_mirror() -> None:
    rows, columns = drawn(Guide(0.2, 0.5, 0.1, right=False))
    assert (rows.min(), rows.max()) == (pytest.approx(12, abs=1), pytest.approx(42, abs=1))
    # The image's right is the mirror's left.
    assert columns.mean() == pytest.approx(40, abs=1)


def test_a_guide_dims_when_all_is_right() -> None:
    full, dim = np.zeros((2, 60, 100, 3), np.uint8)
    draw_guide(full, Guide(0.2, 0.5, 0.0, right=False), WHITE)
    draw_guide(dim, Guide(0.2, 0.5, 0.0, right=True), WHITE)
    assert 0 < dim.max() < full.max() / 2


def test_thirds_are_two_lines_each_way() -> None:
    picture = np.zeros((60, 90, 3), np.uint8)
    draw_thirds(picture, WHITE)
    assert np.flatnonzero(picture[5, :, 0]).tolist() == [30, 60]
    assert np.flatnonzero(picture[:, 5, 0]).tolist() == [20, 40]


def test_stripes_lie_on_what_is_burnt_and_nowhere_else() -> None:
    picture = np.full((40, 60, 3), 200, np.uint8)
    picture[12:20, 12:20, 0] = BURNT_CODE
    before = picture.copy()
    draw_zebra(picture)
    changed = (picture != before).any(axis=2)
    assert changed[12:20, 12:20].mean() == pytest.approx(0.5)
    assert changed.sum() == changed[12:20, 12:20].sum()


def test_a_very_small_picture_gets_no_guide() -> None:
    picture = np.zeros((10, 16, 3), np.uint8)
    draw_guide(picture, Guide(0.2, 0.5, 0.0, right=False), WHITE)
    assert not picture.any()


def test_thicker_lines_cover_more_of_the_same_places() -> None:
    of = Guide(0.2, 0.5, 0.0, right=False)
    thin, thick = np.zeros((2, 540, 960, 3), np.uint8)
    for draw in (draw_thirds, lambda picture, colour, line_px: draw_guide(picture, of, colour, line_px)):
        thin[:], thick[:] = 0, 0
        draw(thin, WHITE, 1)
        draw(thick, WHITE, 3)
        lit, covered = thin.any(axis=2), thick.any(axis=2)
        assert (covered | ~lit).all()
        # OpenCV draws a thick bow thicker than a thick line.
        assert 2.5 * lit.sum() < covered.sum() < 6 * lit.sum()


def test_wider_stripes_hide_as_much_in_fewer_pieces() -> None:
    burnt = np.full((2, 24, 48, 3), 255, np.uint8)
    draw_zebra(burnt[0], 1)
    draw_zebra(burnt[1], 3)
    dark = burnt[..., 0] == 0
    assert dark[0].mean() == dark[1].mean() == 0.5
    edges = np.diff(dark.astype(int), axis=2) != 0
    assert edges[1].sum() < 0.4 * edges[0].sum()
