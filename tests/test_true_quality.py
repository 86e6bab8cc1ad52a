"""The truth's own formula: it must know what a viewer minds, and nothing of how the program chooses."""

from __future__ import annotations

import ast
from pathlib import Path

import msgspec
import pytest
import true_quality
from obedient_sitter import GOOD, ObedientSitter
from true_quality import Quality, blur_at_eyes_px, quality

from capture.script import people
from capture.studio.truth import truth
from guidance.profile import load

LOOK = load("classic").looks[0]
BANDS = {name: (band.low, band.high) for name in (*true_quality.POSE, *true_quality.EXPRESSION) if (band := load("classic").band(name, LOOK))}
STILL = ObedientSitter(people.find("amara"), dict(GOOD), hfov_deg=62, seed=1, size_px=(1280, 720)).scene(0.0)


def judged(spoken_frac: float = 0.0, shutter_ms: float = 8.0, **subject: object) -> Quality:
    camera = msgspec.structs.replace(STILL.camera, shutter_ms=shutter_ms)
    scene = msgspec.structs.replace(STILL, camera=camera, subject=msgspec.structs.replace(STILL.subject, **subject))
    return quality(scene, truth(scene), BANDS, spoken_frac)


def test_it_imports_nothing_of_guidance() -> None:
    tree = ast.parse(Path(true_quality.__file__).read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {module.split(".")[0] for module in imported} <= {"__future__", "math", "dataclasses", "typing", "collections", "msgspec", "numpy", "capture"}


def test_a_good_frame_has_no_fault() -> None:
    assert judged().faults == ()
    assert judged().worth > 0.8


@pytest.mark.parametrize(
    ("worse", "said"),
    [
        ({"left_open_frac": 0.7}, "eyes 70 % open"),
        ({"yaw_deg": 14.0}, "yaw_deg 4.1 outside its band"),
        ({"speed_mm_s": (0.0, 200.0, 0.0)}, "px of motion at the eyes"),
        ({"spoken_frac": 0.2}, "mid-word"),
    ],
)
def test_each_fault_is_told_and_costs(worse: dict[str, object], said: str) -> None:
    found = judged(**worse)
    assert len(found.faults) == 1
    assert said in found.faults[0]
    assert found.worth < judged().worth - 0.02


@pytest.mark.parametrize("worse", [{"gaze_yaw_deg": 8.0}, {"smile_frac": 0.6}, {"right_open_frac": 0.85}])
def test_what_is_no_fault_costs_too(worse: dict[str, object]) -> None:
    assert judged(**worse).faults == ()
    assert judged(**worse).worth < judged().worth - 0.02


def test_the_streak_is_speed_times_shutter_and_a_turn_moves_the_eyes() -> None:
    def streak(shutter_ms: float, **subject: object) -> float:
        camera = msgspec.structs.replace(STILL.camera, shutter_ms=shutter_ms)
        return blur_at_eyes_px(msgspec.structs.replace(STILL, camera=camera, subject=msgspec.structs.replace(STILL.subject, **subject)))

    assert streak(8) == 0
    # 1065 px of focal length over 700 mm or a little less, for eyes before the head's middle.
    assert streak(10, speed_mm_s=(100.0, 0.0, 0.0)) == pytest.approx(1.52, abs=0.1)
    assert streak(20, speed_mm_s=(100.0, 0.0, 0.0)) == pytest.approx(2 * streak(10, speed_mm_s=(100.0, 0.0, 0.0)), rel=0.01)
    assert streak(10, turn_deg_s=(60.0, 0.0, 0.0)) > 0.5
