from __future__ import annotations

import numpy as np
from painted_skin import PLAIN, at, painted, plan, vertex

from capture.studio.surface import nostrils


def test_nostrils_are_the_darkest_of_the_nose() -> None:
    albedo = painted(PLAIN).albedo
    for outer, inner in nostrils.RIMS:
        hole = vertex(outer) * (1 - nostrils.INWARDS) + vertex(inner) * nostrils.INWARDS
        assert at(hole, albedo, 1)[1] < 0.45 * at(vertex(1), albedo)[1]


def test_their_shadows_stay_on_the_nose() -> None:
    holes, creases = nostrils.draw(plan())
    for field in (holes, creases):
        columns = np.flatnonzero(field.max(axis=0) > 0.1)
        cheeks = [float(plan().texels(vertex(number))[0]) for number in (50, 280)]
        assert cheeks[0] < columns.min() < columns.max() < cheeks[1]
