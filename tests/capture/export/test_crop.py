from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from kept_shots import CHIN_Y, CROWN_Y, EYES_Y, HEAD_X, HEIGHT, WIDTH, face

from capture.export.crop import crop_for
from capture.export.presets import Preset, presets
from capture.head import CrownFrom
from capture.session import Features
from capture.session.features import features_of

FEATURES = msgspec.structs.replace(features_of(face(), None, (HEIGHT, WIDTH)), crown_y_px=CROWN_Y)
ROOMY = (WIDTH, 900)
SQUARE = Preset(title="S", width_px=200, height_px=200, head_frac=0.5, eye_line_frac=0.35)


def moved(by_x: float, by_y: float, scale: float = 1.0) -> Features:
    def point(xy: tuple[float, float]) -> tuple[float, float]:
        return xy[0] * scale + by_x, xy[1] * scale + by_y

    left, top, right, bottom = FEATURES.outline_box_px
    return Features(
        left_eye_px=point(FEATURES.left_eye_px),
        right_eye_px=point(FEATURES.right_eye_px),
        nose_tip_px=point(FEATURES.nose_tip_px),
        chin_px=point(FEATURES.chin_px),
        forehead_px=point(FEATURES.forehead_px),
        outline_box_px=(*point((left, top)), *point((right, bottom))),
        crown_y_px=FEATURES.crown_y_px * scale + by_y,
        crown_from=FEATURES.crown_from,
    )


@pytest.mark.parametrize("name", ["linkedin", "square", "portrait", "wallet", "8x10", "4x6"])
def test_head_and_eyes_are_where_the_preset_wants_them(name: str) -> None:
    preset = presets()[name]
    crop = crop_for(moved(200, 300), preset, (1100, 1200))
    assert crop.notes == ()
    assert not crop.limited
    assert (CHIN_Y - CROWN_Y) / crop.height_px == pytest.approx(preset.head_frac, rel=0.01)
    assert (EYES_Y + 300 - crop.top_px) / crop.height_px == pytest.approx(preset.eye_line_frac, abs=0.005)
    assert (HEAD_X + 200 - crop.left_px) / crop.width_px == pytest.approx(0.5, abs=0.005)
    assert crop.width_px / crop.height_px == pytest.approx(preset.size_px[0] / preset.size_px[1], rel=0.005)


def test_hair_does_not_make_the_face_small_and_how_the_crown_is_known_is_told() -> None:
    tall_hair = msgspec.structs.replace(FEATURES, crown_y_px=85.0, crown_from=CrownFrom.MATTE)
    seen, estimated = crop_for(tall_hair, SQUARE, (WIDTH, HEIGHT)), crop_for(FEATURES, SQUARE, (WIDTH, HEIGHT))
    assert (seen.crown_from, seen.height_px) == ("the person's outline", 360)
    assert (estimated.crown_from, estimated.height_px) == ("the face's proportions", 360)
    assert seen.head_frac == estimated.head_frac == 0.5
    assert seen.top_px == round(85 - 0.03 * 360) < estimated.top_px, "it moves up for the hair"


def test_hair_too_high_for_the_crop_makes_it_wider_and_says_so() -> None:
    afro = msgspec.structs.replace(moved(200, 300), crown_y_px=CROWN_Y + 300 - 130, crown_from=CrownFrom.MATTE)
    crop = crop_for(afro, SQUARE, (1100, 1200))
    assert crop.height_px == round((CHIN_Y - CROWN_Y + 130) / 0.77)
    assert crop.top_px <= afro.crown_y_px - 0.03 * crop.height_px + 1
    assert afro.chin_px[1] < crop.top_px + 0.81 * crop.height_px, "chin and neck stay in"
    assert crop.notes == ("Cut 12% wider than wanted, so that the hair has room.",)


def test_a_document_that_counts_the_hair_measures_it_and_one_that_does_not_lets_it_be() -> None:
    tall_hair = msgspec.structs.replace(moved(200, 300), crown_y_px=CROWN_Y + 300 - 30, crown_from=CrownFrom.MATTE)
    with_hair, without = (crop_for(tall_hair, presets()[name], (1100, 1200)) for name in ("us-2x2", "35x45"))
    assert with_hair.height_px == round((CHIN_Y - CROWN_Y + 30) / 0.60)
    assert without.height_px == round((CHIN_Y - CROWN_Y) / 0.733)
    assert with_hair.notes == without.notes == ()


def test_high_hair_moves_a_document_s_eyes_no_further_down_than_its_rule_allows() -> None:
    afro = msgspec.structs.replace(moved(200, 300), crown_y_px=CROWN_Y + 300 - 60, crown_from=CrownFrom.MATTE)
    crop = crop_for(afro, presets()["35x45"], (1100, 1200))
    eyes_mm = (crop.top_px + crop.height_px - (EYES_Y + 300)) * 45 / crop.height_px
    assert 22.5 <= eyes_mm < 23
    assert crop.notes == ("It cuts the top of the hair, for which the rule's size of the head leaves no room.",)


def test_a_crop_that_ends_above_the_shoulders_says_so_but_for_a_document() -> None:
    low = msgspec.structs.replace(moved(200, 300), shoulders_px=((700.0, 760.0), (380.0, 765.0)))
    assert crop_for(low, SQUARE, (1100, 1200)).notes == ("It ends above the shoulders.",)
    assert crop_for(low, presets()["35x45"], (1100, 1200)).notes == ()
    assert crop_for(msgspec.structs.replace(low, shoulders_px=((700.0, 690.0), (380.0, 695.0))), SQUARE, (1100, 1200)).notes == ()


def test_another_share_of_the_head_can_be_asked_for() -> None:
    crop = crop_for(moved(200, 300), SQUARE, (1100, 1200), 0.6)
    assert (crop.height_px, crop.head_frac) == (300, 0.6)


def test_a_head_cut_by_the_top_edge_has_its_whole_size() -> None:
    cut = msgspec.structs.replace(moved(0, -150), crown_from=CrownFrom.CUT)
    assert cut.crown_y_px == -30
    crop = crop_for(cut, SQUARE, (WIDTH, HEIGHT))
    assert (crop.top_px, crop.height_px) == (0, 360)
    assert crop.crown_from == "the face's proportions, since the picture's top edge cuts the head"
    assert crop.notes == ("The picture ends too near the head: cut 66 px lower than wanted.", "The head reaches the picture's top edge.")


def test_a_head_that_stands_on_its_crown_still_gets_its_face() -> None:
    upside_down = msgspec.structs.replace(FEATURES, chin_px=(HEAD_X, 160.0), crown_y_px=250.0)
    crop = crop_for(upside_down, SQUARE, (WIDTH, HEIGHT))
    left, top, right, bottom = upside_down.outline_box_px
    assert crop.left_px < left < right < crop.left_px + crop.width_px
    assert crop.top_px < top < bottom < crop.top_px + crop.height_px


def test_near_the_edge_it_moves_and_says_so() -> None:
    crop = crop_for(moved(-200, 0), SQUARE, (WIDTH, HEIGHT))
    assert (crop.left_px, crop.width_px, crop.limited) == (0, 360, False)
    assert crop.notes == ("The picture ends too near the head: cut 40 px further right than wanted.",)


def test_a_head_too_large_for_the_picture_is_cut_tighter_and_said_so() -> None:
    crop = crop_for(moved(-340, -200, 2), SQUARE, (WIDTH, HEIGHT))
    assert (crop.top_px, crop.width_px, crop.height_px, crop.limited) == (0, 480, 480, True)
    assert crop.notes[0].startswith("The picture ends too near the head: cut tighter")


def test_a_tight_cut_moves_up_rather_than_through_the_hair() -> None:
    wide = Preset(title="W", width_px=300, height_px=200, head_frac=0.4, eye_line_frac=0.3)
    narrow = (300, 480)
    crop = crop_for(moved(-190, 0), wide, narrow)
    assert (crop.width_px, crop.height_px, crop.limited) == (300, 200, True)
    assert crop.top_px == round(CROWN_Y - 0.03 * 200)
    assert not any("top of the head" in note for note in crop.notes)
    assert crop.top_px + crop.height_px > CHIN_Y
    larger = crop_for(moved(-190, 0, 1.2), wide, narrow)
    assert larger.top_px == round(EYES_Y * 1.2 - 0.3 * 200), "a head that has no room is framed by its eyes"
    assert any("the top of the head" in note for note in larger.notes)


def test_a_head_that_leaves_the_picture_is_told() -> None:
    assert "The head reaches the picture's top edge." in crop_for(moved(0, -130), SQUARE, (WIDTH, HEIGHT)).notes
    low = crop_for(moved(0, 200), SQUARE, (WIDTH, HEIGHT))
    assert "It cuts the chin." in low.notes


def test_a_circle_that_would_cut_the_head_is_told() -> None:
    avatar = Preset(title="A", width_px=200, height_px=200, head_frac=0.58, eye_line_frac=0.4, circle=True)
    assert crop_for(FEATURES, avatar, (WIDTH, HEIGHT)).notes == ()
    shifted = crop_for(moved(-280, 0), avatar, (WIDTH, HEIGHT))
    assert shifted.notes[-1] == "Shown as a circle, the edge of the head is cut off."


def test_a_turned_face_has_a_little_room_to_look_into() -> None:
    turned = msgspec.structs.replace(FEATURES, nose_tip_px=(HEAD_X + 24, 240.0))
    straight, looking = crop_for(FEATURES, SQUARE, (WIDTH, HEIGHT)), crop_for(turned, SQUARE, (WIDTH, HEIGHT))
    assert looking.left_px - straight.left_px == 12


def test_without_a_face_the_middle_is_cut_and_said_so() -> None:
    crop = crop_for(None, SQUARE, (WIDTH, HEIGHT))
    assert (crop.left_px, crop.top_px, crop.width_px, crop.height_px) == (80, 0, 480, 480)
    assert crop.crown_from is None
    assert "No face" in crop.notes[0]


@given(
    st.floats(-600, 600),
    st.floats(-600, 600),
    st.floats(0.05, 5),
    st.sampled_from([preset for preset in presets().values() if not preset.whole]),
    st.tuples(st.integers(16, 2000), st.integers(16, 2000)),
)
def test_it_never_leaves_the_picture_and_keeps_its_shape(by_x: float, by_y: float, scale: float, preset: Preset, size: tuple[int, int]) -> None:
    crop = crop_for(moved(by_x, by_y, scale), preset, size)
    assert crop.left_px >= 0
    assert crop.top_px >= 0
    assert crop.width_px >= 1
    assert crop.height_px >= 1
    assert crop.left_px + crop.width_px <= size[0]
    assert crop.top_px + crop.height_px <= size[1]
    assert abs(crop.width_px - crop.height_px * preset.size_px[0] / preset.size_px[1]) <= 1.5
