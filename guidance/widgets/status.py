"""One line: where the sitting stands, why the words ask what they ask or the hold filling up, and what is being shot with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from guidance.reasons import because
from guidance.snapshot import Phase

if TYPE_CHECKING:
    from guidance.snapshot import LookProgress, Snapshot

PHASES = {
    Phase.FINDING: ("☼", "Looking for the light", "$warning"),
    Phase.SEEKING: ("○", "Getting ready", "$warning"),
    Phase.HOLDING: ("◐", "Hold it", "$success"),
    Phase.SHOOTING: ("●", "Taking it", "$success"),
    Phase.RESTING: ("✓", "Kept", "$success"),
    Phase.DONE: ("✓", "Done", "$success"),
    Phase.PAUSED: ("‖", "Paused, space to go on", "$quiet"),
}
"""Each phase's shape, word and colour: none is told by its colour alone."""

COUNTING = ("◷", "Self-timer, 3 stops it", "$success")
NEWS_S = 3.0
"""How long "Kept: ..." stays, in the frames' own time."""

_EIGHTHS = " ▏▎▍▌▋▊▉"


def filled(frac: float, columns: int) -> str:
    """Return a bar of `columns` cells of which `frac` (0..1) is full, to an eighth of a cell."""
    eighths = round(min(max(frac, 0.0), 1.0) * columns * 8)
    whole, rest = divmod(eighths, 8)
    return ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(columns)


class Status(Widget):
    """Shows phase and hold. It never flashes: a lit screen lights the face."""

    ALLOW_SELECT = False

    def __init__(self, title: str = "", *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._title = title
        self._phase = Phase.SEEKING
        self._hold_frac = 0.0
        self._shots: dict[str, int] | None = None
        self._news: tuple[float, tuple[str, str, str]] | None = None
        self._counting = False
        self._ended: str | None = None
        self._asked: str | None = None
        self._reason: str | None = None
        self._drawn: Content | None = None

    def show(self, snapshot: Snapshot) -> None:
        """Show this snapshot's phase and hold, and for a while what was kept or taken back since the last one."""
        self._note(snapshot.looks, snapshot.t_s)
        if self._news and not 0 <= snapshot.t_s - self._news[0] < NEWS_S:
            self._news = None
        if self._asked != (snapshot.prompt.id if snapshot.prompt else None):
            self._asked = snapshot.prompt.id if snapshot.prompt else None
            self._reason = because(snapshot)
        self._phase, self._hold_frac = snapshot.phase, snapshot.hold_frac
        self._counting = snapshot.timer_left_s is not None
        self._ended = f"Ended: {snapshot.met} of {len(snapshot.looks)} looks" if snapshot.cut_short else None
        drawn = self.render()
        if self._drawn is None or not drawn.is_same(self._drawn):
            self._drawn = drawn
            self.refresh()

    def render(self) -> Content:
        """Return the line: shape and word, the hold's bar, and the title where there is room for it."""
        width = self.content_size.width
        shape, word, colour = PHASES[self._phase]
        if self._ended:
            shape, word, colour = "–", self._ended, "$warning"
        elif self._counting:
            shape, word, colour = COUNTING
        elif self._news and self._phase not in {Phase.PAUSED, Phase.SHOOTING}:
            shape, word, colour = self._news[1]
        left = Content.assemble((f" {shape} {word} ", f"bold {colour}"))
        right = Content.assemble((f" {self._title} ", "$quiet")) if width >= 60 else Content("")
        room = width - left.cell_length - right.cell_length
        if self._reason and not self._counting and self._phase in {Phase.SEEKING, Phase.FINDING}:
            said = Content.assemble((f" {self._reason} ", "$foreground"))
            if said.cell_length <= width - left.cell_length:
                return Content.assemble(left, said.pad_right(max(room - said.cell_length, 0)), right if said.cell_length <= room else "")
        if room < 4:
            return left
        return Content.assemble(left, (filled(self._hold_frac, room), "$success on $track"), right)

    def _note(self, looks: tuple[LookProgress, ...], t_s: float) -> None:
        """Remember which look gained or lost a photograph.

        Told by the counts and not by the step on which it happened: the screen takes the newest snapshot and may never see that one.
        """
        shots = {look.name: look.shots for look in looks}
        before, self._shots = self._shots, shots
        if before is None:
            return
        for look in looks:
            gained = look.shots - before.get(look.name, 0)
            if gained:
                what = f"{look.title.lower()} ({look.shots})"
                self._news = (t_s, ("✓", f"Kept: {what}", "$success") if gained > 0 else ("–", f"Taken back: {what}", "$foreground"))
