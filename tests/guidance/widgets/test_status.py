from __future__ import annotations

from dataclasses import replace

import pytest
from screen_samples import LOOKS, snapshot
from textual.app import App, ComposeResult

from guidance.snapshot import LookProgress, Phase
from guidance.widgets.status import NEWS_S, PHASES, Status, filled


class StatusApp(App[None]):
    CSS = "Status { height: 1; }"

    def compose(self) -> ComposeResult:
        yield Status("Camera 0 · classic")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "track": "#222222"}


def with_shots(name: str, shots: int) -> tuple[LookProgress, ...]:
    return tuple(replace(look, shots=shots) if look.name == name else look for look in LOOKS)


@pytest.mark.parametrize(("frac", "bar"), [(0.0, "    "), (0.5, "██  "), (1.0, "████"), (1 / 32, "▏   "), (0.6, "██▍ "), (-1, "    "), (7, "████")])
def test_the_bar_fills_by_eighths(frac: float, bar: str) -> None:
    assert filled(frac, 4) == bar


async def test_the_line_has_phase_hold_and_title() -> None:
    app = StatusApp()
    async with app.run_test(size=(80, 1)):
        status = app.query_one(Status)
        status.show(snapshot(phase=Phase.HOLDING, hold_frac=0.5))
        line = status.render().plain
    assert len(line) == 80
    assert line.startswith(" ◐ Hold it █")
    assert line.endswith(" Camera 0 · classic ")
    assert line.count("█") == (80 - len(" ◐ Hold it ") - len(" Camera 0 · classic ")) // 2


async def test_every_phase_has_a_shape_of_its_own_and_a_word() -> None:
    assert set(PHASES) == set(Phase)
    shapes = [PHASES[phase][0] for phase in Phase if phase is not Phase.DONE]
    assert len(set(shapes)) == len(shapes)


async def test_a_kept_photograph_is_told_for_a_while_even_when_its_own_step_was_not_seen() -> None:
    app = StatusApp()
    async with app.run_test(size=(80, 1)):
        status = app.query_one(Status)
        status.show(snapshot(10.0))
        assert "Getting ready" in status.render().plain
        status.show(snapshot(11.0, looks=with_shots("left", 2)))
        assert "Kept: three-quarter left (2)" in status.render().plain
        status.show(snapshot(11.0 + NEWS_S + 0.1, looks=with_shots("left", 2)))
        assert "Getting ready" in status.render().plain
        status.show(snapshot(20.0, looks=with_shots("left", 1)))
        assert "Taken back: three-quarter left (1)" in status.render().plain


async def test_a_pause_is_shown_whatever_the_news() -> None:
    app = StatusApp()
    async with app.run_test(size=(80, 1)):
        status = app.query_one(Status)
        status.show(snapshot(10.0))
        status.show(snapshot(10.1, looks=with_shots("left", 2), phase=Phase.PAUSED))
        assert "Paused, space to go on" in status.render().plain


async def test_a_narrow_line_keeps_the_phase() -> None:
    app = StatusApp()
    async with app.run_test(size=(16, 1)):
        app.query_one(Status).show(snapshot())
        assert app.query_one(Status).render().plain == " ○ Getting ready "
