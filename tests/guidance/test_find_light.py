from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from readings import reading

from guidance.find_light import ENOUGH_DEG, FindLight
from guidance.light_ring import NEARLY, worth_of
from guidance.profile import load

if TYPE_CHECKING:
    from collections.abc import Callable

PROFILE = load("classic")
FPS = 15
TURN_DEG_S = 20.0


def search(
    worth_at: Callable[[float], dict[str, object]], start_deg: float, seconds: float = 60.0, *, deaf: bool = False
) -> tuple[FindLight, float, list[str]]:
    """Let somebody turn to their right until they are told otherwise, then as they are told; return the search, the key's last azimuth and what was said."""
    finder, azimuth_deg, way, said = FindLight(PROFILE), start_deg, 1, []
    for step in range(round(seconds * FPS)):
        shown, cue = finder.step(reading(step, t_s=step / FPS, **worth_at(azimuth_deg)))
        if cue is not None and cue.clip is not None:
            said.append(cue.clip)
        if finder.found:
            break
        if not deaf and shown.id in ("find_left", "find_right", "find_here"):
            way = {"find_left": -1, "find_right": 1, "find_here": 0}[shown.id]
        azimuth_deg = (azimuth_deg + way * TURN_DEG_S / FPS + 180) % 360 - 180
    return finder, azimuth_deg, said


def window(azimuth_deg: float) -> dict[str, object]:
    ratio_ev = 0.5 if abs(azimuth_deg) < 100 else 0.05
    return {"light": {"azimuth_deg": azimuth_deg, "face_azimuth_deg": azimuth_deg, "face_elevation_deg": 30.0, "key_to_fill_ev": ratio_ev}}


@pytest.mark.parametrize("start_deg", [-170.0, -90.0, 0.0, 35.0, 120.0])
def test_who_turns_is_led_back_to_the_best_light(start_deg: float) -> None:
    finder, azimuth_deg, said = search(window, start_deg)
    assert finder.found, said
    assert finder.ring is not None
    assert finder.ring.best_worth > 0.95
    there = worth_of(reading(**window(azimuth_deg)), PROFILE)
    assert there is not None
    assert there > finder.ring.best_worth - NEARLY - 0.06, "where they stop is as good, to the eye"
    assert said[0] == "find_start.1"
    assert said[-1] == "find_here.1"


def test_the_room_is_looked_at_before_anything_is_settled() -> None:
    finder, _, said = search(window, 35.0, seconds=0.8 * ENOUGH_DEG / TURN_DEG_S)
    assert not finder.found
    assert {clip.rpartition(".")[0] for clip in said} == {"find_start"}


def test_a_room_without_good_light_is_said_to_have_none() -> None:
    def overhead(azimuth_deg: float) -> dict[str, object]:
        return {"light": {"azimuth_deg": azimuth_deg, "face_elevation_deg": 80.0, "face_azimuth_deg": 150.0}}

    finder, _, said = search(overhead, 0.0, seconds=20)
    assert not finder.found
    assert said[-1].startswith("find_none")


def test_who_does_not_listen_is_told_again_but_not_all_the_time() -> None:
    _, _, said = search(window, 0.0, seconds=40, deaf=True)
    assert 4 <= len(said) <= 40 / 2.5
