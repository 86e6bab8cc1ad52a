from __future__ import annotations

import pytest

from capture import sharpness


def test_an_ideal_step_is_1_and_wider_edges_are_less() -> None:
    assert sharpness.sharpness(sharpness.CRISPEST_PX) == 1
    assert sharpness.sharpness(0.5) == 1, "crisper than pixels can be is as crisp"
    assert sharpness.sharpness(2.1) == pytest.approx(0.5)


def test_only_large_faces_are_judged_smaller() -> None:
    assert sharpness.reading_scale(320) == 0.5
    assert sharpness.reading_scale(90) == 1
    assert sharpness.reading_scale(0) == 1
