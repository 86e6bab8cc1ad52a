from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
from kept_shots import CROWN_Y, shot

from capture.export import Order, export
from capture.export.crop import crop_for
from capture.export.documents import document_notes, scored
from capture.export.presets import presets
from capture.session import IsoScore, KeptShot, Session
from capture.types import PoseReading

if TYPE_CHECKING:
    from pathlib import Path

SHORT, ENOUGH, UNKNOWN = IsoScore("BackgroundUniformity", 150.0, 38, 50), IsoScore("EyesOpen", 0.07, 99, 90), IsoScore("HeadPoseYaw", None, None, 99)
NOT_ASKED = IsoScore("HeadSize", 0.2, 4)


def test_each_scored_photograph_has_a_line_with_what_is_short_first_and_no_promise(tmp_path: Path) -> None:
    with Session.open(tmp_path, source="x", profile="passport") as session:
        session.keep(shot("straight"), (ENOUGH, SHORT, NOT_ASKED, UNKNOWN))
        session.keep(shot("smile"), (ENOUGH,))
        session.keep(shot("plain"), (NOT_ASKED,))
        session.keep(shot("other"))
    assert scored(Session.read(tmp_path).shots) == (
        "001_straight by ISO/IEC 29794-5: short: BackgroundUniformity 38 of 50, HeadPoseYaw – of 99; as asked: EyesOpen 99 of 90; no guarantee of acceptance.",
        "002_smile by ISO/IEC 29794-5: as asked: EyesOpen 99 of 90; no guarantee of acceptance.",
    )


def test_an_export_tells_the_scores_of_a_sitting_that_has_some(tmp_path: Path) -> None:
    with Session.open(tmp_path / "scored", source="x", profile="passport") as session:
        session.keep(shot("straight"), (SHORT,))
    with Session.open(tmp_path / "plain", source="x", profile="classic") as session:
        session.keep(shot("straight"))
    told = [export(tmp_path / name, order=Order(("square",))).last_lines for name in ("scored", "plain")]
    assert told[0][0] == "001_straight by ISO/IEC 29794-5: short: BackgroundUniformity 38 of 50; no guarantee of acceptance."
    assert not any("ISO" in line for line in told[1])


def kept(folder: Path, iso: tuple[IsoScore, ...] = (), *, yaw_deg: float = 0.0, hair_px: float = 0.0) -> KeptShot:
    with Session.open(folder, source="x", profile="passport") as session:
        one = session.keep(shot("straight"), iso)
    assert one.sidecar.features is not None
    features = msgspec.structs.replace(one.sidecar.features, crown_y_px=CROWN_Y - hair_px)
    reading = replace(one.sidecar.reading, pose=PoseReading(yaw_deg, 2.0, -1.0, None))
    return KeptShot(one.path, msgspec.structs.replace(one.sidecar, features=features, reading=reading))


def notes(one: KeptShot, name: str) -> tuple[str, ...]:
    preset = presets()[name]
    return document_notes(preset, crop_for(one.sidecar.features, preset, (640, 480)), one)


def test_a_document_tells_sizes_and_scores(tmp_path: Path) -> None:
    assert notes(kept(tmp_path, (ENOUGH, SHORT)), "us-2x2") == (
        "Framed for 2 × 2 in (United States, passport and visa), with no guarantee of acceptance.",
        "Sizes as the rule asks: the head with hair 30.5 mm of 25.4 to 34.9, the eyes above the lower edge 30.0 mm of 28.6 to 34.9.",
        "Scores of ISO/IEC 29794-5: short: BackgroundUniformity 38 of 50; as asked: EyesOpen 99 of 90.",
    )


def test_what_a_rule_does_not_allow_is_told(tmp_path: Path) -> None:
    one = kept(tmp_path, yaw_deg=24.0, hair_px=118.0)
    said = notes(one, "us-2x2")
    assert said[1].startswith("Sizes not as the rule asks: the head with hair ")
    assert said[2] == "The head is not straight: turned 24°, where a document allows 5°."
    assert "were not scored" in said[3]
    assert notes(one, "35x45")[1].startswith("Sizes as the rule asks: the head without hair "), "there the hair does not count"


def test_other_presets_are_told_nothing_of_documents(tmp_path: Path) -> None:
    assert notes(kept(tmp_path, yaw_deg=24.0), "linkedin") == ()
