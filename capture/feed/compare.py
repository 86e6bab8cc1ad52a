"""How much less noise one kind of place has than another, at the same brightness and where both are as flat; and what the person's outline tells."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from capture.feed.cells import CELL_PX, SCALES, STEP_PX, blockiness, cells
from capture.feed.places import person_share, places
from capture.feed.seam import seam_ev
from capture.feed.steps import outline_ev

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from capture.feed.cells import Cells
    from capture.types import Face, Floats, Rgb

    Mask = NDArray[np.bool_]

QUIETEST = 0.3
"""The quantile of cells that is compared: the quiet ones, since what moves or is woven only ever adds to the noise."""
STEP_CODES, DARKEST, BRIGHTEST = 16, 1, 12
"""Brightness is told apart in steps; those below the first and above the last are left out: black and white have no noise of their own."""
FEWEST = 12
"""Cells of one brightness that tell its noise, and of skin that are worth a comparison."""
FEWEST_BEHIND = 60
MIDDLE = 1
"""The scale at which the room is compared: finer noise is JPEG's first victim, of coarser there is little."""
STEEP_CODES = 6.0
"""To a pixel of half size: what is as steep has a JPEG's finer waves in it, and noise with them."""
FLAT_QUANTILE, FLAT_AT_LEAST = 0.7, 1.0
"""Places count that are no steeper than this share of the skin, or than so many codes to a pixel."""
ROUNDING = 0.02
"""Codes added to both, so that a place without any noise is not infinitely quieter."""
NEAR = 0.5
"""Skin is held against places no farther from the picture's middle than this share of the way to its corners. Lenses darken towards the corners, and cameras
brighten them again, noise and all: by a stop of light there, which is half a stop of noise, and so near a tenth of one."""
WINDOW_PX = (768, 1280)
"""At most so much of a frame is looked at, round the face: down, across."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What one moment tells. `_ev` is log2 of a noise over another's: below 0 the first is quieter. None where it can't be told.

    `skin_ev` is skin against all else, one for each scale, fine to coarse; `behind_ev` the room's flat places against the sitter, `edges_ev` the room's steep
    ones; `_noise_codes` the fine noise of what skin, and the room, are held against; `blocks` is how much JPEG's blocks stand out in the room. `outline_ev` is
    the person's outline against the sharpest other edges, above 0 where it is sharper (`steps`), `seam_ev` the noise along it against both sides (`seam`).
    """

    skin_ev: tuple[float, ...] | None
    skin_noise_codes: float
    behind_ev: float | None
    edges_ev: float | None
    behind_noise_codes: float
    blocks: float
    outline_ev: float | None
    seam_ev: float | None


def sample(frames: Sequence[Rgb], face: Face) -> Sample | None:
    """Return what three frames (H, W, 3), one after another, tell; `face` is that of the middle one. None where too little skin is seen."""
    part = _window(face, (frames[0].shape[0], frames[0].shape[1]))
    if part is None:
        return None
    where = places(frames[1], face, part)
    if where is None or np.count_nonzero(where.skin) < FEWEST:
        return None
    seen = cells([frame[part] for frame in frames])
    flat = seen.slope <= max(float(np.quantile(seen.slope[where.skin], FLAT_QUANTILE)), FLAT_AT_LEAST)
    skin, clothes, behind = (mask & flat for mask in (where.skin, where.clothes, where.behind))
    near = _near_middle(where.skin, part, (frames[0].shape[0], frames[0].shape[1]))
    beside_skin = np.fmax(_by_level(seen, clothes & near), _by_level(seen, behind & near))
    skin_ev, skin_noise = _less(seen, skin, beside_skin, FEWEST)
    of_skin, of_clothes = (_by_level(seen, mask) for mask in (skin, clothes))
    behind_ev, behind_noise = _less(seen, behind, np.fmax(of_clothes, of_skin), FEWEST_BEHIND)
    edges = where.behind & (seen.slope > STEEP_CODES)
    edges_ev, _ = _less(seen, edges, np.fmax(of_clothes, of_skin), FEWEST_BEHIND)
    blocks = blockiness(frames[1][part], behind)
    return Sample(skin_ev, skin_noise, _middle(behind_ev), _middle(edges_ev), behind_noise, blocks, *_at_outline(frames, face, part))


def _at_outline(frames: Sequence[Rgb], face: Face, part: tuple[slice, slice]) -> tuple[float | None, float | None]:
    """Return what the outline's steps and its seam tell; None twice without a matte."""
    if face.matte is None:
        return None, None
    frame = (frames[0].shape[0], frames[0].shape[1])
    greens = [np.asarray(cv2.extractChannel(each[part], 1), np.uint8) for each in frames]
    share = person_share(face.matte, frame, (greens[0].shape[0], greens[0].shape[1]), (part[1].start, part[0].start), 1)
    cell_px = max(frame) / max(face.matte.shape)
    return outline_ev(greens[1], share, cell_px), seam_ev(greens, share, cell_px)


def _near_middle(skin: Mask, part: tuple[slice, slice], frame: tuple[int, int]) -> Mask:
    """Return the cells of a part of the frame (H, W) that are as near to the frame's middle as the skin is, or within `NEAR` of it."""
    sides = [(np.arange(cells) + 0.5) * CELL_PX + cut.start - length / 2 for cells, cut, length in zip(skin.shape, part, frame, strict=True)]
    away = np.hypot(sides[0][:, None], sides[1][None, :])
    return np.asarray(away <= max(NEAR * math.hypot(*frame) / 2, float(away[skin].max())), np.bool_)


def _middle(of_scales: tuple[float, ...] | None) -> float | None:
    return None if of_scales is None else of_scales[MIDDLE]


def _window(face: Face, frame: tuple[int, int]) -> tuple[slice, slice] | None:
    """Return the rows and columns round the face that are looked at, their corner a block's; None where a frame is too small for any."""
    middle = face.outline_px.mean(axis=0)[::-1].tolist()
    sides = []
    for centre, length, most in zip(middle, frame, WINDOW_PX, strict=True):
        span = min(length, most) // STEP_PX * STEP_PX
        if span < STEP_PX:
            return None
        first = min(max(0, int(centre - span / 2)), length - span) // CELL_PX * CELL_PX
        sides.append(slice(first, first + span))
    return sides[0], sides[1]


def _by_level(seen: Cells, mask: Mask) -> Floats:
    """Return (SCALES, steps) the noise of the masked cells at each brightness, that of the steps beside it included; NaN where too few tell it."""
    step = (seen.level[mask] / STEP_CODES).astype(np.int32)
    noise = seen.noise[:, mask]
    table = np.full((SCALES, 256 // STEP_CODES), np.nan, np.float32)
    for place in range(DARKEST, BRIGHTEST + 1):
        there = np.abs(step - place) <= (0 if np.count_nonzero(step == place) >= FEWEST else 1)
        if np.count_nonzero(there) >= FEWEST:
            table[:, place] = np.quantile(noise[:, there], QUIETEST, axis=1)
    return table


def _less(seen: Cells, mask: Mask, beside: Floats, fewest: int) -> tuple[tuple[float, ...] | None, float]:
    """Return, for each scale, log2 of the masked cells' noise over that `beside` (SCALES, steps), and the latter's finest mean; (None, 0) unless known."""
    step = np.minimum((seen.level[mask] / STEP_CODES).astype(np.int32), beside.shape[1] - 1)
    usual = beside[:, step]
    known = np.isfinite(usual[0])
    if np.count_nonzero(known) < fewest:
        return None, 0.0
    usual = usual[:, known]
    ratio = np.quantile((seen.noise[:, mask][:, known] + ROUNDING) / (usual + ROUNDING), QUIETEST, axis=1)
    return tuple(float(value) for value in np.log2(ratio)), float(usual[0].mean())
