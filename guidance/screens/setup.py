"""Before the sitting: which camera, with its picture; can the voice be heard; which profile; and what to look after oneself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from capture.errors import NorthlightError
from guidance.widgets.form import Choice, Row, Tick
from guidance.widgets.headline import Headline
from guidance.widgets.keys_line import KeysLine
from guidance.widgets.sound_check import SoundCheck
from guidance.widgets.viewfinder import Viewfinder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.events import DescendantFocus

    from capture.camera import CameraInfo
    from guidance.preview import Preview
    from guidance.voice import Voice

LOOK_AFTER = ("Lens wiped", "Collar straight", "Hair in place", "Glasses clean", "Camera firm, at eye height")
"""What no measure sees, or only when it is too late."""

FIND_LIGHT = "Find your light first (l)"

PAINT_S = 1 / 15
"""How often the preview and the state of things are looked at."""

NO_CAMERA = """No camera was found on this machine.

Plug one in, and press r to look again.

Or use a phone: open a camera app on it, such as IP Webcam or DroidCam, press a, and type the address that it shows, then Enter.

To see a sitting without a camera, quit and type: northlight rehearse"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen: the camera as `--camera` takes it, the profile as `--profile` does, and whether to look for the light first."""

    camera: str
    profile: str
    find_light: bool = False


class SetupScreen(Screen[None]):
    """Asks what a sitting needs, and ends its app with `Choices`, or with None when the user quits.

    `cameras` lists them, on a thread of its own since it may take a while; `preview` opens one, after the one that was shown before; `profiles` are names
    and titles; `voice` is None where silence was asked for. Whoever made the screen closes the voice, and `shown`, once the app has ended.
    """

    class Found(Message):
        """The cameras were looked for."""

        def __init__(self, cameras: list[CameraInfo]) -> None:
            super().__init__()
            self.cameras = cameras

    AUTO_FOCUS = "#camera"
    HORIZONTAL_BREAKPOINTS = [(0, "-slim"), (72, "-side"), (110, "-wide"), (160, "-vast")]  # noqa: RUF012 - Textual declares it as an instance's own
    VERTICAL_BREAKPOINTS = [(0, "-low"), (22, "-tall"), (38, "-high")]  # noqa: RUF012 - see above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "start", "Start", key_display="Enter", tooltip="begin the sitting"),
        Binding("y", "heard(True)", "Yes, heard", tooltip="the voice was heard"),
        Binding("n", "heard(False)", "Not heard", tooltip="the voice was not heard"),
        Binding("c", "next('camera')", "Camera", tooltip="look through the next camera"),
        Binding("a", "address", "Phone", tooltip="type the address of a phone's camera"),
        Binding("p", "next('profile')", "Profile", tooltip="take the next profile"),
        Binding("s", "sound", "Sound", tooltip="hear the voice say a sentence"),
        Binding("l", "find_light", "Find light", tooltip="begin with a turn on the spot, to where the light is best", show=False),
        Binding("r", "look", "Look again", tooltip="look for cameras again"),
        Binding("q", "app.quit", "Quit", tooltip="leave without a sitting"),
        Binding("question_mark,f1", "app.help", "Help", key_display="?", tooltip="this help"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("escape", "leave", "Back", key_display="Esc"),
    ]

    def __init__(
        self,
        cameras: Callable[[], list[CameraInfo]],
        preview: Callable[[str, Preview | None], Preview],
        profiles: Sequence[tuple[str, str]],
        voice: Voice | None,
    ) -> None:
        super().__init__()
        self.shown: Preview | None = None
        self._cameras = cameras
        self._preview = preview
        self._profiles = profiles
        self._voice = voice
        self._found: list[CameraInfo] | None = None
        self._address: str | None = None
        self._seen = 0
        self._asked = False

    def compose(self) -> ComposeResult:
        """Lay out the picture and, beside it, what is to be chosen."""
        yield Headline(id="headline")
        with Horizontal(id="setup"):
            with Vertical(id="look"):
                yield Viewfinder(id="viewfinder")
                yield Static(id="trouble")
                yield Static(id="caption")
            with Vertical(id="form"):
                yield Choice("Camera", "none found", id="camera")
                with Horizontal(id="address"):
                    yield Static("  Phone", id="phone")
                    yield Input(placeholder="http://192.168.1.20:8080/video", compact=True)
                yield Choice("Profile", id="profile")
                yield SoundCheck(self._voice, id="sound-check")
                yield Static("  Before the first look", id="heading")
                for words in LOOK_AFTER:
                    yield Tick(words)
                yield Tick(FIND_LIGHT, id="find-light")
                yield Row("Start", id="start")
        yield KeysLine(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Look for cameras, and keep looking at what became of everything."""
        self.query_one("#profile", Choice).offer(self._profiles, None)
        self.action_look()
        self._show()
        self.set_interval(PAINT_S, self._show)
        self.app.app_resume_signal.subscribe(self, lambda _: self.query_one(Viewfinder).forget())

    # ------------------------------------------------------------------------------------------ the camera

    def action_look(self) -> None:
        """Look for cameras, again; none is held open meanwhile, since some systems find only those that are free."""
        self._found = None
        before = self.shown
        if before is not None:
            before.close()

        def look() -> None:
            if before is not None:
                before.join()
            self.post_message(self.Found(self._cameras()))

        self.run_worker(look, thread=True, exclusive=True, name="look for cameras")

    def on_setup_screen_found(self, message: Found) -> None:
        """Offer the cameras, with the one that was chosen before, else the first that can be used."""
        self._found = message.cameras
        usable = next((str(camera.index) for camera in message.cameras if camera.usable), None)
        self._offer(self.query_one("#camera", Choice).value or usable)

    def _offer(self, chosen: str | None) -> None:
        offered = [(str(camera.index), camera.name) for camera in self._found or ()]
        if self._address is not None:
            offered.append((self._address, "the address below"))
        choice = self.query_one("#camera", Choice)
        choice.offer(offered, chosen)
        self._open(choice.value)

    def _open(self, camera: str | None) -> None:
        if self.shown is not None:
            self.shown.close()
        self._seen = 0
        self.shown = None if camera is None else self._preview(camera, self.shown)

    def on_choice_changed(self, message: Choice.Changed) -> None:
        """Show the picture of the camera that was chosen."""
        if message.choice.id == "camera":
            self._open(message.choice.value)

    def action_address(self) -> None:
        """Go where an address is typed."""
        self.set_focus(self.query_one(Input))

    def on_descendant_focus(self, _event: DescendantFocus) -> None:
        """Mark the address while it is typed, as rows mark themselves."""
        typed = self.query_one(Input).has_focus
        self.query_one("#phone", Static).update(Content.styled("▶ Phone", "bold $primary") if typed else "  Phone")

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Show the picture from that address. A video's name and sample:NAME do as well."""
        self._address = message.value.strip() or None
        self.set_focus(self.query_one("#start"))
        self._offer(self._address)

    def action_leave(self) -> None:
        """Leave the address."""
        self.set_focus(self.query_one("#camera"))

    def action_next(self, choice: str) -> None:
        """Take the next one of a choice."""
        self.query_one(f"#{choice}", Choice).action_step(1)

    def action_find_light(self) -> None:
        """Begin with the search for the light, or no longer."""
        self.query_one("#find-light", Tick).action_press()

    # ------------------------------------------------------------------------------------------ the sound, and the start

    def on_row_pressed(self, message: Row.Pressed) -> None:
        """Do what a row does that is not a choice."""
        if message.row.id == "start":
            self.action_start()
        elif message.row.id == "sound":
            self.action_sound()

    def action_sound(self) -> None:
        """Say a sentence, and ask whether it was heard."""
        self.query_one(SoundCheck).play()
        self._show()

    def action_heard(self, heard: bool) -> None:
        """Take the answer."""
        self.query_one(SoundCheck).answer(heard=heard)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool:  # noqa: ARG002 - Textual's own signature
        """Offer an answer only where there is a question, and the way back only from the address, where letters are no keys."""
        if action == "leave":
            return isinstance(self.focused, Input)
        return self._asked or action != "heard"

    # ------------------------------------------------------------------------------------------ what is shown

    def action_start(self) -> None:
        """Begin the sitting, once there is a picture."""
        camera, profile = self.shown, self.query_one("#profile", Choice).value
        if camera is not None and camera.ready and profile is not None:
            self.app.exit(Choices(camera.spec, profile, self.query_one("#find-light", Tick).ticked))
        else:
            self.app.bell()

    def _show(self) -> None:
        """Show how everything stands."""
        camera = self.shown
        if camera is not None and camera.error is not None and not isinstance(camera.error, NorthlightError):
            raise camera.error
        words, trouble = self._state()
        sound = self.query_one(SoundCheck)
        sound.look()
        if sound.asking != self._asked:
            self._asked = sound.asking
            self.refresh_bindings()
        if self._asked:
            self.query_one("#headline", Headline).show("Did you hear it? y or n", "$warning")
        else:
            self.query_one("#headline", Headline).show(words, "$success" if trouble is None else "$warning")
        self.query_one("#start", Row).say("Enter" if trouble is None else "waits for a picture", "$success" if trouble is None else "$quiet")
        self._show_picture(trouble)

    def _state(self) -> tuple[str, str | None]:
        """Return what to say in large letters, and what stands where the picture should be; None where the picture is."""
        camera = self.shown
        if self._found is None:
            return "Looking for cameras", "One moment."
        if camera is None:
            return "No camera yet", NO_CAMERA
        if camera.error is not None:
            return "No picture", f"{camera.error}\n\nThen press r, or choose another camera: c."
        if not camera.ready:
            return "Opening the camera", "One moment."
        return "Press Enter to start", None

    def _show_picture(self, trouble: str | None) -> None:
        camera, viewfinder, words = self.shown, self.query_one(Viewfinder), self.query_one("#trouble", Static)
        words.display, viewfinder.display = trouble is not None, trouble is None
        caption = self.query_one("#caption", Static)
        if trouble is not None or camera is None:
            self._seen = 0
            _say(words, trouble or "")
            _say(caption, "")
            return
        sequence, frame = camera.frames.peek()
        if frame is not None and sequence > self._seen:
            if not self._seen:
                viewfinder.forget()
            self._seen = sequence
            viewfinder.show(frame)
            _say(caption, " · ".join(filter(None, (camera.name, camera.feed, camera.description))))


def _say(where: Static, words: str) -> None:
    """Show words; nothing is laid out anew when they are there already."""
    content = Content(words)
    if where.content != content:
        where.update(content)
