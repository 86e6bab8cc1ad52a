"""The photographs of a sitting as a list to go through, by keys or by the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from guidance.widgets.looks import in_view
from guidance.widgets.shot_words import row

if TYPE_CHECKING:
    from textual.events import Click, MouseScrollDown, MouseScrollUp
    from textual.geometry import Size

    from guidance.review import Review


class ShotList(Widget):
    """Shows as many photographs as have room, always the one that is looked at."""

    ALLOW_SELECT = False

    class Pointed(Message):
        """A photograph was clicked on."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self, review: Review, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._review = review

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's own signature
        """Return a line for each photograph."""
        return max(1, len(self._review.shots))

    def render(self) -> Content:
        """Return the lines."""
        review = self._review
        shots = ((place, review.shots[place]) for place in self._places())
        return Content("\n").join([row(shot, review.about(shot), here=place == review.at, other=shot is review.other) for place, shot in shots])

    def on_click(self, event: Click) -> None:
        """Say which photograph was clicked on."""
        event.stop()
        places = list(self._places())
        if event.y < len(places):
            self.post_message(self.Pointed(places[event.y]))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Go on to the next one."""
        event.stop()
        self.post_message(self.Pointed(self._review.at + 1))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Go back to the one before."""
        event.stop()
        self.post_message(self.Pointed(self._review.at - 1))

    def _places(self) -> range:
        return in_view(len(self._review.shots), self._review.at, max(self.content_size.height, 1))
