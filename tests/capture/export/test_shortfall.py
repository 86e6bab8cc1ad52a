from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest
from kept_shots import shot

from capture.export.crop import Crop, crop_for
from capture.export.presets import Preset, presets
from capture.export.shortfall import effective_dpi, shortfall
from capture.head import CrownFrom
from capture.session import Features, Session, Sidecar

if TYPE_CHECKING:
    from pathlib import Path

PRINT, SCREEN = presets()["8x10"], presets()["linkedin"]


def crop(width_px: int, height_px: int, *, limited: bool = False) -> Crop:
    return Crop(0, 0, width_px, height_px, "the face's proportions", (), limited)


@pytest.fixture
def sidecar(tmp_path: Path) -> Sidecar:
    with Session.open(tmp_path, source="x", profile="y") as session:
        kept = session.keep(shot(distance_m=0.9)).sidecar
        return msgspec.structs.replace(kept, width_px=3840, height_px=3200)


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
    assert said == "Not enlarged: 200 dpi at this size instead of 300. It takes 0.59 m from the camera instead of 0.90 m, or a camera of 5770×4810 px."


def test_a_dot_too_few_does_not_read_as_enough(sidecar: Sidecar) -> None:
    said = shortfall(crop(2399, 2999), PRINT, sidecar)
    assert said is not None
    assert said.startswith("Not enlarged: 299 dpi at this size instead of 300.")


def test_a_screen_tells_its_pixels(sidecar: Sidecar) -> None:
    said = shortfall(crop(640, 640), SCREEN, sidecar)
    assert said is not None
    assert said.startswith("Not enlarged: the crop has 640×640 of the 800×800 px wanted. It takes 0.71 m")


def test_nobody_is_sent_nearer_than_half_a_metre(sidecar: Sidecar) -> None:
    said = shortfall(crop(800, 1000), PRINT, sidecar)
    assert said is not None
    assert said.endswith("It takes a camera of 11530×9610 px: coming nearer than 0.5 m would widen the nose.")


def test_without_a_distance_it_is_told_as_a_ratio(sidecar: Sidecar) -> None:
    said = shortfall(crop(1250, 1563), PRINT, at(sidecar, None))
    assert said is not None
    assert said.endswith("It takes a place 2.0 times nearer to the camera, or a camera of 7380×6150 px.")
    further = shortfall(crop(800, 1000), PRINT, at(sidecar, None))
    assert further is not None
    assert further.endswith("instead of 300. It takes a camera of 11530×9610 px.")


def test_where_the_picture_is_too_small_coming_nearer_is_no_advice(sidecar: Sidecar) -> None:
    said = shortfall(crop(1200, 1500, limited=True), PRINT, sidecar)
    assert said is not None
    assert said.endswith("instead of 300. It takes a camera of 7690×6410 px.")


def test_where_the_preset_has_more_pixels_than_the_picture_coming_nearer_is_no_advice(sidecar: Sidecar) -> None:
    said = shortfall(crop(1600, 2000), PRINT, msgspec.structs.replace(sidecar, width_px=3840, height_px=2160))
    assert said is not None
    assert said.endswith("instead of 300. It takes a camera of 5770×3250 px.")


FRAMED = [preset for preset in presets().values() if not preset.whole]


@pytest.mark.parametrize("preset", FRAMED, ids=lambda preset: preset.title)
def test_what_is_advised_would_do(sidecar: Sidecar, preset: Preset) -> None:
    for size_px in ((1280, 720), (1920, 1080), (3840, 2160)):
        for head_px in (150, 300, 420, 700):
            follow_the_advice(sidecar, preset, size_px, head_px)


def follow_the_advice(sidecar: Sidecar, preset: Preset, size_px: tuple[int, int], head_px: int) -> None:
    """Follow the advice on a picture of a head that is `head_px` high: nearer, it is larger, about the same point; a larger camera enlarges all."""
    said, after = crop_and_advice(sidecar, preset, size_px, head_px)
    if said is None:
        return
    camera = re.search(r"a camera of (\d+)×(\d+) px", said)
    assert camera is not None
    times = int(camera[1]) / size_px[0]
    assert crop_and_advice(sidecar, preset, (int(camera[1]), int(camera[2])), head_px * times)[0] is None
    nearer = re.search(r"It takes ([\d.]+) m from the camera instead of 0.90 m", said)
    if nearer is not None:
        enough, _ = crop_and_advice(sidecar, preset, size_px, head_px * 0.9 / float(nearer[1]))
        assert enough is None
        assert not after.limited


def crop_and_advice(sidecar: Sidecar, preset: Preset, size_px: tuple[int, int], head_px: float) -> tuple[str | None, Crop]:
    x, eyes_y = size_px[0] / 2, size_px[1] * 0.42
    features = Features(
        left_eye_px=(x + 0.14 * head_px, eyes_y),
        right_eye_px=(x - 0.14 * head_px, eyes_y),
        nose_tip_px=(x, eyes_y + 0.18 * head_px),
        chin_px=(x, eyes_y + 0.5 * head_px),
        forehead_px=(x, eyes_y - 0.25 * head_px),
        outline_box_px=(x - 0.33 * head_px, eyes_y - 0.25 * head_px, x + 0.33 * head_px, eyes_y + 0.5 * head_px),
        crown_y_px=eyes_y - 0.5 * head_px,
        crown_from=CrownFrom.MATTE,
    )
    cut = crop_for(features, preset, size_px)
    return shortfall(cut, preset, msgspec.structs.replace(sidecar, width_px=size_px[0], height_px=size_px[1])), cut
