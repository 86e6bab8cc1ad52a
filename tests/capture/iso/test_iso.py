"""Each component answers to its cause on the virtual studio's pictures, with the face as the studio knows it; real portraits give plausible numbers."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from shared import SHARED, needs_shared

from capture import iso, pose
from capture.iso import CODES, Measure
from capture.mediapipe_tracker import MediapipeTracker
from capture.pipeline import analyse
from capture.script import people
from capture.script.scene import Ambient, Backdrop, Bystander, Camera, Lamp, Room, Scene, Subject
from capture.studio import render
from capture.studio.tracker import tracked
from capture.types import Frame, Observation, Reading

if TYPE_CHECKING:
    from collections.abc import Mapping

SIZE_PX = (960, 540)
FRONT = (Lamp(azimuth_deg=0, elevation_deg=20, radius_deg=30),)


def scores(*, subject: dict[str, float] | None = None, persona: str = "mateo", **parts: Any) -> Mapping[Measure, iso.Component]:  # noqa: ANN401 - a scene's parts
    return _scores(Scene(persona=people.find(persona), size_px=SIZE_PX, subject=Subject(**(subject or {})), **{"lamps": FRONT, **parts}))


@lru_cache
def _scores(scene: Scene) -> Mapping[Measure, iso.Component]:
    tracking = tracked(scene)
    face = tracking.face
    head = None if face is None else pose.measure((SIZE_PX[1], SIZE_PX[0]), face, scene.camera.hfov_deg)
    return iso.measure(Observation(Frame(0, 0.0, render(scene)), face, Reading(0, 0.0, 1, pose=head), tracking.boxes))


def native(found: Mapping[Measure, iso.Component], each: Measure) -> float:
    value = found[each].native
    assert value is not None
    return value


def test_all_components_are_there_in_the_order_of_their_codes() -> None:
    found = scores()
    assert list(found) == list(CODES)
    for component in found.values():
        assert component.native is not None
        assert np.isfinite(component.native)
        assert component.scalar is not None
        assert 0 <= component.scalar <= 100


def test_a_good_identity_photograph_scores_well() -> None:
    found = scores(subject={"y_mm": -30.0}, camera=Camera(exposure_ev=0.5))
    assert found[Measure.HEAD_SIZE].scalar < 10, "a headshot's head is small for a passport"
    assert 40 < found[Measure.INTER_EYE_DISTANCE].scalar < 70, "few pixels"
    for each in set(Measure) - {Measure.HEAD_SIZE, Measure.INTER_EYE_DISTANCE}:
        assert found[each].scalar > 60, each


def test_light_makes_the_mean_rise_and_both_ends_are_told() -> None:
    steps = [scores(camera=Camera(exposure_ev=ev)) for ev in (-3, -1.5, 0, 1.5)]
    means = [native(step, Measure.LUMINANCE_MEAN) for step in steps]
    assert means == sorted(means)
    assert means[2] > 2.2 * means[1]
    assert native(steps[0], Measure.UNDER_EXPOSURE_PREVENTION) > 0.9
    assert native(steps[2], Measure.UNDER_EXPOSURE_PREVENTION) < 0.5
    assert steps[0][Measure.UNDER_EXPOSURE_PREVENTION].scalar < 60
    assert steps[0][Measure.LUMINANCE_MEAN].scalar < 10
    burnt = scores(camera=Camera(exposure_ev=3))
    assert native(burnt, Measure.OVER_EXPOSURE_PREVENTION) > 0.3
    assert native(steps[2], Measure.OVER_EXPOSURE_PREVENTION) < 0.01
    assert burnt[Measure.OVER_EXPOSURE_PREVENTION].scalar < 5
    assert native(steps[0], Measure.DYNAMIC_RANGE) < native(steps[1], Measure.DYNAMIC_RANGE) < native(steps[2], Measure.DYNAMIC_RANGE)


def test_light_from_one_side_is_uneven_and_spreads_the_tones() -> None:
    flat, sided = scores(), scores(lamps=(Lamp(azimuth_deg=75, elevation_deg=10, radius_deg=8),), ambient=Ambient(strength_ev=-4))
    assert native(flat, Measure.ILLUMINATION_UNIFORMITY) > 0.35
    assert native(sided, Measure.ILLUMINATION_UNIFORMITY) < 0.1
    spread = [native(found, Measure.LUMINANCE_VARIANCE) / native(found, Measure.LUMINANCE_MEAN) ** 2 for found in (flat, sided)]
    assert spread[1] > 2 * spread[0], "for as much light as there is"


def test_a_turned_head_is_told_about_each_axis() -> None:
    straight = scores()
    for name, each, sign in (("yaw_deg", Measure.HEAD_POSE_YAW, 1), ("pitch_deg", Measure.HEAD_POSE_PITCH, -1), ("roll_deg", Measure.HEAD_POSE_ROLL, -1)):
        found = scores(subject={name: 25.0})
        assert sign * (native(found, each) - native(straight, each)) == pytest.approx(25, abs=4)
        assert found[each].scalar < straight[each].scalar - 8
    turned = scores(subject={"yaw_deg": 25.0})
    assert native(turned, Measure.INTER_EYE_DISTANCE) == pytest.approx(native(straight, Measure.INTER_EYE_DISTANCE), rel=0.06)


def test_farther_away_all_sizes_shrink_and_shares_of_the_face_stay() -> None:
    near, far = scores(), scores(subject={"distance_mm": 1400.0})
    for each in (Measure.HEAD_SIZE, Measure.INTER_EYE_DISTANCE):
        assert native(far, each) == pytest.approx(native(near, each) / 2, rel=0.08)
    assert far[Measure.INTER_EYE_DISTANCE].scalar < near[Measure.INTER_EYE_DISTANCE].scalar
    assert native(far, Measure.EYES_OPEN) == pytest.approx(native(near, Measure.EYES_OPEN), rel=0.1)


def test_a_face_at_an_edge_is_cropped_there() -> None:
    middle, left, high, low = scores(), scores(subject={"x_mm": -385.0}), scores(subject={"y_mm": -130.0}), scores(subject={"y_mm": 130.0})
    assert left[Measure.LEFTWARD_CROP].scalar < middle[Measure.LEFTWARD_CROP].scalar == middle[Measure.RIGHTWARD_CROP].scalar == 100
    assert native(left, Measure.RIGHTWARD_CROP) > native(middle, Measure.RIGHTWARD_CROP)
    assert native(high, Measure.MARGIN_ABOVE) < native(middle, Measure.MARGIN_ABOVE) < native(low, Measure.MARGIN_ABOVE)
    assert native(high, Measure.MARGIN_BELOW) > native(middle, Measure.MARGIN_BELOW) > native(low, Measure.MARGIN_BELOW)


def test_an_open_mouth() -> None:
    usual, gape = scores(), scores(subject={"mouth_open_frac": 1.0})
    assert usual[Measure.MOUTH_CLOSED].scalar > 90
    assert gape[Measure.MOUTH_CLOSED].scalar < 70


def test_closed_eyes_and_a_wink_as_mediapipe_sees_them() -> None:
    found = {}
    with MediapipeTracker(stills=True) as tracker:
        for opening in ((1.0, 1.0), (0.0, 0.0), (0.0, 1.0)):
            subject = Subject(left_open_frac=opening[0], right_open_frac=opening[1])
            frame = Frame(0, 0.0, render(Scene(persona=people.find("mateo"), size_px=SIZE_PX, lamps=FRONT, subject=subject)))
            found[opening] = iso.measure(Observation(frame, tracker.track(frame).face, Reading(0, 0.0, 1)))[Measure.EYES_OPEN]
    assert found[1.0, 1.0].scalar > 95
    assert max(found[0.0, 0.0].scalar, found[0.0, 1.0].scalar) < 50


def test_a_busy_background_is_not_uniform() -> None:
    wall, stripes = (scores(backdrop=Backdrop(room=room)) for room in (Room.WALL, Room.STRIPES))
    assert native(stripes, Measure.BACKGROUND_UNIFORMITY) > 4 * native(wall, Measure.BACKGROUND_UNIFORMITY)
    assert wall[Measure.BACKGROUND_UNIFORMITY].scalar > 80 > stripes[Measure.BACKGROUND_UNIFORMITY].scalar


def test_a_colour_cast_is_not_natural_and_skin_of_every_tone_is() -> None:
    for persona in ("freya", "mateo", "chidi"):
        assert scores(persona=persona)[Measure.NATURAL_COLOUR].scalar > 80, persona
    blue, orange = scores(camera=Camera(white_balance_k=2600)), scores(camera=Camera(white_balance_k=15000))
    assert blue[Measure.NATURAL_COLOUR].scalar < 5
    assert native(orange, Measure.NATURAL_COLOUR) > native(scores(), Measure.NATURAL_COLOUR)


def test_a_second_face_counts_by_its_size() -> None:
    alone = scores()
    far, near = (scores(bystander=Bystander(persona=people.find("chidi"), x_mm=450.0, distance_mm=mm)) for mm in (1500.0, 1100.0))
    assert alone[Measure.SINGLE_FACE_PRESENT] == iso.Component(0.0, 100)
    assert 0.12 < native(far, Measure.SINGLE_FACE_PRESENT) < native(near, Measure.SINGLE_FACE_PRESENT) < 1
    assert near[Measure.SINGLE_FACE_PRESENT].scalar == round(100 * (1 - native(near, Measure.SINGLE_FACE_PRESENT)))


def test_without_a_face_nothing_is_assessed() -> None:
    empty = iso.measure(Observation(Frame(0, 0.0, np.zeros((90, 160, 3), np.uint8)), None, Reading(0, 0.0, 0)))
    assert set(empty.values()) == {iso.Component(None, None)}


@needs_shared
def test_every_real_pair_of_open_and_closed_eyes_is_told_apart() -> None:
    pictures = sorted((SHARED / "faces" / "eyes").glob("*.png"))
    opened = {}
    for line in analyse(map(str, pictures)):
        assert line.observation is not None
        opened[Path(line.source).stem] = iso.measure(line.observation)[Measure.EYES_OPEN].scalar
    assert len(opened) == 12
    assert min(score for name, score in opened.items() if name.endswith("open")) > 90
    assert max(score for name, score in opened.items() if name.endswith("closed")) < 50


@needs_shared
def test_real_portraits_give_plausible_numbers() -> None:
    portraits = sorted((SHARED / "faces" / "stills").glob("portrait_*.jpg"))[::3]
    found = [iso.measure(line.observation) for line in analyse(map(str, portraits)) if line.observation is not None]
    assert len(found) == len(portraits)
    middles = {each: median(native(one, each) for one in found) for each in Measure}
    ranges = {Measure.LUMINANCE_MEAN: (0.1, 0.6), Measure.DYNAMIC_RANGE: (5.5, 8), Measure.EYES_OPEN: (0.04, 0.11), Measure.MOUTH_CLOSED: (0, 0.12)}
    for each, (low, high) in ranges.items():
        assert low < middles[each] < high, each
    assert middles[Measure.NATURAL_COLOUR] < 3
    assert middles[Measure.SINGLE_FACE_PRESENT] == 0
    assert all(abs(middles[each]) < 15 for each in (Measure.HEAD_POSE_YAW, Measure.HEAD_POSE_PITCH, Measure.HEAD_POSE_ROLL))
