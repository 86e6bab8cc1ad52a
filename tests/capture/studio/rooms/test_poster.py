from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Backdrop, Camera, Room, Scene, Writing
from capture.studio import backdrop, lettering
from capture.studio.rooms.poster import corners_mm

SCENE = Scene(persona=Persona(name="x", seed=1), size_px=(640, 360), camera=Camera(), backdrop=Backdrop(room=Room.WALL), lamps=())
SHEET = Writing(text="L", capital_mm=500.0)


def green(*sheets: Writing, **camera: float) -> np.ndarray:
    hung = msgspec.structs.replace(SCENE.backdrop, writing=sheets)
    return backdrop.paint(msgspec.structs.replace(SCENE, backdrop=hung, camera=Camera(**camera)))[..., 1]


def test_without_writing_a_room_is_the_one_it_was() -> None:
    assert np.array_equal(green(), backdrop.paint(SCENE)[..., 1])


@pytest.mark.parametrize(("turn_deg", "part"), [(0.0, np.s_[:, :320]), (180.0, np.s_[:, 320:]), (90.0, np.s_[:180]), (-90.0, np.s_[180:])])
def test_a_letter_stands_as_its_sheet_is_turned(turn_deg: float, part: tuple[slice, ...]) -> None:
    light = green(msgspec.structs.replace(SHEET, turn_deg=turn_deg))
    ink = light < 0.3 * light.max()
    assert ink[part].sum() > 0.7 * ink.sum() > 0, "an L's stem is left of its middle, and clockwise from there"


def test_a_sheet_is_as_large_as_its_letters_make_it() -> None:
    height, width = lettering.cover(SHEET.text, SHEET.face).shape
    corners = corners_mm(SHEET, (height, width))
    assert np.ptp(corners[:, 0]) / np.ptp(corners[:, 1]) == pytest.approx(width / height)
    assert np.ptp(corners[:, 1]) == pytest.approx(height / lettering.CAPITAL_PX * SHEET.capital_mm)


def test_writing_is_out_of_focus_as_the_room_is() -> None:
    small = msgspec.structs.replace(SHEET, text="wall paper", capital_mm=80.0)
    sharp, soft = green(small), green(small, aperture_mm=20.0)
    assert np.abs(np.diff(soft, axis=1)).max() < 0.5 * np.abs(np.diff(sharp, axis=1)).max()
