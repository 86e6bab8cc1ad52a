"""What the learned and the physical way of finding the key say together, and how far off that is likely to be.

Direction: the mean of both as unit vectors. What was learned from the studio holds when much light comes from all round, where the search for one lamp goes
astray; under one hard lamp the search errs less on real people than what invented ones teach. So the share of what
was learned falls from `LEARNED_SHARES[0]` where the key is as strong as the fill to `LEARNED_SHARES[1]` where it is far stronger.

A dark beard is left out, once the answer with it has shown it (`capture.light.beard`).

Expected error: exp(doubts · signs), a regression of the logarithm of the error on what tells of it (`signs`), learned on the studio's strangers when each was
left out of what the model had learned. How far both ways agree tells little by itself.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.light import beard, learned, search
from capture.light.search import COST_FLOOR
from capture.mean_face.shadows import DIRECTIONS
from capture.mean_face.skin import SKIN

if TYPE_CHECKING:
    from capture.light.learned import Model
    from capture.light.search import Key
    from capture.light.surface import Skin
    from capture.types import Floats

LEARNED_SHARES, OVER_FILL_EV = (0.85, 0.35), (1.0, 1.8)
LITTLE, MUCH_BETTER = 0.6, 0.7
"""Of the unevenness that is left: from there on other directions are tried too, and one of them is taken that leaves so much less."""
EVERYWHERE = np.arange(len(DIRECTIONS))
SURE_DEG = 15.0
"""An expected error of this much leaves a confidence of 1/e."""
LEAST_SURE_DEG, MOST_SURE_DEG = 60.0, 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """Where the key is: `towards` (3,) in the face's own axes, and how far that may be off. `key` is the search's, `clipped_frac` the skin's."""

    towards: Floats
    error_deg: float
    key: Key
    clipped_frac: float = 0.0

    @property
    def confidence_frac(self) -> float:
        """1 for no expected error, 1/e at `SURE_DEG`; less where light was lost to the top of the scale."""
        return float(np.exp(-self.error_deg / SURE_DEG)) * (1 - self.clipped_frac)


def find(skin: Skin, model: Model | None = None) -> Found:
    """Return the key light of a face's skin."""
    model = model or learned.load()
    found = _find(skin, model)
    shaved = beard.shaved(skin, found.towards)
    return found if shaved is None else _find(shaved, model)


def _find(skin: Skin, model: Model) -> Found:
    thought = model.direction(model.shapes.amounts(*learned.profile(skin)))
    key = search.direction(skin, search.around(thought))
    expected_deg = min(max(math.exp(float(signs(skin, thought, key) @ model.doubts)), MOST_SURE_DEG), LEAST_SURE_DEG)
    if key.cost > LITTLE * key.flat_cost:
        # A key from behind lights the rim alone, and nobody whom the model knows was lit like that.
        elsewhere = search.direction(skin, EVERYWHERE)
        if elsewhere.cost < MUCH_BETTER * key.cost:
            return Found(elsewhere.towards, expected_deg, elsewhere, skin.clipped_frac)
    return Found(mean(thought, key), expected_deg, key, skin.clipped_frac)


def mean(thought: Floats, key: Key) -> Floats:
    """Return the (3,) unit vector between what was learned, `thought` (3,), and what was searched."""
    share = float(np.interp(key.over_fill_ev, OVER_FILL_EV, LEARNED_SHARES))
    towards = thought * (share / max(math.sqrt(thought @ thought), 1e-9)) + (1 - share) * key.towards
    return np.asarray(towards / max(math.sqrt(towards @ towards), 1e-9), np.float32)


def signs(skin: Skin, thought: Floats, key: Key) -> Floats:
    """Return (9,) what tells of an answer's error: what the key leaves unexplained, how familiar the face looks, the contrast, how much is seen of it."""
    length = math.sqrt(thought @ thought)
    left = math.log((key.cost + COST_FLOOR) / (key.flat_cost + COST_FLOOR))
    apart = math.acos(min(max(float(thought @ key.towards) / max(length, 1e-9), -1.0), 1.0))
    contrast = min(key.over_fill_ev, 4.0)
    uneven = math.log(key.flat_cost + COST_FLOOR)
    seen = math.log(len(skin.triangles) / len(SKIN))
    dark = math.log(max(skin.mean_light, 1e-3))
    return np.array([1, left, apart, length, contrast, uneven, skin.clipped_frac, seen, dark], np.float32)
