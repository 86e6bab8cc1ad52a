from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from held_card import CHIN_MM, FOREHEAD_MM, corners_px, held

from capture import framing
from capture.axes import focal_px
from capture.calibration import find
from capture.calibration.card import LONG_MM
from capture.script import people
from capture.script.scene import Backdrop, Room, Scene, Subject
from capture.studio import render
from capture.studio.face import face as face_of
from capture.studio.truth import truth

if TYPE_CHECKING:
    from capture.types import Face, Rgb

SCENE = Scene(persona=people.named()["hana"], subject=Subject(distance_mm=650, yaw_deg=3), backdrop=Backdrop(room=Room.OFFICE))


@lru_cache
def seen() -> tuple[Rgb, Face, float]:
    """Return the picture, the face in it, and the true scale at the eyes."""
    face = face_of(SCENE)
    assert face is not None
    return render(SCENE), face, focal_px((720, 1280), SCENE.camera.hfov_deg) / truth(SCENE).framing.distance_m / 1000


@pytest.mark.parametrize(("at_mm", "colour"), [(FOREHEAD_MM, (40, 70, 150)), (CHIN_MM, (25, 25, 25)), (CHIN_MM, (230, 230, 225))])
def test_a_card_is_found_and_its_scale_is_right(at_mm: tuple[float, float, float], colour: tuple[int, int, int]) -> None:
    rgb, face, scale = seen()
    card = find(held(rgb, SCENE, at_mm, colour=colour), face, framing.px_per_mm(face, None))
    assert card is not None
    true = corners_px(SCENE, at_mm)
    assert np.linalg.norm(card.corners_px[:, None] - true, axis=2).min(axis=1).max() < 1.5
    assert card.px_per_mm == pytest.approx(np.linalg.norm(true[0] - true[1]) / LONG_MM, rel=0.012)
    assert card.px_per_mm == pytest.approx(scale * 650 / (650 + at_mm[2]), rel=0.02)


def test_without_a_card_none_is_found() -> None:
    rgb, face, scale = seen()
    assert find(rgb, face, scale) is None
    assert find(np.full_like(rgb, 128), face, scale) is None


def test_a_card_of_another_size_is_none() -> None:
    rgb, face, scale = seen()
    assert find(held(rgb, SCENE), face, 1.5 * scale) is None
