"""A past sitting, looked through in large pictures: what is good, what is not, and which of two."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from capture.errors import NorthlightError, SessionError
from capture.session import Mark
from guidance.past import chooser_for
from guidance.review import Review
from guidance.screens.export import ExportScreen
from guidance.screens.help import HelpScreen
from guidance.widgets.keys_line import KeysLine
from guidance.widgets.path_words import short
from guidance.widgets.shot_list import ShotList
from guidance.widgets.shot_words import in_words, title
from guidance.widgets.still import Shown, Still, Zoom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.events import Click, Key

    from capture.export.selection import Choose
    from capture.session import KeptShot

HELP = (
    "Look through what was taken; your photographs themselves are never changed.",
    (
        "The mouse does it too: click in the list, on a key below, or on the picture to look nearer.",
        "What you decide is kept at once, in decisions.jsonl in the sitting's folder.",
    ),
)
NO_PHOTOGRAPH = "This sitting has no photograph."
NOTE_HINT = "A note in one line; Enter keeps it, Esc leaves it as it was"


class ReviewScreen(Screen[None]):
    """Shows the photographs of the sitting in `folder`, one or two at a time, and takes down what is decided.

    `over` says that it lies over a sitting on the screen: leaving it goes back there, and a look can be taken again. Raises SessionError where there is no
    sitting.
    """

    class Retake(Message):
        """A look is to be taken again, at once."""

        def __init__(self, look: str) -> None:
            super().__init__()
            self.look = look

    AUTO_FOCUS = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (72, "-side"), (110, "-wide"), (160, "-vast")]  # noqa: RUF012 - Textual declares it as an instance's own
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (15, "-short"), (22, "-tall"), (38, "-high")]  # noqa: RUF012 - see above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "go(-1)", "Before", show=False, key_display="←", tooltip="the photograph before"),
        Binding("right,down", "go(1)", "Next", show=False, key_display="→", tooltip="the next photograph"),
        Binding("home", "go(-100000)", "First", show=False),
        Binding("end", "go(100000)", "Last", show=False),
        Binding("k", "mark('KEPT')", "Keep", tooltip="keep it: it is in the set while there is room; again: not decided"),
        Binding("x,delete", "mark('REJECTED')", "Reject", key_display="x", tooltip="reject it: it is not exported; its file stays"),
        Binding("f", "mark('FAVOURITE')", "Star", tooltip="a favourite: first in the set"),
        Binding("n", "note", "Note", tooltip="note something about it in one line"),
        Binding("u", "undo", "Undo", tooltip="take the newest decision back, and so on to the first"),
        Binding("c", "compare", "Pair", tooltip="have this one stand beside whichever you go to; on itself: no longer"),
        Binding("z,space", "zoom", "Zoom", key_display="z", tooltip="whole; both eyes; the eyes pixel for pixel"),
        Binding("e", "export", "Set", tooltip="make the finished set anew"),
        Binding("r", "retake", "Retake", tooltip="take this look once more"),
        Binding("q,escape", "leave", "Quit", key_display="q", tooltip="leave; all is kept as you decided it"),
        Binding("question_mark,f1", "help", "Help", key_display="?", tooltip="this help"),
    ]

    def __init__(self, folder: Path, *, over: bool = False) -> None:
        super().__init__()
        self._review = Review(folder)
        self._choose: Choose | str = _chooser(self._review)
        self._over = over
        self._zoom = Zoom.WHOLE
        self._words = ""

    def compose(self) -> ComposeResult:
        """Lay out the pictures with a line under them, the words, the list and the line for notes."""
        yield Static(id="where")
        yield Static(id="notices")
        with Horizontal(id="stage"):
            with Vertical(id="pictures"):
                yield Static(id="trouble")
                yield Still(id="still")
                yield Static(id="captions")
            with Vertical(id="side"):
                with VerticalScroll(id="words", can_focus=False):
                    yield Static(id="told")
                yield ShotList(self._review, id="list")
        yield Input(id="note", placeholder=NOTE_HINT, compact=True)
        yield KeysLine(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Show the first photograph."""
        self._say(str(self._review.refused) if self._review.refused else "")
        self._show()

    def on_unmount(self) -> None:
        """Let other programs decide."""
        self._review.close()

    def on_screen_resume(self) -> None:
        """Paint the whole picture: another screen was over it."""
        self.query_one(Still).forget()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's own signature
        """Take the keys off that have nothing to act on."""
        return action in {"leave", "help"} or bool(self._review.shots)

    def action_go(self, step: int) -> None:
        """Look at another photograph."""
        self._review.go(step)
        self._show()

    def on_shot_list_pointed(self, message: ShotList.Pointed) -> None:
        """Look at the one that was pointed at."""
        self._review.go_to(message.place)
        self._show()

    def on_click(self, event: Click) -> None:
        """Look nearer where the picture is clicked on."""
        if event.widget is self.query_one(Still):
            self.action_zoom()

    def action_zoom(self) -> None:
        """Look nearer, and from the nearest at the whole again."""
        zooms = list(Zoom)
        self._zoom = zooms[(zooms.index(self._zoom) + 1) % len(zooms)]
        self.set_class(self._zoom is not Zoom.WHOLE, "-near")
        self._show()

    def action_compare(self) -> None:
        """Have this one stand beside whichever is looked at from now on."""
        self._review.compare()
        self._show()

    def action_mark(self, name: str) -> None:
        """Decide about this photograph."""
        self._decide(partial(self._review.mark, Mark[name]))

    def action_undo(self) -> None:
        """Take the newest decision back."""
        self._decide(lambda: None if self._review.undo() else "Nothing is left to undo.")

    def action_note(self) -> None:
        """Ask for a note."""
        shot = self._review.shot
        if shot is not None:
            line = self.query_one("#note", Input)
            line.value = self._review.about(shot).note
            line.display = True
            line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the note."""
        event.stop()
        self._close_note()
        self._decide(partial(self._review.note, event.value))

    def on_key(self, event: Key) -> None:
        """Leave the note as it was."""
        if event.key == "escape" and self.query_one("#note", Input).has_focus:
            event.stop()
            event.prevent_default()
            self._close_note()

    def action_export(self) -> None:
        """Make the finished set."""
        self.app.push_screen(ExportScreen(self._review.folder, back=True))

    def action_retake(self) -> None:
        """Take this look once more, where a sitting is at hand; else say what does it."""
        shot = self._review.shot
        if shot is None:
            return
        if self._over:
            self._review.close()
            self.post_message(self.Retake(shot.sidecar.look))
        else:
            self._say(f"Leave this, then: {retake_command(self._review.folder, self._review.info.profile, shot)}")

    def action_help(self) -> None:
        """Show the help."""
        keys = [(binding.key_display or binding.key, binding.tooltip) for binding in self.BINDINGS if isinstance(binding, Binding) and binding.tooltip]
        self.app.push_screen(HelpScreen(keys, *HELP))

    def action_leave(self) -> None:
        """Go back to where this was asked for."""
        self._review.close()
        if self._over:
            self.query_one(Still).close()
            self.dismiss()
        else:
            self.app.exit()

    def _close_note(self) -> None:
        line = self.query_one("#note", Input)
        line.display = False
        self.set_focus(None)

    def _decide(self, how: Callable[[], str | None]) -> None:
        """Do what is asked for, and say why where it can't be done."""
        try:
            self._say(how() or "")
        except SessionError as error:
            self._say(str(error))
        self._show()

    def _say(self, words: str) -> None:
        told = [*([words] if words else []), *self._review.damaged]
        line = self.query_one("#notices", Static)
        line.update(Content("\n".join(f"! {each}" for each in told)))
        line.display = bool(told)

    def _show(self) -> None:
        """Show the photograph that is looked at, and the one beside it."""
        shot, other = self._review.shot, self._review.other
        trouble = self.query_one("#trouble", Static)
        if shot is None:
            trouble.update(Content(NO_PHOTOGRAPH))
            self.query_one("#captions", Static).update(Content(""))
            return
        pair = [each for each in (shot, other) if each is not None]
        shown, troubles = [], []
        for each in pair:
            picture = self._review.picture(each)
            if isinstance(picture, SessionError):
                troubles.append(str(picture))
            else:
                shown.append((each, Shown(picture, each.sidecar.features)))
        trouble.update(Content("\n".join(troubles)))
        trouble.display = bool(troubles)
        self.query_one(Still).show([picture for _, picture in shown], self._zoom)
        self.query_one("#captions", Static).update(self._captions([each for each, _ in shown]))
        decided = self._review.about(shot)
        self.query_one("#where", Static).update(self._where(shot))
        self.query_one("#told", Static).update(in_words(shot, decided, self._place(shot)))
        self.query_one(ShotList).refresh()

    def _where(self, shot: KeptShot) -> Content:
        review = self._review
        counts = f"   {review.at + 1} of {len(review.shots)}   {review.info.title}"
        return Content.assemble((title(shot), "bold $foreground"), (counts, "$quiet"))

    def _captions(self, shown: list[KeptShot]) -> Content:
        """Return the line under the pictures: which is which, and how near."""
        near = {Zoom.WHOLE: "whole", Zoom.EYES: "both eyes", Zoom.PIXELS: "eyes at 1:1, pixel for pixel"}[self._zoom]
        return Content.styled("  |  ".join([*map(title, shown), near]), "$quiet")

    def _place(self, shot: KeptShot) -> str:
        """Return where the photograph stands in the set, as things are decided now."""
        if isinstance(self._choose, str):
            return self._choose
        selection = self._choose(self._review.shots, self._review.decisions)
        for place, pick in enumerate(selection.picks, 1):
            if pick.shot.id == shot.id:
                return f"{place}. {pick.reason}"
        return f"no; {dict(selection.left_out)[shot.id]}"


def _chooser(review: Review) -> Choose | str:
    """Return what chooses the sitting's set, or why that can't be told."""
    try:
        return chooser_for(review.info)
    except NorthlightError as error:
        return f"can't be told. {error}"


def retake_command(folder: Path, profile: str, shot: KeptShot) -> str:
    """Return what is to be typed to take a photograph's look once more."""
    return f"northlight --session {short(str(folder))} --profile {profile} --retake {shot.sidecar.look}"
