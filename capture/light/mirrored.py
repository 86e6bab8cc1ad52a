"""How large the key is, from its mirror image in the eyes.

The cornea is a ball of 7.8 mm that mirrors 2.5 % of a lamp: a lamp of radius r shows as a disc of about 3.9 mm · sin r, a pixel or five on an iris of 5.85 mm.
All lamps that light the face alike send the same light into that image, so a larger one is wider and fainter. Neither its width alone (the lens's blur hides
small lamps) nor its brightness alone (skin is of unknown albedo) says how large it is; both together do.

Formula: log radius = WEIGHTS · (1, s). The spot's light over its surroundings is weighed by Gaussian windows round its middle of `WINDOWS` cells, a cell being
1/`CELLS` of the iris's radius; s are the logarithms of how the means in the windows fall from each to the next, that of the innermost over the light of the
skin, the spot's second moment in cells², and the logarithm of the iris's radius in pixels.
The weights are a least-squares fit on 180 pictures of the studio's strangers from 1000 on: one lamp of 2 to 35 degrees, 1920×1080, 0.6 to 0.8 m;
fitted before `PEAK` was asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.light.irises import AWAY, CELLS, DOWN, REACH, RIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from capture.light.irises import Iris
    from capture.types import Floats

MIRROR_FRAC = 7.8 / 5.85
"""The cornea's radius over the iris's: a lamp `off` the lens is mirrored this many iris radii · sin(off / 2) from the iris's middle."""
ASTRAY = 0.45
"""In iris radii, how far from there the spot may be: the iris is found to a pixel, the lamp to some degrees, and eyes wander."""
WITHIN = 0.95
"""In iris radii: the white of the eye begins beyond."""
HALF_SPOT = 4
"""Cells to each side of a spot's brightest that are judged."""
PEAK = np.ones((5, 5), np.uint8)
"""Cells round a spot's brightest that are no brighter."""
WINDOWS: Floats = np.array([0.6, 0.9, 1.3, 1.9, 2.7], np.float32)
MIDDLE_CELLS, MOMENT_CELLS = 1.6, 1.8
"""Widths of the windows in which a spot's middle and its second moment are found."""
SURROUNDINGS = 16
"""The spot's cell of this rank, of 81 from the darkest, is what the iris gives without the lamp."""
FAINTEST = 0.05
"""Of the skin's light: what a lamp of 45 degrees still adds to an iris; less is no lamp."""
WEIGHTS: Floats = np.array([1.4601, 4.3293, 4.9273, -0.9772, -0.3063, -0.1068, -0.2226, 1.2448], np.float32)
LIMITS_DEG = (1.0, 60.0)

_INNER = (AWAY < WITHIN) & (np.maximum(np.abs(RIGHT), np.abs(DOWN)) < REACH - HALF_SPOT / CELLS)
_OFFSETS = np.mgrid[-HALF_SPOT : HALF_SPOT + 1, -HALF_SPOT : HALF_SPOT + 1].reshape(2, -1).astype(np.float32)
_SPANS = -2 * WINDOWS**2
_MIDDLE = np.exp((_OFFSETS**2).sum(axis=0) / np.float32(-2 * MIDDLE_CELLS**2))


def radius_deg(irises: tuple[Iris, Iris] | None, towards: Floats, skin_light: float) -> float | None:
    """Return the key's angular radius, 1 to 60 degrees; None where the eyes are too small in the picture or don't show it.

    `towards` (3,) points to the key in the camera's axes; `skin_light` is the linear light of the skin that it lights.
    """
    near = _near(mirror_place(towards))
    found = [told for told in (signs(iris, near, skin_light) for iris in irises or ()) if told is not None]
    if not found:
        return None
    logarithms = np.array([WEIGHTS[0] + WEIGHTS[1:] @ told for told in found])
    # The eye that shows more of the lamp knows better.
    trust = np.exp(np.array([told[len(WINDOWS) - 1] for told in found]))
    return float(np.clip(np.exp(logarithms @ trust / trust.sum()), *LIMITS_DEG))


def _near(place: Floats) -> NDArray[np.bool_]:
    """Return (S, S) the cells that may mirror a lamp whose mirror image should be at `place` (2,)."""
    return np.asarray(_INNER & ((RIGHT - place[0]) ** 2 + (DOWN - place[1]) ** 2 < ASTRAY**2), np.bool_)


def signs(iris: Iris, near: NDArray[np.bool_], skin_light: float) -> Floats | None:
    """Return (7,) what tells of the lamp's size in one eye (see the module); None where there is no spot in the cells `near` (S, S) the lamp's mirror place."""
    if iris.radius_px <= 0:
        return None
    light = iris.light
    smooth = cv2.GaussianBlur(light, (0, 0), 0.7)
    # A spot is a peak: the foot of the white's slope is none, however bright.
    allowed = near & iris.opened & (smooth >= cv2.dilate(smooth, PEAK))
    if not allowed.any():
        return None
    down, right = divmod(int(np.where(allowed, smooth, -1).argmax()), light.shape[1])
    spot = light[down - HALF_SPOT : down + HALF_SPOT + 1, right - HALF_SPOT : right + HALF_SPOT + 1].ravel()
    spot = np.maximum(spot - np.partition(spot, SURROUNDINGS)[SURROUNDINGS], 0)
    if float(spot.max()) < FAINTEST * skin_light:
        return None
    weighed = spot * _MIDDLE
    middle = _OFFSETS @ weighed / weighed.sum()
    apart = ((_OFFSETS - middle[:, None]) ** 2).sum(axis=0)
    means = np.log(np.exp(apart / _SPANS[:, None]) @ spot / WINDOWS**2 + 1e-6)
    weighed = spot * np.exp(apart / np.float32(-2 * MOMENT_CELLS**2))
    moment = float(weighed @ apart / weighed.sum())
    return np.array([*np.diff(means), means[0] - np.log(skin_light), moment, np.log(iris.radius_px)], np.float32)


def mirror_place(towards: Floats) -> Floats:
    """Return (2,) where an eye that looks into the lens mirrors a lamp: right of the iris's middle and below it, in iris radii."""
    # sin(off / 2) over sin(off), by the half-angle formula: the lamp's way across the picture is sin(off).
    return np.asarray(MIRROR_FRAC * towards[:2] / np.sqrt(2 * max(1 - float(towards[2]), 0.1)), np.float32)
