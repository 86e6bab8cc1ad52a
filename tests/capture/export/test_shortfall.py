from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from kept_shots import shot

from capture.export.crop import Crop
from capture.export.presets import presets
from capture.export.shortfall import effective_dpi, shortfall
from capture.session import Session, Sidecar

if TYPE_CHECKING:
    from pathlib import Path

PRINT, SCREEN = presets()["8x10"], presets()["linkedin"]


def crop(width_px: int, height_px: int, *, limited: bool = False) -> Crop:
    return Crop(0, 0, width_px, height_px, "the face's proportions", (), limited)


@pytest.fixture
def sidecar(tmp_path: Path) -> Sidecar:
    with Session.open(tmp_path, source="x", profile="y") as session:
        return session.keep(shot(distance_m=0.9)).sidecar


def at(sidecar: Sidecar, distance_m: float | None) -> Sidecar:
    assert sidecar.reading.framing is not None
    framing = replace(sidecar.reading.framing, distance_m=distance_m)
    return msgspec.structs.replace(sidecar, reading=replace(sidecar.reading, framing=framing))


def test_dpi_is_rows_over_inches() -> None:
    assert effective_dpi(PRINT, 1180) == 118
    assert effective_dpi(SCREEN, 800) is None


def test_enough_pixels_say_nothing(sidecar: Sidecar) -> None:
    assert shortfall(crop(2400, 3000), PRINT, sidecar) is None
    assert shortfall(crop(801, 801), SCREEN, sidecar) is None


def test_a_print_tells_its_dpi_and_the_distance_that_would_do(sidecar: Sidecar) -> None:
    said = shortfall(crop(1600, 2000), PRINT, sidecar)
    assert said == "Not enlarged: 200 dpi at this size instead of 300. It takes 0.60 m from the camera instead of 0.90 m, or a camera of 960×720 px."


def test_a_screen_tells_its_pixels(sidecar: Sidecar) -> None:
    said = shortfall(crop(640, 640), SCREEN, sidecar)
    assert said is not None
    assert said.startswith("Not enlarged: the crop has 640×640 of the 800×800 px wanted. It takes 0.72 m")


def test_nobody_is_sent_nearer_than_half_a_metre(sidecar: Sidecar) -> None:
    said = shortfall(crop(800, 1000), PRINT, sidecar)
    assert said is not None
    assert said.endswith("It takes a camera of 1920×1440 px: coming nearer than 0.5 m would widen the nose.")


def test_without_a_distance_it_is_told_as_a_ratio(sidecar: Sidecar) -> None:
    said = shortfall(crop(1200, 1500), PRINT, at(sidecar, None))
    assert said is not None
    assert said.endswith("It takes a place 2.0 times nearer to the camera, or a camera of 1280×960 px.")
    further = shortfall(crop(800, 1000), PRINT, at(sidecar, None))
    assert further is not None
    assert further.endswith("instead of 300. It takes a camera of 1920×1440 px.")


def test_where_the_picture_is_too_small_coming_nearer_is_no_advice(sidecar: Sidecar) -> None:
    said = shortfall(crop(1200, 1500, limited=True), PRINT, sidecar)
    assert said is not None
    assert said.endswith("instead of 300. It takes a camera of 1280×960 px.")
