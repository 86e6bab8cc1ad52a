from __future__ import annotations

import msgspec
import numpy as np
import pytest

from capture.script.persona import Persona, Skin
from capture.studio import neck, physique
from capture.studio.garments.layout import columns_rad, edge_level
from capture.studio.surface import pigment

PERSONA = Persona(name="Nobody", seed=1)
BODY = physique.build(PERSONA)
AROUND = columns_rad(33)
EDGE = edge_level(BODY, AROUND, 130 + 40 * np.cos(AROUND))
SKIN = neck.skin(BODY, AROUND, EDGE, PERSONA)


def test_skin_goes_from_inside_the_head_to_under_the_garment() -> None:
    y = SKIN.sheet.points_mm[..., 1]
    assert y[0].max() < 48, "above the jaw's edge"
    assert (y[-1] > 130 + 40 * np.cos(AROUND)).all(), "below the garment's edge"


def test_skin_moves_with_the_head_at_the_jaw_and_not_at_the_garment() -> None:
    share = SKIN.head_frac
    assert share is not None
    assert share[0].min() > 0.95
    assert share[-1].max() == 0
    assert (np.diff(share, axis=0) <= 0.01).all(), "less and less on the way down"


@pytest.mark.parametrize("monk", [1.0, 4.5, 9.0])
def test_the_tone_is_the_faces(monk: float) -> None:
    part = neck.skin(BODY, AROUND, EDGE, msgspec.structs.replace(PERSONA, skin=Skin(monk=monk)))
    assert part.paint.albedo.mean(axis=(0, 1)) == pytest.approx(pigment.tone(monk), rel=0.08)


def test_cloth_shades_the_skin_beside_it() -> None:
    assert SKIN.open_frac[-1].max() < 0.5
    assert SKIN.open_frac[len(SKIN.open_frac) // 2].min() > 0.9
