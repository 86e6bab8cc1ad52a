from __future__ import annotations

import numpy as np
from heads_of_hair import at, bare_head, towards

from capture.mean_face import features
from capture.studio.hair import cloth

TEAL = (0.03, 0.155, 0.165)


def test_a_headscarf_frames_the_face_and_hides_ears_hair_and_throat() -> None:
    scarf = cloth.headscarf(bare_head(), TEAL, np.random.default_rng(1))
    hidden = np.concatenate([towards(0, 70), towards(105, -10), towards(-105, -10), towards(180, 10), towards(0, -80), towards(40, -75)])
    assert at(scarf.cover_frac, hidden).min() > 0.99
    assert at(scarf.cover_frac, bare_head().landmarks_mm[[*features.LEFT_BROW, *features.OUTER_LIPS, features.CHIN]]).max() < 0.01


def test_it_presses_the_ears_and_is_roomy_behind() -> None:
    scarf = cloth.headscarf(bare_head(), TEAL, np.random.default_rng(1))
    assert at(scarf.bulge_mm, towards(180, 42))[0] > 20
    ear = bare_head().ear_frac > 0.9
    around = at(scarf.bulge_mm, towards(85, 30))[0]
    assert scarf.bulge_mm[ear].min() < around


def test_a_turban_leaves_ears_and_face_free() -> None:
    wound = cloth.turban(bare_head(), TEAL, np.random.default_rng(1))
    ears = bare_head().points_mm[bare_head().ear_frac > 0.9]
    assert np.mean(at(wound.cover_frac, ears)) < 0.1
    assert at(wound.cover_frac, bare_head().landmarks_mm).max() < 0.3
    top, side = at(wound.bulge_mm, np.concatenate([towards(180, 80), towards(110, 45)]))
    assert top > side > 15


def test_cloth_is_of_its_colour_darker_in_the_folds() -> None:
    wound = cloth.turban(bare_head(), TEAL, np.random.default_rng(1))
    inside = wound.albedo[wound.cover_frac > 0.99]
    ratio = inside.mean(axis=0) / np.array(TEAL)
    assert np.ptp(ratio) < 0.01
    assert 0.7 < ratio[0] < 1.05
    low, high = np.percentile(inside[:, 1], [3, 97])
    assert high > 1.15 * low


def test_folds_stand_out_of_the_head() -> None:
    wound = cloth.turban(bare_head(), TEAL, np.random.default_rng(1))
    meridian = wound.bulge_mm[10:60, 40]
    rises = np.diff(np.sign(np.diff(meridian)))
    assert (rises != 0).sum() >= 3
