from __future__ import annotations

import pytest
from textual.drivers.headless_driver import HeadlessDriver

from guidance.widgets.colour_depth import Depth
from guidance.widgets.fewer_colours import FewerColours, with_fewer

GREEN_ON_DARK = "\x1b[1;38;2;140;207;155;48;2;16;20;24mGot it\x1b[0m"


@pytest.mark.parametrize(
    ("depth", "sent"),
    [
        (Depth.TRUE, GREEN_ON_DARK),
        (Depth.INDEXED, "\x1b[1;38;5;114;48;5;233mGot it\x1b[0m"),
        (Depth.SIXTEEN, "\x1b[1;92;40mGot it\x1b[0m"),
        (Depth.NONE, "\x1b[1mGot it\x1b[0m"),
    ],
)
def test_words_keep_their_weight_and_get_a_colour_that_is_there(depth: Depth, sent: str) -> None:
    assert FewerColours(depth).turned(GREEN_ON_DARK) == sent


@pytest.mark.parametrize("depth", [Depth.INDEXED, Depth.SIXTEEN, Depth.NONE])
def test_what_is_no_colour_is_left_alone(depth: Depth) -> None:
    text = "\x1b[?1049h\x1b[12;3HA line\x1b[5C\x1b[?2026h\x1b[4mlink\x1b[0m 38;2 \x1b[6n"
    assert FewerColours(depth).turned(text) == text


def test_without_colours_half_blocks_are_as_bright_as_they_were() -> None:
    def cell(upper: int, lower: int) -> str:
        return f"\x1b[38;2;{upper};{upper};{upper};48;2;{lower};{lower};{lower}m▀"

    turned = FewerColours(Depth.NONE).turned
    assert turned("".join(cell(level, level) for level in (0, 64, 128, 191, 255)) + "\x1b[0m") == " ░▒▓█\x1b[0m"
    assert turned(f"{cell(255, 0)}▀{cell(0, 255)}\x1b[0m") == "▀▀▄\x1b[0m"
    assert turned(f"{cell(255, 255)}\x1b[3C▀\x1b[38;2;0;0;0m▀\x1b[0m") == "█\x1b[3C█▄\x1b[0m", "colours hold until they are changed"


@pytest.mark.parametrize(
    ("style", "sent"),
    [
        ("38;2;20;20;20;48;2;200;200;200", "\x1b[7m"),
        ("1;38;2;20;20;20;48;2;200;200;200", "\x1b[1;7m"),
        ("48;2;240;240;240", "\x1b[7m"),
        ("48;2;30;30;30", ""),
        ("38;2;200;200;200;48;2;30;30;30", ""),
    ],
)
def test_without_colours_dark_words_on_a_light_ground_stay_so(style: str, sent: str) -> None:
    assert FewerColours(Depth.NONE).turned(f"\x1b[{style}mwords") == f"{sent}words"


def test_only_a_terminal_with_fewer_colours_gets_another_driver() -> None:
    assert with_fewer(HeadlessDriver, Depth.TRUE) is HeadlessDriver
    assert issubclass(with_fewer(HeadlessDriver, Depth.NONE), HeadlessDriver)
