from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from kept_shots import cartoon
from reviewed import a_sitting

from capture.errors import SessionError
from capture.session import Decision, Decisions, Mark, Session, read_decisions
from guidance.review import PICTURES, Review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    found = Review(a_sitting(tmp_path / "sitting"))
    yield found
    found.close()


def here(review: Review) -> str:
    assert review.shot is not None
    return review.shot.id


def test_one_goes_from_the_first_to_the_last_and_no_further(review: Review) -> None:
    review.go(-1)
    assert here(review) == "001_straight"
    review.go(3)
    assert here(review) == "004_three-quarter-left"
    review.go(1)
    assert here(review) == "004_three-quarter-left"
    review.go_to(2)
    assert here(review) == "003_smile"


def test_a_decision_is_on_the_disk_at_once_and_the_same_again_takes_it_away(review: Review) -> None:
    review.mark(Mark.FAVOURITE)
    review.note("for the website")
    assert read_decisions(review.folder) == {"001_straight": Decision(Mark.FAVOURITE, "for the website")}
    review.mark(Mark.FAVOURITE)
    assert read_decisions(review.folder) == {"001_straight": Decision(None, "for the website")}


def test_undo_goes_to_where_the_decision_was_and_back_to_the_first(review: Review) -> None:
    for place, mark in ((0, Mark.KEPT), (2, Mark.REJECTED), (3, Mark.FAVOURITE)):
        review.go_to(place)
        review.mark(mark)
    review.go_to(0)
    assert review.undo()
    assert here(review) == "004_three-quarter-left"
    assert review.undo()
    assert here(review) == "003_smile"
    assert review.undo()
    assert not review.undo()
    assert review.decisions == {}


def test_a_pair_is_this_one_and_the_one_that_was_set_beside_it(review: Review) -> None:
    assert review.other is None
    review.compare()
    assert review.other is None, "nothing stands beside itself"
    review.go(2)
    assert review.other is not None
    assert (here(review), review.other.id) == ("003_smile", "001_straight")
    review.compare()
    review.go(-2)
    assert review.other.id == "003_smile"
    review.go(2)
    review.compare()
    review.go(-2)
    assert review.other is None


def test_pictures_are_the_originals_and_few_are_held(review: Review) -> None:
    for place, index in enumerate((1, 2, 3, 4)):
        review.go_to(place)
        assert review.shot is not None
        picture = review.picture(review.shot)
        assert not isinstance(picture, SessionError)
        assert np.array_equal(picture, cartoon(seed=index))
    assert len(review._pictures) <= PICTURES


def test_a_missing_picture_is_a_sentence_and_a_damaged_file_too(tmp_path: Path) -> None:
    folder = a_sitting(tmp_path / "sitting")
    (folder / "shots" / "001_straight.png").unlink()
    (folder / "shots" / "003_smile.json").write_text("{}", encoding="utf-8")
    review = Review(folder)
    assert review.shot is not None
    assert "001_straight.png is missing." in str(review.picture(review.shot))
    assert len(review.damaged) == 1
    assert "003_smile.json is damaged" in review.damaged[0]
    review.close()


def test_while_another_program_writes_it_can_be_looked_at_only_and_decided_about_afterwards(tmp_path: Path) -> None:
    folder = a_sitting(tmp_path / "sitting")
    with Decisions(folder) as theirs:
        theirs.mark("003_smile", Mark.KEPT)
        review = Review(folder)
        assert review.refused is not None
        assert "Another Northlight is writing" in str(review.refused)
        assert review.decisions == {"003_smile": Decision(Mark.KEPT)}
        for decide in (lambda: review.mark(Mark.REJECTED), lambda: review.note("x"), review.undo):
            with pytest.raises(SessionError, match="Another Northlight is writing"):
                decide()
    review.mark(Mark.REJECTED)
    assert review.refused is None
    assert read_decisions(folder) == {"001_straight": Decision(Mark.REJECTED), "003_smile": Decision(Mark.KEPT)}
    review.close()


def test_a_closed_review_lets_a_sitting_go_on_and_still_tells(review: Review) -> None:
    review.mark(Mark.KEPT)
    review.close()
    with Session.open(review.folder, source="x", profile="classic"):
        assert review.decisions == {"001_straight": Decision(Mark.KEPT)}


def test_a_sitting_without_photographs_has_nothing_to_decide(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="classic"):
        pass
    review = Review(tmp_path)
    assert review.shot is None
    review.go(1)
    review.compare()
    review.mark(Mark.KEPT)
    review.note("x")
    assert not review.undo()
    assert not (tmp_path / "decisions.jsonl").exists()


def test_no_sitting_is_told(tmp_path: Path) -> None:
    with pytest.raises(SessionError, match="There is no sitting in"):
        Review(tmp_path)
