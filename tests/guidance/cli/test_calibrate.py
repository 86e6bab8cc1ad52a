from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import cv2
import pytest
from held_card import held

from capture import calibration
from capture.script import people
from capture.script.scene import Camera, Scene, Subject
from capture.studio import render
from capture.studio.truth import truth
from guidance.cli import run

if TYPE_CHECKING:
    from pathlib import Path

SCENE = Scene(persona=people.named()["ines"], subject=Subject(distance_mm=700), camera=Camera(hfov_deg=70))


@pytest.fixture(scope="module")
def distance_m() -> float:
    framing = truth(SCENE).framing
    assert framing is not None
    assert framing.distance_m is not None
    return framing.distance_m


@pytest.fixture(scope="module")
def photograph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("camera") / "held.png"
    cv2.imwrite(str(path), held(render(SCENE), SCENE)[..., ::-1])
    return path


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "linux":
        pytest.skip("elsewhere the folder of settings can't be moved")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))


def test_tape_and_card_make_distances_right(photograph: Path, distance_m: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(photograph), "--json"]) == 0
    unknown = json.loads(capsys.readouterr().out)["framing"]
    assert unknown["distance_m"] is None
    assert unknown["distance_range_m"][0] < distance_m < unknown["distance_range_m"][1]
    assert run(["calibrate", "--camera", str(photograph), "--tape", f"{distance_m:.3f}", "--card"]) == 0
    assert "° across" in capsys.readouterr().out
    found = calibration.load("held.png")
    assert found is not None
    assert found.hfov_deg == pytest.approx(70, abs=1.5)
    assert run(["analyse", str(photograph), "--json", "--camera-name", "held"]) == 0
    assert json.loads(capsys.readouterr().out)["framing"]["distance_m"] == pytest.approx(distance_m, rel=0.02)


def test_a_range_is_said_as_one(photograph: Path, distance_m: float, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(photograph)]) == 0
    near, _, far = capsys.readouterr().out.rsplit(" · ", 1)[1].split()[:3]
    assert float(near) < distance_m < float(far)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (["calibrate"], "Nothing is known to measure by"),
        (["calibrate", "--tape", "80"], "'80' is not a distance between 0.15 and 10 metres"),
        (["analyse", "a.png", "--camera-name", "other"], "Nothing is known of a camera 'other'. Calibrate it"),
    ],
)
def test_what_is_missing_is_told(line: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(line) == 2
    assert said in capsys.readouterr().err
