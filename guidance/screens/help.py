"""What the keys do and how to read the gauges, over the screen until any key is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from guidance.rules import State
from guidance.widgets.gauges import COLOURS, SHAPES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Click, Key

KEYS = (
    ("space", "pause, and go on; hands free: a palm raised beside your head"),
    ("t", "take a photograph now"),
    ("3", "self-timer: count 3, 2, 1 and take a photograph; again stops it"),
    ("n", "leave this look for the next; hands free: a thumb up there"),
    ("r  u", "a look once more (again: one before); take the last picture back"),
    ("l", "find your light: turn on the spot, and be led to the best"),
    ("f", "big picture: the words and the looking glass alone"),
    ("g  z", "lines at the thirds; stripes on what is burnt out"),
    ("ctrl+t", "other colours: dark, light, blue and orange"),
    ("ctrl+p", "all of this in a list to search"),
    ("q", "end the sitting; all that was kept stays"),
    ("?  F1", "this help"),
)
AT_THE_END = (("e  v", "at the end: make the finished set; look the photographs through"),)
MEANINGS = {key: does for keys, does in KEYS for key in keys.replace("?", "question_mark").lower().split()}
"""What each key does, by Textual's name for it."""

BEFORE = (
    "Go through this list with the arrow keys or the mouse, or press:",
    "Then sit down before the camera and do what the large words say.",
    "In the sitting ? tells its keys; space pauses, q ends it.",
)
"""What is said on the help before a sitting, above and below its keys."""

_STATES = {
    State.OK: "inside the band",
    State.LOW: "below it",
    State.HIGH: "above it",
    State.UNKNOWN: "can't be told now",
}
_SCROLLING = {"up", "down", "pageup", "pagedown", "home", "end"}


class HelpScreen(ModalScreen[None]):
    """The help: of a sitting, or of another screen, whose `keys` and what they do are given, with what else is said above and below them."""

    def __init__(self, keys: Sequence[tuple[str, str]] = (), first: str = BEFORE[0], last: Sequence[str] = BEFORE[1:]) -> None:
        super().__init__()
        self._keys = keys
        self._first = first
        self._last = last

    def compose(self) -> ComposeResult:
        """Lay out the one panel."""
        with VerticalScroll(id="help"):
            yield Static(_of_screen(self._keys, self._first, self._last) if self._keys else _sitting())

    def on_key(self, event: Key) -> None:
        """Close on any key but those that scroll the help where it is longer than the screen."""
        panel = self.query_one("#help", VerticalScroll)
        if event.key in _SCROLLING and panel.max_scroll_y > 0:
            return
        event.stop()
        event.prevent_default()
        self.dismiss()

    def on_click(self, event: Click) -> None:
        """Close."""
        event.stop()
        self.dismiss()


def _of_screen(keys: Sequence[tuple[str, str]], first: str, last: Sequence[str]) -> Content:
    lines = [Content.styled(first, "$foreground"), *_keys(keys), Content("")]
    lines += [Content(line) for line in last]
    return Content("\n").join([*lines, Content(""), Content.styled("Any key closes this.", "$quiet")])


def _keys(keys: Sequence[tuple[str, str]]) -> list[Content]:
    return [Content.assemble((f"{key:>8}  ", "bold $primary"), does) for key, does in keys]


def _sitting() -> Content:
    lines = [Content.styled("Stand where you like, look into the lens, and do what the large words say.", "$foreground")]
    lines += _keys((*KEYS, *AT_THE_END))
    lines += [
        Content("Each gauge is a band to be in, drawn thick, and where you are, a dot:"),
        Content.assemble(("   ────", "$faint"), ("━━━", "$band"), ("●", "bold $success"), ("━━━", "$band"), ("────", "$faint")),
        Content.assemble(*(part for state in State for part in ((f"   {SHAPES[state]} ", COLOURS[state]), _STATES[state]))),
        Content.assemble(("   ☼ ", "$warning"), "on the picture: where your light comes from; ", ("◌ ", "$warning"), "from behind you"),
        Content("The dial: a head from above and the side; light belongs in the thick part."),
        Content("When all is well the ring counts: hold still, the picture takes itself."),
        Content(""),
        Content.styled("The sitting waits while this is open. Any key closes it.", "$quiet"),
    ]
    return Content("\n").join(lines)
