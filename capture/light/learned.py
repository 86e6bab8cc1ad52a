"""Finds the key's direction by what lit faces look like: kernel ridge regression on the light of the skin, learned on the virtual studio.

Formula: the profile of a face is log(light + STEADY_LIGHT) of each skin triangle. It is written as a mean, an offset (exposure) and K shapes that lit faces
differ by (principal components, half of them alike on both sides of the face and half opposite); triangles that are not seen take no part, and a Gaussian
prior with the shapes' own spread stands in for them. The K amounts, each over the fourth root of its spread and all of them together made one unit long
(contrast: tone curve and fill), are compared with those of N faces under known lights: direction = Σ weightᵢ · exp(−width · |amounts − amountsᵢ|²), for the
face and for its mirror image alike. The length of that sum is how much it looks like anything that was learned.

Made by `capture.making.light_model`; nothing but the studio's strangers went into it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from capture.mean_face.skin import PLACE_IN_SKIN, SKIN

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.surface import Skin
    from capture.types import Floats

FILE = "light_model.npz"
STEADY_LIGHT = 1.0
"""Added to the light (whose mean is 1): keeps the logarithm from making much of what is nearly black, where a face differs most from the next."""
EVENING = 0.25
"""Power of the shapes' spreads that their amounts are divided by: 0 leaves the rare ones unheard, 1 lets noise speak."""
OUTLYING = 3.0
"""In medians of what is left: from there on a triangle's say falls."""
OFFSET_PRIOR = 1e-4
"""The offset is free: a weak prior only keeps the equations solvable."""
MIRROR = np.array([-1, 1, 1], np.float32)


@dataclass(frozen=True, eq=False)
class Shapes:
    """What the profiles of lit faces are made of: `mean` (S,), `basis` (S, K) orthonormal, `spread` (K,) standard deviations, of S skin triangles.

    `odd` (K,) is True for shapes that change their sign in the mirror; `noise` is the variance of what the shapes leave of a triangle.
    """

    mean: Floats
    basis: Floats
    spread: Floats
    odd: NDArray[np.bool_]
    noise: float

    def amounts(self, profile: Floats, seen: NDArray[np.bool_]) -> Floats:
        """Return the (K,) unit vector of a profile (S,), of which only the triangles `seen` (S,) count."""
        design = self._design
        light = np.where(seen, profile - self.mean, np.float32(0))
        unseen = design[~seen]
        sides = self._sides - unseen.T @ unseen
        found = np.linalg.solve(sides, light @ design)
        # Hair, rims of glasses and beards are no shapes of skin: what stays far off counts less the second time.
        off = np.abs(light - design @ found) * seen
        middle = len(off) - (np.count_nonzero(seen) + 1) // 2  # what is not seen comes first, as nothing
        most = OUTLYING * np.partition(off, middle)[middle]
        outlying = np.flatnonzero(off > most)
        distrust = 1 - most / off[outlying]
        strange = design[outlying]
        sides -= (strange * distrust[:, None]).T @ strange
        light[outlying] *= 1 - distrust
        scaled = np.linalg.solve(sides, light @ design)[1:] / self._evening
        return np.asarray(scaled / max(math.sqrt(scaled @ scaled), 1e-9), np.float32)

    @cached_property
    def _design(self) -> Floats:
        """(S, 1 + K) what the profile is a sum of: the offset and the shapes."""
        return np.column_stack([np.ones(len(self.basis), np.float32), self.basis])

    @cached_property
    def _sides(self) -> Floats:
        """(1 + K, 1 + K) the equations' sides where every triangle is seen: few are not, and taking those away is quicker than adding all others up."""
        prior = np.diag(np.concatenate([[OFFSET_PRIOR], self.noise / self.spread**2]))
        return np.asarray(self._design.T @ self._design + prior, np.float32)

    @cached_property
    def _evening(self) -> Floats:
        return np.asarray(self.spread**EVENING, np.float32)


@dataclass(frozen=True, eq=False)
class Model:
    """The shapes, and N learned faces: their amounts `rows` (N, K) and `weights` (N, 3), in the face's own axes; `width` is the kernel's.

    `doubts` (D,) are the weights that `capture.light.together` tells an answer's error by.
    """

    shapes: Shapes
    rows: Floats
    weights: Floats
    width: float
    doubts: Floats

    def direction(self, amounts: Floats) -> Floats:
        """Return the (3,) direction that faces with such amounts (K,) are lit from, 1 long where it is sure."""
        both = np.stack([amounts, np.where(self.shapes.odd, -amounts, amounts)])
        own, mirrored = self.alike(both) @ self.weights
        return np.asarray(own + mirrored * MIRROR, np.float32)

    def alike(self, amounts: Floats) -> Floats:
        """Return (M, N) how much each of the amounts (M, K) are like each learned face's: 1 the same, 0 not at all."""
        # Unit vectors: the squared distance is 2 − 2·cosine, but for the rounding of the stored rows.
        lengths = (amounts * amounts).sum(axis=1)
        return np.asarray(np.exp(amounts @ self._across - self.width * lengths[:, None] - self._lengths), np.float32)

    @cached_property
    def _across(self) -> Floats:
        """(K, N) twice the rows, in the kernel's widths: by columns, which numpy multiplies five times as fast."""
        return np.ascontiguousarray(2 * self.width * self.rows.T, np.float32)

    @cached_property
    def _lengths(self) -> Floats:
        """(N,) the rows' squared lengths, in the kernel's widths."""
        return np.asarray(self.width * (self.rows**2).sum(axis=1), np.float32)


def profile(skin: Skin) -> tuple[Floats, NDArray[np.bool_]]:
    """Return the profile (S,) of a face's skin, 0 where a triangle is not seen, and (S,) where it is."""
    light = np.zeros(len(SKIN), np.float32)
    seen = np.zeros(len(SKIN), np.bool_)
    places = PLACE_IN_SKIN.take(skin.triangles)
    light[places], seen[places] = np.log(skin.light + np.float32(STEADY_LIGHT)), True
    return light, seen


@cache
def load() -> Model:
    """Return the model that comes with the program."""
    with (resources.files("capture.light") / FILE).open("rb") as file, np.load(file) as stored:
        mean, basis, spread = (stored[name].astype(np.float32) for name in ("mean", "basis", "spread"))
        shapes = Shapes(mean, basis, spread, stored["odd"], float(stored["noise"]))
        return Model(shapes, stored["rows"].astype(np.float32) * stored["step"], stored["weights"], float(stored["width"]), stored["doubts"])
