"""No face, place, size, turn, matte or picture makes a measure fail or answer with anything but finite numbers and None."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from faces import made_face
from tone_readings import background_of, colour_of, exposure_of

from capture import expression, eyes, focus, framing, glare, iso, tripod
from capture.overview import overview
from capture.types import Frame, Observation, PoseReading, Reading


def _odd_picture(rng: np.random.Generator, case: int) -> np.ndarray:
    height, width = (int(size) for size in rng.integers(1, 260, 2))
    grey = rng.integers(0, 256, (height, width, 1)).repeat(3, axis=2)
    kinds = (rng.integers(0, 256, (height, width, 3)), grey, np.zeros((height, width, 3)), np.full((height, width, 3), 255), np.full((height, width, 3), rng.integers(0, 256, 3)))  # noqa: E501 - one list of kinds
    picture = kinds[case % len(kinds)].astype(np.uint8)
    picture.setflags(write=False)
    return picture


def _numbers(reading: Any) -> list[Any]:  # noqa: ANN401 - any of the readings
    values = [] if reading is None else [getattr(reading, field.name) for field in dataclasses.fields(reading)]
    return [number for value in values for number in (value if isinstance(value, tuple) else (value,))]


@pytest.mark.parametrize("case", range(60))
def test_odd_faces_give_numbers_or_none(case: int) -> None:
    rng = np.random.default_rng(case)
    rgb = _odd_picture(rng, case)
    shape = (rgb.shape[0], rgb.shape[1])
    yaw_deg, pitch_deg, roll_deg = (float(angle) for angle in rng.uniform((-85, -80, -180), (85, 80, 180)))
    mattes = (None, rng.random(tuple(rng.integers(1, 150, 2))).astype(np.float32), np.zeros((9, 16), np.float32), np.ones((9, 16), np.float32))
    face = made_face(
        shape,
        yaw_deg=yaw_deg,
        pitch_deg=pitch_deg,
        roll_deg=roll_deg,
        px_per_mm=float(10 ** rng.uniform(-3, 1)),
        centre_px=(float(rng.uniform(-1, 2)) * shape[1], float(rng.uniform(-1, 2)) * shape[0]),
        aspect=(float(rng.uniform(0, 0.6)), float(rng.uniform(0, 0.6))),
        matte=mattes[case % 4],
    )
    head = PoseReading(yaw_deg, pitch_deg, roll_deg, None) if case % 3 else None
    watch, lids = tripod.Watch(), eyes.measure(face, head, glare.measure(rgb, face))
    face_does = expression.measure(rgb, face, lids)
    readings = (
        exposure_of(rgb, face),
        colour_of(rgb, face),
        framing.measure(shape, face, head, 60),
        focus.measure(rgb, face, (face, 0.03)),
        lids,
        face_does,
        background_of(rgb, face),
        watch.measure(rgb, overview(rgb, face.matte), face),
        watch.measure(rgb, overview(rgb, None), None),
    )
    numbers = [number for reading in readings for number in _numbers(reading) if number is not None]
    assert len(numbers) >= 19 - (face_does.squint_frac is None)
    assert all(isinstance(number, float) and math.isfinite(number) for number in numbers)
    scores = iso.measure(Observation(Frame(0, 0.0, rgb), face, Reading(0, 0.0, 1, pose=head))).values()
    assert sum(score.native is not None for score in scores) >= 7
    assert all(score.native is None or (math.isfinite(score.native) and 0 <= score.scalar <= 100) for score in scores)
