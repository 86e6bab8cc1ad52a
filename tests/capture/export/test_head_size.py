from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from kept_shots import CROWN_Y, HEIGHT, WIDTH, face, shot

from capture.errors import ExportError
from capture.export import Order, export
from capture.export.crop import crop_for
from capture.export.head_size import common_share, pattern_of, share_notes
from capture.export.presets import Preset, presets
from capture.provenance import read_receipt
from capture.session import Features, KeptShot, Session
from capture.session.features import features_of

if TYPE_CHECKING:
    from pathlib import Path

SQUARE = Preset(title="S", width_px=200, height_px=200, head_frac=0.5, eye_line_frac=0.35)
FEATURES = msgspec.structs.replace(features_of(face(), None, (HEIGHT, WIDTH)), crown_y_px=CROWN_Y)


def larger(times: float) -> Features:
    def point(xy: tuple[float, float]) -> tuple[float, float]:
        return xy[0] * times, xy[1] * times

    left, top, right, bottom = FEATURES.outline_box_px
    return msgspec.structs.replace(
        FEATURES,
        left_eye_px=point(FEATURES.left_eye_px),
        right_eye_px=point(FEATURES.right_eye_px),
        nose_tip_px=point(FEATURES.nose_tip_px),
        chin_px=point(FEATURES.chin_px),
        forehead_px=point(FEATURES.forehead_px),
        outline_box_px=(*point((left, top)), *point((right, bottom))),
        crown_y_px=FEATURES.crown_y_px * times,
    )


@pytest.fixture
def kept(tmp_path: Path) -> KeptShot:
    with Session.open(tmp_path / "one", source="x", profile="y") as session:
        return session.keep(shot())


def of(kept: KeptShot, head_px: float, frame_px: int = 480) -> KeptShot:
    """Return the shot as if its head were so high, in a frame of so many rows."""
    sidecar = msgspec.structs.replace(kept.sidecar, features=larger(head_px / 180), width_px=2000, height_px=frame_px)
    return KeptShot(kept.path, sidecar)


def test_where_all_have_room_the_preset_s_share_is_held(kept: KeptShot) -> None:
    assert common_share(SQUARE, [of(kept, head) for head in (100, 180, 239)]) == 0.5


def test_where_one_has_no_room_all_are_a_little_tighter_and_equally_large(kept: KeptShot) -> None:
    shots = [of(kept, head) for head in (180, 200, 260)]
    share = common_share(SQUARE, shots)
    assert share == pytest.approx(260 / 480, rel=0.01)
    crops = [crop_for(each.sidecar.features, SQUARE, (2000, 480), share) for each in shots]
    assert all(crop.head_frac == pytest.approx(share, rel=0.01) for crop in crops)
    assert [share_notes(SQUARE, crop, share) for crop in crops] == [
        *[("Cut 8% tighter, as the whole set is, so that all heads are equally large: one photograph has no more room.",)] * 2,
        (),
    ]
    assert "cut tighter" in crops[2].notes[0]
    assert [crop.limited for crop in crops] == [False, False, True]


def test_the_odd_one_is_not_followed_and_says_so(kept: KeptShot) -> None:
    shots = [of(kept, head) for head in (180, 200, 400)]
    share = common_share(SQUARE, shots)
    assert share == 0.5
    crop = crop_for(shots[2].sidecar.features, SQUARE, (2000, 480), share)
    assert share_notes(SQUARE, crop, share) == ("Its head is 67% larger than in the other photographs: this one has no more room.",)


def test_where_all_fill_their_picture_they_are_as_large_as_the_largest(kept: KeptShot) -> None:
    assert common_share(SQUARE, [of(kept, head) for head in (300, 310, 330)]) == pytest.approx(330 / 480, rel=0.01)


def test_high_hair_makes_nobody_s_head_larger(kept: KeptShot) -> None:
    afro = of(kept, 180, 900)
    assert afro.sidecar.features is not None
    high = KeptShot(kept.path, msgspec.structs.replace(afro.sidecar, features=msgspec.structs.replace(afro.sidecar.features, crown_y_px=-20.0)))
    assert common_share(SQUARE, [high, of(kept, 200)]) == 0.5


def test_a_document_is_measured_by_itself_and_a_shot_without_a_face_asks_for_nothing(kept: KeptShot) -> None:
    assert common_share(presets()["35x45"], [of(kept, head) for head in (180, 460)]) == presets()["35x45"].head_frac
    faceless = KeptShot(kept.path, msgspec.structs.replace(kept.sidecar, features=None))
    assert common_share(SQUARE, [faceless]) == 0.5


def test_a_second_sitting_s_heads_are_as_large_as_the_first_s(tmp_path: Path) -> None:
    for name in ("ada", "bob"):
        with Session.open(tmp_path / name, source="x", profile="y") as session:
            session.keep(shot())
    export(tmp_path / "ada", order=Order(("web-hero",)))
    receipt = read_receipt((tmp_path / "ada" / "set" / "receipt.json").read_bytes())
    assert receipt is not None
    share = pattern_of(receipt, "web-hero")
    assert share == pytest.approx(0.5, abs=0.01), "larger than the preset's 0.46, for want of room"
    assert pattern_of(receipt, "square") is None
    wider = export(tmp_path / "bob", order=Order(("portrait",), like=tmp_path / "ada" / "set")).files[0]
    assert wider.operations[1].parameters["head_frac"] == pytest.approx(presets()["portrait"].head_frac, abs=0.002), "what the pattern lacks is as usual"
    again = export(tmp_path / "bob", order=Order(("web-hero",), like=tmp_path / "ada" / "set")).files[0]
    assert again.operations[1].parameters["head_frac"] == share


def test_a_pattern_that_is_no_set_is_told(tmp_path: Path) -> None:
    with Session.open(tmp_path / "ada", source="x", profile="y") as session:
        session.keep(shot())
    with pytest.raises(ExportError, match="There is no set in"):
        export(tmp_path / "ada", order=Order(like=tmp_path))
    (tmp_path / "receipt.json").write_text("{}")
    with pytest.raises(ExportError, match="is no receipt of a set"):
        export(tmp_path / "ada", order=Order(like=tmp_path))
