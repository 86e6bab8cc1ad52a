from __future__ import annotations

import pytest
from screen_samples import snapshot
from textual.app import App, ComposeResult

from guidance.snapshot import LookProgress, LookState
from guidance.widgets.looks import Looks, in_view


class LooksApp(App[None]):
    CSS = "Looks { width: 24; height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Looks()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888"}


async def lines(height: int, looks: tuple[LookProgress, ...] | None = None) -> list[str]:
    app = LooksApp()
    async with app.run_test(size=(24, height)):
        app.query_one(Looks).show(snapshot() if looks is None else snapshot(looks=looks))
        return app.query_one(Looks).render().plain.split("\n")


async def test_each_state_has_its_shape_and_each_look_its_count() -> None:
    assert await lines(8) == [
        "Looks             4 kept",
        "✓ Straight on          3",
        "▶ Three-quarter left   1",
        "· Three-quarter right   ",
        "– Warm smile            ",
        "· Serious               ",
    ]


async def test_where_room_is_short_the_current_look_stays_in_view() -> None:
    looks = tuple(LookProgress(str(n), f"Look {n}", LookState.CURRENT if n == 7 else LookState.TO_DO, 0) for n in range(9))
    shown = await lines(3, looks)
    assert [line.strip() for line in shown] == ["· Look 6", "▶ Look 7", "· Look 8"]


async def test_a_long_title_is_cut_and_says_so() -> None:
    looks = (LookProgress("x", "An exceedingly long title of a look", LookState.DONE, 12),)
    assert (await lines(2, looks))[1] == "✓ An exceedingly lon… 12"


@pytest.mark.parametrize(("count", "current", "rows", "shown"), [(5, 1, 9, range(5)), (9, 0, 3, range(3)), (9, 4, 3, range(3, 6)), (9, 8, 3, range(6, 9))])
def test_the_window_never_leaves_the_list(count: int, current: int, rows: int, shown: range) -> None:
    assert in_view(count, current, rows) == shown
