from __future__ import annotations

import cv2
import numpy as np

from capture.audit import boundaries, jaw
from tests.audited import studio_portrait


def test_the_jaw_ends_about_as_sharply_as_the_eyes() -> None:
    taken = studio_portrait()
    assert taken.face is not None
    found = boundaries.measure(taken.rgb, taken.face)
    assert found is not None
    assert found.jaw_px is not None
    assert found.eyes_px is not None
    assert 0.5 < found.jaw_px / found.eyes_px < 2.2


def test_a_jaw_that_was_drawn_softly_is_wider() -> None:
    taken = studio_portrait()
    assert taken.face is not None
    near = np.zeros(taken.rgb.shape[:2], np.uint8)
    cv2.polylines(near, [np.rint(jaw.measure(taken.rgb, taken.face).path_px).astype(np.int32)], False, (255,), 40)
    soft = np.where(near[..., None] > 0, cv2.GaussianBlur(taken.rgb, (0, 0), 5), taken.rgb)
    before, after = boundaries.measure(taken.rgb, taken.face), boundaries.measure(soft, taken.face)
    assert before is not None
    assert after is not None
    assert before.jaw_px is not None
    assert after.jaw_px is None or after.jaw_px > 1.5 * before.jaw_px
    assert after.eyes_px == before.eyes_px


def test_a_face_without_edges_has_no_widths() -> None:
    face = studio_portrait().face
    assert face is not None
    assert boundaries.measure(np.full((960, 960, 3), 120, np.uint8), face) == boundaries.Boundaries(None, None, None, None)
