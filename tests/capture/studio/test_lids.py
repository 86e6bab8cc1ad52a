from __future__ import annotations

import numpy as np
import pytest
from studio_views import head

from capture import eyes as measured
from capture.mean_face.features import LEFT_EYE, RIGHT_EYE
from capture.studio import grid, lids
from capture.studio.lids import LidPose

ACROSS = np.linspace(-1, 1, 41, dtype=np.float32)


@pytest.fixture(params=[0, 1], ids=["left", "right"])
def lid(request: pytest.FixtureRequest) -> lids.Lids:
    return lids.of(head())[request.param]


def gap(lid: lids.Lids, pose: LidPose, *, reported: bool = False) -> np.ndarray:
    upper, lower = (lid.reported if reported else lid.drawn)(ACROSS, pose)
    return lower - upper


def test_closed_lids_meet_and_open_ones_part_ever_more(lid: lids.Lids) -> None:
    assert np.abs(gap(lid, LidPose(0.0))).max() < 1e-5
    widths = [gap(lid, LidPose(open_frac)).max() for open_frac in (0.1, 0.3, 0.6, 1.0)]
    assert widths == sorted(set(widths))
    assert 8 < widths[-1] < 12, "an adult's lids open 8 to 11 mm"


def test_lids_meet_in_the_corners_in_any_pose(lid: lids.Lids) -> None:
    for pose in (LidPose(), LidPose(0.4, 1.0, -15), LidPose(1.0, 0.5, 20)):
        assert np.abs(gap(lid, pose)[[0, -1]]).max() < 1e-4
        assert (gap(lid, pose) >= -1e-5).all()


def test_reported_gaps_are_those_of_the_measures_scale(lid: lids.Lids) -> None:
    assert (lids.CLOSED_RATIO, lids.OPEN_RATIO) == (measured.CLOSED_RATIO, measured.OPEN_RATIO)
    for open_frac in (0.0, 0.5, 1.0):
        upper, lower = lid.reported(lids.MIDDLE, LidPose(open_frac))
        ratio = float((lower - upper).mean()) / lid.width_mm
        assert ratio == pytest.approx(lids.CLOSED_RATIO + (lids.OPEN_RATIO - lids.CLOSED_RATIO) * open_frac, abs=1e-3)


def test_lids_follow_the_eyes_and_a_smile_lifts_the_lower_one(lid: lids.Lids) -> None:
    straight, down = lid.drawn(lids.MIDDLE, LidPose()), lid.drawn(lids.MIDDLE, LidPose(gaze_pitch_deg=-15))
    assert (down[0] > straight[0]).all()
    assert gap(lid, LidPose(gaze_pitch_deg=-15)) == pytest.approx(gap(lid, LidPose()), abs=1e-4)
    assert (lid.drawn(lids.MIDDLE, LidPose(smile_frac=1.0))[1] < straight[1]).all()


def test_a_squint_raises_the_lower_lid_and_leaves_the_upper_one(lid: lids.Lids) -> None:
    straight, half, full = (lid.drawn(ACROSS, LidPose(squint_frac=frac)) for frac in (0.0, 0.5, 1.0))
    assert full[0] == pytest.approx(straight[0], abs=1e-4)
    assert (straight[1][1:-1] > half[1][1:-1]).all()
    assert (half[1][1:-1] > full[1][1:-1]).all()
    assert 2 < (straight[1] - full[1]).max() < 4
    assert (full[1] > -0.5).all(), "the lid ends under the line between the corners"
    for open_frac in (1.0, 0.5):
        pose = LidPose(open_frac, squint_frac=0.8)
        assert gap(lid, pose)[20] / gap(lid, LidPose())[20] == pytest.approx(pose.gap_frac, abs=0.03)
    assert np.abs(gap(lid, LidPose(0.0, squint_frac=1.0))).max() < 1e-5


def test_flat_places_lie_on_the_heads_surface(lid: lids.Lids) -> None:
    across, down = (field.astype(np.float32) for field in np.meshgrid([-0.8, 0.0, 0.8], [-4.0, 0.0, 4.0]))
    places = lid.on_surface(across, down)
    again = lid.flat(places[..., 0], places[..., 1])
    assert again[0] == pytest.approx(across, abs=1e-4)
    assert again[1] == pytest.approx(down, abs=1e-3)
    rows, columns = grid.GEOMETRY
    v, u = (np.round(grid.place(places)[..., axis] * (count - 1)).astype(int) for axis, count in ((1, rows), (0, columns)))
    assert np.abs(np.linalg.norm(places, axis=-1) - head().radius_mm[v, u]).max() < 1.5


def test_corners_and_sides() -> None:
    for lid, eye, side in zip(lids.of(head()), (LEFT_EYE, RIGHT_EYE), (1, -1), strict=True):
        assert np.sign(lid.along[0]) == side
        assert lid.downwards[1] > 0.9
        ends = lid.on_surface(np.array([1.0, -1.0], np.float32), np.zeros(2, np.float32))
        assert ends[:, :2] == pytest.approx(head().landmarks_mm[list(eye[:2]), :2], abs=1e-3)
