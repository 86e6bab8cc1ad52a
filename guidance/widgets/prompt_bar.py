"""What to do now, in letters as large as the room allows: the sitter stands a metre or more away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.snapshot import Phase
from guidance.widgets.block_letters import letters

if TYPE_CHECKING:
    from guidance.snapshot import Snapshot

_WITHOUT_PROMPT = {
    Phase.FINDING: "",
    Phase.SEEKING: "",
    Phase.HOLDING: "",
    Phase.SHOOTING: "Hold still",
    Phase.RESTING: "",
    Phase.DONE: "Done",
    Phase.PAUSED: "Paused",
}
ENDED = "Ended"
"""Instead of "Done", where a look was not met."""
_HOW_TO_GO_ON = {"paused", "paused_hands"}
"""What the bar shows of a pause: not what was done within it."""
_WELL_DONE = {"taken", "kept"}
"""Said of a photograph that is there: the colour of success, whatever is still to be mended."""
_COLOUR = {
    Phase.FINDING: "$warning",
    Phase.SEEKING: "$warning",
    Phase.HOLDING: "$success",
    Phase.SHOOTING: "$success",
    Phase.RESTING: "$foreground",
    Phase.DONE: "$success",
    Phase.PAUSED: "$quiet",
}


class PromptBar(Widget):
    """Shows the prompt of a snapshot, or a word for its phase."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.words = ""
        self._colour = "$foreground"

    def say(self, words: str) -> None:
        """Show these words, before there is a snapshot."""
        self._put(words, "$foreground")

    def show(self, snapshot: Snapshot) -> None:
        """Show what this snapshot asks for, or the self-timer's count."""
        prompt, phase = snapshot.prompt, snapshot.phase
        if snapshot.timer_left_s is not None:
            self._put(str(snapshot.timer_left_s), "$success")
            return
        if phase is Phase.DONE or (prompt and phase is Phase.PAUSED and prompt.id not in _HOW_TO_GO_ON):
            prompt = None
        words = prompt.show if prompt else ENDED if snapshot.cut_short else _WITHOUT_PROMPT[phase]
        well = prompt is not None and prompt.id in _WELL_DONE
        self._put(words, "$success" if well else "$warning" if words == ENDED else _COLOUR[phase])

    def _put(self, words: str, colour: str) -> None:
        """Show words in a colour; nothing is painted when they are there already."""
        if (words, colour) != (self.words, self._colour):
            self.words, self._colour = words, colour
            self.refresh()

    def render(self) -> Content:
        """Return the words in block letters, centred; as bold text where no size of them fits."""
        width, height = self.content_size
        colour = self._colour
        lines = letters(self.words, width, height) if height >= 3 else None
        if lines is None:
            lines = [self.words.upper() if height >= 3 else self.words]
            colour = f"bold {colour}"
        return Content("\n").join(Content.styled(line, colour) for line in lines)
