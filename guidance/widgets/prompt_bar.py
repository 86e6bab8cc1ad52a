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
        self._phase = Phase.SEEKING

    def show(self, snapshot: Snapshot) -> None:
        """Show what this snapshot asks for; nothing is painted when it is what the last one asked for."""
        prompt = snapshot.prompt
        if snapshot.phase is Phase.DONE or (prompt and snapshot.phase is Phase.PAUSED and prompt.id not in _HOW_TO_GO_ON):
            prompt = None
        words = prompt.show if prompt else ENDED if snapshot.cut_short else _WITHOUT_PROMPT[snapshot.phase]
        if (words, snapshot.phase) != (self.words, self._phase):
            self.words, self._phase = words, snapshot.phase
            self.refresh()

    def render(self) -> Content:
        """Return the words in block letters, centred; as bold text where no size of them fits."""
        width, height = self.content_size
        colour = "$warning" if self.words == ENDED else _COLOUR[self._phase]
        lines = letters(self.words, width, height) if height >= 3 else None
        if lines is None:
            lines = [self.words.upper() if height >= 3 else self.words]
            colour = f"bold {colour}"
        return Content("\n").join(Content.styled(line, colour) for line in lines)
