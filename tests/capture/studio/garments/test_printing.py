from __future__ import annotations

import msgspec
import numpy as np

from capture.script.persona import Clothes, Persona
from capture.script.scene import Camera, Scene, Subject
from capture.studio import linear

PLAIN = Persona(name="x", seed=3, clothes=Clothes(colour=(0.03, 0.03, 0.08)))
SCENE = Scene(persona=PLAIN, size_px=(640, 360), subject=Subject(y_mm=-130.0, distance_mm=800.0), camera=Camera(noise=0.0))


def test_a_print_lies_across_the_chest_and_reads_from_left_to_right() -> None:
    printed = msgspec.structs.replace(PLAIN, clothes=msgspec.structs.replace(PLAIN.clothes, print="L L L"))
    more = linear(msgspec.structs.replace(SCENE, persona=printed))[..., 1] - linear(SCENE)[..., 1]
    rows, columns = np.nonzero(more > 0.05)
    assert abs(columns.mean() - 319.5) < 25
    assert rows.min() > 150
    letters = np.split(np.unique(columns), np.flatnonzero(np.diff(np.unique(columns)) > 2) + 1)
    assert len(letters) == 3
    first = more[rows.min() : rows.max() + 1, letters[0][0] : letters[0][-1] + 1] > 0.05
    half = first.shape[1] // 2
    assert first[:, :half].sum() > 1.3 * first[:, half:].sum(), "an L has its stem on the left"
