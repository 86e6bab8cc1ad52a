from __future__ import annotations

import numpy as np
import pytest
from steps_samples import BLUR, CUT, DECODE, DEVELOPED, ENCODING, SMALLER

from capture.errors import ExportError
from capture.export.resize import FILTER_NAME
from capture.export.steps import Cut, Resize, Steps
from capture.provenance import Operation

ALL = Steps(DECODE, ENCODING, Operation(name="merge", parameters={"frames": "a, b"}), CUT, BLUR, SMALLER, DEVELOPED)
FRAME = np.zeros((480, 640, 3), np.uint8)


@pytest.mark.parametrize("steps", [ALL, Steps(DECODE, ENCODING), Steps(DECODE, ENCODING, crop=CUT), Steps(DECODE, ENCODING, development=DEVELOPED)])
def test_what_is_told_is_read_back_whole(steps: Steps) -> None:
    assert Steps.of(steps.operations) == steps


def test_they_are_told_in_the_order_in_which_they_are_done() -> None:
    assert [operation.name for operation in ALL.operations] == ["decode", "merge", "crop", "background", "resize", "develop", "encode"]
    assert [operation.name for operation in Steps(DECODE, ENCODING).operations] == ["decode", "encode"]


@pytest.mark.parametrize("order", [(0, 2, 1, 3, 4, 5, 6), (1, 2, 3, 4, 5, 6), (0, 1, 2, 3, 4, 5), (0, 0, 6), ()])
def test_another_order_is_no_export(order: tuple[int, ...]) -> None:
    with pytest.raises(ExportError, match="in this order"):
        Steps.of([ALL.operations[place] for place in order])


@pytest.mark.parametrize(
    ("name", "change", "word"),
    [
        ("background", {"kind": "paint"}, "background"),
        ("background", {"colour": "#fff"}, "background"),
        ("background", {"colour": "#ffffff"}, "a plain background has a colour"),
        ("background", {"blur_px": None}, "a plain background has a colour"),
        ("background", {"edge": "by hand"}, "finds no edge by 'by hand'"),
        ("resize", {"filter": "AI"}, "by 'AI'"),
        ("develop", {"exposure_ev": 9.0}, "develop"),
        ("develop", {"smoothing": 1.0}, "develop"),
        ("develop", {"curve": "another"}, "one curve only"),
        ("decode", {"format": "RAW"}, "decode"),
        ("encode", {"colour": "AdobeRGB"}, "would not tell colour so"),
    ],
)
def test_what_no_export_does_is_named(name: str, change: dict[str, object], word: str) -> None:
    told = [Operation(name=each.name, parameters={**each.parameters, **(change if each.name == name else {})}) for each in ALL.operations]
    with pytest.raises(ExportError, match=word):
        Steps.of(told)


@pytest.mark.parametrize(
    "steps",
    [
        Steps(DECODE, ENCODING, crop=Cut(left_px=600, top_px=0, width_px=200, height_px=100, head_top_from=None, head_frac=None)),
        Steps(DECODE, ENCODING, crop=CUT, resize=Resize(from_px=(300, 300), to_px=(600, 600), filter=FILTER_NAME)),
        Steps(DECODE, ENCODING, crop=CUT, resize=Resize(from_px=(100, 100), to_px=(50, 50), filter=FILTER_NAME)),
    ],
)
def test_steps_that_do_not_fit_the_frame_are_named(steps: Steps) -> None:
    with pytest.raises(ExportError, match="tells what no export does"):
        steps.check_fit(FRAME)
    ALL.check_fit(FRAME)
