from __future__ import annotations

import cv2
import numpy as np
import pytest

from capture.feed.seam import seam_ev

SHAPE, CELL_PX = (240, 320), 4.0


def share() -> np.ndarray:
    inside = np.zeros(SHAPE, np.float32)
    cv2.ellipse(inside, (160, 170), (80, 140), 0, 0, 360, (1,), -1)
    return cv2.GaussianBlur(inside, (0, 0), CELL_PX)


def pictures(noise: float, *, mixed: bool, room_noise: float | None = None, moved_px: float = 0.0, clothes: float = 112) -> list[np.ndarray]:
    """Return three pictures of a person before a wall as bright: `mixed` of two with noises of their own, or of one; the person moves unevenly."""
    rng = np.random.default_rng(11)
    taken = []
    for step in (0, moved_px, -moved_px):
        place = np.array([[1, 0, step], [0, 1, 0]], np.float32)
        matte = cv2.warpAffine(share() if mixed else (share() > 0.5).astype(np.float32), place, SHAPE[::-1], borderMode=cv2.BORDER_REPLICATE)
        person, room = (rng.normal(0, codes, SHAPE) for codes in (noise, noise if room_noise is None else room_noise))
        grain = person * matte + room * (1 - matte) if mixed else person
        taken.append(np.clip(clothes * matte + 120 * (1 - matte) + grain + 0.5, 0, 255).astype(np.uint8))
    return taken


@pytest.mark.parametrize("noise", [1.0, 2.5, 6.0])
def test_two_mixed_noises_are_less_than_either_and_one_is_not(noise: float) -> None:
    mixed, one = (seam_ev(pictures(noise, mixed=each), share(), CELL_PX) for each in (True, False))
    assert mixed is not None
    assert one is not None
    assert mixed < -0.25
    assert abs(one) < 0.1


def test_movement_only_adds_to_it() -> None:
    found = seam_ev(pictures(1.0, mixed=False, moved_px=3.0, clothes=113), share(), CELL_PX)
    assert found is not None
    assert found > 0.1


@pytest.mark.parametrize(("noise", "room_noise"), [(2.0, 0.5), (0.5, 2.0), (0.1, 0.1)])
def test_noises_that_differ_or_are_none_tell_nothing(noise: float, room_noise: float) -> None:
    assert seam_ev(pictures(noise, mixed=True, room_noise=room_noise), share(), CELL_PX) is None


def test_sides_of_which_neither_is_ever_as_bright_as_the_other_tell_nothing() -> None:
    assert seam_ev(pictures(2.0, mixed=True, clothes=30), share(), CELL_PX) is None
