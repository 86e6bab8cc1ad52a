from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import pytest

from capture.script.persona import Clothes, Garment, Persona
from capture.script.scene import Scene, Subject
from capture.studio import raster, torso
from capture.studio.stage import set_stage

if TYPE_CHECKING:
    from capture.studio.torso import Torso

PERSONA = Persona(name="Nobody", seed=1)
SIZE_PX = (320, 240)


def wearing(garment: Garment) -> Persona:
    return msgspec.structs.replace(PERSONA, clothes=Clothes(garment=garment))


def widest_gap(row: np.ndarray) -> int:
    """Return the widest hole in pixels of a row, between the outermost covered ones."""
    inside = np.flatnonzero(row)
    return int(np.diff(inside).max(initial=1)) - 1


def covered(body: Torso, **subject: float) -> np.ndarray:
    """Return (H, W) 0 where nothing of a torso is seen, 1 where skin is the last that was drawn, 2 where cloth is."""
    stage = set_stage(Scene(persona=PERSONA, size_px=SIZE_PX, subject=Subject(distance_mm=900, y_mm=-110, **subject)))
    seen = np.zeros(SIZE_PX[::-1], np.uint8)
    for part in body.parts:
        sheet = torso.posed(part, stage)
        coverage = raster.cover(stage.lens.project(sheet.points_mm), sheet.points_mm[..., 2], SIZE_PX)
        if coverage is not None:
            window = seen[coverage.window]
            window[coverage.alpha > 0.5] = 1 if part.skin else 2
    return seen


@pytest.mark.parametrize("garment", list(Garment))
def test_skin_and_cloth_show_and_nothing_gapes(garment: Garment) -> None:
    body = torso.build(wearing(garment))
    for turn in (0, 25, -25):
        seen = covered(body, shoulders_yaw_deg=turn)
        assert (seen == 2).sum() > 4 * (seen == 1).sum() > 0
        for row in seen[150:]:
            assert widest_gap(row) <= 1, "a hole between the arms"


@pytest.mark.parametrize("pose", [{"yaw_deg": 45}, {"pitch_deg": 20}, {"pitch_deg": -20}, {"roll_deg": 20}, {"yaw_deg": -45, "pitch_deg": 20, "roll_deg": -20}])
def test_the_turning_neck_stays_in_the_collar(pose: dict[str, float]) -> None:
    seen = covered(torso.build(wearing(Garment.CREW)), **pose)
    lowest_skin = int(np.flatnonzero((seen == 1).any(axis=1))[-1])
    for row in seen[lowest_skin - 12 :]:
        assert widest_gap(row) <= 1


def test_a_v_neck_shows_more_skin_than_a_crew_neck_and_a_turtleneck_hardly_any() -> None:
    shown = {garment: int((covered(torso.build(wearing(garment))) == 1).sum()) for garment in (Garment.V_NECK, Garment.CREW, Garment.TURTLENECK)}
    assert shown[Garment.V_NECK] > 1.15 * shown[Garment.CREW]
    assert shown[Garment.CREW] > 1.3 * shown[Garment.TURTLENECK]


def test_shoulders_are_the_subjects_left_then_right_and_lie_on_the_body() -> None:
    left, right = torso.build(PERSONA).shoulders_mm
    assert left[0] == -right[0] == pytest.approx(190, abs=25)
    assert left[1] == right[1] == pytest.approx(178, abs=12)


def test_the_same_persona_gives_the_same_torso() -> None:
    for one, other in zip(torso.build(PERSONA).parts, torso.build(PERSONA).parts, strict=True):
        assert np.array_equal(one.sheet.points_mm, other.sheet.points_mm)
        assert np.array_equal(one.paint.albedo, other.paint.albedo)
