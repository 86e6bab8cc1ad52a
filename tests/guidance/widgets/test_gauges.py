from __future__ import annotations

import pytest
from screen_samples import FINDINGS, finding, rule, snapshot
from textual.app import App, ComposeResult

from guidance.rules import Group, State
from guidance.widgets.gauges import PACE_S, Gauges, bar, foremost, gauge, number, position


class GaugesApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Gauges()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"quiet": "#888888", "faint": "#444444", "band": "#448844"}


def test_a_group_shows_what_keeps_the_shutter_shut_then_what_is_not_fine_then_its_first() -> None:
    fine = finding(rule(Group.POSE, "turn", "°", (-45, 45)), 0.0, -8, 8)
    hint = finding(rule(Group.POSE, "shoulders", "°", (0, 60), blocks=False), 2.0, 10, 45)
    wrong = finding(rule(Group.POSE, "chin", "°", (-30, 30)), 12.0, -8, 3)
    assert foremost([fine]) == {Group.POSE: fine}
    assert foremost([fine, hint]) == {Group.POSE: hint}
    assert foremost([fine, hint, wrong]) == {Group.POSE: wrong}


def test_the_marker_walks_along_the_scale_and_stops_at_its_ends() -> None:
    assert [position(value, (-10, 10), 20) for value in (-99, -10, -9, 0, 9.9, 10, 99)] == [0, 0, 1, 10, 19, 19, 19]


def test_the_band_and_the_value_are_where_the_numbers_say() -> None:
    row = gauge(Group.LIGHT, finding(rule(Group.LIGHT, "side", "°", (0, 90)), 71.0, 20, 50), 18)
    assert (row.state, row.band, row.marker) == (State.HIGH, (4, 10), 14)
    assert bar(row).plain == "────━━━━━━━───●───"


def test_an_open_band_reaches_to_the_end_and_an_unknown_value_has_no_marker() -> None:
    row = gauge(Group.FOCUS, finding(rule(Group.FOCUS, "movement", "px", (0, 12)), None, None, 3), 12)
    assert bar(row).plain == "━━━━────────"
    assert row.number == "–"


@pytest.mark.parametrize(
    ("value", "unit", "scale", "shown"),
    [
        (0.314, "%", (0, 1), "31%"),
        (-5.96, "°", (-45, 45), "−6°"),
        (-0.2, "°", (-45, 45), "0°"),
        (0.92, "m", (0.3, 2.0), "0.92 m"),
        (1.27, "EV", (-3, 3), "1.3 EV"),
        (5600.0, "K", (2500, 9000), "5600 K"),
        (1, "", (0, 3), "1"),
    ],
)
def test_numbers_carry_their_unit_and_no_needless_digits(value: float, unit: str, scale: tuple[float, float], shown: str) -> None:
    assert number(finding(rule(Group.SCENE, "x", unit, scale), value, None, None)) == shown


async def test_rows_tell_states_by_shape_in_the_order_of_groups() -> None:
    app = GaugesApp()
    async with app.run_test(size=(40, 8)) as pilot:
        app.query_one(Gauges).show(snapshot())
        await pilot.pause()
        lines = app.query_one(Gauges).render().plain.split("\n")
    assert [line[0] for line in lines] == ["✓", "▶", "✓", "✓", "▶", "?", "✓", "✓"]
    measured = ["faces", "light to the", "face brightn", "distance", "chin", "gaze", "smile", "movement"]
    assert [line[2:15].strip() for line in lines] == measured, "a line is named by what its number is"
    assert lines[1].endswith("71°")
    assert lines[4].endswith("9°")
    assert {len(line) for line in lines} == {40}


async def test_with_more_room_the_rule_is_named_under_its_bar() -> None:
    app = GaugesApp()
    async with app.run_test(size=(40, 16)) as pilot:
        app.query_one(Gauges).show(snapshot())
        await pilot.pause()
        lines = app.query_one(Gauges).render().plain.split("\n")
    assert len(lines) == 16
    assert lines[3].split() == ["light", "to", "the", "side", "71°"]


async def test_numbers_keep_a_readable_pace_but_a_change_of_state_shows_at_once() -> None:
    turning = rule(Group.POSE, "turn", "°", (-45, 45))
    app = GaugesApp()
    async with app.run_test(size=(40, 8)):
        gauges = app.query_one(Gauges)
        gauges.show(snapshot(1.0, findings=(finding(turning, 1.0, -8, 8),)))
        gauges.show(snapshot(1.0 + PACE_S / 2, findings=(finding(turning, 5.0, -8, 8),)))
        assert "1°" in gauges.render().plain
        gauges.show(snapshot(1.0 + PACE_S / 2, findings=(finding(turning, 20.0, -8, 8),)))
        assert "20°" in gauges.render().plain
        gauges.show(snapshot(1.0 + 2 * PACE_S, findings=(finding(turning, 22.0, -8, 8),)))
        assert "22°" in gauges.render().plain


async def test_no_findings_is_an_empty_panel() -> None:
    app = GaugesApp()
    async with app.run_test(size=(40, 8)):
        app.query_one(Gauges).show(snapshot(findings=()))
        assert app.query_one(Gauges).render().plain == ""
    assert {finding_.rule.group for finding_ in FINDINGS} == set(Group)
