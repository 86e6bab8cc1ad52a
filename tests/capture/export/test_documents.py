from __future__ import annotations

from typing import TYPE_CHECKING

from kept_shots import shot

from capture.export import Order, export
from capture.export.documents import scored
from capture.session import IsoScore, Session

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
