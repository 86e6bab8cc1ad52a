from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from studio_views import EVEN, SKIN, fields, head, polygon, skin, view

from capture.script.persona import Persona
from capture.script.persona import Skin as Complexion
from capture.script.scene import Lamp, Subject
from capture.studio import eyes, lids

if TYPE_CHECKING:
    from capture.studio.stage import View

SOFT = (Lamp(azimuth_deg=0, elevation_deg=60, strength_ev=-1, radius_deg=30),)
"""So high that no glint is on the pupil."""


def painted(subject: Subject | None = None, lamps: tuple[Lamp, ...] = SOFT, persona: Persona = EVEN) -> tuple[View, np.ndarray]:
    seen = view(subject, lamps=lamps)
    out = skin(seen)
    eyes.paint(out, seen, eyes.build(head(), persona))
    return seen, out


def eye_mask(seen: View, number: int) -> np.ndarray:
    """Return the pixels of one eye's opening, by its own lids, shrunk a little."""
    lid, pose = fields().lids[number], lids.LidPose(1.0)
    across = np.linspace(-1, 1, 30, dtype=np.float32)
    upper, lower = lid.drawn(across, pose)
    edge = np.concatenate([lid.on_surface(across, upper), lid.on_surface(across[::-1], lower[::-1])])
    return polygon(seen, edge, grow_px=-1)


def pupil_px(seen: View, out: np.ndarray, number: int) -> np.ndarray:
    """Return the middle of the darkest pixels in one eye's opening."""
    light = np.where(eye_mask(seen, number), out.mean(axis=2), 9.0)
    rows, columns = np.nonzero(light <= np.sort(light.ravel())[40])
    return np.array([columns.mean() + seen.box[0], rows.mean() + seen.box[1]])


@pytest.mark.parametrize(
    "subject",
    [Subject(), Subject(gaze_yaw_deg=20), Subject(gaze_yaw_deg=-20), Subject(yaw_deg=25), Subject(yaw_deg=-20, pitch_deg=8)],
    ids=["straight", "left", "right", "turned", "turned back"],
)
def test_the_iris_is_painted_where_the_truth_says(subject: Subject) -> None:
    seen, out = painted(subject)
    for number, (centre_px, radius_px) in enumerate(eyes.irises(head(), subject, seen.head, seen.lens)):
        assert np.linalg.norm(pupil_px(seen, out, number) - centre_px) < 0.35 * radius_px
        assert radius_px == pytest.approx(5.85 * seen.lens.focal_px / 690, rel=0.05)


def test_eyes_that_look_into_the_lens_stay_on_it_as_the_head_turns() -> None:
    """The pupil, the eyeball's centre and the lens are in one line, but for the iris's arm: the offset from the ball is towards the lens."""
    for yaw_deg in (0, 25):
        subject = Subject(yaw_deg=yaw_deg)
        seen = view(subject)
        balls = [eye.centre_mm for eye in eyes.build(head(), EVEN)]
        for ball_mm, (centre_px, radius_px) in zip(balls, eyes.irises(head(), subject, seen.head, seen.lens), strict=True):
            assert np.linalg.norm(seen.project(ball_mm) - centre_px) < 0.06 * radius_px


def test_the_open_eye_is_white_beside_its_iris_and_black_in_it() -> None:
    seen, out = painted()
    inside = out[eye_mask(seen, 0)].mean(axis=1)
    white, dark = np.percentile(inside, 90), np.percentile(inside, 5)
    assert white > 6 * dark
    assert dark < 0.04
    colours = out[eye_mask(seen, 0)][inside > 0.9 * white]
    assert (colours.min(axis=1) / colours.max(axis=1)).mean() > 1.2 * SKIN.min() / SKIN.max(), "nearer to white than skin is"


def test_closed_eyes_are_skin_and_a_line_of_lashes() -> None:
    seen, out = painted(Subject(left_open_frac=0.0))
    left, right = (out[eye_mask(seen, number)].mean(axis=1) for number in (0, 1))
    assert np.median(left) == pytest.approx(SKIN.mean(), rel=0.15)
    assert np.percentile(left, 25) > 0.75 * SKIN.mean() > np.percentile(right, 75), "the other eye is open"
    assert left.min() < 0.6 * SKIN.mean(), "lashes"


def test_a_squint_covers_the_iris_from_below_and_not_from_above() -> None:
    seen, straight = painted()
    _, squinting = painted(Subject(squint_frac=1.0))
    covered = (np.abs(straight - squinting).max(axis=2) > 0.02) & eye_mask(seen, 0)
    rows, columns = np.nonzero(covered)
    (centre_px, radius_px), _ = eyes.irises(head(), Subject(), seen.head, seen.lens)
    under = np.abs(columns + seen.box[0] - centre_px[0]) < 0.3 * radius_px
    assert (rows[under] + seen.box[1]).min() > centre_px[1] + 0.2 * radius_px, "the pupil is free"
    assert covered.sum() > 0.15 * eye_mask(seen, 0).sum()


def test_the_rest_of_the_face_is_left_alone() -> None:
    seen, out = painted()
    near = polygon(seen, np.stack([eye for socket in (head().left_eye, head().right_eye) for eye in (socket.outer_mm, socket.inner_mm)]), 60)
    assert np.array_equal(out[~near], skin(seen)[~near])


@pytest.mark.parametrize("side", [1, -1])
def test_the_lamp_is_mirrored_on_its_own_side(side: int) -> None:
    lamp = Lamp(azimuth_deg=25 * side, elevation_deg=15, radius_deg=7)
    seen, lit = painted(lamps=(lamp,))
    out = lit.min(axis=2)
    for number, (centre_px, radius_px) in enumerate(eyes.irises(head(), Subject(), seen.head, seen.lens)):
        rows, columns = np.mgrid[: out.shape[0], : out.shape[1]]
        right, down = (columns + seen.box[0] - centre_px[0]) / radius_px, (rows + seen.box[1] - centre_px[1]) / radius_px
        glint = (np.hypot(right, down) < 0.8) & eye_mask(seen, number)
        brightest = glint & (out > 0.7 * out[glint].max())
        assert out[glint].max() > 5 * np.median(out[glint])
        assert 0.1 < side * right[brightest].mean() < 0.6
        assert -0.5 < down[brightest].mean() < -0.05, "above the middle"


def test_liner_darkens_the_lids_edge_and_age_yellows_the_white() -> None:
    _, plain = painted()
    _, lined = painted(persona=Persona(name="Lined", seed=4, skin=Complexion(eyeliner=1.0)))
    assert lined.sum() < plain.sum()
    young, old = (eyes.build(head(), Persona(name="Any", seed=4, skin=Complexion(age=age)))[0].colours.white for age in (0.0, 1.0))
    assert old[2] / old[0] < 0.95 * young[2] / young[0]


def test_eyes_out_of_the_picture_are_no_error() -> None:
    painted(Subject(x_mm=150))
    painted(Subject(yaw_deg=100))


def whites(azimuth_deg: float, number: int) -> float:
    """Return the light of one eye's white with one lamp, over its light without lamps."""
    _, lit = painted(lamps=(Lamp(azimuth_deg=azimuth_deg, elevation_deg=10),))
    seen, dark = painted(lamps=())
    inside = eye_mask(seen, number)
    return float(np.percentile(lit[inside].mean(axis=1), 80) / np.percentile(dark[inside].mean(axis=1), 80))


def test_a_lamp_behind_leaves_the_eyes_to_the_room() -> None:
    for number in (0, 1):
        assert whites(150, number) == pytest.approx(1, abs=0.05)
        assert whites(20, number) > 3


def test_a_lamp_at_the_side_lights_the_near_eye_alone() -> None:
    """The bare head's nose throws no shadow here: what keeps the far eye dark is that its socket faces away."""
    assert whites(115, 0) > 1.2
    assert whites(115, 1) == pytest.approx(1, abs=0.05)


def test_the_white_is_darker_than_paper_and_darkest_on_deep_skin() -> None:
    pale, deep = (eyes.build(head(), Persona(name="Any", seed=4, skin=Complexion(monk=monk)))[0].colours.white for monk in (1, 10))
    assert 0.5 < pale.mean() < 0.6
    assert 0.35 < deep.mean() < 0.8 * pale.mean()
