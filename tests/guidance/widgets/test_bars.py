from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from capture.export import Progress
from guidance.widgets.bars import Bars


class BarsApp(App[None]):
    CSS = "Bars { height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Bars()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "track": "#222222"}


@pytest.mark.parametrize(("rows", "between"), [(2, "\n"), (3, "\n\n"), (10, "\n\n")])
async def test_a_line_for_each_preset_as_far_as_it_is(rows: int, between: str) -> None:
    app = BarsApp()
    async with app.run_test(size=(60, rows)):
        bars = app.query_one(Bars)
        for done in range(3):
            bars.show(Progress("wallet", "Wallet print", done, 4))
            bars.show(Progress("original", "The whole frame, untouched by anything", min(done, 1), 1))
        shown = bars.render()
        first, second = shown.plain.split(between)
    assert first == f"  {'Wallet print':28}{'▄' * 26} 2/4"
    assert second == f"✓ The whole frame, untouched… {'▄' * 26} 1/1"
    lengths = {str(span.style): span.end - span.start for span in shown.spans if "▄" in shown.plain[span.start : span.end]}
    assert lengths["$track"] == 13
    assert lengths["$success"] == 26


@pytest.mark.parametrize("columns", [1, 10, 24, 60])
async def test_it_fits_whatever_the_width(columns: int) -> None:
    app = BarsApp()
    async with app.run_test(size=(columns, 3)):
        bars = app.query_one(Bars)
        bars.show(Progress("wallet", "Wallet print 2.5 × 3.5 in", 1, 2))
        line = bars.render().plain
    assert columns < 24 or len(line) == columns
    assert line.endswith(" 1/2")
