"""Finds the key's direction: every direction of a sphere is tried, and the one whose shading explains the skin best wins.

Formula: for a direction d, a triangle at p with normal n and albedo r returns I = r·(a + k·v·max(0, n·(d − p/D)) / |d − p/D|³), a the light from
everywhere, k the key's at the face's middle, D how far off it stands, v the share that the face's own shadows leave. a and k have the least squared error
under a, k ≥ 0 (two unknowns, solved in closed form for all directions at once), the errors weighted so that they count about as in the square root of
light; the cost is then taken in the square root itself, where noise of light is even, and capped, so that hair or a highlight can't outvote the rest.
Known as the clamped search; unlike spherical harmonics it can't answer with light that is negative.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face import TRIANGLES, VERTICES_MM
from capture.mean_face.shadows import DIRECTIONS, LIT_FRAC
from capture.mean_face.skin import ALBEDO, SKIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.surface import Skin
    from capture.types import Floats

STEADY_LIGHT = 1.0
"""Added to the light (whose mean is 1) before its square root is taken, and where errors are weighted by its inverse: in the dark a face differs most from the
model (hair, glints, light from its own cheeks), and counts as little as it shows."""
CAP = 1.0
"""Largest error that counts, in square roots of the mean light."""
NEAR_COSINE = float(np.cos(np.radians(15)))
SHARPNESS = 0.06
"""Directions within 15 degrees of the best are averaged; one whose cost is this share higher counts 1/e."""
TRIED_COSINE = float(np.cos(np.radians(50)))
LAMP_MM = 2000.0
"""How far off keys are taken to stand: lamps and windows at 1 to 4 m, where the near cheek gets up to a sixth more light than the far one."""
COST_FLOOR = 2e-4
"""Cost that noise alone may cause, in the mean light: keeps the average from following the grid on clean pictures."""


def _places() -> Floats:
    """Return (854, 3) where the mean face's triangles are from the skin's middle, in lamps' distances."""
    centres = VERTICES_MM[TRIANGLES].mean(axis=1)
    return np.asarray((centres - centres[SKIN].mean(axis=0)) / LAMP_MM, np.float32)


_PLACES = _places()
_REACHING: Floats = np.ascontiguousarray((LIT_FRAC * (1 - 2 * _PLACES @ DIRECTIONS.T + (_PLACES**2).sum(axis=1, keepdims=True)) ** -1.5).T, np.float32)
"""(D, 854) how much of a key in each of the DIRECTIONS reaches each triangle, however that is turned."""


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """The key light that explains the skin best. `towards` (3,) is a unit vector in the face's own axes.

    `cost` is the mean squared error in square roots of the mean light, `flat_cost` that of light from everywhere alone. `over_fill_ev` is log2 of
    (key + fill) over fill for skin that faces the key.
    """

    towards: Floats
    cost: float
    flat_cost: float
    over_fill_ev: float


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """For each of D shadings: the fill's and the key's light (D,), of the mean light, and the cost (D,)."""

    fill: Floats
    key: Floats
    cost: Floats


def fit(skin: Skin, shading: Floats) -> Fit:
    """Return how well the skin is explained by fill and a key with each `shading` (D, N): the share of the key that each triangle gets."""
    albedo = ALBEDO[skin.triangles]
    bright = skin.light + np.float32(STEADY_LIGHT)
    weights = skin.weights / bright
    by_albedo = weights * albedo
    keyed = shading * albedo
    fill_fill, fill_light = float(by_albedo @ albedo), float(by_albedo @ skin.light)
    fill_key, key_light = (keyed @ np.stack([by_albedo, weights * skin.light], axis=1)).T
    key_key = (keyed * keyed) @ weights
    determinant = np.maximum(fill_fill * key_key - fill_key**2, 1e-9)
    key = np.maximum((fill_fill * key_light - fill_key * fill_light) / determinant, 0)
    fill = (fill_light - key * fill_key) / fill_fill
    alone = fill < 0
    key = np.where(alone, key_light / np.maximum(key_key, 1e-9), key)
    fill = np.where(alone, 0, fill)
    # Most of the search's time is spent from here on: what can be done in place is.
    keyed *= key[:, None]
    keyed += np.outer(fill, albedo)
    keyed += np.float32(STEADY_LIGHT)
    np.sqrt(keyed, out=keyed)
    keyed -= np.sqrt(bright)
    keyed *= keyed
    np.minimum(keyed, CAP**2, out=keyed)
    return Fit(np.asarray(fill, np.float32), np.asarray(key, np.float32), keyed @ skin.weights)


def around(towards: Floats) -> NDArray[np.int64]:
    """Return the numbers of the DIRECTIONS that are worth trying when the key is thought to stand in the direction `towards` (3,)."""
    return np.flatnonzero(DIRECTIONS @ (towards / max(float(np.linalg.norm(towards)), 1e-9)) > TRIED_COSINE)


def shadings(skin: Skin, tried: NDArray[np.int64]) -> Floats:
    """Return (D, N) the share of a key in each of the `tried` DIRECTIONS that each of the skin's triangles gets, its own shadows counted."""
    sunk = np.einsum("ij,ij->i", skin.normals, _PLACES[skin.triangles])
    facing = DIRECTIONS[tried] @ skin.normals.T
    facing -= sunk
    np.maximum(facing, 0, out=facing)
    facing *= _REACHING[tried].take(skin.triangles, axis=1)
    return facing


def direction(skin: Skin, tried: NDArray[np.int64]) -> Key:
    """Return the key that explains the skin best, of those in the `tried` DIRECTIONS."""
    found = fit(skin, shadings(skin, tried))
    best = int(found.cost.argmin())
    near = np.flatnonzero(DIRECTIONS[tried] @ DIRECTIONS[tried[best]] > NEAR_COSINE)
    cost = found.cost[near] + COST_FLOOR
    votes = np.exp(-(cost / cost.min() - 1) / SHARPNESS)
    towards = votes @ DIRECTIONS[tried[near]]
    towards = np.asarray(towards / np.linalg.norm(towards), np.float32)
    over_fill_ev = float(np.log2(1 + found.key[best] / max(float(found.fill[best]), 1e-3)))
    return Key(towards, float(found.cost[best]), _flat_cost(skin), over_fill_ev)


def _flat_cost(skin: Skin) -> float:
    """Return the cost of light from everywhere alone."""
    albedo = ALBEDO[skin.triangles]
    weights = skin.weights * albedo / (skin.light + np.float32(STEADY_LIGHT))
    fill = float(weights @ skin.light) / float(weights @ albedo)
    off = np.sqrt(albedo * np.float32(fill) + np.float32(STEADY_LIGHT)) - np.sqrt(skin.light + np.float32(STEADY_LIGHT))
    return float(skin.weights @ np.minimum(off * off, CAP**2))
