from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from screen_samples import LIGHT
from textual.app import App, ComposeResult
from textual.geometry import Region

from capture.types import Frame
from guidance.widgets.viewfinder import WAITING, Viewfinder, mark_light

SUN = (240, 180, 90)


class ViewfinderApp(App[None]):
    CSS = "Viewfinder { width: 100%; height: 100%; background: #101418; }"

    def compose(self) -> ComposeResult:
        yield Viewfinder()


def halves(height_px: int = 100, width_px: int = 160) -> Frame:
    rgb = np.zeros((height_px, width_px, 3), np.uint8)
    rgb[:, : width_px // 2] = (252, 0, 0)
    rgb[:, width_px // 2 :] = (0, 0, 252)
    return Frame(0, 0.0, rgb)


def colours(viewfinder: Viewfinder) -> list[list[tuple[int, ...]]]:
    """Return the upper pixel's colour of each cell as the screen would draw it."""
    width, height = viewfinder.size
    rows = []
    for strip in viewfinder.render_lines(Region(0, 0, width, height)):
        row = []
        for segment in strip:
            assert segment.style is not None
            assert segment.style.color is not None
            row += [tuple(segment.style.color.get_truecolor())] * len(segment.text)
        rows.append(row)
    return rows


async def test_a_red_left_half_shows_on_the_right() -> None:
    app = ViewfinderApp()
    async with app.run_test(size=(32, 10)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(halves())
        await pilot.pause()
        drawn = colours(viewfinder)
    assert len(drawn) == 10
    assert all(row[:15] == [(0, 0, 255)] * 15 for row in drawn)
    assert all(row[17:] == [(255, 0, 0)] * 15 for row in drawn)


async def test_the_picture_keeps_its_shape_and_leaves_margins() -> None:
    app = ViewfinderApp()
    async with app.run_test(size=(60, 10)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(halves())
        await pilot.pause()
        row = colours(viewfinder)[5]
    assert row[:14] == row[46:] == [(16, 20, 24)] * 14
    assert row[14] == (0, 0, 255)
    assert row[45] == (255, 0, 0)


async def test_before_the_first_frame_it_says_what_it_waits_for() -> None:
    app = ViewfinderApp()
    async with app.run_test(size=(40, 5)):
        lines = app.query_one(Viewfinder).render_lines(Region(0, 0, 40, 5))
        assert [line.text.strip() for line in lines] == ["", "", WAITING, "", ""]


async def test_a_new_size_fits_the_same_picture_anew() -> None:
    app = ViewfinderApp()
    async with app.run_test(size=(32, 10)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(halves())
        await pilot.resize_terminal(64, 20)
        await pilot.pause()
        drawn = colours(viewfinder)
    assert (len(drawn), len(drawn[0])) == (20, 64)
    assert drawn[10][0] == (0, 0, 255)
    assert drawn[10][63] == (255, 0, 0)


async def test_no_colour_gives_greys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = ViewfinderApp()
    async with app.run_test(size=(32, 10)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(halves())
        await pilot.pause()
        drawn = colours(viewfinder)
    assert all(red == green == blue for row in drawn for red, green, blue in row)
    assert drawn[0][0] != drawn[0][31]


def where(azimuth_deg: float, elevation_deg: float) -> tuple[float, float] | None:
    """Return the middle of the mark (x, y) in a picture of 80 by 60 pixels; None when there is none."""
    picture = np.full((60, 80, 3), 90, np.uint8)
    mark_light(picture, replace(LIGHT, azimuth_deg=azimuth_deg, elevation_deg=elevation_deg), SUN)
    rows, columns = np.nonzero((picture == SUN).all(axis=2))
    return (float(columns.mean()), float(rows.mean())) if rows.size else None


def test_a_light_from_the_sitters_left_is_marked_on_the_left_and_one_from_above_at_the_top() -> None:
    assert where(60, 0) == (3.0, pytest.approx(29, abs=1.5))
    assert where(-60, 0) == (76.0, pytest.approx(29, abs=1.5))
    assert where(0, 50) == (pytest.approx(39, abs=1.5), 3.0)
    assert where(0, -50) == (pytest.approx(39, abs=1.5), 56.0)


def test_a_light_at_the_lens_has_no_mark() -> None:
    assert where(5, 5) is None


def test_in_a_picture_of_more_pixels_the_mark_is_as_large_and_in_the_same_place() -> None:
    small, large = np.full((60, 80, 3), 90, np.uint8), np.full((300, 400, 3), 90, np.uint8)
    for picture, unit_px in ((small, 1), (large, 5)):
        mark_light(picture, replace(LIGHT, azimuth_deg=60.0, elevation_deg=0.0), SUN, unit_px)
    sun = (small == SUN).all(axis=2)
    assert ((large == SUN).all(axis=2).mean(), (large == SUN).all(axis=2)[:, :5].any()) == (sun.mean(), False)
    rows, columns = np.nonzero((large == SUN).all(axis=2))
    assert (columns.mean() / 5, rows.mean() / 5) == (pytest.approx(3.4, abs=0.1), pytest.approx(29, abs=1.5))


def test_a_light_from_behind_is_a_ring() -> None:
    front, back = np.full((2, 60, 80, 3), 90, np.uint8)
    mark_light(front, replace(LIGHT, azimuth_deg=60.0, elevation_deg=0.0), SUN)
    mark_light(back, replace(LIGHT, azimuth_deg=120.0, elevation_deg=0.0), SUN)
    middle = (29, 3)
    assert (front[middle] == SUN).all()
    assert not (back[middle] == SUN).any()
    assert (back == SUN).all(axis=2).any()


def test_a_very_small_picture_is_left_alone() -> None:
    picture = np.full((10, 16, 3), 90, np.uint8)
    mark_light(picture, LIGHT, SUN)
    assert (picture == 90).all()


async def test_new_colours_reach_the_margins_at_once() -> None:
    app = ViewfinderApp()
    async with app.run_test(size=(60, 10)) as pilot:
        viewfinder = app.query_one(Viewfinder)
        viewfinder.show(halves())
        await pilot.pause()
        viewfinder.styles.background = "#f0f0f0"
        app.refresh_css()
        await pilot.pause()
        assert colours(viewfinder)[5][0] == (243, 243, 243)
