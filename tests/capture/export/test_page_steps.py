from __future__ import annotations

import msgspec
from steps_samples import BLUR, CUT, DECODE, ENCODING

from capture.export.page_steps import merge_of, merge_told, steps, words
from capture.export.steps import Steps
from capture.provenance import FileReceipt, Operation, SourceType

MERGE = Operation(name="merge", parameters={"frames": "a.png, b.png", "free_deviations": 1.6666666})
SAID = "8 frames of one moment were laid over each other (as by 7.1 still ones)"


def file(done: Steps, said: str) -> FileReceipt:
    return FileReceipt(
        name="x.jpg",
        preset="square",
        made_of=(),
        operations=done.operations,
        sha256="f00",
        width_px=4,
        height_px=5,
        effective_dpi=None,
        digital_source_type=SourceType.MERGED,
        in_plain_words=said,
    )


CROPPED = file(Steps(DECODE, ENCODING, MERGE, CUT), f"{SAID}. Cut out of that at its own pixels; nothing was painted.")
WHOLE = file(Steps(DECODE, ENCODING, MERGE), f"{SAID}; nothing was painted.")
SINGLE = file(Steps(DECODE, ENCODING, crop=CUT), "Cut out of the frame a.png.")


def test_a_merge_is_told_once_for_its_photograph() -> None:
    told = merge_of((SINGLE, CROPPED, WHOLE))
    assert told is CROPPED
    once = "".join(merge_told(CROPPED))
    assert once.startswith(f"<p>{SAID}.</p>\n<details>")
    assert "<dt>free deviations</dt><dd>1.67</dd>" in once
    assert words(CROPPED, told) == "Merged as told above. Cut out of that at its own pixels; nothing was painted."
    assert words(WHOLE, told) == "Merged as told above. Nothing was painted."
    assert words(SINGLE, told) == SINGLE.in_plain_words
    assert "deviations" not in "".join(steps(WHOLE, told))


def test_another_merge_than_the_one_that_was_told_is_told_by_itself() -> None:
    other = msgspec.structs.replace(MERGE, parameters={"frames": "c.png"})
    lied = file(Steps(DECODE, ENCODING, other, CUT), CROPPED.in_plain_words)
    assert words(lied, CROPPED) == lied.in_plain_words
    assert "frames c.png" in "".join(steps(lied, CROPPED))


def test_boxes_are_readable_and_no_coded_picture_is_text() -> None:
    said = "".join(steps(file(Steps(DECODE, ENCODING, crop=CUT, background=BLUR), ""), None))
    box = f"box {CUT.width_px} × {CUT.height_px} px, {CUT.left_px} px from the left and {CUT.top_px} px from the top"
    assert box in said
    assert BLUR.matte_png not in said
    assert "outline of the person a small grey picture, whole in receipt.json" in said
    assert "f00" in said
    assert SourceType.MERGED.value in said
