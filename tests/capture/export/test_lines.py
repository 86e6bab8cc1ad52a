from __future__ import annotations

from capture.export.lines import file_line, missing_lines, note_lines
from capture.provenance import FileReceipt, Origin, SourceType


def file(number: int, *notes: str, preset: str = "35x45", width_px: int = 400, missing: str | None = None) -> FileReceipt:
    shot = f"{number:03d}_straight"
    origin = Origin(session="s", shot=shot, index=number, t_s=0.0, image=f"{shot}.png", image_sha256="", pixels_sha256="")
    return FileReceipt(
        name=f"{number:02d}.jpg",
        preset=preset,
        made_of=(origin,),
        operations=(),
        sha256="",
        width_px=width_px,
        height_px=500,
        effective_dpi=299.6,
        digital_source_type=SourceType.CAPTURE,
        in_plain_words="",
        notes=notes,
        missing_pixels=missing,
    )


def near(px: int) -> str:
    return f"The picture ends too near the head: cut {px} px lower than wanted."


def test_a_note_names_its_photographs_and_the_worst_one_tells_how_much() -> None:
    assert note_lines([file(1), file(2, near(9)), file(3, near(66)), file(12, near(40))]) == [
        "35x45 (02, 03, 12): The picture ends too near the head, most of all in 03: cut 66 px lower than wanted.",
    ]


def test_what_is_true_of_all_says_all_and_what_is_the_same_is_told_whole() -> None:
    assert note_lines([file(1, "x"), file(2, "x")]) == ["35x45 (all 2): x"]
    assert note_lines([file(1, near(9))]) == [f"35x45: {near(9)}"]


def test_sizes_are_worst_where_they_are_farthest_beyond_the_rule_and_within_it_no_amount_is_told() -> None:
    within = [f"Sizes as the rule asks: the head {size} mm of 32 to 34.5." for size in ("32.9", "33.1")]
    assert note_lines([file(1, within[0]), file(2, within[1])]) == ["35x45 (all 2): Sizes as the rule asks; the numbers of each are in receipt.html."]
    beyond = [f"Sizes not as the rule asks: the head {size} mm of 32 to 34.5." for size in ("29.0", "35.5")]
    (line,) = note_lines([file(1, beyond[0]), file(2, beyond[1])])
    assert line == "35x45 (all 2): Sizes not as the rule asks, most of all in 01: the head 29.0 mm of 32 to 34.5."


def test_missing_pixels_are_told_by_the_file_that_comes_nearest() -> None:
    assert missing_lines([file(1, missing="much"), file(2, width_px=450, missing="less"), file(3)]) == ["35x45: less"]


def test_a_file_is_its_name_its_size_and_its_dots_an_inch() -> None:
    assert file_line(file(1)) == "01.jpg  400×500 px  300 dpi"
