from __future__ import annotations

import pytest
from kept_shots import shot

from capture.export.selection import Pick
from capture.export.sheet_words import WHY, Caption, Kind, foot_line, in_words, look_title, source_type_of
from capture.provenance import SourceType
from capture.session import Decision, Mark, Session
from capture.types import Cause

PLAIN = Kind(computed=False, merged=False, developed=False, set_before=False)
MERGED = Kind(computed=False, merged=True, developed=False, set_before=False)
DEVELOPED = Kind(computed=False, merged=True, developed=True, set_before=False)
SET_BEFORE = Kind(computed=False, merged=False, developed=True, set_before=True)
COMPUTED = Kind(computed=True, merged=False, developed=False, set_before=False)


@pytest.mark.parametrize(
    ("kinds", "foot", "kind"),
    [
        ([PLAIN], "Each picture is one frame of the camera, only cropped and reduced.", SourceType.COMPOSITE),
        ([MERGED] * 2, "Each picture is several frames of one moment, merged, of the camera, only cropped and reduced.", SourceType.COMPOSITE),
        ([PLAIN, MERGED], "Each picture is one frame, or several of one moment merged, of the camera, only cropped and reduced.", SourceType.COMPOSITE),
        ([DEVELOPED], "Each picture is several frames of one moment, merged, of the camera, cropped, reduced and developed.", SourceType.COMPOSITE_MIXED),
        (
            [PLAIN, SET_BEFORE],
            "Each picture is one frame of the camera, cropped, reduced and developed, some of them before another background, put there by a program.",
            SourceType.COMPOSITE_MIXED,
        ),
        ([PLAIN, COMPUTED], "Each picture is one frame of a sample sitting: computed, of nobody, only cropped and reduced.", SourceType.COMPOSITE_MIXED),
    ],
)
def test_the_foot_and_the_file_say_what_the_pictures_are(kinds: list[Kind], foot: str, kind: SourceType) -> None:
    assert foot_line(kinds) == foot
    assert source_type_of(kinds) is kind


def test_the_receipt_says_it_too() -> None:
    assert in_words([PLAIN]) == "The sitting's frames side by side, cropped and made smaller, with captions."
    assert in_words([PLAIN, DEVELOPED]) == "The sitting's frames side by side, those of one moment merged, cropped, reduced and developed, with captions."


@pytest.mark.parametrize(("look", "title"), [("straight", "Straight"), ("turned_left", "Turned left"), ("three-quarter", "Three quarter")])
def test_looks_are_written_as_people_write_them(look: str, title: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    with Session.open(tmp_path_factory.mktemp("look"), source="x", profile="p") as session:
        assert look_title(session.keep(shot(look)).sidecar) == title


def test_every_cause_is_told_in_words_for_people() -> None:
    assert set(WHY) == set(Cause)
    assert not set(WHY.values()) & {cause.value for cause in Cause}


def test_a_chosen_shot_tells_why_and_one_that_nobody_weighed_its_score(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Session.open(tmp_path_factory.mktemp("why"), source="x", profile="p") as session:
        kept = session.keep(shot())
    picked = Pick(kept, "the best of three", Decision(Mark.FAVOURITE, "for the website"))
    assert Caption.of(picked) == Caption("Straight  ·  favourite", "the best of three", "for the website")
    alone = Caption.of(Pick(kept))
    assert alone.title == "Straight"
    assert alone.why.startswith("score 88")
