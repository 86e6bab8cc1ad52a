from __future__ import annotations

import cv2
import numpy as np

from capture.audit import corneas
from tests.audited import studio_portrait
from tests.doctored import mirrored_iris, without_catchlights


def measured(rgb: np.ndarray) -> corneas.Corneas:
    face = studio_portrait().face
    assert face is not None
    found = corneas.measure(rgb, face)
    assert found is not None
    return found


def test_both_eyes_mirror_the_lamp_in_the_same_place() -> None:
    found = measured(studio_portrait().rgb)
    assert found.left
    assert found.right
    assert found.apart_radii is not None
    assert found.apart_radii < 0.2
    assert 0 < found.left[0].clock_deg < 90, "the lamp is at the subject's left and above: the picture's upper right"


def test_a_mirrored_iris_is_far_off() -> None:
    face = studio_portrait().face
    assert face is not None
    apart = measured(mirrored_iris(studio_portrait().rgb, face.left_eye)).apart_radii
    assert apart is not None
    assert apart > 0.45


def test_a_lamp_that_was_painted_over_leaves_no_echo() -> None:
    face = studio_portrait().face
    assert face is not None
    found = measured(without_catchlights(studio_portrait().rgb, face.left_eye, measured(studio_portrait().rgb)))
    assert not found.left
    assert found.apart_radii is None
    assert found.echo_frac is not None
    assert found.echo_frac < 0.4


def test_a_wet_lid_in_both_eyes_is_no_echo_of_a_lamp_that_one_of_them_mirrors() -> None:
    face = studio_portrait().face
    assert face is not None
    rgb = without_catchlights(studio_portrait().rgb, face.left_eye, measured(studio_portrait().rgb))
    for eye in (face.left_eye, face.right_eye):
        wet = (round(float(eye.iris_px[0])), round(float(eye.iris_px[1] + 0.55 * eye.iris_radius_px)))
        cv2.circle(rgb, wet, 2, (130, 130, 130), -1)
    found = measured(rgb)
    assert [spot.clock_deg for spot in found.left if 150 < spot.clock_deg < 210]
    assert found.echo_frac is not None
    assert found.echo_frac < 0.4


def test_a_spots_place_is_its_clock() -> None:
    spot = measured(studio_portrait().rgb).left[0]
    right, down = corneas.place(spot)
    assert np.hypot(right, down) == np.float64(spot.radius_frac) or abs(np.hypot(right, down) - spot.radius_frac) < 1e-9
    assert right > 0 > down
