from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from picture_terminal import Recorder, kitty_commands
from textual.app import App, ComposeResult

from capture.head import CrownFrom
from capture.session import Features
from guidance.widgets.still import EYES_ROOM, Panel, Shown, Still, Zoom, drawn, eyes_crop, eyes_scale, panels_for

MARGIN = (9, 9, 9)


def features(left_eye: tuple[float, float], right_eye: tuple[float, float], nose_x: float) -> Features:
    return Features(
        left_eye_px=left_eye,
        right_eye_px=right_eye,
        nose_tip_px=(nose_x, left_eye[1] + 30),
        chin_px=(nose_x, left_eye[1] + 90),
        forehead_px=(nose_x, left_eye[1] - 40),
        outline_box_px=(nose_x - 60, left_eye[1] - 50, nose_x + 60, left_eye[1] + 90),
        crown_y_px=left_eye[1] - 80,
        crown_from=CrownFrom.FACE,
    )


def counted(width: int = 400, height: int = 300) -> np.ndarray:
    """Return a picture in which every pixel tells its own place."""
    x, y = np.meshgrid(np.arange(width), np.arange(height))
    return np.stack([x % 256, y % 256, (x // 256) * 16 + y // 256], axis=2).astype(np.uint8)


SHOWN = Shown(counted(), features((230, 120), (170, 120), 200))


def place_of(pixel: np.ndarray) -> tuple[int, int]:
    high = int(pixel[2])
    return int(pixel[0]) + 256 * (high // 16), int(pixel[1]) + 256 * (high % 16)


def test_at_1_to_1_every_pixel_is_the_photographs_own_and_the_eyes_are_in_the_middle() -> None:
    crop = eyes_crop(SHOWN, (120, 40), 1.0)
    assert crop.shape == (40, 120, 3)
    left, top = place_of(crop[0, 0])
    assert (left + 60, top + 20) == (200, 120)
    assert np.array_equal(crop, SHOWN.rgb[top : top + 40, left : left + 120])


def test_where_both_eyes_have_no_room_the_nearer_one_is_shown() -> None:
    turned = Shown(counted(), features((230, 120), (180, 122), 190))  # the nose is over their right: the left eye is nearer
    left, top = place_of(eyes_crop(turned, (40, 20), 1.0)[0, 0])
    assert (left + 20, top + 10) == (230, 120)


@given(x=st.floats(-50, 450), y=st.floats(-50, 350), wide=st.integers(1, 900), high=st.integers(1, 700), scale=st.floats(0.1, 1))
def test_a_crop_lies_in_the_picture_and_fits_its_room(x: float, y: float, wide: int, high: int, scale: float) -> None:
    crop = eyes_crop(Shown(counted(), features((x + 30, y), (x - 30, y), x)), (wide, high), scale)
    assert 1 <= crop.shape[1] <= wide
    assert 1 <= crop.shape[0] <= high


def test_both_eyes_have_room_and_a_pair_keeps_one_scale() -> None:
    near = Shown(counted(), features((300, 120), (100, 120), 200))
    panel = Panel(0, 0, 88, 60)
    assert eyes_scale(near, panel) == pytest.approx(88 / (EYES_ROOM * 200))
    assert eyes_scale(SHOWN, Panel(0, 0, 1000, 500)) == 1.0, "nothing is enlarged"
    canvas = drawn((SHOWN, near), Zoom.EYES, (177, 60), MARGIN, 1)
    smaller = eyes_crop(SHOWN, (88, 60), eyes_scale(near, panel))
    assert smaller.shape == (60, 80, 3)
    assert np.array_equal(canvas[:, 4:84], smaller), "the smaller face is not blown up to the larger one's size"


def test_a_whole_photograph_is_not_mirrored_and_keeps_its_shape() -> None:
    half = np.zeros((60, 80, 3), np.uint8)
    half[:, :40] = 200
    canvas = drawn((Shown(half, None),), Zoom.WHOLE, (40, 50), MARGIN, 1)
    assert canvas[25, 5].tolist() == [200, 200, 200]
    assert canvas[25, 35].tolist() == [0, 0, 0]
    assert canvas[9, 20].tolist() == list(MARGIN)
    assert canvas[10, 5].tolist() == [200, 200, 200]


def test_without_a_face_the_middle_is_shown() -> None:
    left, top = place_of(eyes_crop(Shown(counted(), None), (100, 50), 1.0)[0, 0])
    assert (left + 50, top + 25) == (200, 150)


@given(wide=st.integers(1, 300), high=st.integers(1, 300), zoom=st.sampled_from(list(Zoom)))
def test_two_panels_are_alike_and_lie_in_the_canvas(wide: int, high: int, zoom: Zoom) -> None:
    one, other = panels_for([(9, 16), (9, 16)], zoom, (wide, high), 1)
    assert (one.width_px, one.height_px) == (other.width_px, other.height_px)
    for panel in (one, other):
        assert 0 <= panel.left_px < wide
        assert 0 <= panel.top_px < high
        assert panel.left_px + panel.width_px <= wide
        assert panel.top_px + panel.height_px <= high


def test_a_pair_stands_where_it_is_larger() -> None:
    assert panels_for([(9, 16), (9, 16)], Zoom.WHOLE, (160, 40), 1)[1].top_px == 0
    assert panels_for([(9, 16), (9, 16)], Zoom.WHOLE, (50, 40), 1)[1].left_px == 0
    assert panels_for([(16, 9), (16, 9)], Zoom.WHOLE, (50, 40), 1)[1].top_px == 0


class Showing(App[None]):
    CSS = "Still { height: 100%; }"

    def compose(self) -> ComposeResult:
        yield Still()


async def test_a_terminal_with_pictures_gets_every_pixel_of_its_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "TMUX", "STY", "TERM_PROGRAM", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NORTHLIGHT_PICTURE", "kitty")
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")  # through the line: a test that fails leaves no shared memory behind
    monkeypatch.setattr("guidance.widgets.placed_picture.cell_px", lambda: (8.0, 16.0))
    app = Showing(driver_class=Recorder)
    async with app.run_test(headless=False, size=(120, 40)) as pilot:
        app.query_one(Still).show((SHOWN,), Zoom.PIXELS)
        await pilot.pause(0.2)
        driver = app._driver
        assert isinstance(driver, Recorder)
        pictures = [command.picture for command in kitty_commands("".join(driver.sent)) if command.picture is not None]
    picture = pictures[-1]
    assert picture is not None
    assert picture.shape == (640, 960, 3), "640 by 360 would be fast enough for a live picture"
    assert np.array_equal(picture[170:470, 280:680], SHOWN.rgb)


async def test_half_blocks_show_the_photographs_own_pixels() -> None:
    app = Showing()
    async with app.run_test(size=(60, 20)) as pilot:
        still = app.query_one(Still)
        still.show((SHOWN,), Zoom.PIXELS)
        await pilot.pause()
        assert np.array_equal(still._pixels(), eyes_crop(SHOWN, (60, 40), 1.0))
        still.show((), Zoom.WHOLE)
        await pilot.pause()
        assert {line.text.strip() for line in still.render_lines(still.size.region)} == {""}
