from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from kept_shots import cartoon, moment, shot

from capture.errors import ExportError
from capture.export.at_hand import AtHand
from capture.session import Session

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def session(tmp_path: Path) -> Session:
    with Session.open(tmp_path, source="x", profile="p") as opened:
        taken = moment()
        opened.keep_burst(opened.keep(taken), taken.burst)
        opened.keep(shot("smile", index=3))
    return Session.read(tmp_path)


def test_a_shot_is_decoded_and_merged_once(session: Session) -> None:
    at_hand = AtHand(session)
    single = at_hand.source("001_straight", merged=False)
    assert single.merged is None
    merged = at_hand.source("001_straight", merged=True)
    assert merged.merged is not None
    assert merged.picture is single.picture
    at_hand.source("002_smile", merged=True)
    assert at_hand.source("001_straight", merged=True) is merged
    assert at_hand.source("001_straight", merged=False) is merged


def test_what_there_is_no_room_for_goes_oldest_first(session: Session) -> None:
    at_hand = AtHand(session, room_bytes=cartoon().nbytes)
    first, second = (at_hand.source(name, merged=False) for name in ("001_straight", "002_smile"))
    assert at_hand.source("002_smile", merged=False) is second, "the last one stays, however large it is"
    assert at_hand.source("001_straight", merged=False) is not first


def test_a_frame_of_nowhere_is_named(session: Session) -> None:
    with pytest.raises(ExportError, match="003_wink is not in the sitting"):
        AtHand(session).source("003_wink", merged=False)
