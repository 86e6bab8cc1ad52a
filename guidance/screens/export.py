"""After the sitting: the finished set as it is made, then where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import get_current_worker

from capture.errors import NorthlightError
from capture.export import Order, export
from capture.mailbox import Closed
from capture.session import read_info
from guidance.own_presets import known_presets
from guidance.past import chooser_for
from guidance.widgets.bars import Bars
from guidance.widgets.headline import Headline
from guidance.widgets.keys_line import KeysLine
from guidance.widgets.path_words import broken, short

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult

    from capture.export import Progress, Summary
    from capture.mailbox import Latest
    from guidance.snapshot import Snapshot

POLL_S = 0.2
"""How soon the thread sees that the screen has gone."""


class Stopped(Exception):  # noqa: N818 - to leave in the middle is no error
    """The screen is gone: no further file is begun."""


class ExportScreen(Screen[None]):
    """Makes the usual set of the sitting in `folder`, on a thread, and shows how far it is. Whoever quits in the middle keeps the files that are whole.

    Where the sitting may still be writing, `written` is what it closes once all is there. With `back` leaving goes back to the screen below.
    """

    class Told(Message):
        """A preset is further on."""

        def __init__(self, progress: Progress) -> None:
            super().__init__()
            self.progress = progress

    class Made(Message):
        """The set is made."""

        def __init__(self, summary: Summary) -> None:
            super().__init__()
            self.summary = summary

    class Failed(Message):
        """There is no set, and why."""

        def __init__(self, error: NorthlightError) -> None:
            super().__init__()
            self.error = error

    AUTO_FOCUS = "#result"
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (110, "-wide"), (160, "-vast")]  # noqa: RUF012 - Textual declares it as an instance's own
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-tall"), (38, "-high")]  # noqa: RUF012 - see above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "Quit", tooltip="leave; files that are whole stay"),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(self, folder: Path, written: Latest[Snapshot] | None = None, *, back: bool = False) -> None:
        super().__init__()
        self._folder = folder
        self._written = written
        self._back = back

    def compose(self) -> ComposeResult:
        """Lay out the words, the bars and the result."""
        yield Headline(id="headline")
        yield Bars(id="bars")
        with VerticalScroll(id="result"):
            yield Static(id="words")
        yield KeysLine(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Begin."""
        self.query_one(Headline).show("Making your set", "$foreground")
        self.run_worker(self._make, thread=True, name="export")

    def action_leave(self) -> None:
        """Go back to the screen below, or end."""
        if self._back:
            self.dismiss()
        else:
            self.app.exit()

    def action_back(self) -> None:
        """Go back to the screen below, where this may."""
        if self._back:
            self.dismiss()

    def on_export_screen_told(self, message: Told) -> None:
        """Move a bar."""
        self.query_one(Bars).show(message.progress)

    def on_export_screen_made(self, message: Made) -> None:
        """Say where the files are, and what is to be known of them."""
        made = message.summary
        self.query_one(Headline).show(*(("Not all could be used", "$warning") if made.refused else ("Your set is ready", "$success")))
        words = self.query_one("#words", Static)
        folder = "\n".join(broken(short(str(made.folder)), words.content_size.width))
        where = Content.styled(f"{made.count} in\n{folder}\nreceipt.html shows how each was made.", "bold $success")
        words.update(Content("\n\n").join([where, *(Content(each) for each in made.caveats)]))

    def on_export_screen_failed(self, message: Failed) -> None:
        """Say why there is no set."""
        self.query_one(Headline).show("No set was made", "$warning")
        self.query_one("#words", Static).update(Content(str(message.error)))

    def _make(self) -> None:
        """Make the set, once all photographs are written. Runs on a thread."""
        worker = get_current_worker()

        def go_on() -> None:
            if worker.is_cancelled:
                raise Stopped

        def tell(progress: Progress) -> None:
            go_on()
            self.post_message(self.Told(progress))

        try:
            self._wait_for_photographs(go_on)
            self.post_message(self.Made(export(self._folder, order=Order(known=known_presets()), tell=tell, choose=chooser_for(read_info(self._folder)))))
        except Stopped:
            return
        except NorthlightError as error:
            self.post_message(self.Failed(error))

    def _wait_for_photographs(self, go_on: Callable[[], None]) -> None:
        """Wait until the sitting has written all: it says so by closing its hand-over, with the error if there was one."""
        seen = 0
        while self._written is not None:
            go_on()
            try:
                newer = self._written.wait(seen, POLL_S)
            except Closed:
                return
            seen = newer[0] if newer else seen
