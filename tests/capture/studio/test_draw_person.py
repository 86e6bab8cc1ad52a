from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from capture.script.people import named
from capture.script.scene import Camera, Lamp, Scene, Subject
from capture.studio import draw_person, lighting, parts, raster
from capture.studio.person import person
from capture.studio.stage import View, set_stage

if TYPE_CHECKING:
    from capture.script.persona import Persona

SIZE = (300, 300)


def drawn(persona: Persona, lamp: Lamp | None = None, **subject: float) -> tuple[np.ndarray, View | None]:
    scene = Scene(persona=persona, size_px=SIZE, subject=Subject(**subject), lamps=(lamp or Lamp(),), camera=Camera(hfov_deg=34))
    stage = set_stage(scene)
    picture = np.full((SIZE[1], SIZE[0], 3), 7.0, np.float32)
    view = draw_person.draw(picture, person(persona), stage, lighting.lamps(scene, stage), scene.subject)
    return picture, view


def covered(picture: np.ndarray) -> np.ndarray:
    return (np.abs(picture - 7.0) > 0.5).all(axis=-1)


def test_head_neck_and_shoulders_hang_together() -> None:
    for yaw, pitch in ((0, 0), (45, 15), (-45, -15), (0, 20)):
        picture, view = drawn(named()["bruno"], yaw_deg=yaw, pitch_deg=pitch)
        assert view is not None
        column = covered(picture)[:, SIZE[0] // 2]
        below_crown = column[int(np.flatnonzero(column)[0]) :]
        assert below_crown.all(), (yaw, pitch)


@pytest.mark.parametrize("name", ["freya", "dalia"])
def test_what_hangs_from_the_head_never_hides_the_middle_of_the_face(name: str) -> None:
    bare = msgspec.structs.replace(named()[name], hair=msgspec.structs.replace(named()[name].hair, style="bald"))
    for yaw in (0, 40):
        (worn, view), (plain, _) = drawn(named()[name], yaw_deg=yaw), drawn(bare, yaw_deg=yaw)
        assert view is not None
        nose = person(bare).head.shape.landmarks_mm[[1, 6, 0, 17]]
        for x, y in np.round(view.project(nose)).astype(int):
            assert worn[y, x] == pytest.approx(plain[y, x], abs=0.08)


def test_the_head_throws_its_shadow_on_the_neck() -> None:
    picture, view = drawn(named()["bruno"], Lamp(azimuth_deg=0, elevation_deg=65, radius_deg=4))
    low, _ = drawn(named()["bruno"], Lamp(azimuth_deg=0, elevation_deg=-10, radius_deg=4))
    assert view is not None
    x, y = np.round(view.project(np.array([[0.0, 140, -30]], np.float32))[0]).astype(int)
    assert picture[y, x, 1] < 0.5 * low[y, x, 1]


def test_nobody_is_drawn_beside_the_picture() -> None:
    picture, view = drawn(named()["bruno"], x_mm=1500)
    assert view is None
    assert not covered(picture).any()


def test_nothing_is_seen_of_a_scarfs_back_so_that_it_need_not_be_drawn() -> None:
    dalia = named()["dalia"]
    (hanging,) = person(dalia).hangings
    for yaw, pitch in ((0, 0), (45, 12), (-45, -15), (20, 15)):
        without, view = drawn(dalia, yaw_deg=yaw, pitch_deg=pitch)
        assert view is not None
        scene = Scene(persona=dalia, size_px=SIZE, subject=Subject(yaw_deg=yaw, pitch_deg=pitch), lamps=(), camera=Camera(hfov_deg=34))
        stage = set_stage(scene)
        posed = parts.posed_sheet(hanging.sheet, hanging.head_frac, stage)
        coverage = raster.cover(stage.lens.project(posed.points_mm), posed.points_mm[..., 2], SIZE, facing=-1)
        assert coverage is not None
        back = coverage.alpha > 0.5
        assert np.count_nonzero(back) > 500, "it is there to be hidden"
        assert np.count_nonzero(back & ~covered(without)[coverage.window]) < 0.01 * np.count_nonzero(back), (yaw, pitch)
