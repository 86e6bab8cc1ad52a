"""The sitting as it goes: the large prompt, the looking glass, gauges and looks."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from capture.errors import SessionError
from capture.mailbox import Closed
from guidance.light_words import sentence
from guidance.screens.arrivals import Arrivals
from guidance.screens.export import ExportScreen
from guidance.screens.help import HelpScreen
from guidance.screens.review import ReviewScreen
from guidance.snapshot import Command, Phase
from guidance.widgets.closing import Closing
from guidance.widgets.film_strip import FilmStrip
from guidance.widgets.gauges import PACE_S, Gauges
from guidance.widgets.histogram import Histogram
from guidance.widgets.hold_ring import HoldRing
from guidance.widgets.keys_line import KeysLine
from guidance.widgets.light_dial import LightDial
from guidance.widgets.light_ring import LightRing
from guidance.widgets.looks import Looks
from guidance.widgets.prompt_bar import PromptBar
from guidance.widgets.status import Status
from guidance.widgets.viewfinder import Viewfinder

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from guidance.screens.sitting import Sitting
    from guidance.snapshot import Snapshot

STARTING, LOADING = "Starting the camera…", "Loading the face finder…"
"""What is being done before there is anything to ask for: until the first picture, and until the first look at it."""

SIDE_PACE_S = 0.16
"""Between two looks at numbers and dials: to draw them takes as long as four pictures."""


class LiveScreen(Screen[None]):
    """Shows a sitting. Threads only say that there is something new; this screen, on its own thread, goes and looks."""

    class Ended(Message):
        """No more snapshots will come; `error` is why, if it was not the sitting's own end."""

        def __init__(self, error: Exception | None) -> None:
            super().__init__()
            self.error = error

    class Done(Message):
        """Every look is done."""

    AUTO_FOCUS = ""
    # Textual declares both so that type checkers take them for an instance's own, which ClassVar would contradict.
    HORIZONTAL_BREAKPOINTS = [(0, "-thin"), (40, "-slim"), (72, "-side"), (110, "-wide"), (160, "-vast")]  # noqa: RUF012 - see above
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (8, "-low"), (15, "-short"), (22, "-tall"), (38, "-high"), (80, "-huge")]  # noqa: RUF012 - see above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "command('PAUSE')", "Pause"),
        Binding("t", "command('TAKE_NOW')", "Take now"),
        Binding("3", "command('SELF_TIMER')", "Timer"),
        Binding("n", "command('NEXT_LOOK')", "Next"),
        Binding("r", "command('RETAKE')", "Retake"),
        Binding("u", "command('UNDO')", "Undo"),
        Binding("l", "command('FIND_LIGHT')", "Find your light", show=False),
        Binding("f", "big_picture", "Big picture", show=False),
        Binding("g", "thirds", "Thirds", show=False),
        Binding("z", "zebra", "Zebra", show=False),
        Binding("e", "export", "Finished set", tooltip="make the finished set, a bar for each preset"),
        Binding("v", "review", "Review", tooltip="look the photographs through: keep, reject, compare"),
        Binding("q", "app.quit", "Quit"),
        Binding("question_mark,f1", "help", "Help", key_display="?"),
    ]

    def __init__(self, sitting: Sitting) -> None:
        super().__init__()
        self.sitting = sitting
        # Asked for by their kind thirty times a second, the widgets took longer to be found than to be told what there is.
        self._viewfinder = Viewfinder(id="viewfinder")
        self._prompt = PromptBar(id="prompt")
        self._above = HoldRing(id="ring"), self._prompt, Status(sitting.title, id="status")
        self._side = LightRing(id="light-ring"), LightDial(id="dial"), Histogram(id="histogram"), Gauges(id="gauges"), Looks(id="looks")
        self._film = FilmStrip(id="film")
        self._arrivals: list[Arrivals] = []
        self._frame_seen = self._snapshot_seen = 0
        self._notices: tuple[str, ...] = ()
        self._side_at: tuple[float, tuple[object, ...]] | None = None
        self._light_words, self._light_s = "", -math.inf
        self._done = self._kept = self._written = self._covered = self._ended = False

    def compose(self) -> ComposeResult:
        """Lay out the parts; the prompt is at the top, next to where a laptop's lens is."""
        ring, prompt, status = self._above
        yield Horizontal(ring, prompt, id="top")
        yield status
        yield Static(id="light")
        yield Static(id="notices")
        with Horizontal(id="stage"):
            yield self._viewfinder
            yield Closing(self.sitting.folder, set_follows=self.sitting.set_follows, id="closing")
            yield Vertical(*self._side, id="side")
        yield self._film
        yield KeysLine(compact=True)

    def on_mount(self) -> None:
        """Show what there is already, then watch for more."""
        self._prompt.say(STARTING)
        self._arrivals = [Arrivals(self, self.sitting.frames, self._take_frame), Arrivals(self, self.sitting.screen, self._take_snapshots)]
        self.app.app_resume_signal.subscribe(self, lambda _: self._viewfinder.forget())

    def on_unmount(self) -> None:
        """Watch no more."""
        for arrivals in self._arrivals:
            arrivals.stop()

    def on_screen_suspend(self) -> None:
        """Have the sitting wait: the help or the palette is open over it, and whoever reads is not in pose."""
        if not self._done:
            self._covered = True
            self.sitting.commands.put(Command.WAIT)

    def on_screen_resume(self) -> None:
        """Go on, and paint the whole picture: another screen was over it."""
        if self._covered:
            self._covered = False
            self.sitting.commands.put(Command.GO_ON)
        self._viewfinder.forget()

    def _take_frame(self) -> None:
        """Show the newest frame."""
        sequence, frame = self.sitting.frames.peek()
        if frame is not None and sequence > self._frame_seen:
            self._frame_seen = sequence
            self._viewfinder.show(frame)
            if not self._snapshot_seen:
                self._prompt.say(LOADING)

    def _take_snapshots(self) -> None:
        """Show the newest snapshot, and what came while it was drawn."""
        while (snapshot := self._newer()) is not None:
            self._show_snapshot(snapshot)

    def _newer(self) -> Snapshot | None:
        """Return the newest snapshot that was not shown; None where there is none, and once for all where no more will come, which is told of."""
        if self._ended:
            return None
        try:
            newer = self.sitting.screen.wait(self._snapshot_seen, 0.0)
        except Exception as error:  # noqa: BLE001 - whatever broke the other side is carried to the screen
            self._ended = True
            self.post_message(self.Ended(None if isinstance(error, Closed) else error))
            return None
        if newer is None:
            return None
        self._snapshot_seen, snapshot = newer
        return snapshot

    def _show_snapshot(self, snapshot: Snapshot) -> None:
        for part in (*self._above, self._film):
            part.show(snapshot)
        if self._is_side_due(snapshot):
            for beside in self._side:
                beside.show(snapshot)
        self.set_class(snapshot.phase is Phase.FINDING, "-finding")
        self._viewfinder.show_advice(snapshot)
        self._show_light(snapshot)
        self._show_notices(snapshot.notices)
        if snapshot.phase is Phase.DONE:
            self._show_closing(snapshot)

    def _is_side_due(self, snapshot: Snapshot) -> bool:
        """Whether numbers and dials are shown anew: six times a second, and at once where the sitting stands elsewhere, or where nothing is judged any more."""
        before, now = self._side_at, (snapshot.phase, snapshot.look, not snapshot.findings)
        if before is not None and before[1] == now and 0 < snapshot.t_s - before[0] < SIDE_PACE_S:
            return False
        self._side_at = snapshot.t_s, now
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's own signature
        """Take the sitting's keys off the footer once it is over: nobody is there to do what they ask. A set can be made where all was kept."""
        if action == "review":
            return self._kept and self._written
        return self._kept if action == "export" else not (self._done and action == "command")

    def action_command(self, name: str) -> None:
        """Pass on what a key asks for."""
        self.sitting.commands.put(Command[name])

    def action_big_picture(self) -> None:
        """Show the words and the looking glass alone, or all again."""
        self.toggle_class("-big")

    def action_thirds(self) -> None:
        """Show lines at the picture's thirds, or no longer."""
        self._viewfinder.toggle_thirds()

    def action_zebra(self) -> None:
        """Show stripes on what is burnt out, or no longer."""
        self._viewfinder.toggle_zebra()

    def action_export(self) -> None:
        """Make the finished set."""
        self.app.push_screen(ExportScreen(Path(self.sitting.folder), self.sitting.screen))

    def action_review(self) -> None:
        """Look the photographs through."""
        try:
            self.app.push_screen(ReviewScreen(Path(self.sitting.folder), over=True))
        except SessionError as error:
            self._show_notices((str(error),))

    def on_live_screen_ended(self) -> None:
        """Let the photographs be looked through: all is written."""
        self._written = True
        self.refresh_bindings()

    def action_help(self) -> None:
        """Show the help."""
        self.app.push_screen(HelpScreen())

    def _show_light(self, snapshot: Snapshot) -> None:
        """Say the light in words, no faster than they can be read."""
        since_s = snapshot.t_s - self._light_s
        words = sentence(snapshot.reading.light, snapshot.findings)
        if words != self._light_words and not 0 <= since_s < PACE_S:
            self._light_words, self._light_s = words, snapshot.t_s
            self.query_one("#light", Static).update(Content(words))

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        if notices == self._notices:
            return
        self._notices = notices
        line = self.query_one("#notices", Static)
        line.update(Content("\n".join(f"! {notice}" for notice in notices)))
        line.display = bool(notices)

    def _show_closing(self, snapshot: Snapshot) -> None:
        shots = sum(look.shots for look in snapshot.looks)
        self.query_one(Closing).show(snapshot)
        self._kept = shots > 0 and not (snapshot.unsaved or snapshot.writing)
        self.refresh_bindings()
        if not self._done:
            self._done = True
            self._viewfinder.display = False
            self.post_message(self.Done())
