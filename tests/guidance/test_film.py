from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from readings import observation

from capture.types import Cause, Frame, Shot
from guidance.film import HEIGHT_PX, Film, portrait


def shot(look: str = "straight", *, height_px: int = 720, width_px: int = 1280, face: bool = True) -> Shot:
    seen = observation(3)
    rgb = np.full((height_px, width_px, 3), 90, np.uint8)
    if seen.face is not None:
        (left, top), (right, bottom) = seen.face.outline_px.min(axis=0), seen.face.outline_px.max(axis=0)
        rgb[int(top) : int(bottom), int(left) : int(right)] = (250, 0, 0)
    return Shot(replace(seen, frame=Frame(3, 0.1, rgb), face=seen.face if face else None), look, Cause.MOMENT, 0.9, ())


def test_a_portrait_has_the_face_in_its_middle() -> None:
    picture = portrait(shot(height_px=900))
    assert picture.shape == (HEIGHT_PX, HEIGHT_PX * 4 // 5, 3)
    rows, columns = np.nonzero(picture[..., 0] > 170)
    assert (rows.min() + rows.max()) / 2 == pytest.approx(HEIGHT_PX / 2, abs=2)
    assert (columns.min() + columns.max()) / 2 == pytest.approx(HEIGHT_PX * 0.4, abs=2)
    assert np.ptp(rows) == pytest.approx(HEIGHT_PX / 2, abs=3)


@pytest.mark.parametrize("size", [(720, 1280), (400, 300), (60, 2000), (5, 3)])
def test_a_frame_of_any_size_without_a_face_gives_its_middle(size: tuple[int, int]) -> None:
    picture = portrait(shot(height_px=size[0], width_px=size[1], face=False))
    assert picture.shape == (HEIGHT_PX, HEIGHT_PX * 4 // 5, 3)


def test_the_film_keeps_order_and_what_was_taken_back_is_gone() -> None:
    film = Film()
    assert film.after((), 0) == ()
    film.after([shot("straight")], 0)
    assert [picture.look for picture in film.after([shot("smile"), shot("left")], 0)] == ["straight", "smile", "left"]
    assert [picture.look for picture in film.after([shot("right")], 2)] == ["straight", "right"]
    assert film.after((), 9) == ()
