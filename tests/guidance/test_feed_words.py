from __future__ import annotations

import pytest

from capture.feed import FeedReading, Less, Writing
from guidance.feed_words import NEVER_TOLD, SOFT_CUT, SWITCH_OFF, UNMIRRORED, UNREAD, Sign, behind_sign, cut_sign, in_words, mirrored_sign, skin_sign

NONE, A_LITTLE, MUCH = Less(0.0, 0.06, 12), Less(0.55, 0.08, 12), Less(2.0, 0.1, 12)
DEVICE = "Logitech C920"


def feed(  # noqa: PLR0917
    skin: Less | None = NONE,
    coarse: Less | None = NONE,
    behind: Less | None = NONE,
    outline: Less | None = None,
    seam: Less | None = None,
    writing: Writing | None = None,
) -> FeedReading:
    return FeedReading(12, 2.0, skin, coarse, behind, outline, seam, writing)


def test_an_honest_feed_is_told_so_with_what_nobody_can_tell() -> None:
    words = in_words(feed(), DEVICE)
    assert not words.filtered
    assert words.short == "no sign of a filter"
    assert words.sentences[0] == "Nothing smooths skin: it has as much noise as all else."
    assert words.sentences[1] == "Nothing blurs the room or puts a still picture there: it has as much noise as you."
    assert words.sentences[2].startswith("Whether a hard edge cuts you out can't be told")
    assert words.sentences[3] == SOFT_CUT
    assert words.sentences[-2:] == (UNREAD, NEVER_TOLD)
    assert len(words.sentences) == 6


def test_smoothed_skin_is_told_with_how_sure_and_what_to_do() -> None:
    words = in_words(feed(skin=MUCH, coarse=A_LITTLE), DEVICE)
    assert words.filtered
    assert words.sentences[0] == "Skin is smoothed before the picture comes here (sure): its noise is 2.0 stops (±0.2) below that of all else as bright."
    assert SWITCH_OFF in words.sentences
    assert words.short == "a program filters skin (sure)"


@pytest.mark.parametrize(("less", "sign"), [(NONE, Sign.NONE), (A_LITTLE, Sign.LIKELY), (MUCH, Sign.SURE), (None, Sign.UNKNOWN)])
def test_how_sure_follows_from_the_error(less: Less | None, sign: Sign) -> None:
    assert skin_sign(feed(skin=less, coarse=less)) is sign


def test_skin_whose_coarse_noise_is_all_there_may_have_lost_the_fine_to_jpeg() -> None:
    assert skin_sign(feed(skin=Less(0.75, 0.05, 12), coarse=Less(0.05, 0.05, 12))) is Sign.UNKNOWN
    assert skin_sign(feed(skin=Less(0.75, 0.05, 12), coarse=Less(0.4, 0.05, 12))) is Sign.SURE


def test_either_scale_tells_of_smoothing() -> None:
    assert skin_sign(feed(skin=NONE, coarse=MUCH)) is Sign.SURE
    assert skin_sign(feed(skin=None, coarse=NONE)) is Sign.NONE


def test_skin_that_is_held_against_a_blurred_room_is_unknown() -> None:
    blurred = feed(skin=Less(-3.5, 0.1, 12), coarse=Less(-2.5, 0.1, 12), behind=Less(3.5, 0.1, 12))
    assert skin_sign(blurred) is Sign.UNKNOWN
    assert behind_sign(blurred) is Sign.SURE
    assert not any("Nothing smooths" in sentence for sentence in in_words(blurred, DEVICE).sentences)


def test_a_camera_that_averages_what_rests_is_no_program() -> None:
    assert behind_sign(feed(behind=Less(1.4, 0.1, 12))) is Sign.NONE
    words = in_words(feed(behind=Less(3.0, 0.1, 12)), DEVICE)
    assert "The room is blurred or replaced by a program, not by a lens (sure)" in words.sentences[0]


def test_what_can_not_be_told_is_said() -> None:
    words = in_words(feed(skin=None, coarse=None, behind=None), DEVICE)
    assert words.short == ""
    assert any("Whether skin is smoothed or the room is blurred or replaced can't be told" in sentence for sentence in words.sentences)
    assert "no face was seen" in in_words(FeedReading(0, None), DEVICE).sentences[0]


def test_names_are_told_apart() -> None:
    virtual, phone = in_words(feed(), "OBS Virtual Camera"), in_words(feed(), "Camera 2 (DroidCam)")
    assert "poses as a camera" in virtual.sentences[0]
    assert virtual.short == "virtual camera: effects may be on"
    assert "that is no filter" in phone.sentences[0]
    assert not virtual.filtered
    assert not phone.filtered
    assert in_words(feed(skin=MUCH, coarse=MUCH), "OBS Virtual Camera").short.startswith("a program filters skin")


def test_a_hard_cut_is_told_by_how_steep_it_is() -> None:
    words = in_words(feed(outline=Less(1.0, 0.05, 12)), DEVICE)
    assert words.filtered
    assert words.sentences[0] == (
        "A program has cut you out and put you before another picture. Your outline tells it: "
        "it is 2.0 times as steep as the steepest edges beside it, and no lens draws one line steeper than the rest (sure)."
    )
    assert SWITCH_OFF in words.sentences
    assert words.short == "a program filters room (sure)"
    assert in_words(feed(skin=MUCH, coarse=MUCH, outline=A_LITTLE), DEVICE).short == "a program filters skin (sure) and room (sure)"


def test_a_soft_cut_is_told_by_the_noise_along_it() -> None:
    words = in_words(feed(seam=Less(0.24, 0.05, 12)), DEVICE)
    assert "along it the noise is 0.2 stops (±0.1) below that of either side, as where two pictures are mixed (likely)" in words.sentences[0]
    assert words.short == "a program filters room (likely)"


@pytest.mark.parametrize(
    ("outline", "seam", "sign"),
    [
        (Less(-0.4, 0.05, 12), None, Sign.NONE),
        (Less(0.1, 0.05, 12), None, Sign.NONE),
        (None, Less(0.0, 0.05, 12), Sign.UNKNOWN),
        (None, Less(0.24, 0.05, 12), Sign.LIKELY),
        (Less(-0.4, 0.05, 12), Less(0.4, 0.05, 12), Sign.SURE),
        (None, None, Sign.UNKNOWN),
    ],
)
def test_that_no_seam_was_found_means_nothing(outline: Less | None, seam: Less | None, sign: Sign) -> None:
    assert cut_sign(feed(outline=outline, seam=seam)) is sign


def test_an_outline_no_steeper_than_others_is_told_with_what_may_go_unseen() -> None:
    words = in_words(feed(outline=Less(-0.4, 0.05, 12)), DEVICE)
    assert words.sentences[2:4] == ("Nothing cuts you out with a hard edge: your outline is no steeper than other edges.", SOFT_CUT)
    assert words.short == "no sign of a filter"


def test_a_room_with_more_noise_than_one_camera_has_is_another_pictures() -> None:
    noisier = Less(-0.9, 0.05, 12)
    words = in_words(feed(behind=noisier), DEVICE)
    assert "its noise is 0.9 stops (±0.1) above yours, and one camera has one noise" in words.sentences[0]
    assert words.short == "a program filters room (sure)"
    assert behind_sign(feed(behind=Less(-0.5, 0.05, 12))) is Sign.NONE


def test_a_room_noisier_than_smoothed_skin_may_be_honest() -> None:
    both = feed(skin=MUCH, coarse=MUCH, behind=Less(-0.9, 0.05, 12))
    assert behind_sign(both) is Sign.UNKNOWN
    assert behind_sign(feed(skin=None, coarse=None, behind=Less(-0.9, 0.05, 12))) is Sign.UNKNOWN
    assert "Or it is the room that is another picture's" in in_words(both, DEVICE).sentences[0]


@pytest.mark.parametrize(("nats", "sign"), [(20.0, Sign.SURE), (5.0, Sign.LIKELY), (1.0, Sign.UNKNOWN), (-1.0, Sign.UNKNOWN), (-5.0, Sign.NONE)])
def test_how_sure_it_is_that_a_picture_is_mirrored_follows_from_its_letters(nats: float, sign: Sign) -> None:
    assert mirrored_sign(feed(writing=Writing(nats, 20.0, 6))) is sign
    assert mirrored_sign(feed()) is Sign.UNKNOWN


def test_a_mirrored_picture_is_told_first_with_what_to_do() -> None:
    words = in_words(feed(writing=Writing(20.0, 40.0, 6)), DEVICE)
    assert words.filtered
    assert words.sentences[0].startswith("The picture comes mirrored (sure): its writing runs from right to left.")
    assert "Switch off mirroring" in words.sentences[0]
    assert "Nothing smooths skin: it has as much noise as all else." in words.sentences
    assert words.short == "a program mirrors the picture (sure)"
    both = in_words(feed(skin=MUCH, coarse=MUCH, writing=Writing(5.0, 40.0, 6)), DEVICE)
    assert both.short == "a program filters skin (sure) and mirrors the picture (likely)"
    assert SWITCH_OFF in both.sentences


def test_where_writing_reads_from_left_to_right_nothing_mirrors() -> None:
    words = in_words(feed(writing=Writing(-20.0, 40.0, 6)), DEVICE)
    assert not words.filtered
    assert words.short == "no sign of a filter"
    assert UNMIRRORED in words.sentences
    assert UNREAD not in words.sentences


def test_writing_is_read_where_no_face_is_seen() -> None:
    words = in_words(FeedReading(0, None, writing=Writing(20.0, 40.0, 6)), DEVICE)
    assert words.filtered
    assert "comes mirrored" in words.sentences[0]
    assert "no face was seen" in words.sentences[1]
