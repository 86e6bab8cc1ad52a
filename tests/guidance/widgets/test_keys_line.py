from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.widgets import Button
from textual.widgets._footer import FooterKey

from guidance.widgets.keys_line import KeysLine


class KeysApp(App[None]):
    BINDINGS: ClassVar = [("k", "keep", "Keep"), ("u", "undo", "Undo")]
    kept = False

    def compose(self) -> ComposeResult:
        yield Button("one", id="one")
        yield Button("two", id="two")
        yield KeysLine(show_command_palette=False)

    def action_keep(self) -> None:
        self.kept = True
        self.refresh_bindings()

    def action_undo(self) -> None:
        """Nothing."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - as Textual calls it
        return self.kept or action != "undo"

    @property
    def keys(self) -> list[FooterKey]:
        return list(self.query(FooterKey))


async def test_it_is_built_anew_where_a_key_has_changed_and_not_where_the_focus_has() -> None:
    app = KeysApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        before = app.keys
        assert [key.description for key in before] == ["Keep"]
        app.query_one("#two").focus()
        await pilot.pause()
        await pilot.pause()
        assert app.keys == before
        await pilot.press("k")
        await pilot.pause()
        await pilot.pause()
        assert [key.description for key in app.keys] == ["Keep", "Undo"]


async def test_a_key_that_changed_while_the_terminal_was_not_looked_at_is_shown_after() -> None:
    app = KeysApp()
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.pause()
        app.app_focus = False
        app.action_keep()
        await pilot.pause()
        assert [key.description for key in app.keys] == ["Keep"]
        app.app_focus = True
        app.refresh_bindings()
        await pilot.pause()
        await pilot.pause()
        assert [key.description for key in app.keys] == ["Keep", "Undo"]
