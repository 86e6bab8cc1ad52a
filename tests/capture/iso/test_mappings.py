from __future__ import annotations

import csv
from pathlib import Path

import pytest

from capture.iso import Measure
from capture.iso.mappings import scalar

TABLE = Path(__file__).with_name("ofiq_expected_results.csv")
"""OFIQ 1.0.3's own table of expected results, 28 pictures; its source and licence (MIT) are in the file of the same name beside it."""


@pytest.mark.parametrize("each", Measure)
def test_every_score_of_the_reference_table_is_reproduced(each: Measure) -> None:
    rows = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines(), delimiter=";"))
    assert len(rows) == 28
    expected = [int(row[f"{each}.scalar"]) for row in rows]
    assert [scalar(each, float(row[each])) for row in rows] == expected


@pytest.mark.parametrize(
    ("each", "native", "score"),
    [
        (Measure.INTER_EYE_DISTANCE, 70, 50),
        (Measure.INTER_EYE_DISTANCE, 120, 92),
        (Measure.HEAD_SIZE, 0.45, 100),
        (Measure.HEAD_SIZE, 0.25, 4),
        (Measure.HEAD_SIZE, 0.65, 4),
        (Measure.HEAD_POSE_YAW, -30, 75),
        (Measure.HEAD_POSE_YAW, 120, 0),
        (Measure.EYES_OPEN, 0.01, 27),
        (Measure.MOUTH_CLOSED, 0.3, 16),
        (Measure.LUMINANCE_MEAN, 0.2, 50),
        (Measure.LUMINANCE_MEAN, 0.8, 50),
        (Measure.LUMINANCE_VARIANCE, 1 / 60, 100),
        (Measure.DYNAMIC_RANGE, 6.5, 81),
        (Measure.DYNAMIC_RANGE, 8.5, 100),
        (Measure.OVER_EXPOSURE_PREVENTION, 0.01, 50),
        (Measure.UNDER_EXPOSURE_PREVENTION, 0.9, 52),
        (Measure.UNDER_EXPOSURE_PREVENTION, 1.0, 0),
        (Measure.ILLUMINATION_UNIFORMITY, 0.5, 81),
        (Measure.NATURAL_COLOUR, 100, 0),
        (Measure.BACKGROUND_UNIFORMITY, 0, 100),
        (Measure.SINGLE_FACE_PRESENT, 0.12, 88),
        (Measure.MARGIN_ABOVE, 1.4, 50),
        (Measure.MARGIN_BELOW, 1.8, 50),
        (Measure.LEFTWARD_CROP, 0.9, 50),
        (Measure.RIGHTWARD_CROP, 1.2, 95),
    ],
)
def test_scores_at_places_that_the_table_does_not_reach(each: Measure, native: float, score: int) -> None:
    assert scalar(each, native) == score


@pytest.mark.parametrize("each", Measure)
def test_no_native_value_leaves_the_scale(each: Measure) -> None:
    for native in (0.0, 1e-9, 0.5, 1.0, 180.0, 1e6):
        assert 0 <= scalar(each, native) <= 100
    if each in {Measure.MARGIN_ABOVE, Measure.MARGIN_BELOW, Measure.LEFTWARD_CROP, Measure.RIGHTWARD_CROP}:
        assert scalar(each, -1e6) == 0, "eyes beyond the picture's edge"
