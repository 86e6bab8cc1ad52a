from __future__ import annotations

from reviewed import kept

from guidance.profile import load
from guidance.replay import replay, unmet

CLASSIC, DRAMATIC, PASSPORT = (load(name) for name in ("classic", "dramatic", "passport"))
REMBRANDT = {"azimuth_deg": 50.0, "face_azimuth_deg": 50.0, "elevation_deg": 40.0, "face_elevation_deg": 40.0}


def test_its_own_profile_keeps_what_it_kept() -> None:
    shots = [kept(1, "straight", 0.9), kept(2, "smile", 0.9, expression={"smile_frac": 0.7})]
    judged = replay(shots, CLASSIC)
    assert [(each.look.name, each.kept) for each in judged] == [("straight", True), ("smile", True)]
    assert [look.name for look in unmet(judged, CLASSIC)] == ["three-quarter-left", "three-quarter-right", "relaxed"]


def test_another_profile_says_what_it_would_have_missed() -> None:
    (judged,) = replay([kept(1, "straight", 0.9)], PASSPORT)
    assert not judged.kept
    assert any(miss.startswith("Light, left 35° where at most 25") for miss in judged.verdict.misses)
    assert unmet((judged,), PASSPORT) == PASSPORT.looks


def test_a_look_that_the_profile_does_not_have_is_judged_as_the_nearest_one() -> None:
    (judged,) = replay([kept(1, "relaxed", 0.9, pose={"yaw_deg": -26.0}, light=REMBRANDT)], DRAMATIC)
    assert judged.look.name == "three-quarter-right"


def test_what_is_done_at_the_tripod_counts_until_one_would_have_been_kept() -> None:
    aside = {"face_azimuth_deg": 80.0}
    before, after = replay([kept(1, "straight", 0.9, light=aside), kept(2, "straight", 0.9)], CLASSIC)
    assert (before.kept, after.kept) == (False, True)
    assert all(each.kept for each in replay([kept(1, "straight", 0.9), kept(2, "straight", 0.9, light=aside)], CLASSIC))


def test_nothing_gives_nothing() -> None:
    assert replay([], CLASSIC) == ()
