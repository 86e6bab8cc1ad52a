from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from readings import GOOD, reading

from capture.iso import CODES, Component, Measure
from guidance.cli.analyse import TOLD_APART, analyse, as_json, in_words
from guidance.cli.arguments import parse

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

NOTHING = Component(None, None)
SCORES = {**dict.fromkeys(Measure, NOTHING), Measure.LUMINANCE_MEAN: Component(0.3125, 90), Measure.MARGIN_BELOW: Component(1.8, 50)}


def test_json_begins_with_the_source_and_holds_the_whole_reading() -> None:
    line = json.loads(as_json("face.jpg", GOOD))
    assert line.pop("source") == "face.jpg"
    assert line == json.loads(json.dumps(asdict(GOOD)))


def test_what_is_not_known_is_null() -> None:
    line = json.loads(as_json("face.jpg", reading(faces=0)))
    assert line["light"] is None
    assert line["faces"] == 0


def test_words_for_people() -> None:
    said = in_words("face.jpg", reading(45, pose={"yaw_deg": 12.4}))
    assert said.startswith("face.jpg 45 1.50 s · faces 1 · light loop from +35°, +30° up, 2.3:1 · turn +12°, chin +0°, tilt +0°")
    assert said.endswith("eyes 0.90/0.90 · smile 0.00 · 0.90 m")
    assert in_words("wall.jpg", reading(faces=0)) == "wall.jpg 0 0.00 s · faces 0"


def test_scores_as_an_identity_photograph_end_the_line_where_they_are_asked_for() -> None:
    assert "iso" not in json.loads(as_json("face.jpg", GOOD))
    scores = json.loads(as_json("face.jpg", GOOD, SCORES))["iso"]
    assert list(scores) == list(CODES)
    assert scores["LuminanceMean"] == {"code": "0x44", "native": 0.3125, "scalar": 90}
    assert scores["HeadPoseRoll"] == {"code": "0x5a", "native": None, "scalar": None}


def test_the_table_of_scores_for_people() -> None:
    line, head, *rows = in_words("face.jpg", GOOD, SCORES).splitlines()
    assert line == in_words("face.jpg", GOOD)
    assert head.startswith("  As an identity photograph (ISO/IEC 29794-5)")
    assert len(rows) == 10
    assert rows[2].split() == ["0x44", "LuminanceMean", "90", "0.3125", "0x53", "HeadSize", "–", "–"]
    assert rows[6].split()[-4:] == ["0x57", "MarginBelowOfTheFaceImage", "50", "1.8"]
    assert max(map(len, rows)) < 120


def test_a_folder_of_empty_files_is_told_in_some_lines_and_a_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(TOLD_APART + 7):
        (tmp_path / f"{number}.jpg").write_bytes(b"")
    assert analyse(parse(["analyse", str(tmp_path)])) == 2
    *apart, counted = capsys.readouterr().err.splitlines()
    assert apart[0] == "northlight: 0.jpg is empty. Copy it again from where it came, or give another picture."
    assert len(apart) == TOLD_APART
    assert counted == "northlight: 7 more could not be measured either."
