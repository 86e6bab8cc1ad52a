from __future__ import annotations

import math

import pytest

from capture.calibration import Calibration, Sighting, calibrate
from capture.calibration.lens import CARD_NEARER_M
from capture.errors import NorthlightError

SHAPE = (720, 1280)
FOCAL_PX = 640 / math.tan(math.radians(31))


def sightings(distance_m: float, face_scale: float = 1.0, *, card: bool = False, wander: float = 0.0) -> list[Sighting]:
    """Return what a sitter with a face of that size shows at that distance, before a lens of 62 degrees."""
    true = FOCAL_PX / distance_m / 1000
    at_card = FOCAL_PX / (distance_m - CARD_NEARER_M) / 1000
    return [Sighting(true * face_scale * (1 + wander * (-1) ** k), at_card if card else None) for k in range(12)]


def test_a_tape_gives_the_product_that_distances_come_from() -> None:
    found = calibrate(sightings(0.8), SHAPE, tape_m=0.8, card=False)
    assert found.hfov_deg == pytest.approx(62, abs=0.01)
    assert found.face_scale is None
    large = calibrate(sightings(0.8, 1.05), SHAPE, tape_m=0.8, card=False)
    lens_px = 640 / math.tan(math.radians(large.hfov_deg) / 2)
    elsewhere = sightings(1.2, 1.05)[0].face_px_per_mm
    assert lens_px / elsewhere / 1000 == pytest.approx(1.2, rel=1e-3), "right for this sitter, though the angle is not the lens's"


def test_tape_and_card_give_the_lens_itself() -> None:
    found = calibrate(sightings(0.8, 1.05, card=True), SHAPE, tape_m=0.8, card=True)
    assert found.hfov_deg == pytest.approx(62, abs=0.05)
    assert found.face_scale == pytest.approx(1.05, abs=0.002)


def test_a_card_alone_gives_the_sitter_and_not_the_lens() -> None:
    found = calibrate(sightings(0.9, 0.94, card=True), SHAPE, tape_m=None, card=True)
    assert found.hfov_deg is None
    assert found.face_scale == pytest.approx(0.94, rel=0.01)
    assert calibrate(sightings(0.9, 0.94, card=True), SHAPE, tape_m=None, card=True, hfov_deg=62).hfov_deg == 62


@pytest.mark.parametrize(
    ("seen", "tape_m", "card", "said"),
    [
        (sightings(0.8), None, False, "Nothing is known to measure by"),
        ([], 0.8, False, "No face was found"),
        (sightings(0.8), 0.8, True, "No bank card was found"),
        (sightings(0.8, wander=0.05), 0.8, False, "moved too much"),
        (sightings(0.8), 8.0, False, "no camera for people"),
        (sightings(0.8, 1.4, card=True), 0.8, True, "can't be"),
    ],
)
def test_what_can_not_be_true_is_told(seen: list[Sighting], tape_m: float | None, *, card: bool, said: str) -> None:
    with pytest.raises(NorthlightError, match=said):
        calibrate(seen, SHAPE, tape_m=tape_m, card=card)


def test_the_angle_holds_for_pictures_of_the_same_proportions() -> None:
    found = Calibration(hfov_deg=62.0, size_px=(1280, 720))
    assert found.hfov_for((1080, 1920)) == 62
    assert found.hfov_for((480, 640)) is None
    assert found.hfov_for((1280, 720)) is None
