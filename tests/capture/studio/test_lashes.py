from __future__ import annotations

import numpy as np
from studio_views import fields, view

from capture.script.persona import Persona, Skin
from capture.script.scene import Subject
from capture.studio import lashes, patch
from capture.studio.lids import LidPose

PLAIN, MADE_UP = (Persona(name="Nobody", seed=5, skin=Skin(eyeliner=eyeliner)) for eyeliner in (0.0, 1.0))


def drawn(persona: Persona, pose: LidPose, subject: Subject | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Return how much lashes hide of each pixel round the left eye, and how far below its upper lid that pixel is."""
    seen, lid = view(subject), fields().lids[0]
    part = patch.cut(seen, lid.on_surface(np.array([-1.0, 1.0], np.float32), np.zeros(2, np.float32)), 10)
    assert part is not None
    across, down = lid.flat(part.x_mm, part.y_mm)
    return lashes.opacity(lashes.build(persona, 1), seen, part, lid, pose), down - lid.drawn(across, pose)[0]


def test_lashes_are_thin_and_near_the_lids() -> None:
    hidden, below = drawn(PLAIN, LidPose())
    assert hidden.min() >= 0
    assert 0.1 < hidden.max() < 0.95
    assert hidden[below < -8].max() == 0
    assert hidden[(below > -3) & (below < 0)].mean() > 0.01


def test_open_lids_lift_their_lashes_and_closed_ones_lower_them() -> None:
    for pose, upwards in ((LidPose(1.0), True), (LidPose(0.0), False)):
        hidden, below = drawn(PLAIN, pose)
        above, under = hidden[(below < -0.5) & (below > -4)].sum(), hidden[(below > 0.5) & (below < 4)].sum()
        assert (above > 2 * under) == upwards


def test_from_the_side_lashes_stand_out_before_the_lid() -> None:
    hidden, _ = drawn(PLAIN, LidPose(), Subject(yaw_deg=-50))
    assert hidden.max() > 0.1


def test_make_up_darkens_them() -> None:
    assert drawn(MADE_UP, LidPose())[0].sum() > 1.2 * drawn(PLAIN, LidPose())[0].sum()


def test_the_seed_settles_them() -> None:
    one, other = lashes.build(PLAIN, 1), lashes.build(PLAIN, 1)
    assert np.array_equal(one.upper.length_mm, other.upper.length_mm)
    assert not np.array_equal(one.upper.length_mm, lashes.build(PLAIN, -1).upper.length_mm)
