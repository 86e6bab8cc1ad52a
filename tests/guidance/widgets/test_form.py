from __future__ import annotations

from textual.app import App, ComposeResult

from guidance.widgets.form import Choice, Row, Tick


class FormApp(App[None]):
    CSS = "Row { width: 100%; height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield Choice("Camera", "none found", id="camera")
        yield Row("Sound", "press s", id="sound")
        yield Tick("Lens wiped", id="lens")

    def on_choice_changed(self, message: Choice.Changed) -> None:
        self.told.append(message.choice.value)

    def on_row_pressed(self, message: Row.Pressed) -> None:
        self.told.append(message.row.id)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}


CAMERAS = [("0", "Logitech"), ("2", "Integrated"), ("5", "A very long name of a camera that goes on")]


async def test_arrow_keys_and_the_mouse_take_the_next_and_the_one_before() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 4)) as pilot:
        choice = app.query_one(Choice)
        assert choice.value is None
        assert choice.render().plain.strip("▶ ") == "Camera   none found"
        choice.offer(CAMERAS, "2")
        assert choice.value == "2"
        assert "◂ Integrated ▸ 2/3" in choice.render().plain
        choice.focus()
        await pilot.press("right", "right", "left")
        assert app.told == ["5", "0", "5"]
        await pilot.press("space")
        await pilot.click(choice, offset=(11, 0))
        await pilot.click(choice, offset=(20, 0))
    assert app.told == ["5", "0", "5", "0", "5", "0"]


async def test_a_long_title_leaves_room_for_the_arrows() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 4)):
        choice = app.query_one(Choice)
        choice.offer(CAMERAS, "5")
        line = choice.render().plain
    assert len(line) == 40
    assert line.endswith("… ▸ 3/3")


async def test_one_value_has_no_arrows_and_does_not_change() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 4)) as pilot:
        choice = app.query_one(Choice)
        choice.offer(CAMERAS[:1], "gone")
        choice.focus()
        await pilot.press("right", "space")
        line = choice.render().plain
    assert line == "▶ Camera   Logitech"
    assert app.told == []


async def test_the_row_that_keys_act_on_has_a_mark_and_space_or_a_click_press_it() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 4)) as pilot:
        row = app.query_one("#sound", Row)
        row.focus()
        await pilot.pause()
        assert row.render().plain == "▶ Sound    press s"
        await pilot.press("space")
        await pilot.click(row)
        row.say("heard", "$success")
        app.query_one(Tick).focus()
        await pilot.pause()
        assert row.render().plain == "  Sound    heard"
    assert app.told == ["sound", "sound"]


async def test_a_tick_is_a_shape_that_comes_and_goes() -> None:
    app = FormApp()
    async with app.run_test(size=(40, 4)) as pilot:
        tick = app.query_one(Tick)
        assert tick.render().plain.endswith("□ Lens wiped")
        await pilot.click(tick)
        assert tick.ticked
        assert tick.render().plain.endswith("✓ Lens wiped")
        await pilot.press("space")
        assert not tick.ticked
