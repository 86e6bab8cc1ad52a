"""Sees a beard by how much darker it is than skin would be, and leaves it out: to a light meter it is shadow from above.

Formula: the light of the other skin tells how strong the key in a given direction and the fill are (`capture.light.search.fit`), and these how bright the
triangles of chin, upper lip and jaw would be if they were skin. A beard is where they return, all together, less than `BEARD_EV` of that. Grey and thin beards
return as much as skin does and do no harm.

On the studio's full beards the direction's error falls from 10° in the middle and 20° at the 90th percentile to 5° and 11°; nobody without a beard reads one.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from capture.light.search import fit, shadings
from capture.light.surface import FEWEST_TRIANGLES
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import ALBEDO, MAY_BE_BEARD

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.surface import Skin
    from capture.types import Floats

BEARD_EV = -0.27
"""log2 of the light over what skin would return. Shaved faces in the studio read −0.05 to 0.4, those of real people under one flash −0.24 to 0.6."""


def shaved(skin: Skin, towards: Floats) -> Skin | None:
    """Return a face's skin without its beard, lit from `towards` (3,); None where no beard is seen, or too little skin beside it."""
    bearded = MAY_BE_BEARD.take(skin.triangles)
    left = np.flatnonzero(~bearded)
    if len(left) < FEWEST_TRIANGLES or len(left) == len(bearded):
        return None
    rest = _only(skin, left)
    shading = shadings(skin, np.array([(DIRECTIONS @ towards).argmax()]))
    found = fit(rest, shading.take(left, axis=1))
    if_skin = (found.fill[0] + found.key[0] * shading[0]) * ALBEDO.take(skin.triangles) * np.float32(rest.mean_light)
    weights = skin.weights * bearded
    returned, expected = float(skin.light @ weights) * skin.mean_light, float(if_skin @ weights)
    return rest if math.log2(max(returned, 1e-9) / max(expected, 1e-9)) < BEARD_EV else None


def _only(skin: Skin, which: NDArray[np.intp]) -> Skin:
    """Return the skin with those of its triangles only."""
    weights = skin.weights.take(which)
    weights /= weights.sum()
    light = skin.light.take(which)
    mean = light @ weights
    return replace(
        skin,
        triangles=skin.triangles.take(which),
        light=light / mean,
        rgb=skin.rgb.take(which, axis=0),
        weights=weights,
        normals=skin.normals.take(which, axis=0),
        mean_light=skin.mean_light * float(mean),
    )
