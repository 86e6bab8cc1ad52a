from __future__ import annotations

import numpy as np
import pytest
from faces import made_face, smiling

from capture.bones import align
from capture.mean_face import VERTICES_MM


@pytest.mark.parametrize(("yaw_deg", "pitch_deg", "roll_deg", "px_per_mm"), [(0, 0, 0, 2.0), (30, -10, 20, 0.5), (-25, 15, -40, 4.0)])
def test_turn_and_size_are_undone(yaw_deg: float, pitch_deg: float, roll_deg: float, px_per_mm: float) -> None:
    mesh_mm, scale = align(made_face(yaw_deg=yaw_deg, pitch_deg=pitch_deg, roll_deg=roll_deg, px_per_mm=px_per_mm).mesh_px)
    assert scale == pytest.approx(px_per_mm, rel=0.01)
    corners = [33, 133, 263, 362]  # lids are moved by `made_face`
    assert mesh_mm[corners] == pytest.approx(VERTICES_MM[corners], abs=0.5)


def test_a_smile_moves_no_bone() -> None:
    still, smiling_mm = (align(made_face(vertices_mm=mesh).mesh_px)[0] for mesh in (None, smiling(7, 10)))
    assert np.abs(still[[1, 10, 168]] - smiling_mm[[1, 10, 168]]).max() < 0.2
