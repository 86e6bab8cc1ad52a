from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import msgspec
import numpy as np
import pytest
from developed import displacement_px, texture_change, undone
from PIL import Image
from shared import SHARED, needs_shared

from capture.develop import Development
from capture.mediapipe_tracker import MediapipeTracker
from capture.pixels import encode, linear
from capture.script import people
from capture.script.scene import Scene, Subject
from capture.studio.face import face
from capture.studio.picture import render
from capture.types import Frame

if TYPE_CHECKING:
    from capture.types import Face, Rgb

BRIGHTER = Development(exposure_ev=1.0, gain_red=0.85, gain_blue=1.25, contrast=1.08)
DARKER = Development(exposure_ev=-0.8, gain_red=1.1, gain_blue=0.8, contrast=1.08)
TEXTURE, GEOMETRY_PX = 0.02, 0.1


def shown(rgb: Rgb, development: Development) -> Rgb:
    return np.rint(encode(development.applied(linear(rgb)))).astype(np.uint8)


def box(found: Face) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = found.outline_px.min(axis=0), found.outline_px.max(axis=0)
    return int(left), int(top), int(right - left), int(bottom - top)


def studio(seed: int) -> tuple[Rgb, tuple[int, int, int, int]]:
    scene = Scene(persona=people.random(seed), size_px=(960, 720), subject=Subject(distance_mm=800, y_mm=-40), seed=seed)
    found = face(scene)
    assert found is not None
    return render(scene), box(found)


@pytest.mark.parametrize("seed", range(3))
def test_a_studio_face_keeps_its_texture_and_its_geometry(seed: int) -> None:
    rgb, face_box = studio(seed)
    for development in (BRIGHTER, DARKER):
        back = undone(shown(rgb, development), development)
        assert abs(texture_change(rgb, back, face_box)) < TEXTURE
        assert displacement_px(rgb, back, face_box) < GEOMETRY_PX


def test_the_same_test_catches_smoothing_and_reshaping() -> None:
    rgb, face_box = studio(0)
    smooth = cv2.bilateralFilter(shown(rgb, BRIGHTER), 7, 20, 5)
    assert texture_change(rgb, undone(np.asarray(smooth, np.uint8), BRIGHTER), face_box) < -5 * TEXTURE / 2
    x, y = np.meshgrid(np.arange(960, dtype=np.float32), np.arange(720, dtype=np.float32))
    left, _, width, _ = face_box
    narrower = cv2.remap(shown(rgb, BRIGHTER), left + width / 2 + (x - left - width / 2) * 1.006, y, cv2.INTER_CUBIC)
    assert displacement_px(rgb, undone(np.asarray(narrower, np.uint8), BRIGHTER), face_box) > GEOMETRY_PX


@needs_shared
def test_real_faces_keep_their_texture_and_their_geometry() -> None:
    with MediapipeTracker(stills=True, mirrored_too=False) as tracker:
        for path in sorted((SHARED / "faces" / "stills").glob("portrait_[034]*.jpg"))[:6]:
            image = Image.open(path).convert("RGB")
            image.thumbnail((800, 800))
            rgb = np.asarray(image, np.uint8)
            found = tracker.track(Frame(0, 0.0, rgb, None)).face
            assert found is not None
            for development in (BRIGHTER, DARKER):
                back = undone(shown(rgb, development), development)
                assert abs(texture_change(rgb, back, box(found))) < TEXTURE, path.name
                assert displacement_px(rgb, back, box(found)) < GEOMETRY_PX, path.name


def test_nothing_leaves_every_pixel() -> None:
    codes = np.arange(256, dtype=np.uint8)[None, :, None].repeat(3, axis=2)
    assert Development().nothing
    assert np.array_equal(shown(codes, Development()), codes)
    assert not BRIGHTER.nothing


def test_a_gain_of_one_channel_changes_that_channel() -> None:
    grey = np.full((2, 2, 3), 100, np.uint8)
    red, green, blue = shown(grey, Development(gain_blue=1.5))[0, 0].tolist()
    assert (red, green) == (100, 100)
    assert blue == round(float(encode(linear(np.uint8([[100]])) * np.float32(1.5))[0, 0]))


@pytest.mark.parametrize("wrong", [{"exposure_ev": 4.0}, {"gain_red": 0.1}, {"contrast": 2.0}, {"smoothing": 1.0}])
def test_what_can_not_be_done_is_no_development(wrong: dict[str, float]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Development)
