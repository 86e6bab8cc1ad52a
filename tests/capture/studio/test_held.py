from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.persona import Persona
from capture.script.scene import Camera, Held, Scene
from capture.studio import linear
from capture.studio.stage import set_stage

SCENE = Scene(persona=Persona(name="x", seed=1), size_px=(640, 360), camera=Camera(noise=0.0))
PAGE = Held(text="LL LL LL\nLL LL LL", capital_mm=24.0, y_mm=110.0)


def where(scene: Scene) -> tuple[np.ndarray, np.ndarray]:
    """Return what a scene's picture has that it lacks without its page, and its green light."""
    light = linear(scene)[..., 1]
    return np.abs(light - linear(msgspec.structs.replace(scene, held=None))[..., 1]) > 0.02, light


def test_a_page_is_where_it_is_held_and_hides_what_is_behind() -> None:
    changed, light = where(msgspec.structs.replace(SCENE, held=PAGE))
    rows, columns = np.nonzero(changed)
    middle = set_stage(SCENE).lens.project(np.array([[PAGE.x_mm, PAGE.y_mm, PAGE.distance_mm]], np.float32))[0]
    assert (columns.mean(), rows.mean()) == (pytest.approx(middle[0], abs=4), pytest.approx(middle[1], abs=4))
    on_page = light[rows.min() + 2 : rows.max() - 2, columns.min() + 2 : columns.max() - 2]
    assert on_page.min() < 0.25 * on_page.max(), "there is ink on its paper"


def test_its_writing_reads_from_left_to_right() -> None:
    _, light = where(msgspec.structs.replace(SCENE, held=msgspec.structs.replace(PAGE, text="L", capital_mm=60.0)))
    x, y = (round(float(value)) for value in set_stage(SCENE).lens.project(np.array([[0, PAGE.y_mm, PAGE.distance_mm]], np.float32))[0])
    letter = light[y - 25 : y + 26, x - 18 : x + 19]
    ink = letter < 0.5 * letter.max()
    assert ink[:, : ink.shape[1] // 2].sum() > 1.5 * ink[:, ink.shape[1] // 2 :].sum(), "an L has its stem on the left"


def test_a_page_that_is_turned_is_narrower() -> None:
    straight, turned = (where(msgspec.structs.replace(SCENE, held=msgspec.structs.replace(PAGE, yaw_deg=yaw)))[0] for yaw in (0.0, 50.0))
    assert np.ptp(np.nonzero(turned)[1]) < 0.8 * np.ptp(np.nonzero(straight)[1])
