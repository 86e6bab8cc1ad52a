from __future__ import annotations

from dataclasses import replace

import pytest

from capture import pose
from capture.audit import proportions
from capture.audit.proportions import Length, Proportions
from tests.audited import studio_portrait

FACE = Proportions(dict.fromkeys(Length, 100.0), 0.0, 0.0, chin_clear=3.0)


def with_jaw(mm: float, yaw_deg: float = 0.0) -> Proportions:
    return replace(FACE, mm={**FACE.mm, Length.JAW: mm}, yaw_deg=yaw_deg)


def test_a_face_has_the_size_of_a_face_whatever_the_pictures() -> None:
    taken = studio_portrait()
    assert taken.face is not None
    head = pose.measure(taken.rgb.shape[:2], taken.face)
    assert head is not None
    found = proportions.measure(taken.rgb, taken.face, head).mm
    assert 60 < found[Length.JAW] < 130
    assert 55 < found[Length.EYES] < 75
    assert found[Length.JAW] < found[Length.CHEEKS]
    assert found[Length.LOWER_FACE] < found[Length.FACE]


def test_a_narrower_jaw_is_told_by_its_share_with_what_the_mesh_took_off_put_back() -> None:
    sitting = [with_jaw(mm) for mm in (100.0, 100.4, 99.6, 100.2, 99.8)]
    (jaw,) = (one for one in proportions.compare(with_jaw(100 * 0.94**proportions.JAW_SHOWN), sitting) if one.length is Length.JAW)
    assert jaw.change_frac == pytest.approx(-0.06, abs=0.005)
    assert (jaw.photographs, jaw.differs_from) == (5, 5)


def test_photographs_that_differ_among_themselves_make_it_less_sure() -> None:
    alike, unlike = ([with_jaw(100 + off) for off in (-apart, 0, apart, -apart, apart)] for apart in (0.1, 4.0))
    spreads = [
        next(one.spread_frac for one in proportions.compare(with_jaw(96), sitting) if one.length is Length.JAW) for sitting in (alike, unlike)
    ]
    assert spreads[1] > 2 * spreads[0]


def test_only_photographs_from_the_same_side_are_compared() -> None:
    sitting = [with_jaw(100, yaw_deg) for yaw_deg in (-20, 0, 1, 20)]
    assert proportions.compare(FACE, sitting)[0].photographs == 2
    assert proportions.compare(replace(FACE, yaw_deg=45.0), sitting) == ()
    assert proportions.compare(FACE, sitting[:2]) == ()


def test_what_ends_at_a_chin_in_a_beard_is_not_compared() -> None:
    faint = replace(FACE, chin_clear=1.2)
    for audited, sitting in ((faint, [FACE, FACE]), (FACE, [FACE, faint]), (faint, [faint, faint])):
        told = {one.length for one in proportions.compare(audited, sitting)}
        assert not told & proportions.AT_CHIN
        assert Length.CHEEKS in told


def test_a_chin_a_little_less_clear_than_in_the_photographs_is_compared() -> None:
    photograph = replace(FACE, chin_clear=2.2)
    assert Length.JAW in {one.length for one in proportions.compare(replace(FACE, chin_clear=1.5), [photograph, photograph])}


def test_a_smile_is_taken_off_the_jaw() -> None:
    smiling = replace(FACE, mm={**FACE.mm, Length.MOUTH: 130.0, Length.JAW: 100 * 1.3**proportions.SMILE_WIDENS})
    (jaw,) = (one for one in proportions.compare(smiling, [FACE, FACE]) if one.length is Length.JAW)
    assert jaw.change_frac == pytest.approx(0, abs=1e-6)
