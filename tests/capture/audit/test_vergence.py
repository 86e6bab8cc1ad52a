from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from capture import pose
from capture.audit import vergence
from tests.faces import SHAPE, made_face


def measured(turned_deg: float = 0.0, yaw_deg: float = 0.0) -> vergence.Vergence | None:
    """Return what is read of eyes that look ahead, the left one turned inwards by so many degrees."""
    face = made_face(yaw_deg=yaw_deg, px_per_mm=2.4)
    shift = np.float32([-10.5 * 2.4 * np.sin(np.radians(turned_deg)), 0])
    face = replace(face, left_eye=replace(face.left_eye, iris_px=face.left_eye.iris_px + shift))
    head = pose.measure(SHAPE, face)
    assert head is not None
    return vergence.measure(face, head)


def test_an_eye_that_turns_in_adds_its_angle() -> None:
    straight, turned = measured(), measured(15.0)
    assert straight is not None
    assert turned is not None
    assert turned.inwards_deg - straight.inwards_deg == pytest.approx(15, abs=1.5)
    assert abs(straight.apart_up_deg) < 1


def test_a_head_turned_far_is_not_judged() -> None:
    assert measured(yaw_deg=40.0) is None
