from __future__ import annotations

import pytest
from readings import reading

from guidance.light_ring import SECTORS, UNSURE, RingMaker, middle_deg, sector_of, worth_of
from guidance.profile import load

PROFILE = load("classic")


def lit(azimuth_deg: float, elevation_deg: float = 30.0, ratio_ev: float = 0.45, **parts: dict[str, object]) -> dict[str, object]:
    light = {"azimuth_deg": azimuth_deg, "face_azimuth_deg": azimuth_deg, "face_elevation_deg": elevation_deg, "key_to_fill_ev": ratio_ev}
    return {"light": light | parts.pop("light", {}), **parts}


def test_loop_light_at_two_to_one_is_best_and_less_is_worth_less() -> None:
    best = worth_of(reading(**lit(35.0)), PROFILE)
    assert best == 1.0
    for worse in (lit(0.0), lit(90.0), lit(35.0, 75.0), lit(35.0, -20.0), lit(35.0, ratio_ev=2.2), lit(35.0, ratio_ev=0.05)):
        worth = worth_of(reading(**worse), PROFILE)
        assert worth is not None
        assert 0 <= worth < 0.95


def test_light_that_is_too_dim_or_behind_or_even_is_worth_little() -> None:
    dim = worth_of(reading(**lit(35.0, exposure={"light_ev": -5.5, "background_ev": -6.0})), PROFILE)
    behind = worth_of(reading(**lit(35.0, exposure={"light_ev": 0.0, "background_ev": 5.0})), PROFILE)
    even = worth_of(reading(**lit(35.0, light={"confidence_frac": 0.05})), PROFILE)
    assert dim is not None
    assert dim < 0.5
    assert behind is not None
    assert behind < 0.5
    assert even == pytest.approx(UNSURE)
    assert worth_of(reading(faces=0, light=None), PROFILE) is None


def test_each_azimuth_has_its_sector() -> None:
    assert {sector_of(middle_deg(sector)) for sector in range(SECTORS)} == set(range(SECTORS))
    assert sector_of(180.0) == sector_of(-180.0)


def test_the_ring_remembers_what_was_seen_and_says_how_far_to_turn_back() -> None:
    maker = RingMaker(PROFILE)
    for azimuth_deg in range(-90, 91, 5):
        ring = maker.look(reading(**lit(float(azimuth_deg), light={"pattern": "loop"})))
    assert ring.seen_deg == pytest.approx(195, abs=15)
    assert ring.best_worth == pytest.approx(1.0)
    assert ring.now_deg == 90.0
    assert ring.best_deg is not None
    assert 45 <= ring.best_deg <= 60, "nearly the best, and the shortest way back"
    assert ring.turn_left_deg == pytest.approx(90.0 - ring.best_deg), "turning left brings what is on the left before the lens"
    blind = maker.look(reading(faces=0, light=None))
    assert blind.turn_left_deg is None
    assert blind.best_deg == 37.5


def test_of_two_lights_that_are_as_good_the_nearer_one_is_named() -> None:
    maker = RingMaker(PROFILE)
    for azimuth_deg in (-35.0, 35.0):
        maker.look(reading(**lit(azimuth_deg)))
    assert maker.look(reading(**lit(80.0))).best_deg == pytest.approx(37.5)
    assert maker.look(reading(**lit(-80.0))).best_deg == pytest.approx(-37.5)
