from __future__ import annotations

from dataclasses import replace

from screen_samples import LOOKS, prompt, snapshot
from textual.app import App, ComposeResult

from guidance import prompts
from guidance.snapshot import LookState, Phase
from guidance.widgets.block_letters import letters
from guidance.widgets.prompt_bar import PromptBar

MET = tuple(replace(look, state=LookState.DONE) for look in LOOKS)


class PromptApp(App[None]):
    CSS = "PromptBar { height: 100%; }"

    def compose(self) -> ComposeResult:
        yield PromptBar()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}


async def shown(size: tuple[int, int], **changes: object) -> str:
    app = PromptApp()
    async with app.run_test(size=size):
        app.query_one(PromptBar).show(snapshot(**changes))
        return app.query_one(PromptBar).render().plain


async def test_the_prompt_is_in_block_letters() -> None:
    assert await shown((80, 7)) == "\n".join(letters("Turn a little to your left", 80, 7) or [])


async def test_where_they_do_not_fit_it_is_text() -> None:
    assert await shown((30, 1)) == "Turn a little to your left"
    assert await shown((30, 3)) == "TURN A LITTLE TO YOUR LEFT"
    assert await shown((80, 7), prompt=prompt("左を向いて")) == "左を向いて"


async def test_without_a_prompt_the_phase_has_a_word() -> None:
    assert await shown((30, 1), prompt=None, phase=Phase.SHOOTING) == "Hold still"
    assert await shown((30, 1), prompt=None, phase=Phase.HOLDING) == "", "the coach says it once the hold is worth it"
    assert await shown((30, 1), prompt=None) == ""


async def test_a_pause_says_how_to_go_on() -> None:
    assert await shown((30, 1), phase=Phase.PAUSED, prompt=prompts.prompt("paused_hands")) == "Raise your palm to go on"


async def test_a_pause_and_the_end_come_before_the_prompt() -> None:
    assert await shown((30, 1), phase=Phase.PAUSED) == "Paused"
    assert await shown((30, 1), phase=Phase.DONE, looks=MET) == "Done"


async def test_an_end_before_every_look_was_met_is_none_to_be_praised() -> None:
    assert await shown((30, 1), phase=Phase.DONE) == "Ended"
