from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reviewed import a_sitting

from capture.errors import ProfileError
from capture.session import Session
from guidance.past import chooser_for, profile_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sittings_own_profile_or_the_one_that_is_named(tmp_path: Path) -> None:
    info = Session.read(a_sitting(tmp_path / "one", "linkedin")).info
    assert profile_of(info).name == "linkedin"
    assert profile_of(info, "passport").name == "passport"
    with pytest.raises(ProfileError, match="Did you mean 'passport'"):
        profile_of(info, "pasport")


def test_a_profile_that_is_not_known_here_gives_way_to_the_usual_one(tmp_path: Path) -> None:
    assert profile_of(Session.read(a_sitting(tmp_path / "one", "hers")).info).name == "classic"


def test_the_set_is_chosen_by_that_profile(tmp_path: Path) -> None:
    session = Session.read(a_sitting(tmp_path / "one"))
    selection = chooser_for(session.info)(session.shots, {})
    assert [pick.shot.id for pick in selection.picks] == ["001_straight", "003_smile", "004_three-quarter-left"]
    assert dict(selection.left_out) == {"002_straight": "nearly the same as 001_straight, which scores higher"}
    assert len(chooser_for(session.info, size=1)(session.shots, {}).picks) == 1
