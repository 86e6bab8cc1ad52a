from __future__ import annotations

import json
from dataclasses import asdict

from readings import GOOD, reading

from guidance.cli.analyse import as_json, in_words


def test_json_begins_with_the_source_and_holds_the_whole_reading() -> None:
    line = json.loads(as_json("face.jpg", GOOD))
    assert line.pop("source") == "face.jpg"
    assert line == asdict(GOOD)


def test_what_is_not_known_is_null() -> None:
    line = json.loads(as_json("face.jpg", reading(faces=0)))
    assert line["light"] is None
    assert line["faces"] == 0


def test_words_for_people() -> None:
    said = in_words("face.jpg", reading(45, pose={"yaw_deg": 12.4}))
    assert said.startswith("face.jpg 45 1.50 s · faces 1 · light loop from +35°, +30° up, 2.3:1 · turn +12°, chin +0°, tilt +0°")
    assert said.endswith("eyes 0.90/0.90 · smile 0.00 · 0.90 m")
    assert in_words("wall.jpg", reading(faces=0)) == "wall.jpg 0 0.00 s · faces 0"
