from __future__ import annotations

import numpy as np
from painted_skin import PLAIN, at, lab, painted, shape, vertex, with_skin


def test_blush_reddens_the_cheeks_and_no_more() -> None:
    plain, blushing = painted(PLAIN).albedo, painted(with_skin(blush=0.9)).albedo
    assert lab(at(vertex(50), blushing))[1] > lab(at(vertex(50), plain))[1] + 2.5
    assert abs(lab(at(vertex(151), blushing))[1] - lab(at(vertex(151), plain))[1]) < 0.5


def test_lids_are_shaded_over_the_eye_and_not_under_it() -> None:
    plain, shaded = painted(PLAIN).albedo, painted(with_skin(eyeliner=0.9)).albedo
    eye = shape().left_eye
    lid, cheek = eye.upper_mm - np.float32([0, 2, 0]), eye.lower_mm + np.float32([0, 14, 0])
    assert at(lid, shaded, 3).mean() < 0.85 * at(lid, plain, 3).mean()
    assert at(cheek, shaded, 3).mean() > 0.97 * at(cheek, plain, 3).mean()
